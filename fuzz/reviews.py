"""Targets for a review: the worksheet that comes back, and the files of its folder. A stranger may have made both."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from collections.abc import Callable
from typing import Any, Final

from fuzz.target import Target, nearly, own_errors, put, require_harmless, scratch
from kh_testlist.reports import review as reports
from kh_testlist.reports import review_body, review_screen
from kh_testlist.reports.terminal import PLAIN, paint
from kh_testlist.reports.worksheet import worksheet
from kh_testlist.review import files, review_store, sheet
from kh_testlist.review.advice import advise
from kh_testlist.review.record import Review
from kh_testlist.review.thresholds import thresholds

_URL: Final = "https://news.example.org/"
_SHEET: Final = (
    "url,category_code,advice,reasons,verdict,checked_at,evidence,decision,new_url,new_category,reason\n"
    f'{_URL},NEWS,keep,"it answers, ""well""",up,2026-11-21,,replace,https://example.org/,,it moved\n'
)


def filled_sheet(data: bytes) -> None:
    """Of any file come rows whose cells are trimmed text, or a reason why not."""
    with own_errors():
        for row in sheet.read(data, "sheet.csv"):
            assert row.line > 0, "a row of no line"
            assert all(cell == cell.strip() for cell in row[1:]), "a cell with space around it"
            row.says_nothing  # noqa: B018 - it is to be had
    text = data.decode("utf-8", "replace")
    if text.isprintable():
        assert sheet.unguarded(sheet.guarded(text)) == text, "what was guarded does not come back"


_HEAD: Final[dict[str, Any]] = {
    "version": 1, "quarter": "2026Q4", "list": "kh", "started": "2026-11-21", "program": "0.1.0",
    "thresholds": {"drop_days": 2.0}, "rows": 1, "rows_sha256": "",
    "sources": [{"name": "check", "says": "2 journals", "has_data": True, "next_step": "", "details": {"x": 1}}],
}  # fmt: skip
_SEEN: Final = {
    "verdict": "moved", "checked_at": "2026-11-21T10:00:00Z", "vantage": "home", "reason": "redirect-other-domain",
    "failure": None, "status": 200, "final_url": "https://example.net/", "title": "A title", "control": True,
}  # fmt: skip
_ROW: Final[dict[str, Any]] = {
    "url": _URL, "category_code": "NEWS", "notes": "keep: why", "due": True, "advice": "replace",
    "reasons": ["it moved"], "new_url": "https://example.net/", "new_category": None,
    "seen": [_SEEN, {**_SEEN, "verdict": "down", "checked_at": "2026-11-01T10:00:00Z", "vantage": "away"}],
    "evidence": {
        "counts": [5, 2, 1, 0], "networks": [[64500, 5, 2, 1, 0, 0.5, True]], "blocking_types": {"dns": 3},
        "first_blocked": "2026-10-01", "last_blocked": "2026-11-01", "status": "blocked-likely", "p90": 0.5,
        "p95": 0.5, "joined": ["http://news.example.org/"],
    },
    "suspicious_variants": 2,
    "doubt": {
        "path": "lists/kh.csv", "line": 2, "entry": 1, "confidence": 0.1, "category_code": "NEWS",
        "suggested": "GMB", "suggested_confidence": 0.9, "reason": "a word in its name",
    },
    "ledger": [[_URL, "2026-07-01", "recheck", "dead", "", "2026-10-01", ""]],
    "listed": {"https://example.net/": "lists/kh.csv:7"},
}  # fmt: skip
_DECISION: Final = {
    "version": 1, "url": _URL, "decision": "replace", "reason": "it moved", "new_url": "https://example.net/",
    "decided_on": "2026-11-21",
}  # fmt: skip
_FINISHED: Final = {"version": 1, "finished_on": "2026-11-21", "counts": {"replace": 1}, "vanished": [_URL]}
_FOLDER: Final = ({"head": _HEAD, "rows": [_ROW], "decisions": [_DECISION], "finished": _FINISHED},)


def folder(data: bytes) -> None:
    """A review is whole, and every report of it harmless; or it is refused."""
    found = nearly(_FOLDER, data)
    whole = found if isinstance(found, dict) else {**_FOLDER[0], _PARTS[len(data) % len(_PARTS)]: data}
    path = scratch() / "2026Q4"
    shutil.rmtree(path, ignore_errors=True)
    (path / review_store.DECISIONS).mkdir(parents=True)
    rows = whole.get("rows")
    lines = rows if isinstance(rows, list) else [rows]
    packed = b"".join(_bytes(line) + b"\n" for line in lines)
    head = whole.get("head")
    if isinstance(head, dict):
        # The seal is put right, so that what is behind it is looked at.
        head = {**head, "rows_sha256": hashlib.sha256(packed.replace(b"\r\n", b"\n")).hexdigest()}
    put(path / files.HEAD, _bytes(head))
    put(path / review_store.ROWS, packed)
    decisions = whole.get("decisions")
    for decision in decisions if isinstance(decisions, list) else [decisions]:
        url = decision.get("url") if isinstance(decision, dict) else None
        put(review_store.decision_path(path, url if isinstance(url, str) else _URL), _bytes(decision))
    if "finished" in whole:
        put(path / review_store.FINISHED, _bytes(whole["finished"]))
    with own_errors():
        review_store.list_of(path)
        _report(review_store.load(path))


_PARTS: Final = ("head", "rows", "decisions", "finished")


def _bytes(value: Any) -> bytes:  # noqa: ANN401 - JSON, or bytes as they are
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def _report(found: Review) -> None:
    for write in _REPORTS:
        require_harmless(write(found))
    for number, row in enumerate(found.rows, 1):
        screen = review_screen.screen(row, number, len(found.rows), found.decisions.get(row.url))
        require_harmless(paint(screen, PLAIN))
        advice = advise(row.facts, thresholds(found.thresholds))
        assert advice.reasons, "advice without a reason"
    everything = dataclasses.replace(found, decisions={})
    written = worksheet(everything, as_file=True).encode("utf-8", "backslashreplace")
    assert len(sheet.read(written, "sheet.csv")) <= len(found.rows), "more rows came back than went out"


_REPORTS: Final[tuple[Callable[[Review], str], ...]] = (
    reports.json,
    lambda found: reports.text(found, screen=PLAIN),
    review_body.body,
)

REVIEWS: Final = {
    "worksheet": Target(
        filled_sheet,
        (
            _SHEET.encode(),
            b"\xef\xbb\xbf" + _SHEET.replace(",", ";").replace("\n", "\r\n").encode(),
            _SHEET.replace(",", "\t").encode("utf-16"),
            ("sep=;\n" + _SHEET.replace(",", ";")).encode(),
            b"PK\x03\x04",
            f"decision,url,reason\n'=keep,{_URL},'@x\n,,\n".encode(),
        ),
    ),
    "review": Target(
        folder,
        (
            b"\0\0",
            b"\0\0\5\0\0",
            b"\0\0\x21\0\x0c",
            *(json.dumps(part).encode() for part in (_HEAD, _ROW, _DECISION, _FINISHED)),
        ),
    ),
}
