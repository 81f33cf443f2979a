"""A proposal: for maintainers, as the text of a pull request; for its author, as `pr --dry-run` shows it.

All text from a list, a ledger or a journal is data. It cannot make markup, mention a person, refer to another request,
or make a link. The only links are ours, to OONI Explorer.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Sequence
from typing import Final

from kh_testlist import __version__
from kh_testlist.categories import LEGEND
from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, HEADER, SOURCE, Severity, UrlList
from kh_testlist.operations.prepare_proposal import Judged
from kh_testlist.operations.propose import Preview, Publication
from kh_testlist.reports import markdown
from kh_testlist.reports.terminal import printable
from kh_testlist.review.link import chart
from kh_testlist.text import counted, shorten
from kh_testlist.upstream.identity import NEUTRAL
from kh_testlist.upstream.proposal import Commit, Kind, Proposal, ProposalRow

MOST_BYTES: Final = 65_000
"""GitHub accepts 65,536 characters. We count bytes, so the limit is safe however GitHub counts."""
_FOLDED: Final = 12
"""A table with more rows is folded."""
_LONGEST_CELL: Final = 300
_MOST_NAMED: Final = 20
"""Rows that are named in the question before they become public."""
_DAYS: Final = 365
"""Days before today that the link to OONI's measurements covers."""


def body(proposal: Proposal, judged: Judged) -> str:
    """Return the text of the pull request: the changes, the reasons, and the evidence."""
    kinds = [(kind, [row for row in proposal.rows if row.kind is kind]) for kind in Kind]
    head = f"{_summary(proposal)}\n{_counts(proposal)}"
    tail = _validated(proposal, judged)
    room = MOST_BYTES - len((head + tail).encode())
    parts = []
    for kind, rows in kinds:
        if rows:
            part = _section(kind, rows, lambda row: _row(row, proposal.base.name, judged.today), room)
            parts.append(part)
            room -= len(part.encode())
    return "\n".join([head, *parts, tail])


def preview(found: Preview) -> str:
    """Return the output of `pr --dry-run`: branch, commits with their changes, title and description."""
    proposal = found.proposal
    lists = [proposal.base, *(commit.urls for commit in proposal.commits)]
    lines = [f"branch {found.branch}", ""]
    for before, commit in zip(lists, proposal.commits, strict=False):
        lines += ["commit", *(f"    {line}".rstrip() for line in commit.message.splitlines()), ""]
        lines += [*_diff(before, commit), ""]
    lines += [f"author {found.author}", f"onto {found.base} at {found.origin}", f"title {proposal.title}", ""]
    return "".join(f"{printable(line)}\n" for line in [*lines, *body(proposal, found.judged).splitlines()])


def publication(what: Publication) -> str:
    """Return a list of what becomes public. A person must agree to it."""
    rows, place = what.proposal.rows, what.destination
    neutral = " (not your own; --author changes it)" if what.author == NEUTRAL else ""
    fork = ", which will be created" if place.is_missing else ""
    opened = ", already open" if what.branch.pull else ""
    lines = [
        "This becomes public, and stays public:",
        f"  name and e-mail  {what.author}{neutral}",
        f"  account          {place.account or 'the account that pushes'}",
        f"  branch           {what.branch.name} of {place.target.repository}{fork}",
        f"  request to       {what.upstream.repository}, branch {what.upstream.base}{opened}",
        f"  title            {what.proposal.title}",
        *(f"  {row.kind.value:<15}  {row.entry.url}" for row in rows[:_MOST_NAMED]),
    ]
    if len(rows) > _MOST_NAMED:
        lines.append(f"  and {counted(len(rows) - _MOST_NAMED, 'row')} more")
    lines.append("  also the notes and sources of these rows, and the reasons in the ledger")
    vantages = sorted({row.seen.vantage for row in rows if row.seen})
    if vantages:
        lines.append(f"  checked from     {', '.join(vantages)}")
    return "\n".join(lines)


def _diff(before: UrlList, commit: Commit) -> list[str]:
    name = f"lists/{before.name}.csv"
    # Split at line feeds only: other line ends, as Python knows them, may be inside a record.
    old, new = (urls.text.removesuffix("\n").split("\n") for urls in (before, commit.urls))
    return list(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm=""))


_WHAT: Final = {
    Kind.ADDITION: ("addition", "Additions", "added"),
    Kind.CORRECTION: ("correction", "Corrections", "corrected"),
    Kind.CATEGORY_CHANGE: ("category change", "Category changes", "recategorised"),
    Kind.REMOVAL: ("removal", "Removals", "removed"),
}


def _summary(proposal: Proposal) -> str:
    counts = [(kind, sum(row.kind is kind for row in proposal.rows)) for kind in Kind]
    said = ", ".join(counted(count, _WHAT[kind][0]) for kind, count in counts if count)
    return f"{said} in {markdown.code(f'lists/{proposal.base.name}.csv')}.\n"


