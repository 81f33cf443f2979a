"""Findings for people: the row, a mark under the place, the fix, and a summary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kh_testlist.model import HEADER, Entry, Finding, Safety, Severity, Validation
from kh_testlist.reports.terminal import Screen, Span, columns, paint, printable
from kh_testlist.text import counted, shorten

_STYLE: Final = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_SHOWN: Final = tuple((str(severity), _STYLE[severity]) for severity in Severity)
"""The name and the style of each severity, by its number minus 1. To ask the enum is slow."""
_WIDEST: Final = 160
"""Characters of a row that are shown, at most. A longer row is cut around the mark."""
_AROUND: Final = 4
"""Columns around the row that is shown: its margin, and the marks of where it was cut."""
_COMMANDS: Final = ("::", "##")
"""The start of a line that GitHub's and Azure's runners read as a command, also after spaces."""


def findings(validation: Validation, *, screen: Screen) -> str:
    """Return the default report of `validate`."""
    widest = min(_WIDEST, screen.width - _AROUND) if screen.width else _WIDEST
    spans: list[Span] = []
    for finding in validation.findings:
        spans += _finding(finding, widest)
    spans += _summary(validation)
    return paint(spans, screen)


def _finding(finding: Finding, widest: int) -> list[Span]:
    severity, style = _SHOWN[finding.severity - 1]
    spans = [
        (f"{printable(finding.path)}:{finding.line}: ", "bold"),
        (severity, style),
        (f" {finding.code} ", "bold"),
        (f"{finding.name}: {printable(shorten(finding.message, 300))}\n", ""),
    ]
    if finding.row is not None:
        row, before, length = _excerpt(finding.row, finding.column, widest)
        margin = "| " if row.lstrip().startswith(_COMMANDS) else "  "
        spans.append((f"{margin}{row}\n", ""))
        if length:
            spans += [(" " * (before + 2), ""), ("^" * length + "\n", style)]
    if finding.fix is not None:
        how = "--fix" if finding.fix.safety is Safety.SAFE else "--fix --unsafe-fixes"
        value = f": {printable(shorten(finding.fix.value, _WIDEST))}" if finding.fix.value is not None else ""
        spans.append((f"  fix ({how}){value}\n", "green"))
    return spans


def _excerpt(entry: Entry, column: str | None, widest: int) -> tuple[str, int, int]:
    """Return the row on one line, and where the column's cell is in it: how far in, and how wide."""
    if column is None or not entry.is_complete:
        return shorten(printable(entry.raw[: widest + 1].rstrip("\r\n")), widest), 0, 0
    at = HEADER.index(column)
    # Nearly every row is printable unchanged. This shortcut matters in a report of 5,000 findings.
    row = ",".join(entry.cells)
    is_plain = row.isascii() and row.isprintable()
    cells = entry.cells if is_plain else tuple(printable(cell) for cell in entry.cells)
    if not is_plain:
        row = ",".join(cells)
    start = len(",".join(cells[:at])) + 1 if at else 0
    left = max(0, start - widest // 2) if start + len(cells[at]) > widest else 0
    shown = ("…" if left else "") + row[left : left + widest] + ("…" if len(row) > left + widest else "")
    before = start - left + (1 if left else 0)
    mark = max(1, min(columns(cells[at]), widest - (start - left)))
    return shown, columns(shown[:before]), mark


def _summary(validation: Validation) -> Iterator[Span]:
    entries = sum(urls.entries for urls in validation.lists)
    if validation.findings:
        yield "\n", ""
    lists = validation.lists[0].path if len(validation.lists) == 1 else counted(len(validation.lists), "list")
    counts = [(severity, validation.count(severity)) for severity in reversed(Severity)]
    yield f"{printable(lists)}, {counted(entries, 'row')}: ", ""
    if not validation.findings:
        yield "no problems found", "bold green"
    for position, (severity, count) in enumerate(pair for pair in counts if pair[1]):
        yield ", " if position else "", ""
        yield counted(count, str(severity)), _STYLE[severity]
    yield ".\n", ""
    safe = sum(finding.fix is not None and finding.fix.safety is Safety.SAFE for finding in validation.findings)
    if safe:
        yield f"{counted(safe, 'safe fix', 'safe fixes')}: show with --fix --diff, apply with --fix.\n", ""
    if validation.findings:
        worst = max(validation.findings, key=lambda finding: finding.severity)
        yield f"What a rule means: kh-testlist rules {worst.code}\n", ""
