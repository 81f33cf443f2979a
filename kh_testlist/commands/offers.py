"""What a file offers to `import`: rows in upstream's form, or a URL a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist.categories import LEGEND
from kh_testlist.errors import Failure, Misuse, Refused
from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, DATE_ADDED, HEADER, NOTES, SOURCE, URL, UrlList
from kh_testlist.pasted import new_url
from kh_testlist.store import MAX_BYTES, display, parse, read_bytes

_STDIN: Final = Path("-")


class Offer(NamedTuple):
    """A row of the file, or why it is none."""

    line: int
    shown: str
    cells: tuple[str, ...] = ()
    refusal: str = ""


def read_offered(file: Path) -> UrlList:
    """Read `file`, or what is piped in where it is `-`.

    Raises:
        Failure: it can't be read, or is too large.

    """
    if file != _STDIN:
        shown = display(file)
        return parse(read_bytes(file, shown), shown)
    return parse(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>")


def offers(offered: UrlList, category: str | None, source: str, day: str) -> Iterator[Offer]:
    """The rows that a file offers, and why a line of it is none; what it leaves out is filled in.

    Raises:
        Failure: it is empty, or no text.
        Misuse: its lines are URLs, and no category was given for them.

    """
    if offered.header is None:
        raise Failure(f"{offered.path} is empty.", "Give one URL a line, or a CSV with upstream's header.")
    if not offered.is_utf8 or any("\0" in record.raw for record in offered.records):
        raise Failure(f"{offered.path} is not a UTF-8 text file.", "Save it again as CSV UTF-8.")
    if offered.header.cells == HEADER:
        for entry in offered.entries:
            if len(entry.cells) != len(HEADER):
                count = len(entry.cells)
                yield Offer(entry.line, entry.raw.strip(), refusal=f"{count} columns where a row has {len(HEADER)}")
            else:
                yield _offer(entry.line, list(entry.cells), category, source, day)
        return
    if category is None:
        raise Misuse(
            f"{offered.path} has not upstream's header, so its lines are taken for URLs; these need a category.",
            f"Give one with --category, or make the first line: {','.join(HEADER)}",
        )
    for record in offered.records:
        url = record.raw.strip()
        if url and not url.startswith("#"):
            yield _offer(record.line, [url, "", "", "", "", ""], category, source, day)


def _offer(line: int, cells: list[str], category: str | None, source: str, day: str) -> Offer:
    typed = cells[URL]
    try:
        cells[URL] = new_url(typed)
    except Refused as refused:
        return Offer(line, typed, refusal=f"{refused.message} {refused.next_step}")
    cells[CATEGORY_CODE] = cells[CATEGORY_CODE].strip() or category or ""
    cells[CATEGORY_DESCRIPTION] = LEGEND.get(cells[CATEGORY_CODE], cells[CATEGORY_DESCRIPTION])
    cells[DATE_ADDED] = cells[DATE_ADDED].strip() or day
    cells[SOURCE] = cells[SOURCE].strip() or source
    cells[NOTES] = cells[NOTES].strip()
    return Offer(line, typed, tuple(cells))
