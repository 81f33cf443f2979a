"""Build the site of the documents, and look at what is in it."""

from __future__ import annotations

import html
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from tests.reports.browser import Browser, browser

__all__ = ["browser"]  # a fixture

TOP: Final = Path(__file__).resolve().parents[2]
DOCS: Final = TOP / "docs"
PAGES: Final = sorted(path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md"))
LOADED: Final = re.compile(
    r"<(?:script|img|source|iframe|video|audio|embed|input|track)\b[^>]*\s(?:src|srcset)\s*=\s*[\"']?(?P<src>[^\"'\s>]+)"
    r"|<link\b[^>]*\shref\s*=\s*[\"']?(?P<href>[^\"'\s>]+)"
)
"""What a browser loads by itself when it shows a page."""
LOADED_BY_STYLES: Final = re.compile(r"url\(\s*[\"']?(?P<url>[^\"')]+)|@import\s+[\"'](?P<file>[^\"']+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built by the command of the Makefile; a warning fails it."""
    if importlib.util.find_spec("sphinx") is None:
        pytest.skip("needs sphinx, of the extra docs")
    folder = tmp_path_factory.mktemp("site")
    made = re.search(r"-m (sphinx .*) docs build/site$", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert made is not None
    options = made[1].replace("build/doctrees", str(folder / "doctrees")).split()
    assert {"--fail-on-warning", "--nitpicky", "--fresh-env"} <= set(options)
    done = subprocess.run(
        [sys.executable, "-m", *options, "docs", str(folder / "site")],
        cwd=TOP,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder / "site"


def links(page: str) -> list[str]:
    """Return where the links of a page lead."""
    return [html.unescape(link) for link in re.findall(r'<a\b[^>]*\shref="([^"]+)"', page)]


def test_every_page_is_in_the_contents(site: Path) -> None:
    """The contents at the left of the first page lead to all other pages."""
    contents = re.search(r'<div class="sidebar-tree">(.*?)</div>', (site / "index.html").read_text("utf-8"), re.DOTALL)
    assert contents is not None
    listed = [link.removesuffix(".html") for link in links(contents[1]) if "://" not in link]
    assert sorted([*listed, "index"]) == PAGES
    assert {"tour", "library", "reference/commands", "reference/rules", "reference/verdicts"} <= set(listed)


def test_links_lead_somewhere(site: Path) -> None:
    """Every link within the site leads to a file, and every anchor is on its page."""
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    for path, text in pages.items():
        for link in links(text):
            target, _, anchor = link.partition("#")
            if "://" in target:
                continue
            place = (path.parent / target).resolve() if target else path
            assert place.is_file(), f"{path.name}: {link}"
            assert not anchor or re.search(rf'\sid="{re.escape(anchor)}"', pages[place]), f"{path.name}: {link}"


def test_other_files_are_read_in_the_repository(site: Path) -> None:
    """A link to a file that is not a page leads to GitHub, and to a file that there is."""
    repository = "https://github.com/kh-testlist/kh-testlist/blob/main/"
    found = {
        link.removeprefix(repository).partition("#")[0]
        for path in site.rglob("*.html")
        for link in links(path.read_text("utf-8"))
        if link.startswith(repository)
    }
    assert {"CHANGELOG.md", "README.md", "docs/templates/review.yml", "schemas/findings-v1.schema.json"} <= found
    assert all((TOP / name).is_file() for name in found)


def index(site: Path) -> dict[str, Any]:
    """Return what the search looks through."""
    text = (site / "searchindex.js").read_text("utf-8")
    loaded = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert isinstance(loaded, dict)
    return loaded


def test_the_search_knows_codes_and_words(site: Path) -> None:
    """The index has the codes of rules and the words of decisions, each with its page."""
    found = index(site)

    def pages(word: str) -> set[str]:
        places = [found[kind].get(word, []) for kind in ("terms", "titleterms")]
        numbers = [number for where in places for number in ([where] if isinstance(where, int) else where)]
        return {found["docnames"][number] for number in numbers}

    assert "reference/rules" in pages("dup003")
    assert "reference/advice" in pages("keep") & pages("block")
    assert "DUP003 equivalent-duplicate" in found["alltitles"]


@pytest.mark.parametrize(
    ("typed", "page", "first"),
    [
        ("DUP003", "reference/rules.html#", 1),
        ("review decide", "reference/commands.html#review-decide", 3),
        ("keep-blocked", "reference/advice.html", 10),
    ],
)
def test_the_search_works_without_a_server(site: Path, browser: Browser, typed: str, page: str, first: int) -> None:
    """In a browser that opens the folder, the page or section is among the `first` results."""
    address = f"{(site / 'search.html').as_uri()}?q={typed}"
    shown = browser.run("--dump-dom", "--virtual-time-budget=10000", address).stdout
    results = re.search(r'<ul[^>]* class="search">(.*?)</ul>', shown, re.DOTALL)
    assert results is not None
    assert any(link.startswith(page) for link in links(results[1])[:first])


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    """No script, style, font or picture comes from elsewhere, so nobody learns who reads the site."""
    loaded = {
        (path.name, match["src"] or match["href"])
        for path in site.rglob("*.html")
        for match in LOADED.finditer(path.read_text("utf-8"))
    }
    loaded |= {
        (path.name, match["url"] or match["file"])
        for path in site.rglob("*")
        if path.suffix in {".css", ".svg"}
        for match in LOADED_BY_STYLES.finditer(path.read_text("utf-8"))
    }
    assert {"index.html", "furo.css"} <= {name for name, _address in loaded}
    assert [one for one in loaded if re.match(r"(https?:)?//", one[1])] == []


def test_the_locks_agree() -> None:
    """What makes the site is in the lock for tests too, in the same versions, so that one environment has both."""
    site, dev = ((TOP / f"requirements-{name}.txt").read_text("utf-8").splitlines() for name in ("docs", "dev"))
    assert set(site) <= set(dev)
