"""The page of a report, in HTML and in Markdown: everything is there, nothing from outside acts, and it stays small."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kh_testlist.reports import period as reports
from kh_testlist.reports.page import document, drawing
from kh_testlist.reports.page.blocks import Bars, ReportPage, Site, Table, Timeline
from kh_testlist.reports.page.html import html
from kh_testlist.reports.page.markdown import markdown
from kh_testlist.reports.page.words import words
from kh_testlist.reports.terminal import PLAIN
from kh_testlist.review.material import Material
from tests.reports.materials import HOSTILE, PERIOD, SITES, hostile, large, material

LANGS: Final = pytest.mark.parametrize("lang", ["en", "km"])
_VOID: Final = {"meta", "br", "img", "link", "input", "hr", "base"}
_SECTIONS: Final = ["summary", "health", "changes", "coverage", "blocking", "in-time", "previous", "method"]


class Tree(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, and the text in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; those that have an end must be ended."""
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID and not (self.get_starttag_text() or "").endswith("/>"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that has no end."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """The innermost open element is the one that ends."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text, and what it stands in."""
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data.strip()))

    def all(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of each element of that name."""
        return [attributes for tag, attributes in self.elements if tag == name]

    @property
    def said(self) -> str:
        """All text that is shown."""
        return "\n".join(text for tag, text in self.texts if tag != "style")


def page(found: Material, lang: str = "en") -> ReportPage:
    """The page of some material."""
    return document.page(found, words(lang))


def test_sections_in_order() -> None:
    """Both forms have every section, in their order, under one heading each."""
    made = page(material())
    assert [section.id for section in made.sections] == _SECTIONS
    tree = Tree(html(made))
    assert [attributes["id"] for attributes in tree.all("section")] == _SECTIONS
    assert [text for tag, text in tree.texts if tag == "h1"] == [made.title]
    headings = [text for tag, text in tree.texts if tag == "h2"]
    assert [one for one in headings if one != made.contents] == [section.heading for section in made.sections]
    plain = markdown(made)
    assert [line[3:] for line in plain.splitlines() if line.startswith("## ")] == [
        re.sub(r"([.:,?-])", lambda match: "\\" + match[1] if match[1] in ".:-" else match[1], section.heading)
        for section in made.sections
    ]


@LANGS
def test_the_figures_are_there(lang: str) -> None:
    """What a reader looks for first stands in the first section: blocked, tested, networks, what is asked."""
    summary = page(material(), lang).sections[0]
    shown = str(summary)
    number = words(lang).number
    assert f"figure='{number(3)}'" in shown
    assert f"figure='{number(4)}'" in shown
    assert SITES[0] in shown
    assert SITES[1] in shown
    assert SITES[2] not in shown, "its category is left out of what is asked"
    assert "GMB" in shown


def test_every_chart_has_its_table() -> None:
    """A chart's numbers can be read in the table that follows it; both are named alike, or one after the other."""
    for section in page(material()).sections:
        for chart, after in zip(section.blocks, section.blocks[1:], strict=False):
            if isinstance(chart, Bars):
                assert isinstance(after, Table)
                cells = {cell for line in after.rows for cell in line}
                assert {bar.shown for bar in chart.bars} <= cells
            if isinstance(chart, Timeline):
                assert isinstance(after, Table)
                sites = {line[0].name for line in after.rows if isinstance(line[0], Site)}
                assert {stretch.label for stretch in chart.stretches} <= sites


@LANGS
def test_accessible(lang: str) -> None:
    """A language, one main heading, captions, scopes, drawings with a role, a title and a description."""
    tree = Tree(html(page(material(), lang)))
    assert tree.all("html") == [{"lang": lang}]
    assert len(tree.all("h1")) == len(tree.all("main")) == 1
    levels = [int(tag[1]) for tag, _ in tree.elements if re.fullmatch("h[1-6]", tag)]
    assert levels == [1, *[2] * (len(levels) - 1)]
    assert len(tree.all("table")) == len(tree.all("caption"))
    assert all(attributes["scope"] in {"col", "row"} for attributes in tree.all("th"))
    drawings = tree.all("svg")
    ids = [attributes["id"] for _, attributes in tree.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert len(drawings) == 6
    for attributes in drawings:
        assert attributes["role"] == "img"
        assert set((attributes["aria-labelledby"] or "").split()) <= set(ids)
    assert not [text for tag, text in tree.texts if tag in {"title", "desc", "caption", "th", "h2"} and not text]


def test_contrast() -> None:
    """Text has at least the contrast of WCAG 2.2's level AA with what it stands on, and bars that of its graphics."""
    css = Path(reports.__file__).with_name("templates").joinpath("page.css").read_text("utf-8")
    color = dict(re.findall(r"--([\w-]+): #([0-9a-f]{6});", css))
    for text, ground in (
        ("ink", "paper"), ("ink", "wash"), ("soft", "paper"), ("accent", "paper"), ("accent", "wash"),
        ("warn", "warn-wash"), ("ink", "warn-wash"), ("paper", "accent"),
    ):  # fmt: skip
        assert contrast(color[text], color[ground]) >= 4.5, (text, ground)
    for bar in ("accent", "light"):
        assert contrast(color[bar], color["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2.2 has it."""

    def luminance(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@LANGS
def test_self_contained(lang: str) -> None:
    """No script, no remote resource, no link that leads out; a policy that would forbid them."""
    text = html(page(material(), lang))
    tree = Tree(text)
    names = {tag for tag, _ in tree.elements}
    assert not names & {"script", "img", "iframe", "link", "object", "embed", "form", "base", "input", "audio", "video"}
    for _, attributes in tree.elements:
        assert not set(attributes) & {"src", "srcset", "style", "action", "background", "xlink:href", "poster"}
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
    policy = next(one["content"] for one in tree.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "url(" not in text
    assert "@import" not in text


@LANGS
def test_hostile_material_in_html(lang: str) -> None:
    """What came from outside makes no element and no attribute, and nothing that turns the direction of text."""
    ordinary, bad = Tree(html(page(material(), lang))), Tree(html(page(hostile(), lang)))
    assert {tag for tag, _ in bad.elements} == {tag for tag, _ in ordinary.elements}
    assert {name for _, one in bad.elements for name in one} == {name for _, one in ordinary.elements for name in one}
    for _, attributes in bad.elements:
        assert (attributes.get("href") or "#").startswith("#")
    said = html(page(hostile(), lang))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", said)
    for text in (HOSTILE[0], HOSTILE[4], "\\u202egro.elpmaxe\\u2066", "\\x1b[31mred", "ទំព័រ\u200b"):
        assert text in bad.said


@LANGS
def test_hostile_material_in_markdown(lang: str) -> None:
    """Nothing from outside makes a link, a picture, HTML or a heading; tables keep their columns."""
    text = markdown(page(hostile(), lang))
    tokens = [token for block in _reader().parse(text) for token in (block, *(block.children or ()))]
    kinds = {token.type for token in tokens}
    assert not kinds & {"link_open", "image"}
    inline = {token.content for token in tokens if token.type == "html_inline"}
    assert inline <= {"<br>"}
    blocks = {line for token in tokens if token.type == "html_block" for line in token.content.split("\n")}
    assert all(re.fullmatch(r"(<details><summary>[^<>]*</summary>|</details>|)", line) for line in blocks)
    assert sum(token.type == "heading_open" for token in tokens) == 1 + len(_SECTIONS)
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert not [token for token in tokens if token.type == "text" and "@somebody" in token.content]


def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table")


def test_hostile_material_in_the_other_forms() -> None:
    """CSV has no formula, and no form has a control character."""
    found = hostile()
    for form in ("text", "csv", "json"):
        text = reports.WRITERS[form](found, lang="en", screen=PLAIN)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    for line in reports.csv(found, lang="en").splitlines():
        assert not re.search(r'(^|,)"?[=+@-](?![0-9,]|$)', line), line


@given(st.text(max_size=60))
def test_any_text_is_only_text(text: str) -> None:
    """Whatever a note says, a page has the same elements as with another note."""
    found = Tree(html(page(material(text=text or "x"))))
    assert [tag for tag, _ in found.elements] == [tag for tag, _ in _ORDINARY.elements]


_ORDINARY: Final = Tree(html(page(material())))


@LANGS
def test_nothing_fetched(lang: str) -> None:
    """Where there are no measurements, no list, no check, each section says so and how to have them."""
    full = material()
    assert full.health is not None
    unchecked = dataclasses.replace(full.health, checked=0, by_verdict=(), vantages=())
    made = dataclasses.replace(full, summary=None, coverage=None, health=unchecked)
    for text in (html(page(made, lang)), markdown(page(made, lang))):
        assert "kh-testlist evidence fetch" in text.replace("\\-", "-")
        assert "kh-testlist check" in text.replace("\\-", "-")
    bare = dataclasses.replace(made, health=None, changes=None, list_path=None)
    assert [section.id for section in page(bare, lang).sections] == _SECTIONS
    assert html(page(bare, lang))


def test_the_period_that_was_wanted() -> None:
    """A review whose quarter was not fetched says whose figures these are."""
    made = dataclasses.replace(material(), review="2026Q4", wanted=PERIOD)
    assert "2026 Q4" in page(made).title
    assert "were not fetched, so this report shows the last ones that were fetched" in html(page(made))


@LANGS
def test_it_stays_small(lang: str) -> None:
    """2,000 rows on 30 networks, half of them blocked, stay under 2 MB."""
    text = html(page(large(), lang))
    assert len(text.encode()) < 2_000_000
    assert 'class="paper"' in text, "on paper, the table of all rows is left out, and that is said"
    assert 'class="paper"' not in html(page(material(), lang))


class TestDrawing:
    """From numbers and days to percent."""

    @given(st.lists(st.integers(0, 10**9), max_size=40))
    def test_shares(self, values: list[int]) -> None:
        """All of them within the width, in the order of the values, and nothing that is there invisible."""
        found = drawing.shares(values)
        assert all(0 <= one <= 100 for one in found)
        assert [one > 0 for one in found] == [value > 0 for value in values]
        assert all(
            a <= b for (x, a) in zip(values, found, strict=True) for (y, b) in zip(values, found, strict=True) if x <= y
        )

    @given(st.integers(0, 91), st.integers(0, 91))
    def test_span(self, one: int, other: int) -> None:
        """Within the width whatever the days, and visible."""
        import datetime as dt

        first, last = sorted((PERIOD.since + dt.timedelta(one), PERIOD.since + dt.timedelta(other)))
        found = drawing.span(PERIOD, first.isoformat(), last.isoformat())
        assert found.start >= 0
        assert found.width > 0
        assert found.start + found.width <= 100.01

    def test_the_whole_period(self) -> None:
        """From the first day to the last it fills the width."""
        assert drawing.span(PERIOD, "2026-07-01", "2026-09-30") == (0, 100)

    def test_ticks(self) -> None:
        """The months that begin in the period; of many years, as many as have room."""
        import datetime as dt

        from kh_testlist.ooni.period import Period

        assert [day.month for day, _ in drawing.ticks(PERIOD)] == [7, 8, 9]
        decade = Period(dt.date(2016, 7, 1), dt.date(2026, 7, 1))
        assert 0 < len(drawing.ticks(decade)) <= 7