def _counts(proposal: Proposal) -> str:
    """Return the table by category. A row that changes its category counts in the new one."""
    codes = {_category(row) for row in proposal.rows}
    kinds = [kind for kind in Kind if any(row.kind is kind for row in proposal.rows)]
    lines = ["| category | " + " | ".join(_WHAT[kind][2] for kind in kinds) + " |", "|---|" + "--:|" * len(kinds)]
    for code in sorted(codes):
        counts = [sum(row.kind is kind and _category(row) == code for row in proposal.rows) for kind in kinds]
        name = words(f"{code} {LEGEND.get(code, '')}".strip())
        lines.append(f"| {name} | " + " | ".join(str(count or "") for count in counts) + " |")
    return "\n".join(lines) + "\n"


def _category(row: ProposalRow) -> str:
    return row.entry.cells[CATEGORY_CODE] if row.entry.is_complete else "?"


def _section(kind: Kind, rows: Sequence[ProposalRow], write: Callable[[ProposalRow], str], room: int) -> str:
    head = "| site | category | why | source | last check | OONI |\n|---|---|---|---|---|---|\n"
    title = f"{_WHAT[kind][1]} ({len(rows):,})"
    opened, closed = (
        (f"<details><summary><b>{title}</b></summary>\n\n", "\n</details>\n")
        if len(rows) > _FOLDED
        else (f"### {title}\n\n", "")
    )
    left = room - len((opened + head + closed).encode()) - 200
    written = list(markdown.as_fit(map(write, rows), left))
    missing = len(rows) - len(written)
    rest = f"\nToo long to show: {missing:,} of these {len(rows):,} rows. The commit shows all of them.\n"
    return opened + (head + "".join(written) if written else "") + (rest if missing else "") + closed


def _row(row: ProposalRow, name: str, today: dt.date) -> str:
    cells = (
        _site(row),
        words(_category(row)),
        _why(row),
        words(row.entry.cells[SOURCE]) if row.entry.is_complete else "",
        _seen(row),
        f"[measurements]({explorer(row.entry.url, name, today)})",
    )
    return "| " + " | ".join(cells) + " |\n"


def _site(row: ProposalRow) -> str:
    if row.before is None or row.after is None:
        return _code(row.entry.url)
    # If the code changed, the description is not shown, because it follows from the code.
    told = [place for place in row.columns if place != CATEGORY_DESCRIPTION or CATEGORY_CODE not in row.columns]
    changes = (f"{HEADER[place]}: {_code(row.before.cells[place])} → {_code(row.after.cells[place])}" for place in told)
    return "<br>".join((_code(row.before.url), *changes))


def _why(row: ProposalRow) -> str:
    parts = [words(row.why)] if row.why else []
    if row.evidence:
        parts.append(f"evidence: {_code(row.evidence)}")
    return "<br>".join(parts) or "not said"


def _seen(row: ProposalRow) -> str:
    if row.seen is None:
        return "not checked"
    verdict, reason, vantage, checked_at = (words(text) for text in row.seen)
    return f"**{verdict}** ({reason}), from {vantage}, {checked_at}"


def explorer(url: str, name: str, today: dt.date) -> str:
    """Return the address of OONI Explorer's chart for `url`, in the country of the list `name`."""
    return chart(url, name, today - dt.timedelta(days=_DAYS), today + dt.timedelta(days=1), "week")


def _validated(proposal: Proposal, judged: Judged) -> str:
    changed = {row.entry.url for row in proposal.rows if row.after}
    found = [one for one in judged.validation.findings if one.severity is not Severity.ERROR and one.url in changed]
    size = counted(len(proposal.urls.entries), "row")
    lines = [
        f"The list with these changes ({size}) was checked by the {judged.rules} rules of kh-testlist {__version__}.",
        "There are no errors.",
        f"It was compared with the global list ({counted(len(judged.reference.entries), 'row')})."
        if judged.reference
        else "It was **not** compared with the global list.",
    ]
    shown = [
        f"- {_code(one.url or '')}: {one.severity} {one.code} {one.name}: {words(one.message)}" for one in found[:20]
    ]
    if len(found) > len(shown):
        shown.append(f"- and {len(found) - len(shown):,} more")
    remarks = ["", f"{counted(len(found), 'remark')} on the changed rows:", "", *shown] if found else []
    return "\n".join(["### Validated", "", *lines, *remarks]) + "\n"


def words(text: str) -> str:
    """Return text from outside as plain words, short enough for a table."""
    return markdown.escape(shorten(text, _LONGEST_CELL), apart=markdown.APART)


def _code(text: str) -> str:
    """Return text from outside as code, short enough for a table."""
    if "\\" in text and "|" in text:
        # In a table, `\\|` ends the cell, and there is no other way to write a bar in code.
        return words(text)
    return markdown.code(shorten(text, _LONGEST_CELL)) if text.strip() else "(empty)"
