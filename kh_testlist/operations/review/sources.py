"""The sources of a review: the journals of checks, OONI's evidence, the audit of categories, upstream.

If a source has no data, that is told once and recorded, and the review starts without it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kh_testlist.errors import Failure
from kh_testlist.folder import HOW_TO_HAVE_UPSTREAM
from kh_testlist.ledger import renames
from kh_testlist.liveness import journal
from kh_testlist.model import GLOBAL
from kh_testlist.operations.evidence import EvidenceQuery, read_with_episodes, suspicious
from kh_testlist.operations.journals import MOST_BYTES, in_checks
from kh_testlist.review.quarter import Quarter
from kh_testlist.review.record import CheckResult, Source
from kh_testlist.review.visits import visits
from kh_testlist.store import checkout, display, to_bytes
from kh_testlist.talk import Progress, Tell, silent
from kh_testlist.text import counted
from kh_testlist.workspace import Workspace

if TYPE_CHECKING:
    from kh_testlist.ooni.evidence import SiteEvidence
    from kh_testlist.tagging.audit import Doubt

_LONGEST: Final = 2_000
_OLD: Final = 100
"""Evidence is old after so many days: a quarter, and some time to upload its measurements."""


def check_results(
    workspace: Workspace, named: Sequence[Path], days: int, *, tell: Tell = silent
) -> tuple[Source, Mapping[str, tuple[CheckResult, ...]]]:
    """Return what journals found about the rows of the list in the last `days` days.

    The journals are those that are `named`, or else those in `checks/`.

    Raises:
        Failure: the list or a named journal can't be read.

    """
    again = f"kh-testlist check --all --journal {journal.CHECKS}/NAME.jsonl"
    paths = list(named) or in_checks(workspace, tell)
    found: dict[Path, Mapping[str, Mapping[str, Any]]] = {}
    for path in paths:
        try:
            found[path] = _results(path, is_named=bool(named))
        except Failure as failure:
            if named:
                raise
            tell(f"A journal was not read: {failure.message}", "warning")
    if not found:
        return Source("check", f"no journal in {journal.CHECKS}/", has_data=False, next_step=again), {}
    today = workspace.today
    told = visits(found.values(), (entry.url for entry in workspace.list.complete), today - dt.timedelta(days), today)
    details: dict[str, str | int] = {
        "journals": ", ".join(path.name for path in found)[:_LONGEST],
        "results": told.used,
        "passed_over": told.passed_over,
        "vantages": ", ".join(told.vantages)[:_LONGEST],
    }
    if not told.used:
        says = f"no result of the last {days} days on a row of the list in {counted(len(found), 'journal')}"
        return Source("check", says, has_data=False, next_step=again, details=details), {}
    first, last = told.days
    says = (
        f"{counted(told.used, 'result')} from {counted(len(told.vantages), 'vantage')}, {first} to {last}, "
        f"in {counted(len(found), 'journal')}"
    )
    details |= {"since": first.isoformat(), "until": last.isoformat()}
    return Source("check", says, has_data=True, details=details), told.by_url


def _results(path: Path, *, is_named: bool) -> Mapping[str, Mapping[str, Any]]:
    if is_named and path.is_file() and path.stat().st_size > MOST_BYTES:
        raise Failure(f"{display(path)} is too large for a journal.", "Check that this is the right file.")
    if is_named and path.exists() and not path.is_file():
        raise Failure(f"{display(path)} is not a file.", "Give a journal that `kh-testlist check` wrote.")
    return journal.records(path)


def evidence(
    workspace: Workspace, query: EvidenceQuery, quarter: Quarter
) -> tuple[Source, Mapping[str, SiteEvidence], Mapping[str, int]]:
    """Return what OONI measured of the list's rows, as it was fetched. The review is about `quarter`.

    The last value has the number of measurements with signs of interference, by the equivalence key of the site.

    Raises:
        Misuse: the options or the settings are not valid.

    """
    named = (("since", query.since), ("until", query.until), ("cc", query.country))
    again = "kh-testlist evidence fetch" + "".join(f" --{option} {value}" for option, value in named if value)
    if workspace.name == GLOBAL and query.country is None:
        says = "the global list is of no country, and none was named"
        return Source("evidence", says, has_data=False, next_step="Name one: --cc KH"), {}, {}
    try:
        found = read_with_episodes(workspace, query)
    except Failure as failure:
        return Source("evidence", _said(failure), has_data=False, next_step=again), {}, {}
    by_url = {entry.url: entry for entry in found.entries}
    tested = sum(entry.measurements > 0 for entry in found.entries)
    says = (
        f"{counted(found.measurements, 'measurement')} of {counted(tested, 'row')} on "
        f"{counted(len(found.networks), 'network')} in {found.country}, {found.since} to {found.until}"
    )
    age = (workspace.today - dt.date.fromisoformat(found.until)).days
    is_old = not query.until and (age > _OLD or found.until < quarter.since.isoformat())
    if is_old:
        says += f", which ended {counted(age, 'day')} ago"
    details: dict[str, str | int] = {
        "country": found.country, "since": found.since, "until": found.until, "api": found.source,
        "measurements": found.measurements, "rows": tested, "networks": len(found.networks), "floor": found.floor,
    }  # fmt: skip
    if found.unfinished:
        details["unfinished"] = found.unfinished
    source = Source("evidence", says, has_data=True, details=details, next_step=again if is_old else "")
    return source, by_url, suspicious(workspace, query)


def doubts(workspace: Workspace, progress: Progress, tell: Tell) -> tuple[Source, Mapping[str, Doubt]]:
    """Return the rows whose category the audit doubts, by URL."""
    # Only the audit needs what learns and looks things up.
    from kh_testlist.operations.suggest import audit_list  # noqa: PLC0415 - see above

    try:
        found = audit_list(workspace, progress=progress, tell=tell)
    except Failure as failure:
        return Source("audit", _said(failure), has_data=False, next_step=HOW_TO_HAVE_UPSTREAM), {}
    learned = found.has_learned
    by = "a model learned from upstream's lists" if learned else "keywords and the lists here, without a model"
    says = f"{counted(len(found.doubts), 'doubt')} about {counted(found.rows, 'row')}, by {by}"
    details: dict[str, str | int] = {"rows": found.rows, "doubts": len(found.doubts)}
    source = Source("audit", says, has_data=True, next_step="" if learned else HOW_TO_HAVE_UPSTREAM, details=details)
    strongest = {one.url: one for one in reversed(found.doubts)}
    return source, dict(reversed(strongest.items()))


def upstream(workspace: Workspace) -> Source:
    """Return how the list differs from upstream's at the last sync, in numbers."""
    from kh_testlist.editing import new_list  # noqa: PLC0415 - what uses git takes a while to load
    from kh_testlist.upstream import base, choice  # noqa: PLC0415 - the same
    from kh_testlist.upstream.difference import difference  # noqa: PLC0415 - the same
    from kh_testlist.upstream.repository import open_clone  # noqa: PLC0415 - the same

    try:
        recorded = base.load(workspace.path)
        if recorded is None:
            return Source("upstream", "the list was never synced", has_data=False, next_step=HOW_TO_HAVE_UPSTREAM)
        clone = open_clone(choice.address(workspace.path, recorded=recorded.repository))
        if not clone.has(recorded.commit):
            says = f"the commit of the last sync, {recorded.commit[:10]}, is not here"
            return Source("upstream", says, has_data=False, next_step=HOW_TO_HAVE_UPSTREAM)
        theirs = clone.list_at(recorded.commit, workspace.name) or new_list(workspace.list.path)
    except Failure as failure:
        return Source("upstream", _said(failure), has_data=False, next_step=HOW_TO_HAVE_UPSTREAM)
    found = difference(theirs, workspace.list, renames(workspace.records))
    counts = {"added": len(found.added), "changed": len(found.changed), "removed": len(found.removed)}
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    says = f"rows of ours that upstream had not at {recorded.commit[:10]}: {told}"
    return Source(
        "upstream",
        says,
        has_data=True,
        details={"commit": recorded.commit, "repository": recorded.repository[:_LONGEST], **counts},
    )


def own(workspace: Workspace) -> Source:
    """Return the list itself as a source: its file, its number of rows, its commit."""
    urls = workspace.list
    digest = hashlib.sha256(to_bytes(urls)).hexdigest()
    details: dict[str, str | int] = {"rows": len(urls.complete), "sha256": digest}
    top = checkout(workspace.path.parent)
    if top is not None:
        from kh_testlist import history  # noqa: PLC0415 - loads git, once a review

        details |= {"commit": history.commit(top) or "none yet"}
    return Source("list", f"{urls.path}, {counted(len(urls.complete), 'row')}", has_data=True, details=details)


def _said(failure: Failure) -> str:
    return failure.message.removesuffix(".")[:_LONGEST]
