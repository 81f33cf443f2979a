"""Findings for the summary page of a job or for a pull request, in tables that stay readable if long."""

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
"""The place of an emoji's code, such as `:smile:`. A code of only digits has at least three: `10:30:00` has none."""
_CALLS: Final = re.compile(rf"(?<=[@#])|(?<=\bgh\\-)|(?<=\bwww)|{_EMOJI}", re.IGNORECASE)
"""Where GitHub finds people, requests and codes, also in escaped text, because it searches after unescaping."""
_ADDRESSES: Final = re.compile(r"(?<=:)(?=//)")
"""Where GitHub finds addresses."""
_NOTHING: Final = "&#8203;"
"""A zero-width space. It is invisible, and it ends a name."""
APART: Final = "<b></b>"
"""The same effect, but it is not copied together with the text around it."""


def findings(validation: Validation, *, screen: Screen = PLAIN) -> str:
    """Return the report of `validate --format markdown`."""
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
    """Return text from outside as plain words: without markup, HTML, mentions or links.

    `apart` is put into each address, so that it is not a link.
    """
    plain = _MARKUP.sub(r"\\\1", html.escape(printable(shorten(text, longest)), quote=False))
    return _ADDRESSES.sub(apart, _CALLS.sub(_NOTHING, plain))


def as_fit(lines: Iterable[str], room: int) -> Iterator[str]:
    """Yield the first `lines`, as many as fit into `room` bytes."""
    for line in lines:
        room -= len(line.encode())
        if room < 0:
            return
        yield line


def code(text: str) -> str:
    """Return text from outside as code. GitHub makes no links in code, and reads no markup."""
    shown = printable(shorten(text, 500)).replace("|", r"\|")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    space = " " if "`" in shown else ""
    return f"{fence}{space}{shown}{space}{fence}"
