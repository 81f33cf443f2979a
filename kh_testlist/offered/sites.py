"""Sites that are only looked at, not added: from a list, or a file with one URL per line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kh_testlist.errors import Failure
from kh_testlist.model import CATEGORY_CODE, HEADER, URL, UrlList
from kh_testlist.offered import table
from kh_testlist.store import MAX_BYTES, MAX_RECORDS


class Site(NamedTuple):
    """A site to look at."""

    url: str
    """As it is written."""
    category: str | None = None
    """None if it is not known."""


def of_list(urls: UrlList) -> Iterator[Site]:
    """Yield the sites of a list, also those of broken rows."""
    for entry in urls.entries:
        if entry.url.strip():
            yield Site(entry.url, entry.cells[CATEGORY_CODE] if len(entry.cells) == len(HEADER) else None)


def of_file(data: bytes, shown: str) -> list[Site]:
    """Return the sites in the file with the bytes `data`. `shown` is its name in messages.

    Raises:
        Failure: it is too large, is not text, or has no URL in it.
        Refused: it is not certain what separates its cells.

    """
    lines = lines_of(data, shown)
    rows = rows_of_list(shown, lines)
    found = list(_of_lines(lines)) if rows is None else rows
    if not found:
        raise Failure(f"{shown} has no URL.", "Give a file with one URL per line, or a list with upstream's header.")
    return found


def lines_of(data: bytes, shown: str) -> list[str]:
    """Return the lines of the file with the bytes `data`. `shown` is its name in messages.

    Raises:
        Failure: it is too large, or is not text.

    """
    if len(data) > MAX_BYTES or data.count(b"\n") > MAX_RECORDS:
        raise Failure(
            f"{shown} is larger than {MAX_BYTES // 1024**2} MiB, or has more than {MAX_RECORDS:,} lines.",
            "Split it. All lists of upstream together have 39,000 lines.",
        )
    try:
        return data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise Failure(f"{shown} is not a UTF-8 text file.", "Save it again as UTF-8.") from None


def rows_of_list(shown: str, lines: Sequence[str]) -> list[Site] | None:
    """Return the sites of a CSV, with its columns in any order. Return None if no line names a column url.

    Raises:
        Refused: it is not certain what separates its cells.

    """
    if table.header_line(lines) is None:
        return None
    found = table.read("\n".join(lines), shown)
    rows = (dict(zip(found.header or HEADER, record.cells, strict=False)) for record in found.records)
    return [
        Site(url, row.get(HEADER[CATEGORY_CODE]) or None) for row in rows if (url := row.get(HEADER[URL], "")).strip()
    ]


def _of_lines(lines: Iterable[str]) -> Iterator[Site]:
    for line in lines:
        url = line.strip()
        if url and not url.startswith("#"):
            yield Site(url)
