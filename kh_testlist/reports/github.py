"""Findings as annotations on a pull request: GitHub's workflow commands, one on each line."""

from __future__ import annotations

from typing import Final

from kh_testlist.model import Finding, Severity, Validation
from kh_testlist.reports.terminal import PLAIN, Screen, printable
from kh_testlist.text import shorten

_COMMAND: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}

_WIDEST: Final = 1_000


def findings(validation: Validation, *, screen: Screen = PLAIN) -> str:
    """Return the report of `validate --format github`."""
    del screen
    return "".join(_annotation(finding) for finding in validation.findings)


def _annotation(finding: Finding) -> str:
    properties = {"file": finding.path, "line": str(finding.line), "title": f"{finding.code} {finding.name}"}
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    where = f"{shorten(finding.url, _WIDEST)}: " if finding.url else ""
    fix = f" Fix: {shorten(finding.fix.value, _WIDEST)}" if finding.fix and finding.fix.value is not None else ""
    return f"::{_COMMAND[finding.severity]} {shown}::{_data(f'{where}{shorten(finding.message, _WIDEST)}.{fix}')}\n"


def _data(text: str) -> str:
    # The runner decodes these three in a message. The first matters, because our messages have percent-encoded URLs.
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
