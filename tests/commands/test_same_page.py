"""`add` and `import` at the door: the same page, a name that cannot exist, two addresses in one, and what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Put, Run
from tests.samples import HEADER_LINE, row

_NEWS = ("--category", "NEWS")

_PAIRS = [
    ("https://example.com/a", "https://example.com//a/index.html?fbclid=b#top"),
    ("https://example.com/a", "https://example.com/a%E2%80%8B"),
    ("https://www.facebook.com/example/", "https://m.facebook.com/example?mibextid=b"),
    ("https://x.com/example", "https://mobile.twitter.com/example"),
    ("https://twitter.com/", "https://x.com/"),
    ("https://t.me/example", "https://telegram.me/example"),
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ?si=b"),
]


def _write(project: Path, *lines: str) -> str:
    (project / "new.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return "new.txt"


@pytest.mark.parametrize("where", ["here", "global"])
@pytest.mark.parametrize(("listed", "offered"), _PAIRS)
def test_the_same_page_is_refused(  # noqa: PLR0913, PLR0917 - fixtures
    run: Run, put: Put, put_global: Put, project: Path, where: str, listed: str, offered: str
) -> None:
    """Both commands name the row that shows the page already, and change nothing."""
    path = put(*([row(listed)] if where == "here" else []))
    put_global(*([row(listed)] if where == "global" else []))
    before = path.read_bytes()
    for ran in (run("add", offered, *_NEWS), run("import", _write(project, offered), *_NEWS)):
        assert ran.code == 1
        assert listed in ran.err
        assert ("line 2" if where == "here" else "global.csv:2") in ran.err
        assert "--allow-variant REASON" in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(("listed", "offered"), _PAIRS)
def test_the_same_page_that_is_meant(run: Run, put: Put, project: Path, listed: str, offered: str) -> None:
    """With a reason it comes in, the reason stands in its notes, and `validate` does not warn of the pair."""
    for arguments in (("add", offered), ("import", _write(project, offered))):
        path = put(row(listed))
        assert run(*arguments, *_NEWS, "--allow-variant", "blocked").code == 0
        assert path.read_text("utf-8").endswith(",Community member,keep: blocked\n")
        assert "DUP005" in run("validate", "--fail-on", "warning", "--ignore", "URL").out
        assert run("validate", "--fail-on", "warning", "--ignore", "URL").code == 0


def test_only_what_needs_the_reason_gets_it(run: Run, put: Put, project: Path) -> None:
    """`import` writes it to the rows that would be refused, keeps their notes, and lets no exact duplicate in."""
    path = put(row("https://example.com/a"))
    text = HEADER_LINE + "".join(
        f"{line}\n"
        for line in (
            row("http://example.com/a", notes="the old name"),
            row("https://example.net/"),
            row("https://example.net/#top"),
        )
    )
    (project / "new.csv").write_text(text, "utf-8")
    assert run("import", "new.csv", "--allow-variant", "blocked").code == 0
    notes = [line.rpartition(",")[2] for line in path.read_text("utf-8").splitlines()[2:]]
    assert notes == ["the old name; keep: blocked", "", "keep: blocked"]
    assert run("import", _write(project, "https://example.com/a"), *_NEWS, "--allow-variant", "blocked").code == 1


def test_the_same_page_twice_in_one_call(run: Run, put: Put) -> None:
    """Among the URLs given, too."""
    path = put()
    assert run("add", "https://example.com/", "https://example.com/#top", *_NEWS).code == 1
    assert path.read_text("utf-8") == HEADER_LINE


def test_an_unknown_top_level_name(run: Run, put: Put, project: Path) -> None:
    """Refused with the nearest that exists, unless somebody is sure of it."""
    path = put()
    for arguments in (("add", "https://example.comm/"), ("import", _write(project, "https://example.comm/"))):
        ran = run(*arguments, *_NEWS)
        assert ran.code == 1
        assert "the nearest is .com" in ran.err
        assert "--allow-variant REASON" in ran.err
        assert path.read_text("utf-8") == HEADER_LINE
    assert run("add", "https://example.comm/", *_NEWS, "--allow-variant", "new name").code == 0
    assert path.read_text("utf-8").endswith("keep: new name\n")
    assert run("validate", "--fail-on", "warning").code == 0


@pytest.mark.parametrize(
    "url", ["https://www.https://abc.com/", "https://abd.orghttps://abd.org/", "https://example.com://"]
)
def test_two_addresses_in_one(run: Run, put: Put, project: Path, url: str) -> None:
    """Refused at the door, an error in a list, and never mended."""
    path = put()
    for arguments in (("add", url), ("import", _write(project, url)), ("add", url, "--allow-variant", "sure")):
        ran = run(*arguments, *_NEWS)
        assert ran.code == 1
        assert "two URLs in it" in ran.err or "a second address" in ran.err
    path = put(row(url))
    assert run("validate").code == 1
    before = path.read_bytes()
    assert run("validate", "--fix", "--unsafe-fixes").code == 1
    assert run("normalize").code == 0
    assert path.read_bytes() == before


def test_edit_goes_by_spelling(run: Run, put: Put) -> None:
    """A row may become the same page as another: it is told of that, and not held back."""
    path = put(row("https://example.com/a"), row("https://example.com/b"))
    assert run("edit", "https://example.com/b", "--url", "https://example.com/a#b").code == 0
    assert "https://example.com/a#b" in path.read_text("utf-8")
    assert run("edit", "https://example.com/a#b", "--url", "http://example.com/a").code == 1


def test_the_door_says_what_it_saw(run: Run, put: Put) -> None:
    """Notes of the new rules are printed for what comes in."""
    put(row("https://example.com/"))
    assert "over HTTPS here, not this page" in run("add", "https://www.facebook.com/example/", *_NEWS).err
    assert "the front page of example.com is listed" in run("add", "https://example.com/km/", *_NEWS).err
