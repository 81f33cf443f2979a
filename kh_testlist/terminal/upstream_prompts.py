"""Asks about upstream: whether to go there, whose version of a conflict stands, whether to send what becomes public."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import click

from kh_testlist.errors import Refused
from kh_testlist.operations.propose import Publication
from kh_testlist.reports import diff
from kh_testlist.reports.proposal import publication
from kh_testlist.reports.terminal import printable
from kh_testlist.terminal.session import Session
from kh_testlist.text import counted
from kh_testlist.upstream import choice
from kh_testlist.upstream.address import Address
from kh_testlist.upstream.settling import Conflict, Side


def upstream_of(session: Session, named: str | None) -> Address:
    """Return where upstream of the list is, and say so, however quiet it is to be.

    Raises:
        Misuse: `named` is nothing to fetch from.
        Refused: the person does not want to go where `upstream.json` says.
        Failure: what `upstream.json` says is not, or nobody could be asked about it.

    """
    found = choice.address(session.workspace.path, named, partial(_goes_there, session))
    session.loud.say(f"Upstream is {found.text}")
    return found


def _goes_there(session: Session, found: Address, file: str) -> bool:
    if not session.can_ask:
        return False
    session.loud.say(
        f"{file} names a place that this machine was never told to sync with. A pull request can change that file.",
        "warning",
    )
    if not click.confirm(f"Go to {printable(found.text)}?", default=False, err=True):
        raise Refused("Nothing was fetched.", "Name the right place: kh-testlist sync --upstream URL")
    return True


def settle(session: Session, conflicts: Sequence[Conflict]) -> dict[Conflict, Side]:
    """Return what the person wants of each conflict.

    Raises:
        Refused: there is nobody to ask.

    """
    if not session.can_ask:
        rows = "\n".join(map(diff.conflict, conflicts))
        what = counted(len(conflicts), "conflict")
        raise Refused(
            f"{what} with upstream. Nothing was changed.\n{rows}",
            "Keep your version with --ours, or take upstream's with --theirs. In a terminal you are asked for each.",
        )
    answers = {}
    for one in conflicts:
        session.say(diff.conflict(one))
        answer = click.prompt("Which one?", type=click.Choice([side.value for side in Side]), err=True)
        answers[one] = Side(answer)
    return answers


def confirm(session: Session, what: Publication, *, yes: bool) -> None:
    """Say what becomes public, however quiet it is to be, and ask where there is somebody to ask, unless `yes`.

    Raises:
        Refused: the answer is no.

    """
    session.loud.say(publication(what))
    if yes or not session.can_ask:
        return
    if not click.confirm("Send it?", default=False, err=True):
        raise Refused("Nothing was sent.", "See what it would be: kh-testlist pr --dry-run")
