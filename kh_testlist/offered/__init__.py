"""The rows that a file offers to a list. Any program may have written the file. Bytes in, values out.

Only this package reads files that are not lists. Such a file comes from a spreadsheet, a form or an editor, and from
anybody. So its size is limited and nothing in it is trusted. What can be read in two ways is refused, so that no line
of a CSV becomes a URL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from kh_testlist import pasted
from kh_testlist.categories import LEGEND
from kh_testlist.errors import Failure, Refused
from kh_testlist.invisible import trimmed
from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, DATE_ADDED, HEADER, SOURCE, URL
from kh_testlist.offered import columns, table, text
from kh_testlist.offered.columns import code_of
from kh_testlist.text import counted

_GLUED: Final = re.compile(rf"[,;|\t](?:{'|'.join(LEGEND)}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:[,;|\t]|$)")
"""A category's code or a day after a separator. Such a cell is not a URL, but a line of another CSV."""


class Offer(NamedTuple):
    """A row of the file, or why it is not one."""

    line: int
    """The physical line where it starts, from 1."""
    shown: str
    """How a message names it: the URL as it was typed, or the whole line."""
    cells: tuple[str, ...] = ()
    """In the order of a list's columns, with the canonical URL. Empty if the file has no value."""
    told: str = ""
    """What was changed in the URL, in words; empty if nothing was."""
    refusal: str = ""
    """Why it is refused; empty if it is not."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What was found in a file."""

    path: str
    """The name of the file for messages."""
    understood: str
    """How it was read: `12 rows, separated by semicolons, no header`."""
    has_categories: bool
    """True if a column has the categories of the sites."""
    offers: tuple[Offer, ...]


def read(data: bytes, shown: str) -> Offered:
    """Return what the file with the bytes `data` offers. `shown` is its name in messages.

    Raises:
        Failure: it is empty, too large, or something other than text.
        Refused: it is not certain what in it is a URL.

    """
    said, encoding = text.decoded(data, shown)
    if not trimmed(said)[0]:
        raise Failure(
            f"{shown} is empty.", f"Give a file with one URL per line, or a CSV with the header {','.join(HEADER)}"
        )
    found = table.read(said, shown)
    where = columns.of_table(found, shown) if found.records or found.header else columns.Columns({URL: 0}, 1, "")
    return Offered(
        shown,
        _understood(found, where.said, encoding),
        bool({CATEGORY_CODE, CATEGORY_DESCRIPTION} & where.places.keys()),
        tuple(_offers(found, where)),
    )


def filled(cells: tuple[str, ...], category: str | None, source: str, day: str) -> tuple[str, ...]:
    """Return the cells of an offer, and fill what is missing: the category, its description, the day, the source."""
    code = cells[CATEGORY_CODE] or code_of(cells[CATEGORY_DESCRIPTION]) or category or ""
    instead: Mapping[int, str] = {
        CATEGORY_CODE: code,
        CATEGORY_DESCRIPTION: LEGEND.get(code, cells[CATEGORY_DESCRIPTION]),
        DATE_ADDED: cells[DATE_ADDED] or day,
        SOURCE: cells[SOURCE] or source,
    }
    return tuple(instead.get(column, cell) for column, cell in enumerate(cells))


def lacks_category(cells: tuple[str, ...]) -> str:
    """Return why a filled row has no category, and what to do; empty if it has one."""
    if cells[CATEGORY_CODE]:
        return ""
    described = cells[CATEGORY_DESCRIPTION]
    why = f"upstream has no category called {pasted.short(described)!r}" if described else "it has no category"
    return f"{why}. Write its category_code, or set one for all such rows: --category CODE"


def _understood(found: table.Table, of_columns: str, encoding: str) -> str:
    parts = [
        counted(len(found.records), "row"),
        f"separated by {table.SEPARATORS[found.separator]}" if found.separator else "one URL per line",
        "no header" if found.header is None else "with a header",
    ]
    if encoding != "UTF-8":
        parts.append(f"in {encoding}")
    more = [of_columns] if of_columns else []
    if found.above:
        more.append(f"{counted(found.above, 'line')} above the header skipped")
    if found.comments:
        more.append(f"{counted(found.comments, 'comment')} skipped")
    return "; ".join([", ".join(parts), *more])


def _offers(found: table.Table, where: columns.Columns) -> Iterator[Offer]:
    for record in found.records:
        refusal = record.refusal or _miscounted(
            record, where.width, "the header has" if found.header else "other rows have"
        )
        if refusal:
            yield Offer(record.line, pasted.short(record.raw), refusal=refusal)
        else:
            yield _offer(record, where.places, is_sure=found.header is not None or not found.separator)


def _miscounted(record: table.Record, width: int, whose: str) -> str:
    """Return why a record is not a row if it has more or fewer cells than others. More blank cells are accepted."""
    count = len(record.cells)
    if count == width or (count > width and not any(trimmed(cell)[0] for cell in record.cells[width:])):
        return ""
    return f"it has {counted(count, 'column')}, but {whose} {width}"


def _offer(record: table.Record, places: Mapping[int, int], *, is_sure: bool) -> Offer:
    typed = record.cells[places[URL]]
    cells = [trimmed(record.cells[places[column]])[0] if column in places else "" for column in range(len(HEADER))]
    if not cells[URL]:
        return Offer(record.line, pasted.short(record.raw), refusal="it has no URL.")
    if _GLUED.search(cells[URL]):
        return Offer(record.line, pasted.short(typed), refusal="it is a line of a CSV, not a URL.")
    inside = table.ANY_SEPARATOR.search(cells[URL])
    if inside and not is_sure and f'"{typed}"' not in record.raw:
        why = f"there is {table.ONE[inside[0]]} in its URL, and the file has no header. Add one, or quote the URL."
        return Offer(record.line, pasted.short(typed), refusal=why)
    code, described = cells[CATEGORY_CODE], code_of(cells[CATEGORY_DESCRIPTION])
    if code in LEGEND and described and described != code:
        why = f"its category_code says {code}, and its category_description says {described}. Change one of them."
        return Offer(record.line, pasted.short(typed), refusal=why)
    try:
        cells[URL] = pasted.new_url(typed)
    except Refused as refused:
        return Offer(record.line, pasted.short(typed), refusal=f"{refused.message} {refused.next_step}")
    return Offer(record.line, pasted.short(typed), tuple(cells), pasted.told(typed, cells[URL]))
