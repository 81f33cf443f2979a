"""Findings for people: the row, a mark under the place, the fix, and a summary."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from kh_testlist.model import HEADER, Entry, Finding, Safety, Severity, Validation
from kh_testlist.reports.terminal import Span, paint, printable
from kh_testlist.text import counted, shorten

_STYLE: Final = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_SHOWN: Final = tuple((str(severity), _STYLE[severity]) for severity in Severity)
"""The name and the style of each severity, by its number minus 1. To ask the enum is slow."""
_WIDEST: Final = 160
"""Characters of a row that are shown; a longer one is cut around the mark."""
_COMMANDS: Final = ("::", "##")
"""How a line starts that GitHub's and Azure's runners take for a command, whatever space is before it."""


def findings(validation: Validation, *, color: bool) -> str:
    """The report that `validate` shows by default."""
    spans: list[Span] = []
    for finding in validation.findings:
        spans += _finding(finding)
    spans += _summary(validation)
    return paint(spans, color=color)


def _finding(finding: Finding) -> list[Span]:
    severity, style = _SHOWN[finding.severity - 1]
    spans = [
        (f"{printable(finding.path)}:{finding.line}: ", "bold"),
        (severity, style),
        (f" {finding.code} ", "bold"),
        (f"{finding.name}: {printable(shorten(finding.message, 300))}\n", ""),
    ]
    if finding.row is not None:
        row, before, length = _excerpt(finding.row, finding.column)
        margin = "| " if row.lstrip().startswith(_COMMANDS) else "  "
        spans.append((f"{margin}{row}\n", ""))
        if length:
            spans += [(" " * (before + 2), ""), ("^" * length + "\n", style)]
    if finding.fix is not None:
        how = "--fix" if finding.fix.safety is Safety.SAFE else "--fix --unsafe-fixes"
        value = f": {printable(shorten(finding.fix.value, _WIDEST))}" if finding.fix.value is not None else ""
        spans.append((f"  fix ({how}){value}\n", "green"))
    return spans


def _excerpt(entry: Entry, column: str | None) -> tuple[str, int, int]:
    """The row on one line, and where the column's cell stands in it: how far in, and how wide."""
    if column is None or not entry.is_complete:
        return shorten(printable(entry.raw[: _WIDEST + 1].rstrip("\r\n")), _WIDEST), 0, 0
    at = HEADER.index(column)
    # Nearly every row is printable unchanged. This shortcut matters in a report of 5,000 findings.
    row = ",".join(entry.cells)
    is_plain = row.isascii() and row.isprintable()
    cells = entry.cells if is_plain else tuple(printable(cell) for cell in entry.cells)
    if not is_plain:
        row = ",".join(cells)
    start = len(",".join(cells[:at])) + 1 if at else 0
    left = max(0, start - _WIDEST // 2) if start + len(cells[at]) > _WIDEST else 0
    shown = ("…" if left else "") + row[left : left + _WIDEST] + ("…" if len(row) > left + _WIDEST else "")
    before = start - left + (1 if left else 0)
    mark = max(1, min(_width(cells[at]), _WIDEST - (start - left)))
    return shown, _width(shown[:before]), mark


def _width(text: str) -> int:
    """Columns that `text` takes on a terminal: none for marks that sit on the letter before, two for wide letters."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(letter) in {"Mn", "Me", "Cf"} else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def _summary(validation: Validation) -> Iterator[Span]:
    entries = sum(urls.entries for urls in validation.lists)
    if validation.findings:
        yield "\n", ""
    lists = validation.lists[0].path if len(validation.lists) == 1 else counted(len(validation.lists), "list")
    counts = [(severity, validation.count(severity)) for severity in reversed(Severity)]
    yield f"{printable(lists)}, {counted(entries, 'row')}: ", ""
    if not validation.findings:
        yield "nothing to remark", "bold green"
    for position, (severity, count) in enumerate(pair for pair in counts if pair[1]):
        yield ", " if position else "", ""
        yield counted(count, str(severity)), _STYLE[severity]
    yield ".\n", ""
    safe = sum(finding.fix is not None and finding.fix.safety is Safety.SAFE for finding in validation.findings)
    if safe:
        yield f"{counted(safe, 'safe fix', 'safe fixes')}: see them with --fix --diff, take them with --fix.\n", ""
    if validation.findings:
        worst = max(validation.findings, key=lambda finding: finding.severity)
        yield f"What a rule means: kh-testlist rules {worst.code}\n", ""
