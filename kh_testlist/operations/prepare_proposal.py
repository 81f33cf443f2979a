"""From our list to a proposal: upstream as it is now, our changes on it, what the rules say of that, and why."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kh_testlist import editing, folder, ledger
from kh_testlist.errors import Failure, Refused
from kh_testlist.liveness import journal
from kh_testlist.model import GLOBAL, Severity, UrlList, Validation
from kh_testlist.rules.engine import validate
from kh_testlist.rules.registry import RULES
from kh_testlist.talk import Tell
from kh_testlist.upstream import base as record
from kh_testlist.upstream.address import Address, revision
from kh_testlist.upstream.difference import difference
from kh_testlist.upstream.identity import NEUTRAL, Identity
from kh_testlist.upstream.merge import merge
from kh_testlist.upstream.proposal import Grounds, LastCheck, Proposal, only, propose
from kh_testlist.upstream.push import empty
from kh_testlist.upstream.repository import Clone, locked_clone, open_clone
from kh_testlist.upstream.respelt import spelt_as_ours
from kh_testlist.workspace import Workspace

_MOST_NAMED = 20
"""Findings that a refusal lists; `validate` has them all."""


class Judged(NamedTuple):
    """What the list as proposed was held against."""

    validation: Validation
    """The rules' word on it."""
    rules: int
    """How many rules were run."""
    reference: UrlList | None
    """The global list that it was compared with."""
    today: dt.date


class Ready(NamedTuple):
    """A proposal that may be sent."""

    clone: Clone
    origin: str
    """Upstream's commit that it is made for."""
    base: str
    """The branch of upstream's that has that commit."""
    proposal: Proposal
    judged: Judged


@dataclass(frozen=True, slots=True)
class ProposalRequest:
    """What the person asks for: which of our changes, and how they are sent."""

    urls: tuple[str, ...] = ()
    """The rows to send; without any, all that changed."""
    title: str | None = None
    base: str | None = None
    """The branch of upstream's that it is for; its default branch where none is named."""
    journals: tuple[Path, ...] = ()
    """Of checks, to be cited."""
    branch: str | None = None
    fork: str | None = None
    author: Identity = NEUTRAL
    labels: tuple[str, ...] = ()
    draft: bool = False
    opens: bool = True
    """Whether to open the request, and not just to push."""


@contextlib.contextmanager
def prepared(
    workspace: Workspace, where: Address, request: ProposalRequest, tell: Tell, *, dry: bool
) -> Iterator[Ready]:
    """The proposal, and the clone that it is made in, held for as long as it takes.

    Raises:
        Refused: the rules object, nobody said why a row goes, nothing changes, or upstream changed the same rows.
        Failure: upstream or our own files can't be read.

    """
    seen = _seen(request.journals)
    with _looked_at(workspace, where, request, tell) if dry else _fetched(where, request) as (clone, origin, branch):
        proposal = _proposal(workspace, clone, origin, request, seen, tell)
        yield Ready(clone, origin, branch, proposal, _judged(workspace, clone, origin, proposal.urls))


@contextlib.contextmanager
def _fetched(where: Address, request: ProposalRequest) -> Iterator[tuple[Clone, str, str]]:
    """The clone, with upstream's newest commit in it."""
    with locked_clone(where) as clone:
        branch, newest = _newest(clone, request)
        yield clone, clone.fetch(newest), branch


@contextlib.contextmanager
def _looked_at(
    workspace: Workspace, where: Address, request: ProposalRequest, tell: Tell
) -> Iterator[tuple[Clone, str, str]]:
    """The same, and nothing left behind: what the clone lacks is fetched into a folder that goes away again."""
    with tempfile.TemporaryDirectory(prefix="kh-testlist-", ignore_cleanup_errors=True) as place:
        scratch = empty(Path(place), where)
        held = None
        with contextlib.suppress(Failure):
            held = open_clone(where)
        try:
            branch, newest = _newest(scratch, request)
            clone = held if held and held.has(newest) else scratch
            clone.fetch(newest)
        except Failure as error:
            known = record.load(workspace.path)
            if held is None or known is None or not held.has(known.commit):
                raise
            tell(f"Upstream can't be asked ({error.message}), so this is on its state of the last sync.", "warning")
            clone, newest, branch = held, known.commit, request.base or "?"
        yield clone, newest, branch


