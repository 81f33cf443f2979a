"""From our list to a proposal: upstream as it is now, our changes on it, what the rules say of that, and why."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kh_testlist import editing, folder, ledger
from kh_testlist.commands.change import require_sound
from kh_testlist.commands.session import Session
from kh_testlist.errors import Failure, Refused
from kh_testlist.liveness import journal
from kh_testlist.model import GLOBAL, Severity, UrlList, Validation
from kh_testlist.reports.proposal import Judged
from kh_testlist.rules.engine import validate
from kh_testlist.rules.registry import RULES
from kh_testlist.upstream import base as record
from kh_testlist.upstream.address import Address, revision
from kh_testlist.upstream.difference import difference
from kh_testlist.upstream.merge import merge
from kh_testlist.upstream.proposal import CheckResult, Grounds, Proposal, only, propose
from kh_testlist.upstream.push import empty
from kh_testlist.upstream.repository import Clone, locked_clone, open_clone
from kh_testlist.upstream.respelt import spelt_as_ours

_MOST_NAMED = 20
"""Findings that a refusal lists; `validate` has them all."""


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
class Wanted:
    """What the person asks for."""

    urls: tuple[str, ...]
    title: str | None
    base: str | None
    journals: tuple[Path, ...]


@contextlib.contextmanager
def prepared(session: Session, where: Address, wanted: Wanted, *, dry: bool) -> Iterator[Ready]:
    """The proposal, and the clone that it is made in, held for as long as it takes.

    Raises:
        Refused: the rules object, nobody said why a row goes, nothing changes, or upstream changed the same rows.
        Failure: upstream or our own files can't be read.

    """
    seen = _seen(wanted.journals)
    with _looked_at(session, where, wanted) if dry else _fetched(where, wanted) as (clone, origin, branch):
        proposal = _proposal(session, clone, origin, wanted, seen)
        yield Ready(clone, origin, branch, proposal, _judged(session, clone, origin, proposal))


@contextlib.contextmanager
def _fetched(where: Address, wanted: Wanted) -> Iterator[tuple[Clone, str, str]]:
    """The clone, with upstream's newest commit in it."""
    with locked_clone(where) as clone:
        branch, newest = _newest(clone, wanted)
        yield clone, clone.fetch(newest), branch


@contextlib.contextmanager
def _looked_at(session: Session, where: Address, wanted: Wanted) -> Iterator[tuple[Clone, str, str]]:
    """The same, and nothing left behind: what the clone lacks is fetched into a folder that goes away again."""
    with tempfile.TemporaryDirectory(prefix="kh-testlist-", ignore_cleanup_errors=True) as place:
        scratch = empty(Path(place), where)
        held = None
        with contextlib.suppress(Failure):
            held = open_clone(where)
        try:
            branch, newest = _newest(scratch, wanted)
            clone = held if held and held.has(newest) else scratch
            clone.fetch(newest)
        except Failure as error:
            known = record.load(session.list_path())
            if held is None or known is None or not held.has(known.commit):
                raise
            session.say(
                f"Upstream can't be asked ({error.message}), so this is on its state of the last sync.", "yellow"
            )
            clone, newest, branch = held, known.commit, wanted.base or "?"
        yield clone, newest, branch


def _newest(clone: Clone, wanted: Wanted) -> tuple[str, str]:
    """The branch of upstream's that the changes are for, and the commit that it is at now. One exchange."""
    if wanted.base:
        branch = revision(wanted.base)
        return branch, clone.newest(branch)
    branch, newest = clone.default()
    return revision(branch), newest


def _proposal(session: Session, clone: Clone, origin: str, wanted: Wanted, seen: dict[str, CheckResult]) -> Proposal:
    path = session.existing_list()
    ours = folder.load(path)
    require_sound(ours, session.today())
    if not wanted.urls:
        _refuse_errors(_validated(session, clone, origin, ours)[0])
    theirs = clone.list_at(origin, session.name) or editing.new_list(f"{folder.FOLDER}/{session.name}.csv")
    decisions = ledger.records(ledger.load(path))
    renamed = ledger.renames(decisions)
    base = _base(session, clone, path, theirs) or spelt_as_ours(theirs, ours, renamed)
    merged = merge(base, ours, theirs, renamed)
    if merged.conflicts:
        named = "\n".join(f"  {conflict.url}" for conflict in merged.conflicts)
        raise Refused(f"Upstream has changed the same rows meanwhile:\n{named}", "Settle them with: kh-testlist sync")
    changes = only(difference(theirs, merged.urls, renamed), wanted.urls)
    return propose(theirs, changes, Grounds(decisions, seen), origin, wanted.title)


def _base(session: Session, clone: Clone, path: Path, theirs: UrlList) -> UrlList | None:
    """What our list was when it was last in step with upstream; None where nobody knows."""
    known = record.load(path)
    if known is not None:
        with contextlib.suppress(Failure):
            held = open_clone(clone.address)
            if held.has(known.commit):
                return held.list_at(known.commit, session.name) or editing.new_list(theirs.path)
        if clone.fetch_commit(known.commit):
            return clone.list_at(known.commit, session.name) or editing.new_list(theirs.path)
    why = "no sync is recorded beside it" if known is None else "upstream no longer has the state of the last sync"
    session.say(
        f"{session.name} is compared with upstream as it is now, for {why}: look closely at what would change.\n"
        "To have it in step first: kh-testlist sync",
        "yellow",
    )
    return None


def _judged(session: Session, clone: Clone, origin: str, proposal: Proposal) -> Judged:
    validation, reference = _validated(session, clone, origin, proposal.urls)
    _refuse_errors(validation)
    return Judged(validation, len(RULES), reference, session.today())


def _validated(session: Session, clone: Clone, origin: str, urls: UrlList) -> tuple[Validation, UrlList | None]:
    """What the rules say of `urls`, and upstream's global list that they were compared with."""
    reference = None if session.name == GLOBAL else clone.list_at(origin, GLOBAL)
    references = {urls.path: reference} if reference else {}
    return validate([urls], RULES, references, session.today()), reference


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


def _seen(journals: Sequence[Path]) -> dict[str, CheckResult]:
    """What the journals say of each URL; the latest counts."""
    seen: dict[str, CheckResult] = {}
    for path in journals:
        for url, one in journal.records(path).items():
            found = CheckResult(*(str(one.get(key, "?")) for key in ("verdict", "reason", "vantage", "checked_at")))
            if url not in seen or found.checked_at >= seen[url].checked_at:
                seen[url] = found
    return seen
