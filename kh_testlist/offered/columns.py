"""Find out which column is which: from the header, or from the cells if these leave no doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from kh_testlist.categories import LEGEND
from kh_testlist.errors import Refused
from kh_testlist.invisible import trimmed, visible
from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, DATE_ADDED, HEADER, URL
from kh_testlist.offered.table import DAY, ONE, Table, is_url
from kh_testlist.text import enumerated, shorten
from kh_testlist.top_level import is_known_top_level

_STARTS: Final = re.compile("https?://", re.IGNORECASE)
"""The start of a URL. The cell may have other text after it."""
_LEGENDS: Final = {description.casefold(): code for code, description in LEGEND.items()}
_LONGEST_NAME: Final = 40
_HOW: Final = "Add a first line that names the columns, such as: url,category_code,notes"


class Columns(NamedTuple):
    """Where the columns of a list are in a file."""

    places: Mapping[int, int]
    """For a column of a list, its place in the file."""
    width: int
    """How many cells a row of the file has."""
    said: str
    """What was understood, as a message; empty if there is nothing to say."""


def of_table(table: Table, shown: str) -> Columns:
    """Return where the columns are. `shown` is the name of the file in errors.

    Raises:
        Refused: it is not certain.

    """
    if not table.separator:
        return Columns({URL: 0}, 1, "")
    if table.header is None:
        return _by_content(table, shown)
    for name in HEADER:
        if table.header.count(name) > 1:
            raise Refused(f"{shown} has two columns named {name}.", "Rename one of them.")
    places = {column: table.header.index(name) for column, name in enumerate(HEADER) if name in table.header}
    unknown = [shorten(visible(name), _LONGEST_NAME) for name in table.header if name and name not in HEADER]
    return Columns(places, len(table.header), f"not used: {enumerated(unknown, 'other columns')}" if unknown else "")


def code_of(description: str) -> str:
    """Return the code of the category that has this description in upstream's legend; empty if none has."""
    return _LEGENDS.get(trimmed(description)[0].casefold(), "")


def _by_content(table: Table, shown: str) -> Columns:
    width = Counter(len(record.cells) for record in table.records if not record.refusal).most_common(1)[0][0]
    rows = [record.cells for record in table.records if len(record.cells) == width]
    cells = [[bare for row in rows if (bare := trimmed(row[place])[0])] for place in range(width)]
    is_upstreams = _is_upstreams(cells)
    # Upstream's sources and notes sometimes name a page. This does not make them columns of URLs.
    urls = [
        place
        for place, texts in enumerate(cells)
        if texts and (all(map(is_url, texts)) if is_upstreams else any(map(_STARTS.match, texts)))
    ]
    if is_upstreams and set(urls) <= {URL}:
        return Columns({column: column for column in range(width)}, width, "the columns are in upstream's order")
    if len(urls) != 1 or is_upstreams:
        count = f"{len({URL, *urls} if is_upstreams else urls)} columns have" if urls else "no column has"
        raise _refused(shown, f"it has no header, and {count} URLs with http:// or https://", _HOW)
    _require_no_header(table, urls[0], shown)
    others = [place for place in range(width) if place != urls[0] and _are_other_sites(rows, place, urls[0])]
    if others:
        why = f"it has no header, column {urls[0] + 1} has URLs, and column {others[0] + 1} has addresses without https://"
        raise _refused(shown, why, _HOW)
    places = {URL: urls[0], **_known(cells)}
    is_table = len(places) > 1 or not all(cells)
    if not is_table and any(is_url(record.raw) for record in table.records):
        raise _refused(
            shown,
            f"{ONE[table.separator]} in each line may separate cells, or be part of the URL",
            f"{_HOW}. If each line is one URL, write url as the first line, and put each URL in double quotes.",
        )
    return Columns(places, width, _told(places, width))


_BARE: Final = re.compile(r"(?:www\.)?([^\s/:@?#]+\.([^\s/:@?#.]+))\.?(?:[:/?#]\S*)?", re.IGNORECASE)


def _are_other_sites(rows: Sequence[Sequence[str]], place: int, url: int) -> bool:
    """Return True if most cells at `place` are addresses without a scheme, and not of the hosts in the URLs."""
    hosts = [(row, _BARE.fullmatch(trimmed(row[place])[0])) for row in rows if trimmed(row[place])[0]]
    others = [
        found
        for row, found in hosts
        if found and is_known_top_level(found[2].lower()) and found[1].lower() not in row[url].lower()
    ]
    return 2 * len(others) > len(hosts)


def _refused(shown: str, why: str, next_step: str) -> Refused:
    return Refused(f"{shown} was refused as a whole: {why}.", next_step)


def _is_upstreams(cells: Sequence[Sequence[str]]) -> bool:
    """Return True if most rows have a URL, a code and a day in the same columns as upstream's six.

    Upstream describes some categories in other words than its legend, so a description may be any text. But no other
    column has descriptions from the legend.
    """
    described = _known(cells).get(CATEGORY_DESCRIPTION, CATEGORY_DESCRIPTION)
    return (
        len(cells) == len(HEADER)
        and described == CATEGORY_DESCRIPTION
        and all(_most(fits, cells[column]) for column, fits in {URL: is_url, **_KINDS}.items() if column in _TELLING)
    )


def _most(fits: Callable[[str], object], texts: Sequence[str]) -> bool:
    return 2 * sum(map(bool, map(fits, texts))) > len(texts)


_KINDS: Final[Mapping[int, Callable[[str], object]]] = {
    CATEGORY_CODE: LEGEND.__contains__,
    CATEGORY_DESCRIPTION: code_of,
    DATE_ADDED: DAY.fullmatch,
}
"""How to recognise the cells of a column that look like no other."""
_TELLING: Final = {URL, CATEGORY_CODE, DATE_ADDED}


def _known(cells: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return the columns that their cells show: all of them fit, and all of no other column fit."""
    found = {}
    for column, fits in _KINDS.items():
        places = [place for place, texts in enumerate(cells) if texts and all(map(fits, texts))]
        if len(places) == 1:
            found[column] = places[0]
    return found


def _require_no_header(table: Table, place: int, shown: str) -> None:
    first, *others = table.records
    if others and not any(map(is_url, first.cells)):
        instead = f" instead of {visible(first.cells[place])!r}" if place < len(first.cells) else ""
        raise _refused(
            shown,
            f"line {first.line} has no URL, and if it is a header, no column is named url",
            f"If it is a header, name the column of the URLs url{instead}. If it is not, remove the line.",
        )


def _told(places: Mapping[int, int], width: int) -> str:
    known = ", ".join(f"{place + 1} is {HEADER[column]}" for column, place in places.items())
    left = [str(place + 1) for place in range(width) if place not in places.values()]
    return f"column {known}" + (f"; not used: column {', '.join(left)}" if left else "")
