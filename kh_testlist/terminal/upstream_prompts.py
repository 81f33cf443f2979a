"""Questions about upstream: whether to fetch from it, which version of a conflict to keep, whether to publish."""

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
    """Return the address of upstream, and print it, also when quiet.

    Raises:
        Misuse: it is not possible to fetch from `named`.
        Refused: the person does not want to fetch from the address in `upstream.json`.
        Failure: the address in `upstream.json` cannot be used, or nobody can be asked about it.

    """
    found = choice.address(session.workspace.path, named, partial(_goes_there, session))
    session.loud.say(f"Upstream is {found.text}")
    return found


def _goes_there(session: Session, found: Address, file: str) -> bool:
    if not session.can_ask:
        return False
    session.loud.say(
        f"{file} names an upstream that this computer has not used before. A pull request can change that file.",
        "warning",
    )
    if not click.confirm(f"Fetch from {printable(found.text)}?", default=False, err=True):
        raise Refused("Nothing was fetched.", "Give the right address: kh-testlist sync --upstream URL")
    return True


def settle(session: Session, conflicts: Sequence[Conflict]) -> dict[Conflict, Side]:
    """Ask the person about each conflict, and return which version to keep.

    Raises:
        Refused: nobody can be asked.

    """
    if not session.can_ask:
        rows = "\n".join(map(diff.conflict, conflicts))
        what = counted(len(conflicts), "conflict")
        raise Refused(
            f"Found {what} with upstream. Nothing was changed.\n{rows}",
            "To keep your version: `kh-testlist sync --ours`. To take upstream's: `kh-testlist sync --theirs`. "
            "In a terminal, you are asked about each conflict.",
        )
    answers = {}
    for one in conflicts:
        session.say(diff.conflict(one))
        answer = click.prompt("Which version?", type=click.Choice([side.value for side in Side]), err=True)
        answers[one] = Side(answer)
    return answers


def confirm(session: Session, what: Publication, *, yes: bool) -> None:
    """Print what becomes public, also when quiet. If there is a terminal and no `yes`, ask whether to send it.

    Raises:
        Refused: the answer is no.

    """
    session.loud.say(publication(what))
    if yes or not session.can_ask:
        return
    if not click.confirm("Send it?", default=False, err=True):
        raise Refused("Nothing was sent.", "To see it without sending it: kh-testlist pr --dry-run")
