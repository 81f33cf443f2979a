"""The lists in a commit, out of git's objects.

No file of the commit is checked out, so none of its filters, links or submodules comes to anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kh_testlist.errors import Failure
from kh_testlist.folder import FOLDER
from kh_testlist.git_door import GitFailed
from kh_testlist.store import MAX_BYTES

MOST_FILES: Final = 2_000
MOST_BYTES: Final = 4 * MAX_BYTES
"""Of all files together; upstream's are 151 and 3.5 MB."""

Ask = Callable[[Sequence[str], bytes | None], bytes]
"""Runs git with arguments and stdin, in the repository and without a network."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}\.csv")
_FILE_MODES: Final = {"100644", "100755"}
_WHAT: Final = {"120000": "a link", "160000": "a submodule", "040000": "a folder"}
_INSTEAD: Final = "Tell upstream's maintainers; meanwhile an earlier state may do: kh-testlist sync --rev COMMIT"


class Blob(NamedTuple):
    """A file in a commit."""

    name: str
    """In the lists folder: `kh.csv`."""
    oid: str


def blobs(ask: Ask, commit: str, name: str | None = None) -> tuple[Blob, ...]:
    """The CSV files of the commit's lists folder, or the one that is called `name`, where it is there.

    Raises:
        Failure: one of them is no ordinary file, or two would be one on a system that ignores case.

    """
    out = ask(["ls-tree", "-z", "--full-tree", commit, "--", f"{FOLDER}/{name or ''}"], None)
    found = []
    for line in filter(None, out.decode("utf-8", "backslashreplace").split("\0")):
        head, _, path = line.partition("\t")
        mode, _, oid = head.split(" ")
        file = path.removeprefix(f"{FOLDER}/")
        if file.lower().endswith(".csv"):
            found.append((mode, Blob(file, oid)))
    for mode, blob in found:
        if mode not in _FILE_MODES:
            raise Failure(f"Upstream's {FOLDER}/{blob.name} is {_WHAT.get(mode, 'no file')}, and no list.", _INSTEAD)
        if not _NAME.fullmatch(blob.name):
            raise Failure(f"Upstream has a list that is called {blob.name!r}, which no list is.", _INSTEAD)
    _refuse_collisions([blob.name for _, blob in found])
    return tuple(blob for _, blob in found)


def _refuse_collisions(names: Sequence[str]) -> None:
    if len(names) > MOST_FILES:
        raise Failure(f"Upstream has {len(names):,} lists, and never had more than some hundred.", _INSTEAD)
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if other != name:
            raise Failure(f"Upstream's {FOLDER}/{name} and {FOLDER}/{other} differ in case alone.", _INSTEAD)


def contents(ask: Ask, commit: str, wanted: Sequence[Blob]) -> dict[str, bytes]:
    """The bytes of the files `wanted` of the commit, by their names.

    Raises:
        Failure: they are too large, or not there.

    """
    if not wanted:
        return {}
    _refuse_large(wanted, _sizes(ask, commit, wanted))
    asked = "".join(f"{blob.oid}\n" for blob in wanted).encode()
    return dict(zip((blob.name for blob in wanted), _cut(ask(["cat-file", "--batch"], asked)), strict=True))


def _sizes(ask: Ask, commit: str, wanted: Sequence[Blob]) -> Mapping[str, int]:
    """The size of each blob that is here; a blob too large was not even fetched, where the server could be told so."""
    oids = [blob.oid for blob in wanted]
    try:
        return _ask_sizes(ask, oids)
    except GitFailed:
        # One was left out, and git would have fetched it to know its size. Which one was it?
        walk = ["rev-list", "--objects", "--no-object-names", "--missing=print", "--no-walk", f"{commit}:{FOLDER}"]
        missing = {line[1:] for line in ask(walk, None).decode().splitlines() if line.startswith("?")}
        return _ask_sizes(ask, [oid for oid in oids if oid not in missing])


def _ask_sizes(ask: Ask, oids: Sequence[str]) -> Mapping[str, int]:
    out = ask(["cat-file", "--batch-check=%(objectname) %(objectsize)"], "".join(f"{oid}\n" for oid in oids).encode())
    found = (line.partition(" ") for line in out.decode().splitlines())
    return {oid: int(size) for oid, _, size in found if size.isdigit()}


def _refuse_large(wanted: Sequence[Blob], sizes: Mapping[str, int]) -> None:
    for blob in wanted:
        if sizes.get(blob.oid, MAX_BYTES + 1) > MAX_BYTES:
            raise Failure(f"Upstream's {FOLDER}/{blob.name} is larger than {MAX_BYTES // 1024**2} MiB.", _INSTEAD)
    if sum(sizes[blob.oid] for blob in wanted) > MOST_BYTES:
        raise Failure(f"Upstream's lists are together larger than {MOST_BYTES // 1024**2} MiB.", _INSTEAD)


def _cut(batch: bytes) -> Iterator[bytes]:
    """The contents in what `git cat-file --batch` prints."""
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        size = int(batch[at:end].split(b" ")[2])
        yield batch[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
