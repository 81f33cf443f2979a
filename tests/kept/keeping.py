"""How a state of a project is kept: its files as they are, git's repositories packed, and what a stage shares once."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests.goldens import goldens

WRITTEN: Final = Path(__file__).parent / "written"
SINCE: Final = "since.json"
"""What is said now, where that is something else."""
SAID: Final = "said.json"
"""What the version that wrote them said when it read them again."""
LONGEST: Final = 1_200
"""Bytes of a text that are written down; of a longer one the digest is."""
INDEX: Final = "index.json"
"""Which files of the stage below are not in a stage any more, and which are for nobody else to read."""
_PACKED: Final = ".tar.gz"
_GIT: Final = frozenset({"HEAD", "objects", "refs"})
_OTHERS: Final = 0o077
_DESK: Final = b"{desk}"
"""Where the desk was, in what is kept."""


def writers() -> list[Path]:
    """The folders of the versions whose files are kept."""
    return sorted(WRITTEN.iterdir())


def load(writer: Path, name: str) -> dict[str, Any]:
    """What is noted in a file of a version's folder."""
    found: dict[str, Any] = json.loads((writer / name).read_text("utf-8"))
    return found


def save(writer: Path, name: str, found: Mapping[str, Any]) -> None:
    """Note it there."""
    (writer / name).write_text(goldens.text_of(found), "utf-8", newline="\n")


def changed(then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of what is said `now` that are something else than `then`."""
    return {part: now.get(part) for part in sorted({*then, *now}) if then.get(part) != now.get(part)}


def expected(writer: Path) -> dict[str, dict[str, Any]]:
    """What is to be said of what a version wrote: what that version said, and what is noted since."""
    since = load(writer, SINCE)
    return {name: found | since.get(name, {}) for name, found in load(writer, SAID).items()}


def collected(top: Path, desk: Path) -> dict[str, bytes]:
    """The files below `top` by their path, without saying where the `desk` was; a repository is one file."""
    return dict(_walk(top, top, desk))


def _walk(top: Path, folder: Path, desk: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()):
        name = path.relative_to(top).as_posix()
        if path.is_dir() and {one.name for one in path.iterdir()} >= _GIT:
            yield name + _PACKED, _packed(path, desk)
        elif path.is_dir():
            yield from _walk(top, path, desk)
        else:
            yield name, _opened(path.read_bytes(), desk)


def _opened(data: bytes, desk: Path) -> bytes:
    return data.replace(str(desk).encode(), _DESK)


def _packed(repository: Path, desk: Path) -> bytes:
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as file:
        for path in sorted(repository.rglob("*")):
            name = path.relative_to(repository).as_posix()
            if name.startswith("hooks"):
                continue
            member = tarfile.TarInfo(name)
            if path.is_dir():
                member.type, member.mode = tarfile.DIRTYPE, 0o755
                file.addfile(member)
            else:
                data = _opened(path.read_bytes(), desk)
                member.size = len(data)
                file.addfile(member, io.BytesIO(data))
    return gzip.compress(tar.getvalue(), mtime=0)


def private(desk: Path) -> list[str]:
    """The paths of the files below `desk` that others may not read."""
    found = [path for path in desk.rglob("*") if path.is_file() and not path.stat().st_mode & _OTHERS]
    return sorted(path.relative_to(desk).as_posix() for path in found)


def keep(folder: Path, found: Mapping[str, bytes], below: Mapping[str, bytes]) -> None:
    """Write what was `found` of a stage, and is something else `below`, into `folder`."""
    for name, data in found.items():
        if below.get(name) != data:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def stage(writer: Path, index: Mapping[str, Any], name: str) -> dict[str, bytes]:
    """All files of a stage that `writer` left, by their path."""
    entry = index[name]
    found = stage(writer, index, entry["on"]) if entry["on"] else {}
    top = writer / name
    found |= {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if path not in entry["without"]}


def lay_out(writer: Path, index: Mapping[str, Any], name: str, desk: Path) -> None:
    """Put a stage on the `desk` as it was left."""
    for path, data in stage(writer, index, name).items():
        place = desk / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(_PACKED):
            _unpack(data, desk / path.removesuffix(_PACKED), desk)
        else:
            place.write_bytes(_closed(data, desk))
            place.chmod(0o600 if path in index[name]["private"] else 0o644)
    _restamp(desk)


def _closed(data: bytes, desk: Path) -> bytes:
    return data.replace(_DESK, str(desk).encode())


def _unpack(data: bytes, repository: Path, desk: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        tar.extractall(repository)  # noqa: S202 - our own file; Debian's Python 3.11.2 knows no filter
    for path in repository.rglob("*"):
        if path.is_file() and _DESK in path.read_bytes():
            path.write_bytes(_closed(path.read_bytes(), desk))


def _restamp(desk: Path) -> None:
    """Have each intent name the files that lie ready here: a copy has other numbers than what it is of.

    An intent tells them by their number in the file system and the nanosecond of their making, and by their digests,
    which are others where a file says where the desk is.
    """
    for intent in desk.rglob(".*.intent"):
        document = json.loads(intent.read_text("utf-8"))
        for one in document["files"]:
            target = intent.parent / one["path"]
            staged = target.with_name(f".{target.name}.next")
            one["stamp"] = [staged.stat().st_ino, staged.stat().st_mtime_ns]
            for key, path in (("before", target), ("after", staged)):
                if path.exists() and str(desk).encode() in path.read_bytes():
                    one[key] = hashlib.sha256(path.read_bytes()).hexdigest()
        intent.write_text(json.dumps(document, indent=2) + "\n", "utf-8")
