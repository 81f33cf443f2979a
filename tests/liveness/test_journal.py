"""What a run that goes on takes from the journal of the one before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from kh_testlist.liveness import journal
from kh_testlist.liveness.attempt import Attempt

URLS: Final = ("https://example.com/", "https://example.org/")
HEADER: Final = journal.Header("kh-testlist 0.1.0", "home", journal.list_hash(URLS), len(URLS), {"passes": 2})
WHEN: Final = "2026-11-22T12:00:00Z"


def passed(kept: journal.Journal, number: int) -> None:
    """Note an attempt of the pass on each URL."""
    for url in URLS:
        kept.attempt(Attempt(url, number, checked_at=WHEN, status=200))


def past(path: Path) -> Mapping[str, list[int]]:
    """The numbers of the attempts that count, by URL."""
    again = journal.start(path, HEADER, resume=True)
    again.close()
    return {url: [attempt.number for attempt in attempts] for url, attempts in again.past.attempts.items()}


def test_void_passes(tmp_path: Path) -> None:
    """A pass that was void says nothing; what was noted of it when it was made again does."""
    path = tmp_path / "journal.jsonl"
    kept = journal.start(path, HEADER, resume=False)
    passed(kept, 1)
    passed(kept, 2)
    kept.void(2)
    kept.close()
    assert past(path) == {url: [1] for url in URLS}
    kept = journal.start(path, HEADER, resume=True)
    passed(kept, 2)
    kept.close()
    assert past(path) == {url: [1, 2] for url in URLS}
    kept = journal.start(path, HEADER, resume=True)
    kept.void(1)
    kept.close()
    assert past(path) == {url: [2] for url in URLS}


@pytest.mark.parametrize("void", ["{}", "[1]", "null", '"1"', "1.5", "9" * 400])
def test_void_of_nothing(tmp_path: Path, void: str) -> None:
    """What names no pass takes nothing back."""
    path = tmp_path / "journal.jsonl"
    kept = journal.start(path, HEADER, resume=False)
    passed(kept, 1)
    kept.close()
    with path.open("a", encoding="utf-8") as file:
        file.write(f'{{"void":{void}}}\n')
    assert past(path) == {url: [1] for url in URLS}
