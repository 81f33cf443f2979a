"""Fixes: applied until nothing is left to fix, harmless where they are called safe."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kh_testlist import urls as url_forms
from kh_testlist.model import HEADER, URL, Safety, Severity, UrlList
from kh_testlist.rules.fixing import fix, is_sound
from kh_testlist.rules.registry import RULES
from kh_testlist.rules.subject import Indexed
from kh_testlist.store import line_end, parse, to_bytes
from kh_testlist.top_level import has_unknown_top_level
from tests.samples import HEADER_LINE, ODD_URLS, TODAY, a_list, findings_of, messy_lists, record, row
from tests.upstream_linter import rejects_url

_GLOBAL = a_list(row("https://example.com/"), row("http://www.example.org/a"), path="lists/global.csv")
_REFERENCE = Indexed(_GLOBAL)


def _fixed(urls: UrlList, safety: Safety = Safety.SAFE) -> UrlList:
    return fix(urls, RULES, _REFERENCE, TODAY, safety)


def _rows(*rows: str) -> bytes:
    return (HEADER_LINE + "".join(text + "\n" for text in rows)).encode()


_OPEN_END_WITH_BREAK = (HEADER_LINE + 'https://example.com/a,NEWS,Newz,2024-01-31,anon,"a\nb"').encode()
_CR_IN_CELL = _rows('https://example.com/a,NEWS,Newz,2024-01-31,anon,"a\rb"')
_BACKSLASH_HOST = _rows(row(" https://example.com\\a"))


@given(messy_lists())
@example(_OPEN_END_WITH_BREAK)
@example(_CR_IN_CELL)
@example(_rows(row("https://EXAMPLE.com/b"), row("HTTPS://example.com/b"), row("https://example.com:443/b")))
@pytest.mark.parametrize("safety", list(Safety))
def test_fixing_twice_is_fixing_once(safety: Safety, data: bytes) -> None:
    """What fixing leaves has no fix left in it that would be applied."""
    once = _fixed(parse(data, "lists/kh.csv"), safety)
    assert to_bytes(_fixed(once, safety)) == to_bytes(once)


def _errors(urls: UrlList) -> dict[int, Counter[str]]:
    """The errors of each entry that is no blank line, told by its place among those; 0 is the file."""
    places = {entry.number: place for place, entry in enumerate((entry for entry in urls.entries if entry.cells), 1)}
    found: dict[int, Counter[str]] = {}
    for finding in findings_of(urls, _GLOBAL):
        if finding.severity is Severity.ERROR and (not finding.entry or finding.entry in places):
            found.setdefault(places.get(finding.entry, 0), Counter())[finding.code] += 1
    return found


@given(messy_lists())
@example(_OPEN_END_WITH_BREAK)
@example(_CR_IN_CELL)
@example(_BACKSLASH_HOST)
def test_a_safe_fix_never_creates_an_error(data: bytes) -> None:
    """Row by row, the errors after fixing are among those before it, and no row but a blank one comes or goes."""
    before = parse(data, "lists/kh.csv")
    after = _fixed(before)
    assert sum(bool(entry.cells) for entry in after.entries) == sum(bool(entry.cells) for entry in before.entries)
    had = _errors(before)
    for place, errors in _errors(after).items():
        assert errors <= had.get(place, Counter())


def _sites(urls: UrlList) -> set[str]:
    cells = [entry.cells[URL].strip() for entry in urls.complete]
    return {url_forms.equivalence_key(url) for url in cells if url_forms.parse(url) is not None}


@given(messy_lists())
@example(_OPEN_END_WITH_BREAK)
@example(_BACKSLASH_HOST)
def test_a_safe_fix_never_changes_which_sites_are_listed(data: bytes) -> None:
    """The sites before and after are the same."""
    before = parse(data, "lists/kh.csv")
    assert _sites(_fixed(before)) == _sites(before)


@given(messy_lists())
@example(_OPEN_END_WITH_BREAK)
@example(_rows(row("https://EXAMPLE.com/b"), '"https://example.org/","NEWS","News Media",2024-01-31,"anon",""'))
def test_rows_without_a_fault_keep_their_text(data: bytes) -> None:
    """A row that no safe fix is about is the same to the letter afterwards, but for its line end."""
    before = parse(data, "lists/kh.csv")
    fixable = {
        finding.entry
        for finding in findings_of(before, _GLOBAL)
        if finding.fix is not None and finding.fix.safety is Safety.SAFE and finding.column is not None
    }
    # A later round may reach a row only through one that changed: a code mended shows a description to mend.
    after = [entry for entry in _fixed(before).entries if entry.cells]
    kept = [entry for entry in before.entries if entry.cells]
    assert len(after) == len(kept)
    for old, new in zip(kept, after, strict=True):
        if old.number not in fixable and not _waits(old.cells):
            assert _bare(new.raw) == _bare(old.raw)


def _waits(cells: tuple[str, ...]) -> bool:
    """Whether the row's own fix may have been withheld for another row's sake in the first round."""
    return len(cells) == len(HEADER) and url_forms.tidy(cells[URL]) != cells[URL]


def _bare(raw: str) -> str:
    return raw[: len(raw) - len(line_end(raw))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (row("https://example.net"), row("https://example.net/")),
        (row("HTTPS://Example.NET/A"), row("https://example.net/A")),
        (row("https://example.net:443/"), row("https://example.net/")),
        (row("https://ខ្មែរ.com"), row("https://xn--j2e0cg3n2c.com/")),
        (row(" https://example.net "), row("https://example.net/")),
        (
            record(["https://example.net/", " NEWS", "news", " 2024-01-31 ", " anon ", " x "]),
            record(["https://example.net/", "NEWS", "News Media", "2024-01-31", "anon", "x"]),
        ),
        (row("http://www.example.net/#a"), row("http://www.example.net/#a")),
        (row("https://example.net/?utm_source=a"), row("https://example.net/?utm_source=a")),
        (row("https://example.net/a/../b"), row("https://example.net/a/../b")),
        (
            row(notes="MusÃ©e").replace("example.com", "example.net"),
            row(notes="MusÃ©e").replace("example.com", "example.net"),
        ),
    ],
)
def test_safe_fixes(before: str, after: str) -> None:
    """Form is mended; scheme, www., path, fragment, tracking and words are left to a person."""
    assert to_bytes(_fixed(parse(_rows(before), "lists/kh.csv"))) == _rows(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (row("https://example.net/#a"), row("https://example.net/")),
        (row("https://example.net/?utm_source=a"), row("https://example.net/")),
        (row("https://example.net/a/../b"), row("https://example.net/b")),
        (row("https://reader:secret@example.net/"), row("https://example.net/")),
        (row("https://example.net/", code="FEXP"), row("https://example.net/", code="NEWS")),
        (row("https://example.net/", date="2024-1-31"), row("https://example.net/", date="2024-01-31")),
        (row("https://example.net/", notes="a\nb"), row("https://example.net/", notes="a b")),
        (row("https://example.net/", notes="MusÃ©e"), row("https://example.net/", notes="Musée")),
    ],
)
def test_unsafe_fixes(before: str, after: str) -> None:
    """These change what is tested or said, so they are made when asked for and not before."""
    urls = parse(_rows(before), "lists/kh.csv")
    assert to_bytes(_fixed(urls, Safety.UNSAFE)) == _rows(after)


def test_the_file_is_mended() -> None:
    """BOM, CRLF, a blank line, a header in capitals and a missing final line end go in one run."""
    messy = (
        "\ufeff"
        + HEADER_LINE.strip().upper()
        + "\r\n"
        + row("https://example.net/")
        + "\r\n\r\n"
        + row("https://example.org/")
    )
    assert to_bytes(_fixed(parse(messy.encode(), "lists/kh.csv"))) == _rows(
        row("https://example.net/"), row("https://example.org/")
    )


@pytest.mark.parametrize(
    "tail",
    [
        b'https://Example.net/,NEWS,News Media,2024-01-31,x,"open\n',
        b'https://Example.net/,NEWS,News Media,2024-01-31,"x"y,"open\n',
        b"https://Example.net/,NEWS,News Media,2024-01-31,x,Mus\xe9e\n",
        b"https://Example.net/,NEWS,News Media,2024-01-31,x,a\0b\n",
    ],
)
def test_a_list_in_pieces_is_left_alone(tail: bytes) -> None:
    """Where rows can't be told apart for sure, nothing is fixed."""
    urls = parse(HEADER_LINE.encode() + tail, "lists/kh.csv")
    assert not is_sound(urls, TODAY)
    assert _fixed(urls) is urls


