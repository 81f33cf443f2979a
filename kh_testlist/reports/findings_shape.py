"""The shape of findings in JSON. The schema in `schemas/` is made from it."""

from __future__ import annotations

from typing import Literal

from kh_testlist.typed_dict import TypedDict


class ListRecord(TypedDict):
    """A list that was checked."""

    path: str
    entries: int


class PlaceRecord(TypedDict):
    """A row that a finding points to."""

    path: str
    line: int
    entry: int


class FixRecord(TypedDict):
    """The fix of a finding. `value` is the new text of its column, or null for a fix of another kind."""

    safety: Literal["safe", "unsafe"]
    value: str | None


class FindingRecord(TypedDict):
    """One fault, or a fact worth knowing. `line` counts from 1. `entry` 0 is the whole file."""

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
    """A thing that was not checked, why, and what to do so that it can be checked."""

    what: str
    reason: str
    next_step: str


class SummaryRecord(TypedDict):
    """The number of findings of each severity."""

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
