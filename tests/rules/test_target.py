"""Rules on rows that miss their target, and the second kind of sameness: what each says, where, and how loudly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist import folder
from kh_testlist.model import Finding, Place, Severity
from kh_testlist.rules.registry import find
from tests.samples import a_list, findings_of, row
from tests.upstream_linter import rejects_url


def _of(code: str, *rows: str, theirs: tuple[str, ...] = ()) -> list[Finding]:
    reference = a_list(*theirs, path="lists/global.csv") if theirs else None
    return findings_of(a_list(*rows), reference, find(code))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://example.com/a", "https://example.com/a#top"),
        ("https://example.com/a#top", "https://example.com/a"),
        ("https://example.com/a?fbclid=b", "https://example.com//a"),
        ("https://twitter.com/a", "https://x.com/a"),
        ("https://www.facebook.com/a/", "https://m.facebook.com/a/"),
        ("https://example.com/index.html", "https://example.com/"),
    ],
)
def test_same_page(first: str, second: str) -> None:
    """Found on the later row, with the earlier one named, and as an equivalent duplicate never."""
    (finding,) = _of("DUP005", row(first), row(second))
    assert (finding.entry, finding.severity, finding.related) == (2, Severity.WARNING, (Place("lists/kh.csv", 2, 1),))
    assert first in finding.message
    assert _of("DUP003", row(first), row(second)) == []
    (finding,) = _of("DUP006", row(second), theirs=(row(first),))
    assert finding.related == (Place("lists/global.csv", 2, 1),)
    assert _of("DUP004", row(second), theirs=(row(first),)) == []


@pytest.mark.parametrize(
    ("first", "second"), [("https://twitter.com/", "https://x.com/"), ("https://youtu.be/", "https://m.youtube.com/")]
)
def test_two_hosts_of_one_platform(first: str, second: str) -> None:
    """The front pages of both are a note: a censor can block one host alone."""
    (finding,) = _of("DUP005", row(first), row(second))
    assert finding.severity is Severity.NOTE
    assert "one host alone" in finding.message


def test_same_page_of_more_than_two() -> None:
    """Each later row is found once, against the first; a mere spelling of an earlier row is another rule's."""
    rows = [
        row("https://example.com/a#b"),
        row("https://example.com/a"),
        row("http://www.example.com/a/"),
        row("https://example.com//a"),
        row("https://example.com/other"),
    ]
    assert [finding.entry for finding in _of("DUP005", *rows)] == [2, 4]
    assert [finding.entry for finding in _of("DUP003", *rows)] == [3]


@pytest.mark.parametrize("code", ["DUP005", "DUP006", "URL019"])
def test_kept_on_purpose(code: str) -> None:
    """`keep:` in the notes makes a note of the warning."""
    kept = row("https://example.comm/a#b" if code == "URL019" else "https://example.com/a#b", notes="keep: blocked")
    plain = row("https://example.com/a")
    rows, theirs = ((plain, kept), ()) if code != "DUP006" else ((kept,), (plain,))
    (finding,) = _of(code, *rows, theirs=theirs)
    assert finding.severity is Severity.NOTE


def test_page_of_a_listed_site() -> None:
    """Told where the front page is, here or in the global list; not of platforms, of ports, or of what is kept."""
    front, page = row("http://www.example.com/"), row("https://example.com/km/news")
    (finding,) = _of("DUP007", page, front)
    assert (finding.entry, finding.severity, finding.related) == (1, Severity.NOTE, (Place("lists/kh.csv", 3, 2),))
    (finding,) = _of("DUP007", page, theirs=(front,))
    assert finding.related == (Place("lists/global.csv", 2, 1),)
    assert _of("URL013", page, front) == []
    assert _of("URL013", page) != []
    for other in (
        row("https://example.com:8080/"),
        row("https://news.example.com/"),
        row("https://example.com/a", notes="keep: blocked"),
        row("https://www.example.com/"),
        row("https://www.example.com/index.html"),
    ):
        assert _of("DUP007", other, front) == []
    for host in ("www.facebook.com", "cafe.daum.net", "bit.ly"):
        assert _of("DUP007", row(f"https://{host}/a"), row(f"https://{host}/")) == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://example.comm/", "the nearest is .com"),
        ("https://EXAMPLE.COMM/a", "the nearest is .com"),
        ("https://example.orghttps//example.org/", "the nearest is .org"),
        ("https://www.https//example.com/", "no top-level name .https"),
        ("https://example.khm./", "the nearest is .kh"),
    ],
)
def test_unknown_top_level(url: str, said: str) -> None:
    """A warning that names the nearest, because upstream takes the row."""
    assert not rejects_url(url)
    (finding,) = _of("URL019", row(url))
    assert finding.severity is Severity.WARNING
    assert said in finding.message


