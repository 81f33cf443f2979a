"""What checks found of the rows of a list, by their journals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from kh_testlist.errors import Failure
from kh_testlist.liveness import journal
from kh_testlist.review.record import CheckResult, Source
from kh_testlist.review.visits import visits
from kh_testlist.store import display
from kh_testlist.talk import Tell, silent
from kh_testlist.text import counted
from kh_testlist.workspace import Workspace

_LONGEST: Final = 2_000
_MOST_JOURNALS: Final = 200
_MOST_BYTES: Final = 256 * 1024 * 1024
"""Of all journals together; a check of 2,000 sites has some 10 MB."""


class CheckResults(NamedTuple):
    """What checks found."""

    source: Source
    by_url: Mapping[str, tuple[CheckResult, ...]]


def check_results(workspace: Workspace, named: Sequence[Path], days: int, *, tell: Tell = silent) -> CheckResults:
    """What the journals that are named found, else those in `checks/`, in the last so many days.

    Raises:
        Failure: the list or a journal that is named can't be read.

    """
    again = f"kh-testlist check --all --journal {journal.CHECKS}/NAME.jsonl"
    paths = list(named) or _in_checks(workspace, tell)
    found: dict[Path, Mapping[str, Mapping[str, Any]]] = {}
    for path in paths:
        try:
            found[path] = _results(path, is_named=bool(named))
        except Failure as failure:
            if named:
                raise
            tell(f"Not read: {failure.message}", "warning")
    if not found:
        return CheckResults(Source("check", f"no journal in {journal.CHECKS}/", has_data=False, next_step=again), {})
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
        return CheckResults(Source("check", says, has_data=False, next_step=again, details=details), {})
    first, last = told.days
    says = (
        f"{counted(told.used, 'result')} from {counted(len(told.vantages), 'vantage')}, {first} to {last}, "
        f"in {counted(len(found), 'journal')}"
    )
    details |= {"since": first.isoformat(), "until": last.isoformat()}
    return CheckResults(Source("check", says, has_data=True, details=details), told.by_url)


def _in_checks(workspace: Workspace, tell: Tell) -> list[Path]:
    """The journals in `checks/`, the newest names last; a link is none, for a pull request may bring it."""
    folder = workspace.beside(journal.CHECKS)
    if folder.is_symlink() or not folder.is_dir():
        return []
    paths = sorted(path for path in folder.glob("*.jsonl") if path.is_file() and not path.is_symlink())
    if len(paths) > _MOST_JOURNALS:
        tell(f"Of {len(paths):,} journals in {journal.CHECKS}/ the last {_MOST_JOURNALS} by name are read.", "warning")
    chosen: list[Path] = []
    size = 0
    for path in reversed(paths[-_MOST_JOURNALS:]):
        size += path.stat().st_size
        if size > _MOST_BYTES:
            tell(f"Not read: {display(path)} and earlier ones, for they are too large together.", "warning")
            break
        chosen.append(path)
    return chosen[::-1]


def _results(path: Path, *, is_named: bool) -> Mapping[str, Mapping[str, Any]]:
    if is_named and path.is_file() and path.stat().st_size > _MOST_BYTES:
        raise Failure(f"{display(path)} is larger than any journal of ours.", "Check that this is the file you mean.")
    if is_named and path.exists() and not path.is_file():
        raise Failure(f"{display(path)} is not a file.", "Name a journal of `kh-testlist check`.")
    return journal.records(path)