def test_a_quote_inside_a_cell_is_no_open_quote() -> None:
    """A quote after an odd separator, which some programs take for a line end and CSV does not, opens nothing."""
    urls = a_list('https://example.net/,NEWS,News Media,2024-01-31,anon,a\u2028"b')
    assert is_sound(urls, TODAY)


_GLUED = [
    "https://www.https://abc.com/",
    "https://abd.orghttps://abd.org/",
    "https://https://example.com/",
    "http://http://www.example.com",
    "https://example.com://",
    "https://example.com://a",
    "https://EXAMPLE.comHTTPS://example.com/",
    "https://example.comhttps:/example.com/",
    "https://www.example.com:https://example.com/",
    "https://example.com;https://example.org/",
    "https://example.com,http://example.org",
    "https://www.ftp://example.com/",
    " https://www.https://abc.com/ ",
    "https://www.https:\\\\abc.com\\",
    "https://reader@www.https://abc.com/",
]


@pytest.mark.parametrize("url", _GLUED)
@pytest.mark.parametrize("safety", list(Safety))
def test_two_addresses_in_one_have_no_fix(safety: Safety, url: str) -> None:
    """An empty port with slashes behind it, or a second scheme in the host: an error, and nobody's to guess."""
    urls = parse(_rows(row(url)), "lists/kh.csv")
    found = [finding for finding in findings_of(urls) if finding.column == "url"]
    assert rejects_url(url)
    assert any(finding.severity is Severity.ERROR for finding in found)
    fixed = _fixed(urls, safety).entries[0].url
    assert url_forms.form_fault(fixed) is not None
    assert fixed.strip() == url.strip() or safety is Safety.UNSAFE


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://example.net:/", "https://example.net/"),
        ("https://Example.com:?q", "https://example.com/?q"),
        (" https://example.com/https://example.org/", "https://example.com/https://example.org/"),
        ("https://my.https.example.com", "https://my.https.example.com/"),
        ("https://ខ្មែរ.com", "https://xn--j2e0cg3n2c.com/"),
        ("https://MÜNCHEN.example.com", "https://xn--mnchen-3ya.example.com/"),
        ("http://0x7f.1/", None),
        ("http://192.0.2.07", None),
        ("https://exam%70le.com/", None),
        ("https://exam\u00adple.com/", None),
        ("https://example.comm", None),
        (" https://example.comm/ ", None),
        ("https://example.orghttps", None),
    ],
)
def test_a_safe_fix_keeps_the_host(url: str, wanted: str | None) -> None:
    """Case and punycode are form. A host that a browser only makes of the text, or that can't exist, is not."""
    assert _fixed(parse(_rows(row(url)), "lists/kh.csv")).entries[0].url == (wanted or url)


