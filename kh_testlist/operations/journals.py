"""The journals of a project: those in `checks/`, next to the lists folder. They may come from a pull request."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from kh_testlist.errors import Failure
from kh_testlist.liveness import journal
from kh_testlist.liveness.attempt import Known, Signal, Verdict
from kh_testlist.store import display
from kh_testlist.talk import Tell, silent
from kh_testlist.workspace import Workspace

MOST_JOURNALS: Final = 200
MOST_BYTES: Final = 256 * 1024 * 1024
"""The limit for all journals together. A check of 2,000 sites has about 10 MB."""
_MOST_REMEMBERED: Final = 32 * 1024 * 1024
"""Bytes of the newest journals that are read before a check. This takes less than a second."""

_STAMP: Final = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_LONGEST_TITLE: Final = 200
_CLOCKS_DIFFER: Final = dt.timedelta(1)


def in_checks(workspace: Workspace, tell: Tell = silent, most: int = MOST_BYTES) -> list[Path]:
    """Return the journals in `checks/`, the newest names last, together at most `most` bytes.

    Links are left out, because a pull request may bring them.
    """
    folder = workspace.beside(journal.CHECKS)
    if folder.is_symlink() or not folder.is_dir():
        return []
    paths = sorted(path for path in folder.glob("*.jsonl") if path.is_file() and not path.is_symlink())
    if len(paths) > MOST_JOURNALS:
        tell(
            f"{journal.CHECKS}/ has {len(paths):,} journals. Only the last {MOST_JOURNALS} by name are read.",
            "warning",
        )
    chosen: list[Path] = []
    size = 0
    for path in reversed(paths[-MOST_JOURNALS:]):
        size += path.stat().st_size
        if size > most:
            tell(f"{display(path)} and earlier journals are not read: together they are too large.", "warning")
            break
        chosen.append(path)
    return chosen[::-1]


def remembered(workspace: Workspace, urls: Collection[str]) -> dict[str, Known]:
    """Return the title and the language of each page of `urls` when a check last found it up, by URL.

    They come from the newest journals in `checks/`. A journal or a line that cannot be read is left out.
    """
    wanted = set(urls)
    latest = (workspace.today + _CLOCKS_DIFFER).isoformat()
    found: dict[str, tuple[str, Known]] = {}
    with contextlib.suppress(Failure, OSError):  # without a lists folder, there are no journals next to it
        for path in in_checks(workspace, most=_MOST_REMEMBERED):
            for url, (stamp, known) in _pages(path, wanted).items():
                if stamp[: len(latest)] <= latest and (url not in found or found[url][0] < stamp):
                    found[url] = (stamp, known)
    return {url: known for url, (_, known) in found.items()}


def _pages(path: Path, wanted: Collection[str]) -> dict[str, tuple[str, Known]]:
    """Return the pages of `wanted` in one journal, with the times when they were seen."""
    found: dict[str, tuple[str, Known]] = {}
    with contextlib.suppress(Failure):
        for result in journal.results(path):
            url = result["url"]
            if url not in wanted:
                continue
            found.pop(url, None)  # a later line takes back what an earlier line says
            stamp = result.get("checked_at")
            if _is_own_page(result) and isinstance(stamp, str) and _STAMP.fullmatch(stamp):
                found[url] = (stamp, Known(None, _title(result.get("title")), _language(result.get("language"))))
    return found


def _is_own_page(result: Mapping[str, Any]) -> bool:
    signals = result.get("signals")
    return result["verdict"] == Verdict.UP and not (isinstance(signals, list) and Signal.SHARED_PAGE in signals)


def _title(value: object) -> str | None:
    """Return a title that can be written as UTF-8. JSON may have halves of characters."""
    if not isinstance(value, str) or not value:
        return None
    return value[:_LONGEST_TITLE].encode("utf-8", "replace").decode("utf-8")


def _language(value: object) -> str | None:
    return value if isinstance(value, str) and _LANGUAGE.fullmatch(value) else None
