"""`target handout`: the page on the wall says what it is, how to take part, until when, and what it may risk."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.commands.conftest import Run, project, run
from tests.reports.test_page import Tree

__all__ = ["project", "run"]

LINK = "https://run.ooni.org/v2/10123"


@pytest.fixture
def published(project: Path) -> Path:
    """A list that was published, until a day that is far away."""
    folder = project / "lists"
    folder.mkdir()
    (folder / "kh.csv").write_text("url,category_code,category_description,date_added,source,notes\n", "utf-8")
    kept = {"link": LINK, "id": "10123", "revision": "3", "expires": "2099-05-20"}
    (folder / "kh.run.json").write_text(json.dumps(kept), "utf-8")
    return folder


@pytest.mark.parametrize("lang", ["en", "km"])
def test_what_it_says(published: Path, run: Run, lang: str) -> None:
    """The link in words and as a code, until when it works, three steps, the risks, and where to read more."""
    ran = run("target", "handout", "--lang", lang)
    assert ran.code == 0, ran.err
    tree = Tree(ran.out)
    assert tree.all("html") == [{"lang": lang}]
    assert len(tree.all("h1")) == 1
    assert len(tree.all("ol")) == 1
    items = sum(tag == "li" for tag, _ in tree.elements)
    assert items == 3 + 5
    assert LINK in tree.said
    assert ("២០ ឧសភា ២០៩៩" if lang == "km" else "20 May 2099") in tree.said
    assert "https://ooni.org/install" in tree.said
    assert "https://ooni.org/about/risks" in tree.said
    assert ("កម្ពុជា" if lang == "km" else "Cambodia") in tree.said
    assert {"script", "img", "link", "a"}.isdisjoint(tag for tag, _ in tree.elements)
    assert published.exists()


def test_the_code_is_the_link(published: Path, run: Run) -> None:
    """What a camera reads off the page is the link."""
    zxing = pytest.importorskip("zxingcpp")
    image = pytest.importorskip("PIL.Image")
    assert published.exists()
    svg = re.search(r"<svg[^>]*viewBox=\"0 0 (\d+) (\d+)\".*?</svg>", run("target", "handout").out, re.DOTALL)
    assert svg is not None
    size, scale = int(svg[1]), 8
    picture = image.new("L", (size, size), 255)
    x, y = 0.0, 0.0
    path = re.search(r'stroke="#000"[^>]*d="([^"]*)"|d="(M[^"]*)"[^>]*stroke|class="qrline"[^>]* d="([^"]*)"', svg[0])
    assert path is not None
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", next(filter(None, path.groups()))):
        values = [float(one) for one in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for place in range(int(values[0])):
                picture.putpixel((int(x) + place, int(y)), 0)
            x += values[0]
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            x, y = values
    found = zxing.read_barcodes(picture.resize((size * scale, size * scale), image.Resampling.NEAREST))
    assert [one.text for one in found] == [LINK]


def test_another_country(published: Path, run: Run) -> None:
    """Nothing but the list is Cambodian."""
    (published / "kh.run.json").rename(published / "th.run.json")
    (published / "kh.csv").rename(published / "th.csv")
    ran = run("--list", "th", "target", "handout")
    assert ran.code == 0
    assert "Thailand" in ran.out
    assert "ambodia" not in ran.out


def test_not_published(project: Path, run: Run) -> None:
    """Without a published link there is no page, but an error that says what to do."""
    (project / "lists").mkdir()
    ran = run("target", "handout")
    assert ran.code == 3
    assert "kh-testlist target publish" in ran.err
    assert ran.out == ""


def test_a_link_that_is_named(project: Path, run: Run) -> None:
    """A link that is named needs no list; when it expires is not known, and the page does not say."""
    assert project.exists()
    for given in ("10123", LINK):
        ran = run("target", "handout", "--link", given, "-o", "wall.html")
        assert ran.code == 0
        assert "not known" in ran.err
    page = (project / "wall.html").read_text("utf-8")
    assert LINK in page
    assert "works until" not in page
    assert run("target", "handout", "--link", "https://evil.example.org/v2/1").code == 2


def test_the_link_that_is_published_is_named(published: Path, run: Run) -> None:
    """It is known when that one expires."""
    assert published.exists()
    assert "20 May 2099" in run("target", "handout", "--link", "10123").out
    assert "20 May 2099" not in run("target", "handout", "--link", "10124").out


def test_expired(published: Path, run: Run) -> None:
    """A link that has expired is said to have."""
    path = published / "kh.run.json"
    path.write_text(path.read_text("utf-8").replace("2099", "2020"), "utf-8")
    ran = run("target", "handout")
    assert ran.code == 0
    assert "expired" in ran.err


def test_contact(published: Path, run: Run) -> None:
    """Who keeps the list is said where somebody said it: by an option, or in the settings; it is only text."""
    assert "Maintainer of this list" not in run("target", "handout").out
    hostile = '<script>alert(1)</script>" \u202e'
    ran = run("target", "handout", "--contact", hostile)
    assert "&lt;script&gt;" in ran.out
    assert "<script" not in ran.out
    assert "\u202e" not in ran.out
    (published.parent / "kh-testlist.toml").write_text('[target]\ncontact = "Our NGO"\n', "utf-8")
    assert "Our NGO" in run("target", "handout").out
    assert run("target", "handout", "--contact", "x" * 300).code == 2
