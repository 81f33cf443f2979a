"""The shape of findings in JSON: the schema in `schemas/` is made of it."""

from __future__ import annotations

from typing import Literal

from kh_testlist.model import Checked, Fix, Place, Skipped
from kh_testlist.typed_dict import TypedDict


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
    related: list[Place]
    fix: Fix | None


class SummaryRecord(TypedDict):
    """How many findings there are of each severity."""

    errors: int
    warnings: int
    notes: int


class Findings(TypedDict):
    """The report of `validate --format json`."""

    version: Literal[1]
    lists: list[Checked]
    findings: list[FindingRecord]
    skipped: list[Skipped]
    summary: SummaryRecord
