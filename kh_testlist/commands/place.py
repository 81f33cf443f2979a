"""Where `sync` and `pr` go: said before anything is sent there, and asked where only a file names it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from kh_testlist.commands.session import Session
from kh_testlist.errors import Refused
from kh_testlist.reports.terminal import printable
from kh_testlist.upstream import choice
from kh_testlist.upstream.address import Address


def upstream_of(session: Session, list_path: Path, named: str | None) -> Address:
    """Return where upstream of the list at `list_path` is, and say so, however quiet it is to be.

    Raises:
        Misuse: `named` is nothing to fetch from.
        Refused: the person does not want to go where `upstream.json` says.
        Failure: what `upstream.json` says is not, or nobody could be asked about it.

    """
    found = choice.address(list_path, named, partial(_ask, session))
    _loud(session).say(f"Upstream is {found.text}")
    return found


def _ask(session: Session, found: Address, file: str) -> bool:
    if not session.can_ask:
        return False
    _loud(session).say(
        f"{file} names a place that this machine was never told to sync with. A pull request can change that file.",
        "yellow",
    )
    if not click.confirm(f"Go to {printable(found.text)}?", default=False, err=True):
        raise Refused("Nothing was fetched.", "Name the right place: kh-testlist sync --upstream URL")
    return True


def _loud(session: Session) -> Session:
    return replace(session, verbosity=max(session.verbosity, 0))