@pytest.mark.parametrize(
    "url", ["https://192.0.2.7/", "https://printer.local/", "https://example.zw/", "http://999.1.1.1/", "no url", ""]
)
def test_no_unknown_top_level(url: str) -> None:
    """Addresses, reserved names and what is no URL have rules of their own."""
    assert _of("URL019", row(url)) == []


def test_wrapped_links() -> None:
    """The wrapped URL is named and offered as an unsafe fix; a short link is named as one."""
    (finding,) = _of("URL020", row("https://lm.facebook.com/l.php?u=https%3A%2F%2Fexample.com&h=a"))
    assert "https://example.com/" in finding.message
    assert finding.fix is not None
    assert (finding.fix.safety, finding.fix.value) == ("unsafe", "https://example.com/")
    (finding,) = _of("URL021", row("https://bit.ly/abc"))
    assert (finding.fix, "bit.ly" in finding.message) == (None, True)
    for url in ("https://bit.ly/abc", "https://www.facebook.com/sharer.php?u=https://example.com/"):
        assert _of("URL023", row(url)) == []


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://example.com/page.html/", "https://example.com/page.html"),
        ("http://example.com/a/Index.PHP/", "http://example.com/a/Index.PHP"),
        ("https://example.com/a.pdf/", "https://example.com/a.pdf"),
        ("https://example.com/?q=1/", "https://example.com/?q=1"),
        ("https://example.com/a.php?lang=km&id=3/", "https://example.com/a.php?lang=km&id=3"),
    ],
)
def test_glued_slash(url: str, wanted: str) -> None:
    """The slash behind the file or the query goes, if somebody asks for the unsafe fix."""
    (finding,) = _of("URL022", row(url))
    assert finding.fix is not None
    assert (finding.fix.safety, finding.fix.value) == ("unsafe", wanted)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "https://example.html.example.com/",
        "https://example.com/a.b/",
        "https://example.com/v1.2/",
        "https://example.com/?path=/a/b/",
        "https://example.com/?url=https://example.org/",
        "https://example.com/index.php?forums/news/",
        "https://example.com/index.php?home/",
        "https://example.com/page.html",
        "https://example.com/page.html/#top/",
        "https://example.com/?q=1",
    ],
)
def test_a_slash_that_belongs_there(url: str) -> None:
    """A folder, a path as a value, a page that a query names in its own way."""
    assert _of("URL022", row(url)) == []


@pytest.mark.parametrize("host", ["www.facebook.com", "m.facebook.com", "x.com", "mobile.twitter.com", "t.me"])
def test_page_on_a_platform(host: str) -> None:
    """It says in plain words what OONI can measure; of the platform itself it says nothing."""
    (finding,) = _of("URL023", row(f"https://{host}/example"))
    assert finding.severity is Severity.NOTE
    assert "over HTTPS" in finding.message
    assert "not this page" in finding.message
    assert _of("URL023", row(f"https://{host}/")) == []


@given(
    st.lists(st.sampled_from(["https://example.com/a", "https://example.com/a#b", "http://example.com/a/"]), max_size=4)
)
def test_same_page_is_symmetric(urls: list[str]) -> None:
    """In whatever order the rows stand, as many pages are found to be listed twice."""
    forwards = {finding.entry for finding in findings_of(a_list(*map(row, urls)), rules=find("DUP"))}
    backwards = {finding.entry for finding in findings_of(a_list(*map(row, reversed(urls))), rules=find("DUP"))}
    assert len(forwards) == len(backwards) == max(0, len(urls) - 1)


def test_the_snapshot_has_no_error_of_these(upstream_lists: Path) -> None:
    """On upstream's own rows these rules warn and note, and never call an error what upstream takes."""
    theirs = folder.load(upstream_lists / "global.csv")
    for name in ("kh", "hk", "cn"):
        found = findings_of(folder.load(upstream_lists / f"{name}.csv"), theirs, [*find("DUP"), *find("URL")])
        assert found
        assert all(finding.severity is not Severity.ERROR for finding in found)
