"""The journal of a run: a line for each attempt and each result. Each is written at once, so that nothing is lost.

The format is JSON Lines: first a header about the run, then lines that are only added and never changed. A run that
was stopped continues from its journal. A check at another vantage can use the journal as its control.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from kh_testlist.errors import Failure, Misuse
from kh_testlist.liveness.attempt import Attempt, Verdict
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.verdict import NETWORK_AT_FAULT, is_told
from kh_testlist.records import adapter
from kh_testlist.store import absolute, display, make_private, reason

CHECKS: Final = "checks"
"""The folder for journals, next to the lists folder."""
FORMAT: Final = 1
_LONGEST_LINE: Final = 1024 * 1024
"""Bytes. Our lines have about a thousand. This limit stops another kind of file from filling the memory."""
_SYNC_SECONDS: Final = 1.0
"""Seconds of work that a power cut may lose."""
_LONGEST_ATTEMPT: Final = 86_400.0
"""Seconds. An attempt with more was not written by this program."""
_VERDICTS: Final = frozenset(Verdict)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Header:
    """Facts about a run. A run can continue another run only if their headers are equal."""

    program: str
    vantage: str
    list_sha256: str
    """The hash of the URLs, in alphabetical order."""
    urls: int
    settings: Mapping[str, Any]
    """The settings that may change a verdict."""


@dataclass(slots=True)
class Past:
    """The content of a journal that already exists."""

    attempts: dict[str, list[Attempt]] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)


def list_hash(urls: Iterable[str]) -> str:
    """Return the hash of a set of URLs, in any order: SHA-256, in hexadecimal."""
    return hashlib.sha256("\n".join(sorted(set(urls))).encode("utf-8", "surrogatepass")).hexdigest()


class Journal:
    """A journal that is open for writing."""

    def __init__(self, path: Path, descriptor: int, past: Past) -> None:
        self.past = past
        """Its content before this run."""
        self._path = path
        self._descriptor = descriptor
        self._synced = time.monotonic()

    def attempt(self, attempt: Attempt) -> None:
        """Write an attempt.

        Raises:
            Failure: it cannot be written.

        """
        # asdict() would also copy all values inside, for each attempt of a run.
        facts = {one.name: getattr(attempt, one.name) for one in fields(attempt) if one.metadata.get("journal", True)}
        self._write({"url": attempt.url, "attempt": facts | {"signals": sorted(attempt.signals)}})

    def record(self, record: Record) -> None:
        """Write a result: the URL is finished.

        Raises:
            Failure: it cannot be written.

        """
        self._write(record)

    def void(self, number: int) -> None:
        """Write that the attempts of pass `number` do not count, because the network did not work.

        Raises:
            Failure: it cannot be written.

        """
        self._write({"void": number})

    def close(self) -> None:
        """Write everything to the disk, and close the file."""
        with contextlib.suppress(OSError):
            os.fsync(self._descriptor)
        os.close(self._descriptor)

    def _write(self, value: object) -> None:
        line = json.dumps(value, separators=(",", ":")).encode() + b"\n"
        try:
            self._put(line)
        except OSError as error:
            raise Failure(
                f"The journal {display(self._path)} could not be written: {reason(error)}. Its content is not lost.",
                "Free space on the disk if it is full. Then run the same command again with --resume.",
            ) from error

    def _put(self, line: bytes) -> None:
        """Add `line` in one write, without a buffer, so that the file keeps it also if the process is killed."""
        if os.write(self._descriptor, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if time.monotonic() - self._synced > _SYNC_SECONDS:
            with contextlib.suppress(OSError):  # a pipe or a device is not on a disk
                os.fsync(self._descriptor)
            self._synced = time.monotonic()


def start(path: Path, header: Header, *, resume: bool) -> Journal:
    """Start the journal at `path`, or continue the one that exists.

    Raises:
        Failure: it cannot be read or written, or it is not a journal.
        Misuse: it exists and `resume` is False, or it belongs to another list or to other settings.

    """
    past = Past()
    is_new = not (path.is_file() and path.stat().st_size)
    if not is_new:
        if not resume:
            raise Misuse(
                f"The journal {display(path)} already exists.",
                "Add --resume to continue that run, or --journal FILE to start another journal.",
            )
        lines = _lines(path)
        _must_match(header, next(lines, None), path)
        past = _past(lines)
    try:
        # This creates `checks/` the first time. If more folders are missing, the path is probably a typing mistake.
        with contextlib.suppress(FileExistsError):
            path.parent.mkdir(mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        _make_private(path)
    except OSError as error:
        raise Failure(
            f"The journal {display(path)} could not be opened: {reason(error)}.",
            "Make its folder if it is missing, and check that you have permission to write there.",
        ) from error
    journal = Journal(path, descriptor, past)
    if is_new:
        journal._write({"journal": FORMAT, **asdict(header)})  # noqa: SLF001 - this is its constructor
    elif not _ends_whole(path):
        os.write(descriptor, b"\n")
    return journal


def _make_private(path: Path) -> None:
    """Let only its owner read the journal at `path`, and its folder if that is the folder for journals.

    Another folder is not changed, because it may be a home folder or a shared one.
    """
    make_private(path)
    if absolute(path).parent.name == CHECKS:
        make_private(path.parent)


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def _lines(path: Path) -> Iterator[dict[str, Any] | None]:
    """Yield the lines of a journal. A line that is not a JSON object, or was cut off, gives None."""
    try:
        with path.open("rb") as file:
            while line := file.readline(_LONGEST_LINE):
                try:
                    value = json.loads(line)
                except (ValueError, RecursionError):
                    value = None
                yield value if isinstance(value, dict) else None
    except OSError as error:
        raise Failure(
            f"The journal {display(path)} could not be read: {reason(error)}.",
            "Check the name of the file, and that you have permission to read it.",
        ) from error


def _must_match(header: Header, found: dict[str, Any] | None, path: Path) -> None:
    shown = display(path)
    if found is None or found.get("journal") != FORMAT:
        raise Failure(f"{shown} is not a journal of kh-testlist.", "Give another file: --journal FILE")
    if found.get("list_sha256") != header.list_sha256:
        raise Misuse(
            f"{shown} is the journal of another list: it has {found.get('urls')} URLs, and this run has {header.urls}.",
            "Give the same URLs as in that run, or start another journal: --journal FILE",
        )
    then = found.get("settings")
    before = {"vantage": found.get("vantage"), **(then if isinstance(then, dict) else {})}
    now = {"vantage": header.vantage, **json.loads(json.dumps(header.settings))}
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            raise Misuse(
                f"The settings of {shown} differ: {name} was {before.get(name)!r}, and is now {now.get(name)!r}.",
                "Give the same options as in that run, or start another journal: --journal FILE",
            )


def _past(lines: Iterable[dict[str, Any] | None]) -> Past:
    past = Past()
    attempts: list[tuple[int, Attempt]] = []
    void: dict[int, int] = {}
    for place, line in enumerate(lines):
        if line is None:
            continue
        if "void" in line:
            if isinstance(line["void"], int):
                void[line["void"]] = place
        elif "verdict" in line:
            record = _sound(Record, line)
            if record is not None and record["verdict"] in _VERDICTS:
                past.records[record["url"]] = record
                # This takes an earlier result back: the URL is visited again.
                if record["reason"] == NETWORK_AT_FAULT.reason:
                    del past.records[record["url"]]
        elif "attempt" in line:
            attempt = _sound(Attempt, line["attempt"])
            if attempt is not None and is_told(attempt) and 0 <= attempt.elapsed < _LONGEST_ATTEMPT:
                attempts.append((place, replace(attempt, sketch=b"")))
    for place, attempt in attempts:
        if place > void.get(attempt.number, -1):
            past.attempts.setdefault(attempt.url, []).append(attempt)
    return past


def _sound(kind: type[_T], value: object) -> _T | None:
    """Return `value` as a `kind`, with each part checked, or None if it is not one.

    An attempt or result that cannot be read counts as not done, and is done again.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - importing it takes 0.1 s, and only a resumed run needs it

    try:
        found: _T = adapter(kind).validate_python(value)
    except ValidationError:
        return None
    return found


def results(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the results in a journal or jsonl report, in their order. Only the URL and the verdict are surely text.

    Raises:
        Failure: the file cannot be read.

    """
    for line in _lines(path):
        if line and isinstance(line.get("verdict"), str) and isinstance(line.get("url"), str):
            yield line


def records(path: Path) -> dict[str, Record]:
    """Return the results in a journal or jsonl report, by URL.

    Raises:
        Failure: the file cannot be read, or has no results.

    """
    found = {line["url"]: cast("Record", line) for line in results(path)}
    if not found:
        raise Failure(
            f"{display(path)} has no results of a check.",
            "Give the journal of a check, or a report of: kh-testlist check --format jsonl",
        )
    return found
