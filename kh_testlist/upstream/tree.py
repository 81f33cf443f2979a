"""Read the lists of a commit from git's objects.

No file of the commit is checked out, so its filters, links and submodules have no effect.
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
"""Bytes of all files together. Upstream has 151 files with 3.5 MB."""

Ask = Callable[[Sequence[str], bytes | None], bytes]
"""A function that runs git with arguments and stdin, in the repository and without a network."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}\.csv")
_FILE_MODES: Final = {"100644", "100755"}
_WHAT: Final = {"120000": "a link", "160000": "a submodule", "040000": "a folder"}
_INSTEAD: Final = "Tell upstream's maintainers. Until they fix it, use an earlier state: kh-testlist sync --rev COMMIT"


class Blob(NamedTuple):
    """A file in a commit."""

    name: str
    """Its name in the lists folder: `kh.csv`."""
    oid: str


def blobs(ask: Ask, commit: str, name: str | None = None) -> tuple[Blob, ...]:
    """Return the CSV files of the commit's lists folder, or only the file `name`, if the commit has it.

    Raises:
        Failure: one of them is not an ordinary file, or the names of two differ only in case.

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
            raise Failure(f"Upstream's {FOLDER}/{blob.name} is {_WHAT.get(mode, 'not a file')}, not a list.", _INSTEAD)
        if not _NAME.fullmatch(blob.name):
            raise Failure(f"Upstream has a list with the name {blob.name!r}, which is not allowed.", _INSTEAD)
    _refuse_collisions([blob.name for _, blob in found])
    return tuple(blob for _, blob in found)


def _refuse_collisions(names: Sequence[str]) -> None:
    if len(names) > MOST_FILES:
        raise Failure(f"Upstream has {len(names):,} lists. kh-testlist reads at most {MOST_FILES:,}.", _INSTEAD)
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if other != name:
            raise Failure(
                f"Upstream's {FOLDER}/{name} and {FOLDER}/{other} differ only in upper and lower case.", _INSTEAD
            )


def contents(ask: Ask, commit: str, wanted: Sequence[Blob]) -> dict[str, bytes]:
    """Return the bytes of the files `wanted` of the commit, by their names.

    Raises:
        Failure: they are too large, or missing.

    """
    if not wanted:
        return {}
    _refuse_large(wanted, _sizes(ask, commit, wanted))
    asked = "".join(f"{blob.oid}\n" for blob in wanted).encode()
    return dict(zip((blob.name for blob in wanted), _cut(ask(["cat-file", "--batch"], asked)), strict=True))


def _sizes(ask: Ask, commit: str, wanted: Sequence[Blob]) -> Mapping[str, int]:
    """Return the size of each blob that is here. Too large blobs were not fetched, if the server can leave them out."""
    oids = [blob.oid for blob in wanted]
    try:
        return _ask_sizes(ask, oids)
    except GitFailed:
        # One was left out, and git would fetch it to know its size. Find out which one it was.
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
        raise Failure(f"Upstream's lists are larger than {MOST_BYTES // 1024**2} MiB together.", _INSTEAD)


def _cut(batch: bytes) -> Iterator[bytes]:
    """Yield the contents in the output of `git cat-file --batch`."""
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        size = int(batch[at:end].split(b" ")[2])
        yield batch[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
