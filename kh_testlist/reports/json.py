"""JSON for programs, with a version and a schema in `schemas/`. Here are the common parts, and findings."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, Literal

from kh_testlist.model import Finding, Severity, Validation
from kh_testlist.reports.terminal import PLAIN, Screen

if TYPE_CHECKING:
    from kh_testlist.reports.findings_shape import FindingRecord, Findings

VERSION: Final = 1

_HARMFUL: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Characters that `json` does not escape, but that can harm a terminal or mislead a reader."""


_SEVERITY: Final[tuple[Literal["note", "warning", "error"], ...]] = ("note", "warning", "error")
"""The names of severities, by the number of a `Severity` minus 1."""


def findings(validation: Validation, *, screen: Screen = PLAIN) -> str:
    """Return the report of `validate --format json`."""
    del screen
    report: Findings = {
        "version": VERSION,
        "lists": [{"path": urls.path, "entries": urls.entries} for urls in validation.lists],
        "findings": [_finding(finding) for finding in validation.findings],
        "skipped": [
            {"what": skipped.what, "reason": skipped.reason, "next_step": skipped.next_step}
            for skipped in validation.skipped
        ],
        "summary": {
            "errors": validation.count(Severity.ERROR),
            "warnings": validation.count(Severity.WARNING),
            "notes": validation.count(Severity.NOTE),
        },
    }
    return dump(report)


def _finding(finding: Finding) -> FindingRecord:
    fix = finding.fix
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": _SEVERITY[finding.severity - 1],
        "path": finding.path,
        "line": finding.line,
        "entry": finding.entry,
        "column": finding.column,
        "url": finding.url,
        "message": finding.message,
        "related": [{"path": place.path, "line": place.line, "entry": place.entry} for place in finding.related],
        "fix": None if fix is None else {"safety": fix.safety.value, "value": fix.value},
    }


def dump(value: object) -> str:
    """Return `value` as JSON on one line. Khmer stays readable, and no character can control a terminal."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    if text.isascii() and "\x7f" not in text:
        return text + "\n"
    # In pieces: most pieces are ASCII, and to check that is faster than to search them.
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return "".join([piece if piece.isascii() and "\x7f" not in piece else _escaped(piece) for piece in pieces]) + "\n"


_PIECE: Final = 512


def _escaped(text: str) -> str:
    return _HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
