"""The target for journals: what a run left, to go on from, or for a second vantage. Anybody may have written it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final, cast

from fuzz.target import Target, nearly, own_errors, put, require_harmless, scratch
from kh_testlist.check_options import CheckOptions
from kh_testlist.liveness import journal
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.run import Controls, Run
from kh_testlist.operations.check import CheckReport
from kh_testlist.reports import check
from kh_testlist.reports.terminal import PLAIN
from kh_testlist.talk import NO_PROGRESS
from kh_testlist.web.fetch import Fetcher

_URLS: Final = ("https://example.org/", "https://a.example.org/b", "https://example.net/")
_HEADER: Final = journal.Header("kh-testlist 0.1.0", "home", journal.list_hash(_URLS), len(_URLS), {"passes": 2})
_HEAD: Final[dict[str, Any]] = {
    "journal": 1, "program": "kh-testlist 0.1.0", "vantage": "home", "list_sha256": _HEADER.list_sha256, "urls": 3,
    "settings": {"passes": 2},
}  # fmt: skip
_ATTEMPT: Final[dict[str, Any]] = {
    "url": _URLS[0], "number": 1, "checked_at": "2026-11-21T00:00:00Z", "elapsed": 0.5, "final_url": _URLS[0],
    "redirects": [["http://example.org/", 301, "https://example.org/"]], "status": None,
    "failure": "dns_nxdomain_error", "operation": "resolve", "refusal": None, "addresses": ["192.0.2.7"],
    "title": None, "signals": ["other-domain"], "retry_after": 0.0,
}  # fmt: skip
_RECORD: Final[dict[str, Any]] = {
    "url": _URLS[1], "verdict": "down", "reason": "dns-failed", "failure": "dns_nxdomain_error",
    "failed_operation": "resolve", "status": 200, "final_url": _URLS[1],
    "redirects": [{"url": "http://a.example.org/b", "status": 301}], "title": "A title", "addresses": ["192.0.2.7"],
    "signals": ["passes-differ"], "attempts": 2, "elapsed_ms": 500, "vantage": "home",
    "checked_at": "2026-11-21T00:00:00Z",
    "control": {"source": "x", "succeeded": False, "failure": None, "status": 1, "checked_at": "2026-11-21T00:00:00Z"},
}  # fmt: skip
_DOCUMENTS: Final = (
    [_HEAD, {"url": _URLS[0], "attempt": _ATTEMPT}, _RECORD, {"void": 1}],
    [_RECORD, {**_RECORD, "url": _URLS[0], "control": None, "verdict": "parked", "status": 404, "failure": None}],
    [_HEAD, {"url": _URLS[0], "attempt": {**_ATTEMPT, "failure": None, "operation": None, "status": 200}}],
)


def journal_file(data: bytes) -> None:
    """Of any file a run goes on, or says why not; what it reports of it is whole and harmless."""
    lines = nearly(_DOCUMENTS, data)
    if isinstance(lines, list):
        data = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    _resume(data)
    if not data.startswith(b'{"journal"'):
        _resume(json.dumps(_HEAD).encode() + b"\n" + data)


def _resume(data: bytes) -> None:
    path = put(scratch() / "journal.jsonl", data)
    others: dict[str, Record] = {}
    with own_errors():
        others = journal.records(path)
    with own_errors():
        going_on = journal.start(path, _HEADER, resume=True)
        try:
            # Without a pass nothing is asked of the network: what is told is what the journal holds.
            options = CheckOptions(vantage="home", no_canary=True)
            object.__setattr__(options, "passes", 0)
            nobody = cast("Fetcher", None)
            _report(Run(options, nobody, Controls(records=others), NO_PROGRESS, going_on).check(_URLS))
        finally:
            going_on.close()


def _report(records: Iterable[Record]) -> None:
    found = CheckReport(list(records), "home", "another vantage")
    for form, write in check.WRITERS.items():
        shown = write(found, screen=PLAIN)
        if form == "csv":
            shown = shown.replace("\r", "")
        require_harmless(shown)


JOURNALS: Final = {
    "journal": Target(
        journal_file,
        (
            *(b"".join(json.dumps(line).encode() + b"\n" for line in lines) for lines in _DOCUMENTS),
            b"\0\0\5\0\0", b"\0\1\3\0\3", b"\0\0\x12\0\x10", b"\0\2\4\0\x0b",
        ),
    ),
}  # fmt: skip
