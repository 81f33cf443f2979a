"""JSON for programs: versioned, and described by a schema in `schemas/` that is made from the types here."""

from __future__ import annotations

import json
import re
from typing import Final, Literal

from kh_testlist.model import Finding, Severity, Validation
from kh_testlist.typed_dict import TypedDict

VERSION: Final = 1

_HARMFUL: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What `json` leaves as it is and a terminal or an eye should not meet raw."""


class ListRecord(TypedDict):
    """A list that was looked at."""

    path: str
    entries: int


class PlaceRecord(TypedDict):
    """A row that a finding points to."""

    path: str
    line: int
    entry: int


class FixRecord(TypedDict):
    """What would settle a finding. `value` is the new text of its column, or null for a fix of another kind."""

    safety: Literal["safe", "unsafe"]
    value: str | None


class FindingRecord(TypedDict):
    """One thing that is wrong, or worth knowing. `line` counts from 1; `entry` 0 is the file as a whole."""

    code: str
    name: str
    severity: Literal["error", "warning", "note"]
    path: str
    line: int
    entry: int
    column: str | None
    url: str | None
    message: str
    related: list[PlaceRecord]
    fix: FixRecord | None


class SkippedRecord(TypedDict):
    """What was not looked at, why, and how it could be."""

    what: str
    reason: str
    next_step: str


class SummaryRecord(TypedDict):
    """How many findings there are of each severity."""

    errors: int
    warnings: int
    notes: int


class Findings(TypedDict):
    """The report of `validate --format json`."""

    version: Literal[1]
    lists: list[ListRecord]
    findings: list[FindingRecord]
    skipped: list[SkippedRecord]
    summary: SummaryRecord


_SEVERITY: Final[dict[Severity, Literal["error", "warning", "note"]]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def findings(validation: Validation) -> str:
    """The report of `validate --format json`."""
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
        "severity": _SEVERITY[finding.severity],
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
    """`value` as JSON on one line, Khmer left readable, and nothing in it that could steer a terminal."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return _HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