_PIECES = st.lists(
    st.sampled_from([
        "https://", "http://", "HTTPS:/", "https:", "www.", "example", "Example", ".com", ".org", ".comm", ".kh", ".",
        ":", "//", "/", ":80", ":443", ":x", "@", "ខ្មែរ", "%70", "0x7f", "1", "\u200b", "\u00ad", " ", "\t", "\\", "?q",
        "#a", "a",
    ]),
    max_size=8,
).map("".join)  # fmt: skip
_REFUSED = st.one_of(_PIECES.map("https://".__add__), _PIECES.map("https://www.https".__add__), _PIECES, ODD_URLS)


def _host_as_written(url: str) -> str:
    """The host in the text of `url`, cut by hand: in lower case and punycode, without a port."""
    host = url.strip().partition("://")[2]
    for sign in "/?#\\":
        host = host.partition(sign)[0]
    host = unicodedata.normalize("NFC", host.partition(":")[0].lower())
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in host.split(".")
    )


@given(_REFUSED)
@example("https://www.https://abc.com/")
@example("https://abd.orghttps://abd.org/")
def test_a_safe_fix_of_what_upstream_refuses_hides_nothing(url: str) -> None:
    """It never leads to another host, nor to one whose top-level name does not exist."""
    assume(rejects_url(url))
    before = parse(_rows(row(url)), "lists/kh.csv")
    assume(is_sound(before, TODAY))
    after = _fixed(before).entries[0].url
    if after != url:
        assert url_forms.host_of(after) or _host_as_written(after) == _host_as_written(url)
        assert url_forms.host_of(after) in {"", _host_as_written(url)}
        assert not has_unknown_top_level(after)
        assert "https:" not in after.partition("://")[2].partition("/")[0]
