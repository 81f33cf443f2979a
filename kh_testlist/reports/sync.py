"""The report of `sync`: the counts, and each row of ours that changed or was lost."""

from __future__ import annotations

from collections.abc import Iterable

from kh_testlist.logins import without_logins
from kh_testlist.model import Entry
from kh_testlist.operations.sync import Synced
from kh_testlist.reports.diff import counts, fields, shown
from kh_testlist.reports.terminal import printable
from kh_testlist.text import counted
from kh_testlist.upstream.difference import Changed, Difference


def synced(done: Synced, side: str | None) -> str:
    """Return the whole report. `side` is the side whose version was taken for all conflicts."""
    commit, merged = done.upstream.commit[:10], done.merged
    if merged is None:
        said = _said(f"{done.path} is a copy of upstream's list at {commit}: {counted(done.rows, 'row')}")
        return said + _off(done)
    came = counts(merged.came) if merged.came else "nothing new"
    said = _said(f"{done.path} is up to date with {done.upstream.repository} at {commit}: {came}")
    if merged.conflicts:
        said += _said(f"settled: {counted(len(merged.conflicts), 'conflict')}")
    if merged.given_up:
        said += _said("upstream's version was taken. These changes of ours were given up (ours → upstream's):")
        said += lost(merged.given_up)
    if merged.respelt and done.upstream.base is not None:
        rows = counted(len(merged.respelt), "row")
        said += _said(f"{rows} took upstream's new spelling of the URL. The ledger keeps the old one:")
        said += spelt(merged.respelt)
    said += _off(done)
    if merged.differing:
        whose = "ours" if side == "ours" else "upstream's"
        said += _said(
            f"different, without a common base: {len(merged.differing):,}. The list has {whose} (ours → upstream's):"
        )
        said += cells(merged.differing)
    if merged.to_send:
        said += _said(f"only in our list, not upstream yet: {counts(merged.to_send)}")
    return said


def has_to_send(done: Synced) -> bool:
    """Return True if our list has something that upstream does not have."""
    return done.merged is not None and bool(done.merged.to_send)


def _said(line: str) -> str:
    return printable(without_logins(line)) + "\n"


def _off(done: Synced) -> str:
    if not done.off:
        return ""
    return _said(f"removed from our list, but still upstream: {len(done.off):,}. They stay removed:") + urls(done.off)


def lost(found: Difference) -> str:
    """Return our cells that upstream's cells replaced, the rows that were removed, and the rows that came back.

    Our cells are shown in full, because they are kept nowhere else. Upstream's cells are cut if they are long.
    """
    return (
        cells(found.changed)
        + "".join(f"- {_line(entry)}\n" for entry in found.removed)
        + "".join(f"+ {shown(entry.url)} (we removed it, and it is back)\n" for entry in found.added)
    )


def cells(changed: Iterable[Changed]) -> str:
    """Return the cells that differ, ours first."""
    lines = []
    for one in changed:
        lines.append(f"~ {printable(one.url)}\n")
        lines += [f'    {name}: "{printable(was)}" → "{shown(now)}"\n' for name, was, now in fields(one)]
    return "".join(lines)


def spelt(changed: Iterable[Changed]) -> str:
    """Return the old and the new URL of each row."""
    return "".join(f"~ {shown(one.before.url)} → {shown(one.after.url)}\n" for one in changed)


def urls(entries: Iterable[Entry]) -> str:
    """Return the URLs of rows, one on each line."""
    return "".join(f"- {shown(entry.url)}\n" for entry in entries)


def _line(entry: Entry) -> str:
    return printable("  ".join(filter(None, entry.cells)))
