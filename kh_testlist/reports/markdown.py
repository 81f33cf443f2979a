"""Findings for a job's summary page or a pull request: tables that stay readable when long."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final

from kh_testlist.model import Finding, Severity, Validation
from kh_testlist.reports.terminal import PLAIN, Screen, printable
from kh_testlist.text import counted, shorten

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+!|~@:.-])")
_EMOJI: Final = r"(?<=:)(?!\d{1,2}\\:)(?=(?:\\?[a-z0-9_+-])+\\:)"
"""Where an emoji's code may stand, such as `:smile:`. Its digits alone are three or more: `10:30:00` has none."""
_CALLS: Final = re.compile(rf"(?<=[@#])|(?<=\bgh\\-)|(?<=\bwww)|{_EMOJI}", re.IGNORECASE)
"""Where GitHub looks for people, requests and codes, in escaped text too: it looks once the escapes are gone."""
_ADDRESSES: Final = re.compile(r"(?<=:)(?=//)")
"""Where it looks for addresses."""
_NOTHING: Final = "&#8203;"
"""A space of no width, which nobody sees and which ends a name."""
APART: Final = "<b></b>"
"""The same, which is not copied with the text around it."""


def findings(validation: Validation, *, screen: Screen = PLAIN) -> str:
    """The report of `validate --format markdown`."""
    del screen
    counts = ", ".join(
        counted(validation.count(severity), str(severity))
        for severity in reversed(Severity)
        if validation.count(severity)
    )
    entries = sum(urls.entries for urls in validation.lists)
    head = f"### {counted(len(validation.lists), 'list')}, {counted(entries, 'row')}: {counts or 'no problems found'}\n"
    parts = [head, *(_table(validation, severity) for severity in reversed(Severity))]
    parts += [
        f"Not checked: {escape(skipped.what)}, because {escape(skipped.reason)}.\n" for skipped in validation.skipped
    ]
    return "\n".join(part for part in parts if part)


def _table(validation: Validation, severity: Severity) -> str:
    chosen = [finding for finding in validation.findings if finding.severity is severity]
    if not chosen:
        return ""
    rows = "".join(_row(finding) for finding in chosen)
    table = f"| where | rule | what |\n|---|---|---|\n{rows}"
    if severity is not Severity.NOTE:
        return f"**{counted(len(chosen), str(severity))}**\n\n{table}"
    return f"<details><summary>{counted(len(chosen), 'note')}</summary>\n\n{table}\n</details>\n"


def _row(finding: Finding) -> str:
    what = f"{code(finding.url)} {escape(finding.message)}" if finding.url else escape(finding.message)
    fix = finding.fix
    mend = f" → {code(fix.value)}" if fix and fix.value is not None else ""
    return f"| {escape(finding.path)}:{finding.line} | {finding.code} {finding.name} | {what}{mend} |\n"


def escape(text: str, longest: int = 500, *, apart: str = _NOTHING) -> str:
    """`text` that came from outside, to be read as plain words: no markup, no HTML, no mention, no link.

    `apart` is what keeps the two halves of an address from being one.
    """
    plain = _MARKUP.sub(r"\\\1", html.escape(printable(shorten(text, longest)), quote=False))
    return _ADDRESSES.sub(apart, _CALLS.sub(_NOTHING, plain))


def as_fit(lines: Iterable[str], room: int) -> Iterator[str]:
    """The first of `lines`, as many as fit into `room` bytes."""
    for line in lines:
        room -= len(line.encode())
        if room < 0:
            return
        yield line


def code(text: str) -> str:
    """`text` that came from outside, set as code, which GitHub neither links nor reads for markup."""
    shown = printable(shorten(text, 500)).replace("|", r"\|")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    space = " " if "`" in shown else ""
    return f"{fence}{space}{shown}{space}{fence}"
