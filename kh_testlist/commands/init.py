"""`init`: a folder for lists, and a list in it."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist import editing, folder, store, transaction
from kh_testlist.errors import Failure
from kh_testlist.model import DEFAULT_LIST
from kh_testlist.store import inside
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "init",
    epilog="""\b
Examples:
  kh-testlist init
  kh-testlist init --list th""",
)
@pass_session
def command(session: Session) -> Outcome:
    """Start a list.

    It is lists/kh.csv in this folder, unless --lists and --list name another.
    """
    place = session.lists or Path.cwd() / folder.FOLDER
    path = place / f"{session.name}.csv"
    if path.exists():
        session.say(f"{store.display(path)} is there already; nothing was changed.")
        return Outcome.DONE
    _make_folder(place)
    ignore = place / ".gitignore"
    if not inside.exists(ignore):
        inside.replace(ignore, b"# What kh-testlist leaves here while it works.\n.*.lock\n.*.tmp\n.*.next\n.*.intent\n")
    with transaction.locked(path):
        if not inside.exists(path):
            transaction.commit(path, {path: store.to_bytes(editing.new_list(store.display(path)))})
    session.answer(f"made {store.display(path)}")
    which = "" if session.name == DEFAULT_LIST else f" --list {session.name}"
    session.say(f"Next: kh-testlist add https://… --category CODE{which}")
    return Outcome.DONE


def _make_folder(folder: Path) -> None:
    """Make `folder` and those above it, where they are not there yet.

    Raises:
        Failure: it can't be made, is a link or behind one, or would be in `.git`.

    """
    place = store.absolute(folder)
    try:
        with inside.opened(place, next(one for one in (place, *place.parents) if one.is_dir()), make=True):
            pass
    except OSError as error:
        raise Failure(
            f"{store.display(folder)} could not be made: {store.reason(error)}.", "Choose another folder: --lists DIR"
        ) from error