def _newest(clone: Clone, request: ProposalRequest) -> tuple[str, str]:
    """The branch of upstream's that the changes are for, and the commit that it is at now. One exchange."""
    if request.base:
        branch = revision(request.base)
        return branch, clone.newest(branch)
    branch, newest = clone.default()
    return revision(branch), newest


def _proposal(
    workspace: Workspace, clone: Clone, origin: str, request: ProposalRequest, seen: dict[str, LastCheck], tell: Tell
) -> Proposal:
    ours = workspace.sound_list
    if not request.urls:
        _judged(workspace, clone, origin, ours)
    theirs = clone.list_at(origin, workspace.name) or editing.new_list(f"{folder.FOLDER}/{workspace.name}.csv")
    decisions = workspace.records
    renamed = ledger.renames(decisions)
    base = _base(workspace, clone, theirs, tell) or spelt_as_ours(theirs, ours, renamed)
    merged = merge(base, ours, theirs, renamed)
    if merged.conflicts:
        named = "\n".join(f"  {conflict.url}" for conflict in merged.conflicts)
        raise Refused(f"Upstream has changed the same rows meanwhile:\n{named}", "Settle them with: kh-testlist sync")
    changes = only(difference(theirs, merged.urls, renamed), request.urls)
    return propose(theirs, changes, Grounds(decisions, seen), origin, request.title)


def _base(workspace: Workspace, clone: Clone, theirs: UrlList, tell: Tell) -> UrlList | None:
    """What our list was when it was last in step with upstream; None where nobody knows."""
    known = record.load(workspace.path)
    if known is not None:
        with contextlib.suppress(Failure):
            held = open_clone(clone.address)
            if held.has(known.commit):
                return held.list_at(known.commit, workspace.name) or editing.new_list(theirs.path)
        if clone.fetch_commit(known.commit):
            return clone.list_at(known.commit, workspace.name) or editing.new_list(theirs.path)
    why = "no sync is recorded beside it" if known is None else "upstream no longer has the state of the last sync"
    tell(
        f"{workspace.name} is compared with upstream as it is now, for {why}: look closely at what would change.\n"
        "To have it in step first: kh-testlist sync",
        "warning",
    )
    return None


def _judged(workspace: Workspace, clone: Clone, origin: str, urls: UrlList) -> Judged:
    """What the rules say of `urls`, with upstream's global list to compare with; an error of theirs is refused."""
    reference = None if workspace.name == GLOBAL else clone.list_at(origin, GLOBAL)
    references = {urls.path: reference} if reference else {}
    validation = validate([urls], RULES, references, workspace.today)
    _refuse_errors(validation)
    return Judged(validation, len(RULES), reference, workspace.today)


def _refuse_errors(validation: Validation) -> None:
    errors = [one for one in validation.findings if one.severity is Severity.ERROR]
    if not errors:
        return
    lines = [
        f"  {one.path}:{one.line}: {one.code} {one.name}: {f'{one.url}: ' if one.url else ''}{one.message}"
        for one in errors[:_MOST_NAMED]
    ]
    if len(errors) > _MOST_NAMED:
        lines.append(f"  and {len(errors) - _MOST_NAMED:,} more")
    raise Refused(
        "upstream would refuse these rows:\n" + "\n".join(lines),
        "Mend them with `kh-testlist edit`, or see `kh-testlist validate --fix --diff`.",
    )


def _seen(journals: Sequence[Path]) -> dict[str, LastCheck]:
    """What the journals say of each URL; the latest counts."""
    seen: dict[str, LastCheck] = {}
    for path in journals:
        for url, one in journal.records(path).items():
            found = LastCheck(*(str(one.get(key, "?")) for key in ("verdict", "reason", "vantage", "checked_at")))
            if url not in seen or found.checked_at >= seen[url].checked_at:
                seen[url] = found
    return seen
