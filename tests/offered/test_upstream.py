"""Upstream's own lists, as other programs would save them: every row comes in, and no other."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kh_testlist.invisible import trimmed
from kh_testlist.model import CATEGORY_DESCRIPTION, HEADER, URL
from kh_testlist.offered import read
from kh_testlist.offered.table import ANY_SEPARATOR
from kh_testlist.store import read as read_list
from kh_testlist.urls import canonical

_LISTS = ("kh", "mm", "sd", "mr")


def _told_apart(cells: tuple[str, ...]) -> tuple[str, ...]:
    """What counts of a row: the description is upstream's to say."""
    return tuple(cell for column, cell in enumerate(cells) if column != CATEGORY_DESCRIPTION)


@pytest.mark.parametrize("name", _LISTS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("has_header", [True, False])
def test_every_row(upstream_lists: Path, name: str, separator: str, *, has_header: bool) -> None:
    """With a header all of it; without one, all but the rows whose URL has what separates cells elsewhere."""
    rows = [
        tuple(trimmed(cell)[0] for cell in entry.cells) for entry in read_list(upstream_lists / f"{name}.csv").complete
    ]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows([*([HEADER] if has_header else []), *rows])
    found = read(buffer.getvalue().encode("utf-16"), "f").offers
    expected = [(canonical(cells[URL]) or "", *cells[1:]) for cells in rows]
    doubtful = {url for url, *_ in expected if ANY_SEPARATOR.search(url) and not has_header}
    assert len(doubtful) < 5
    taken = [_told_apart(offer.cells) for offer in found if not offer.refusal]
    assert [cells for cells in taken if cells[URL] not in doubtful] == [
        _told_apart(cells) for cells in expected if cells[URL] not in doubtful
    ]
    assert len(found) == len(rows)
