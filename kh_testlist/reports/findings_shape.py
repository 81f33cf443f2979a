"""The shape of findings in JSON: the schema in `schemas/` is made of it."""

from __future__ import annotations

from typing import Literal

from kh_testlist.typed_dict import TypedDict


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
