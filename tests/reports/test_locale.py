"""The catalogue of translations is complete, fresh and whole; numbers and days are as the language writes them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gettext
import importlib.util
import io
import re
import string
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from kh_testlist.reports.page import document, handout
from kh_testlist.reports.page.html import environment, html
from kh_testlist.reports.page.words import Words, words
from tests.reports.materials import PERIOD, material

TOP: Final = Path(__file__).resolve().parents[2]
_PO: Final = TOP / "kh_testlist" / "reports" / "locale" / "km" / "LC_MESSAGES" / "kh_testlist.po"
_KHMER: Final = re.compile("[\u1780-\u17ff]")


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    """`docs/catalogue.py`, which is no part of any package."""
    spec = importlib.util.spec_from_file_location("catalogue", TOP / "docs" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _translated() -> Iterator[tuple[str, str]]:
    """Each message with its translation, a plural's forms joined."""
    from babel.messages.pofile import read_po

    for message in read_po(io.BytesIO(_PO.read_bytes()), locale="km"):
        if message.id:
            forms = [message.id] if isinstance(message.id, str) else [*message.id]
            said = [message.string or ""] if isinstance(message.string, str | None) else [*message.string]
            assert not message.fuzzy
            assert len(said) == 1, "Khmer has one form for any number"
            for form in forms:
                yield form, said[0]


def test_fresh(catalogue: ModuleType) -> None:
    """The .po has exactly the messages of the code, and the .mo is what comes of it."""
    for path, data in catalogue.files().items():
        assert path.read_bytes() == data, "write it anew with: python docs/catalogue.py"


def test_complete() -> None:
    """Every message is translated, into Khmer, with the same places for figures."""
    found = list(_translated())
    assert len(found) > 150
    for message, said in found:
        assert said.strip(), message
        places = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (message, said)]
        assert places[0] == places[1], message
        if re.search("[A-Za-z]", re.sub(r"{\w+}", "", message)):
            assert _KHMER.search(said), message
        assert not re.search("[<>\x00-\x1f\u202a-\u202e]", said), message


class _Misses(gettext.NullTranslations):
    """What a catalogue is asked for and does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.missed: list[str] = []

    def gettext(self, message: str) -> str:
        """Note it."""
        self.missed.append(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Note it."""
        self.missed += [msgid1, msgid2]
        return msgid1 if n == 1 else msgid2


def test_no_page_asks_for_what_is_not_there() -> None:
    """Pages with all there is and with nothing there is, and the handout, find each of their messages."""
    misses = _Misses()
    with _PO.with_suffix(".mo").open("rb") as file:
        km = gettext.GNUTranslations(file)
    km.add_fallback(misses)
    speaking = Words("km", km)
    full = material()
    assert full.summary is not None
    quiet = dataclasses.replace(full.summary, blocked=(), change=None)
    for made in (
        full,
        dataclasses.replace(full, scope="country", review="2026Q3", wanted=PERIOD, excluded=("NEWS", "HUMR", "GMB")),
        dataclasses.replace(full, summary=quiet, changes=None, health=None, list_path=None, country="global"),
        dataclasses.replace(full, summary=None, coverage=None),
    ):
        assert html(document.page(made, speaking))
    assert handout.html(handout.handout("kh", "https://run.ooni.org/v2/1", dt.date(2027, 1, 1), "us", speaking))
    assert misses.missed == []


def test_templates_have_no_words_of_their_own() -> None:
    """All text of a page comes through the catalogue."""
    folder = TOP / "kh_testlist" / "reports" / "templates"
    for path in folder.glob("*.html"):
        text = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
        assert not re.search(r"\w", re.sub(r"<[^>]*>", "", text).replace("·", "").replace(":", "")), path.name
        assert path.name in environment().list_templates()


class TestWords:
    """Figures in sentences."""

    def test_khmer(self) -> None:
        """Khmer numerals, months and signs."""
        km = words("km")
        assert km.number(1234567) == "១,២៣៤,៥៦៧"
        assert km.day("2026-11-22") == "២២ វិច្ឆិកា ២០២៦"
        assert km.day(dt.date(2026, 1, 2)) == "២ មករា ២០២៦"
        assert km.percent(1, 3).startswith("៣៣")
        assert km.many("{count} a", "{count} b", 2) == "២ b"

    def test_english(self) -> None:
        """As people write them in Asia and Europe."""
        en = words("en")
        assert en.number(1234567) == "1,234,567"
        assert en.day("2026-11-22") == "22 November 2026"
        assert en.percent(1, 3) == "33.3%"
        assert en.percent(0, 0) == "-"
        assert en.many("{count} row", "{count} rows", 1) == "1 row"

    def test_what_is_given_is_never_a_form(self) -> None:
        """Braces in what is put into a sentence stay what they are."""
        assert words("en").say("a {b}", b="{c} {0.__class__}") == "a {c} {0.__class__}"

    def test_no_day(self) -> None:
        """What is no day is shown as it is."""
        assert words("km").day("yesterday") == "yesterday"


def test_what_stays_latin() -> None:
    """In a Khmer page URLs, the numbers of networks, codes and OONI's names are as everywhere; counts are Khmer."""
    said = html(document.page(material(), words("km")))
    for text in ("https://news.example.com/", "AS64500", "NEWS", "OONI", "DNS", "២០២៦"):
        assert text in said
    cells = re.findall(r'<td class="number"[^>]*>([^<]*)</td>', said)
    assert cells
    assert not [cell for cell in cells if re.search("[0-9]", cell)]


class TestDraft:
    """A catalogue is a draft until somebody signs it off."""

    def test_it_says_so(self) -> None:
        """In both languages, on the report and on the handout; never in English."""
        draft = document.draft(words("km"))
        assert len(draft) == 2
        assert "Draft translation" in draft[1]
        for line in draft:
            assert line in html(document.page(material(), words("km")))
        assert document.draft(words("en")) == ()
        assert "Draft" not in html(document.page(material(), words("en")))

    def test_signed_off(self, catalogue: ModuleType) -> None:
        """Once there is a name behind X-Reviewed-By, the line goes; the script keeps that name."""
        text = _PO.read_bytes().replace(b"X-Reviewed-By: ", b"X-Reviewed-By: A Reader of Khmer")
        made = catalogue.updated(text, "km")
        assert b"X-Reviewed-By: A Reader of Khmer" in catalogue.as_text(made)
        signed = Words("km", gettext.GNUTranslations(io.BytesIO(catalogue.compiled(made))))
        assert document.draft(signed) == ()
        assert signed.say("website") == words("km").say("website")


def test_in_the_wheel(tmp_path: Path) -> None:
    """Templates and catalogues are in what is installed."""
    pytest.importorskip("hatchling")
    ended = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, kinds in (("templates", ("*.html", "*.css")), ("locale", ("**/*.po", "**/*.mo"))):
        there = [path for kind in kinds for path in (TOP / "kh_testlist" / "reports" / folder).glob(kind)]
        assert there
        assert {path.relative_to(TOP).as_posix() for path in there} <= names
