"""Whatever a file holds: what is taken from it is what stands in it, and comes back the same from the list."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import NamedTuple

from hypothesis import example, given
from hypothesis import strategies as st

from kh_testlist import editing
from kh_testlist.errors import KhTestlistError
from kh_testlist.model import HEADER, URL, UrlList
from kh_testlist.offered import filled, read
from kh_testlist.rules import admission
from kh_testlist.store import parse, to_bytes
from kh_testlist.urls import canonical, equivalence_key
from tests.samples import CLEAN_URLS, TODAY, clean_cells, messy_cells

SEPARATORS = st.sampled_from([",", ";", "\t", "|"])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
PIECES = st.sampled_from([
    "https://a.example/", "http://b.example/x", "https://c.example", "a.example", "NEWS", "HUMR", "News Media",
    "2024-01-31", "CCHR", "anon", "1.html", "x=1", "url", "notes", "category_code", "#", '"', '""', ",", ",", ";", ";",
    "\t", "|", "\n", "\n", "\n", "\r\n", "\r", " ", "\u200b", "\u00a0", "sep=;", "", "=1+1", "Phnom Penh",
])  # fmt: skip
"""What files are made of, to be joined in any order."""


def written(rows: list[list[str]], separator: str, end: str, *, everything: bool) -> str:
    """The text of a CSV, as spreadsheets write it."""
    buffer = io.StringIO(newline="")
    if everything:
        csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    else:
        csv.writer(buffer, delimiter=separator, lineterminator=end).writerows(rows)
    return buffer.getvalue()


def taken(data: bytes, onto: UrlList | None = None) -> UrlList:
    """The list that all rows make which can be added from the file."""
    offers = [offer for offer in read(data, "f").offers if not offer.refusal]
    rows = [filled(offer.cells, "NEWS", "anon", "2024-01-31") for offer in offers]
    return admission.append(onto or editing.new_list("lists/kh.csv"), rows, None, TODAY).urls


class Form(NamedTuple):
    """How a program writes a CSV."""

    separator: str
    end: str
    encoding: str
    order: list[int]
    everything: bool
    """Whether all cells are in quotes."""
    sep_line: bool

    def __call__(self, rows: list[list[str]]) -> bytes:
        """Return the file."""
        moved = [[cells[place] for place in self.order] for cells in rows]
        text = written(moved, self.separator, self.end, everything=self.everything)
        return (f"sep={self.separator}{self.end}" * self.sep_line + text).encode(self.encoding)


FORMS = st.builds(Form, SEPARATORS, ENDS, ENCODINGS, st.permutations(range(6)), st.booleans(), st.booleans())
ROWS = st.lists(
    st.one_of(clean_cells(), messy_cells()).map(lambda cells: [re.sub("[\0#]", "", cell) for cell in cells]),
    min_size=1,
    max_size=5,
)
"""Good rows and bad ones. Of a file with a NUL no row is read, and a # may start a comment."""


@given(ROWS, FORMS)
def test_any_form(rows: list[list[str]], form: Form) -> None:
    """Separator, line ends, encoding, order of columns and quotes make no difference to what is read."""
    plain = read(written([list(HEADER), *rows], ",", "\n", everything=True).encode(), "f").offers
    # A writer quotes the line breaks of its own line end alone: with others in a cell, it is another file.
    has_breaks = any("\r" in cell or "\n" in cell for cells in rows for cell in cells)
    found = read(form._replace(everything=form.everything or has_breaks)([list(HEADER), *rows]), "f").offers
    assert [(offer.cells, bool(offer.refusal)) for offer in found] == [
        (offer.cells, bool(offer.refusal)) for offer in plain
    ]


@given(ROWS, SEPARATORS)
def test_round_trip(rows: list[list[str]], separator: str) -> None:
    """What was taken is a list that offers those very rows again, and reads back to the byte."""
    urls = taken(written([list(HEADER), *rows], separator, "\n", everything=True).encode())
    data = to_bytes(urls)
    assert to_bytes(parse(data, "lists/kh.csv")) == data
    assert [offer.cells for offer in read(data, "f").offers] == [entry.cells for entry in urls.entries]
    assert to_bytes(taken(data)) == data


@given(st.lists(PIECES, max_size=14).map("".join))
@example("https://a.example/,CCHR\nhttps://b.example/\nhttps://c.example\n")
@example("sep=;\nhttps://a.example/,CCHR\n")
def test_no_line_of_a_csv_becomes_a_url(text: str) -> None:
    """However a file is made up, a URL that is taken stands in it as a cell: nothing that separates cells is in it.

    But where it is in quotes: then somebody said that it belongs to the URL.
    """
    try:
        found = read(text.encode(), "f")
    except KhTestlistError as error:
        said = (error.message, error.next_step)
    else:
        said = ("", "")
        for offer in found.offers:
            if not offer.refusal:
                bare = re.sub("⟦U.[0-9A-F]+⟧", "", offer.shown).strip()
                assert canonical(bare) == offer.cells[URL]
                assert bare in text
                if '"' not in text and "no header" in found.understood:
                    assert not set(bare) & set(",;|\t \n\r")
    assert all(said) or not any(said)


@given(st.lists(CLEAN_URLS, min_size=1, max_size=6, unique_by=equivalence_key), ENDS, ENCODINGS)
def test_a_file_of_urls(urls: list[str], end: str, encoding: str) -> None:
    """One URL a line: all come in, in their order."""
    found = read(end.join(urls).encode(encoding), "f")
    assert [offer.cells[URL] for offer in found.offers] == [canonical(url) for url in urls]
    made = taken(end.join(urls).encode(encoding))
    assert {entry.url for entry in made.entries} <= {canonical(url) for url in urls}
    assert all(dt.date.fromisoformat(entry.cells[3]) <= TODAY for entry in made.entries)


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are read or refused, with what to do next."""
    try:
        found = read(data, "f")
    except KhTestlistError as error:
        said = (error.message, error.next_step)
    else:
        said = (found.understood, found.path)
    assert all(said)
