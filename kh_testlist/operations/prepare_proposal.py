"""Make a proposal from our list.

It has our changes on upstream's list of today, what the rules say about them, and the reasons.
"""

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
"""Findings that a refusal lists; `validate` shows all of them."""


class Judged(NamedTuple):
    """What the rules say about the list as proposed."""

    validation: Validation
    """The findings."""
    rules: int
    """The number of rules that were run."""
    reference: UrlList | None
    """The global list that the proposal was compared with."""
    today: dt.date


class Ready(NamedTuple):
    """A proposal that may be sent."""

    clone: Clone
    origin: str
    """Upstream's commit that it is based on."""
    base: str
    """Upstream's branch that has that commit."""
    proposal: Proposal
    judged: Judged


@dataclass(frozen=True, slots=True)
class ProposalRequest:
    """What the person asks for: which of our changes, and how they are sent."""

    urls: tuple[str, ...] = ()
    """The rows to send. By default, all that changed."""
    title: str | None = None
    base: str | None = None
    """Upstream's branch that it is for. By default, upstream's default branch."""
    journals: tuple[Path, ...] = ()
    """The journals of checks to cite."""
    branch: str | None = None
    fork: str | None = None
    author: Identity = NEUTRAL
    labels: tuple[str, ...] = ()
    draft: bool = False
    opens: bool = True
    """True if the pull request is opened too, and not only the branch pushed."""


@contextlib.contextmanager
def prepared(
    workspace: Workspace, where: Address, request: ProposalRequest, tell: Tell, *, dry: bool
) -> Iterator[Ready]:
    """Make the proposal in a clone, and yield both. The clone is locked during that time, unless `dry`.

    Raises:
        Refused: the rules find errors, a removed row has no reason, nothing changes, or upstream changed the same rows.
        Failure: upstream or our own files can't be read.

    """
    seen = _seen(request.journals)
    with _looked_at(workspace, where, request, tell) if dry else _fetched(where, request) as (clone, origin, branch):
        proposal = _proposal(workspace, clone, origin, request, seen, tell)
        yield Ready(clone, origin, branch, proposal, _judged(workspace, clone, origin, proposal.urls))


@contextlib.contextmanager
def _fetched(where: Address, request: ProposalRequest) -> Iterator[tuple[Clone, str, str]]:
    """Yield the clone, with upstream's newest commit in it."""
    with locked_clone(where) as clone:
        branch, newest = _newest(clone, request)
        yield clone, clone.fetch(newest), branch


@contextlib.contextmanager
def _looked_at(
    workspace: Workspace, where: Address, request: ProposalRequest, tell: Tell
) -> Iterator[tuple[Clone, str, str]]:
    """Do the same without a change on disk: what the clone lacks is fetched into a temporary folder."""
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
            tell(
                f"Upstream can't be reached ({error.message}), so this is based on the state of the last sync.",
                "warning",
            )
            clone, newest, branch = held, known.commit, request.base or "?"
        yield clone, newest, branch


def _newest(clone: Clone, request: ProposalRequest) -> tuple[str, str]:
    """Return upstream's branch that the changes are for, and its newest commit. This takes one exchange."""
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
        raise Refused(f"Upstream has changed the same rows:\n{named}", "Settle them with: kh-testlist sync")
    changes = only(difference(theirs, merged.urls, renamed), request.urls)
    return propose(theirs, changes, Grounds(decisions, seen), origin, request.title)


def _base(workspace: Workspace, clone: Clone, theirs: UrlList, tell: Tell) -> UrlList | None:
    """Return upstream's list at our last sync. Return None if it is not known."""
    known = record.load(workspace.path)
    if known is not None:
        with contextlib.suppress(Failure):
            held = open_clone(clone.address)
            if held.has(known.commit):
                return held.list_at(known.commit, workspace.name) or editing.new_list(theirs.path)
        if clone.fetch_commit(known.commit):
            return clone.list_at(known.commit, workspace.name) or editing.new_list(theirs.path)
    why = "no sync is recorded for it" if known is None else "upstream no longer has the state of the last sync"
    tell(
        f"The list {workspace.name} is compared with upstream as it is now, because {why}. "
        "Look closely at what would change.\n"
        "To merge upstream's changes first: kh-testlist sync",
        "warning",
    )
    return None


def _judged(workspace: Workspace, clone: Clone, origin: str, urls: UrlList) -> Judged:
    """Return what the rules say about `urls`, compared with upstream's global list.

    Raises:
        Refused: the rules find an error.

    """
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
        "Upstream would refuse these rows:\n" + "\n".join(lines),
        "Fix them with `kh-testlist edit`, or see the fixes with `kh-testlist validate --fix --diff`.",
    )


def _seen(journals: Sequence[Path]) -> dict[str, LastCheck]:
    """Return the latest result on each URL in the journals."""
    seen: dict[str, LastCheck] = {}
    for path in journals:
        for url, one in journal.records(path).items():
            found = LastCheck(*(str(one.get(key, "?")) for key in ("verdict", "reason", "vantage", "checked_at")))
            if url not in seen or found.checked_at >= seen[url].checked_at:
                seen[url] = found
    return seen
