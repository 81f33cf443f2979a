"""`init`: create a lists folder and a list in it."""

from __future__ import annotations

import click

from kh_testlist.operations.init import start
from kh_testlist.terminal.session import Session, pass_session
from kh_testlist.workspace import DEFAULT_LIST


@click.command(
    "init",
    epilog="""\b
Examples:
  kh-testlist init
  kh-testlist init --list th""",
)
@pass_session
def command(session: Session) -> None:
    """Create a new list.

    The list is lists/kh.csv in this folder. Use --lists to choose another folder, and --list to choose another list.
    """
    path, is_new = start(session.workspace)
    if not is_new:
        session.say(f"{path} already exists. Nothing was changed.")
        return
    session.answer(f"made {path}")
    which = "" if session.name == DEFAULT_LIST else f" --list {session.name}"
    session.say(f"Next: kh-testlist add URL --category CODE{which}")
