"""The journal of a run: a line for each attempt and each result, written as they come, so that nothing seen is lost.

JSON Lines: a header that says what the run was, then lines that are only ever added. A run that was cut off goes on
from it, and another vantage takes it for a control.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from kh_testlist.errors import Failure, Misuse
from kh_testlist.liveness.attempt import Attempt, Verdict
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.verdict import is_told
from kh_testlist.records import adapter
from kh_testlist.store import absolute, display, make_private, reason

CHECKS: Final = "checks"
"""The folder for journals, beside the lists folder."""
FORMAT: Final = 1
_LONGEST_LINE: Final = 1024 * 1024
"""Bytes; ours have some thousand, and a file of another kind should not fill the memory."""
_SYNC_SECONDS: Final = 1.0
"""What a power cut may take."""
_LONGEST_ATTEMPT: Final = 86_400.0
"""Seconds; one that claims more was not ours."""
_VERDICTS: Final = frozenset(Verdict)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Header:
    """What a run was: two runs of one header may be one."""

    program: str
    vantage: str
    list_sha256: str
    """Of the URLs, in the order of the alphabet."""
    urls: int
    settings: Mapping[str, Any]
    """Those that a verdict may depend on."""


@dataclass(slots=True)
class Past:
    """What a journal knows already."""

    attempts: dict[str, list[Attempt]] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)


def list_hash(urls: Iterable[str]) -> str:
    """What tells one set of URLs from another, whatever their order: SHA-256, in hexadecimal."""
    return hashlib.sha256("\n".join(sorted(set(urls))).encode("utf-8", "surrogatepass")).hexdigest()


class Journal:
    """A journal that is being written."""

    def __init__(self, path: Path, descriptor: int, past: Past) -> None:
        self.past = past
        """What was in it before."""
        self._path = path
        self._descriptor = descriptor
        self._synced = time.monotonic()

    def attempt(self, attempt: Attempt) -> None:
        """Note an attempt.

        Raises:
            Failure: it can't be written.

        """
        # asdict() would copy all that is in them too, for each attempt of a run.
        facts = {one.name: getattr(attempt, one.name) for one in fields(attempt)} | {"signals": sorted(attempt.signals)}
        self._write({"url": attempt.url, "attempt": facts})

    def record(self, record: Record) -> None:
        """Note a result: the URL is finished.

        Raises:
            Failure: it can't be written.

        """
        self._write(record)

    def void(self, number: int) -> None:
        """Note that the attempts of pass `number` say nothing, for the network was at fault.

        Raises:
            Failure: it can't be written.

        """
        self._write({"void": number})

    def close(self) -> None:
        """Have all of it on the disk."""
        with contextlib.suppress(OSError):
            os.fsync(self._descriptor)
        os.close(self._descriptor)

    def _write(self, value: object) -> None:
        line = json.dumps(value, separators=(",", ":")).encode() + b"\n"
        try:
            self._put(line)
        except OSError as error:
            raise Failure(
                f"The journal {display(self._path)} could not be written: {reason(error)}. What is in it stays.",
                "Make room, then go on with the same command and --resume.",
            ) from error

    def _put(self, line: bytes) -> None:
        """Add `line` in one write, past all buffers: what a killed process had written is in the file."""
        if os.write(self._descriptor, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if time.monotonic() - self._synced > _SYNC_SECONDS:
            with contextlib.suppress(OSError):  # a pipe or a device has no disk to be on
                os.fsync(self._descriptor)
            self._synced = time.monotonic()


def start(path: Path, header: Header, *, resume: bool) -> Journal:
    """Start the journal at `path`, or go on with the one that is there.

    Raises:
        Failure: it can't be read or written, or it is no journal.
        Misuse: there is one already and `resume` is not wanted, or it is of another list or other settings.

    """
    past = Past()
    is_new = not (path.is_file() and path.stat().st_size)
    if not is_new:
        if not resume:
            raise Misuse(
                f"There is a journal {display(path)} already.",
                "Go on with it: --resume. Or name another: --journal FILE",
            )
        lines = _lines(path)
        _must_match(header, next(lines, None), path)
        past = _past(lines)
    try:
        # `checks/`, the first time; a longer way that is not there is a slip of the finger.
        with contextlib.suppress(FileExistsError):
            path.parent.mkdir(mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        _make_private(path)
    except OSError as error:
        raise Failure(
            f"The journal {display(path)} could not be opened: {reason(error)}.",
            "Make its folder first, and check that you may write to it.",
        ) from error
    journal = Journal(path, descriptor, past)
    if is_new:
        journal._write({"journal": FORMAT, **asdict(header)})  # noqa: SLF001 - this is its constructor
    elif not _ends_whole(path):
        os.write(descriptor, b"\n")
    return journal


def _make_private(path: Path) -> None:
    """Close the journal at `path` to others, and its folder if that is the one for journals.

    Another folder is not ours to close: it may be a home, or shared.
    """
    make_private(path)
    if absolute(path).parent.name == CHECKS:
        make_private(path.parent)


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def _lines(path: Path) -> Iterator[dict[str, Any] | None]:
    """The lines of a journal; None for one that is no JSON object, as one that was cut off."""
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
            f"The journal {display(path)} could not be read: {reason(error)}.", "Check the name and its permissions."
        ) from error


def _must_match(header: Header, found: dict[str, Any] | None, path: Path) -> None:
    shown = display(path)
    if found is None or found.get("journal") != FORMAT:
        raise Failure(f"{shown} is no journal of this program.", "Name another file: --journal FILE")
    if found.get("list_sha256") != header.list_sha256:
        raise Misuse(
            f"{shown} is the journal of another list: it has {found.get('urls')} URLs, this run {header.urls}.",
            "Name the same URLs as then, or start another journal: --journal FILE",
        )
    then = found.get("settings")
    before = {"vantage": found.get("vantage"), **(then if isinstance(then, dict) else {})}
    now = {"vantage": header.vantage, **json.loads(json.dumps(header.settings))}
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            raise Misuse(
                f"{shown} was written with other settings: {name} was {before.get(name)!r}, and is {now.get(name)!r}.",
                "Give the same options as then, or start another journal: --journal FILE",
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
        elif "attempt" in line:
            attempt = _sound(Attempt, line["attempt"])
            if attempt is not None and is_told(attempt) and 0 <= attempt.elapsed < _LONGEST_ATTEMPT:
                attempts.append((place, attempt))
    for place, attempt in attempts:
        if place > void.get(attempt.number, -1):
            past.attempts.setdefault(attempt.url, []).append(attempt)
    return past


def _sound(kind: type[_T], value: object) -> _T | None:
    """`value` as a `kind`, each part of it looked at; None where it is none.

    What can't be read was not done, and is done again.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - 0.1 s of imports, where there is a journal to go on from

    try:
        found: _T = adapter(kind).validate_python(value)
    except ValidationError:
        return None
    return found


def records(path: Path) -> dict[str, Record]:
    """The results in the journal, or the jsonl report, at `path`, by URL.

    Raises:
        Failure: it can't be read, or there is none in it.

    """
    found = {
        str(line["url"]): cast("Record", line)
        for line in _lines(path)
        if line and isinstance(line.get("verdict"), str) and isinstance(line.get("url"), str)
    }
    if not found:
        raise Failure(
            f"There is no result in {display(path)}.", "Name a journal, or a jsonl report, of `kh-testlist check`."
        )
    return found
