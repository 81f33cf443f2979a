"""Find lists: the lists folder, the lists in it, and the global list to compare with."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from kh_testlist import transaction
from kh_testlist.errors import Failure, Misuse
from kh_testlist.model import GLOBAL, Skipped, UrlList
from kh_testlist.store import MAX_BYTES, display, inside, parse, typed

FOLDER: Final = "lists"
UPSTREAM_VARIABLE: Final = "KH_TESTLIST_UPSTREAM"
UPSTREAM_URL: Final = "https://github.com/citizenlab/test-lists"

HOW_TO_HAVE_UPSTREAM: Final = "kh-testlist sync"

_MOST_BYTES: Final = 2 * MAX_BYTES
"""The most that one run reads, because a pull request may bring any number of lists."""

_NAME: Final = re.compile(rf"[a-z]{{2}}|{GLOBAL}")


def list_name(text: str) -> str:
    """Return the name of a list as it is in the file's name: `kh` for `KH`.

    Raises:
        Misuse: it is not two letters, and not `global`.

    """
    name = text.lower()
    if not _NAME.fullmatch(name):
        raise Misuse(
            f"{text!r} is not the name of a list.", f"Give the two letters of a country (kh, th, vn …), or {GLOBAL}."
        )
    return name


def find(chosen: Path | None, start: Path) -> Path:
    """Return the lists folder: `chosen`, or the nearest `lists/` in `start` or above it.

    Raises:
        Failure: there is none.

    """
    if chosen is not None:
        if not chosen.is_dir():
            raise Failure(
                f"The folder {display(chosen)} does not exist.",
                f"Check --lists, or make the folder with: kh-testlist init --lists {typed(chosen)}",
            )
        return chosen
    for folder in (start, *start.parents):
        if (folder / FOLDER).is_dir():
            return folder / FOLDER
    raise Failure(
        f"No {FOLDER}/ folder was found in {start} or above it.",
        "Go to your project's folder, give --lists DIR, or start a list here with: kh-testlist init",
    )


def lists_in(folder: Path) -> list[Path]:
    """Return the lists in `folder`: the CSV files directly in it, without legends (`00-*`) and ledgers.

    Raises:
        Failure: the folder can't be read, or it is a link in its checkout, or is behind one.

    """
    return [
        folder / name
        for name in inside.names(folder)
        if name.endswith(".csv") and not name.startswith("00-") and not name.endswith(".ledger.csv")
    ]


def expand(paths: Sequence[Path]) -> list[Path]:
    """Return the list files that `paths` name. A folder means all lists in it.

    Raises:
        Failure: a folder has no list in it, or the files are too large for one run.

    """
    files: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        found = lists_in(path)
        if not found:
            raise Failure(f"The folder {display(path)} has no list.", "Give a folder with CSV files such as kh.csv.")
        files.update(dict.fromkeys(found))
    if sum(file.stat().st_size for file in files if file.is_file()) > _MOST_BYTES:
        raise Failure(
            f"Together, these {len(files)} files are larger than {_MOST_BYTES // 1024**2} MiB.",
            "Give fewer files. All of upstream's lists together are 3.5 MB.",
        )
    return list(files)


def load(path: Path | str) -> UrlList:
    """Return the list at `path`: its rows, its header, and each byte of them.

    A damaged list is read too. `validate` says what is wrong with it.

    Args:
        path: a CSV in citizenlab's format.

    Raises:
        Failure: it does not exist, can't be read, is a link, or is larger than 16 MiB.

    Example:
        >>> kh = load("lists/kh.csv")
        >>> kh.entries[0].url, kh.entries[0].line

    """
    path = Path(path)
    return parse(read_bytes(path), display(path))


def read_bytes(path: Path) -> bytes:
    """Return the bytes of the list at `path`. If a change to it was interrupted, finish the change first.

    Raises:
        Failure: it can't be read, or is a link, or a link leads to it.

    """
    transaction.settle(path)
    return inside.read(path)


def clone_folder() -> Path:
    """Return the path of the clone of upstream's lists. The clone may not exist yet."""
    chosen = os.environ.get(UPSTREAM_VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - not needed if the global list is next to the others

    return platformdirs.user_cache_path("kh-testlist", appauthor=False) / "test-lists"


def references(
    paths: Sequence[Path], read: Callable[[Path], UrlList] = load
) -> tuple[dict[str, UrlList], tuple[Skipped, ...]]:
    """Return the global list for each of the lists at `paths`, and what is skipped because there is none.

    The keys are the paths as reports write them.

    Raises:
        Failure: there is a global list, but it can't be read.

    """
    read_already: dict[Path, UrlList] = {}
    found: dict[str, UrlList] = {}
    missing = []
    for path in paths:
        if path.stem == GLOBAL:
            continue
        place = global_list(path)
        if place is None:
            missing.append(display(path))
            continue
        if place not in read_already:
            read_already[place] = read(place)
        found[display(path)] = read_already[place]
    if not missing:
        return found, ()
    what = missing[0] if len(missing) == 1 else f"{len(missing)} lists"
    skipped = Skipped(
        f"duplicates of {what} in the global list",
        "there is no global.csv beside it, nor in a clone of upstream's lists",
        HOW_TO_HAVE_UPSTREAM,
    )
    return found, (skipped,)


def global_list(path: Path) -> Path | None:
    """Return the global list for the list at `path`: the file next to it, or in the clone of upstream."""
    return _global_list(path.parent)


@functools.cache
def _global_list(folder: Path) -> Path | None:
    beside = folder / f"{GLOBAL}.csv"
    if beside.is_file():
        return beside
    cloned = clone_folder() / FOLDER / f"{GLOBAL}.csv"
    return cloned if cloned.is_file() else None
