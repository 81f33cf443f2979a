"""Findings as SARIF 2.1.0, a format that code hosts and editors read."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote

import kh_testlist
from kh_testlist.model import Finding, Severity, Validation
from kh_testlist.reports.json import dump
from kh_testlist.reports.terminal import PLAIN, Screen, printable
from kh_testlist.rules.registry import RULES
from kh_testlist.text import shorten

_LEVEL: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_WIDEST: Final = 1_000
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def findings(validation: Validation, *, screen: Screen = PLAIN) -> str:
    """Return the report of `validate --format sarif`."""
    del screen
    driver = {
        "name": "kh-testlist",
        "version": kh_testlist.__version__,
        "rules": [
            {
                "id": rule.code,
                "name": rule.name,
                "shortDescription": {"text": rule.page.summary},
                "fullDescription": {"text": rule.page.why or rule.page.summary},
                "defaultConfiguration": {"level": _LEVEL[rule.severity]},
            }
            for rule in RULES
        ],
    }
    places = {rule.code: position for position, rule in enumerate(RULES)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places[finding.code]) for finding in validation.findings],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    where = f"{shorten(finding.url, _WIDEST)}: " if finding.url else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVEL[finding.severity],
        "message": {"text": _unlinked(printable(f"{where}{shorten(finding.message, _WIDEST)}"))},
        "locations": [_location(finding.path, finding.line)],
        "properties": {"entry": finding.entry, "column": finding.column},
    }
    if finding.related:
        result["relatedLocations"] = [_location(place.path, place.line) for place in finding.related]
    return result


def _unlinked(text: str) -> str:
    """Return `text` without links. SARIF reads `[words](address)` as a link (section 3.11.6)."""
    return re.sub(r"[\\\[\]]", r"\\\g<0>", text) if "](" in text else text


def _location(path: str, line: int) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(path.encode("utf-8", "surrogateescape"))},
            "region": {"startLine": line},
        }
    }
