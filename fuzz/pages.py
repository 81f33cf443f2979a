"""Targets for what strangers write: web pages, documents with links, and the words that a category is told by."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from fuzz.target import Target, own_errors, require_harmless
from kh_testlist.liveness import classify, trades
from kh_testlist.model import HEADER
from kh_testlist.ooni import candidates, documents
from kh_testlist.ooni.countries import country
from kh_testlist.operations.suggest import Audit
from kh_testlist.reports import tag
from kh_testlist.reports.terminal import PLAIN
from kh_testlist.store import parse
from kh_testlist.tagging import features
from kh_testlist.tagging.audit import audit
from kh_testlist.tagging.lookup import Index
from kh_testlist.tagging.suggest import Tagger
from kh_testlist.web import fetch, page

_HEAD: Final = ",".join(HEADER).encode() + b"\n"
_LONGEST_TITLE: Final = 200
_MOST: Final = fetch.MOST_INFLATED


def web_page(data: bytes) -> None:
    """A page of any bytes, in any encoding that it claims, has a title and words, and is judged."""
    kind, _, body = data.partition(b"\n")
    found = page.decode(body, kind.decode("latin-1"))
    title = found.title
    assert title is None or 0 < len(title) <= _LONGEST_TITLE, "a title that is none"
    assert found.text == " ".join(found.text.split()), "text that is not on one line"
    assert found.is_like(found.words), "a page that is not like itself"
    assert all(link.text == " ".join(link.text.split()) for link in found.links), "a link that is not on one line"
    assert found.language is None or 1 < len(found.language) <= 3, "a language without a code"  # noqa: PLR2004 - ISO 639
    assert len(found.onward) <= 24, "too many ways onward"  # noqa: PLR2004 - eight of each kind
    for url in ("https://example.org/", "https://example.org/a"):
        classify.of_page(url, found)
        trades.of_page(url, url, found)
        classify.has_changed("News of the week", "km", found)
    features.with_text(features.Features(), found.summary)
    for status in (200, 403):
        headers = {"content-type": kind.decode("latin-1"), "server": "qrator", "x-datadome": "1"}
        observation = fetch.Observation("https://example.org/a", status=status, headers=headers, body=body)
        classify.of_answer(observation, page.read(observation))
    inflated = fetch._inflated(body, "gzip")  # noqa: SLF001 - the one place where a bomb would go off
    assert len(inflated) <= _MOST, "more was inflated than may be"


def document(data: bytes) -> None:
    """Of any document links come that upstream would take, or an error that says what to do."""
    with own_errors():
        documents.require_readable(data, "a file")
        text = documents.office_text(data, "a file") if documents.is_office(data) else documents.plain_text(data)
        _link(page.decode(data).source if text is None else text)
    with own_errors():
        _link(documents.office_text(_packed(data), "a file"))


def _packed(data: bytes) -> bytes:
    """`data` as a part of an office document: a fuzzer does not find the check sums of an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", data)
    return file.getvalue()


def _link(text: str) -> None:
    for base in (None, "https://example.com/a/b"):
        found = candidates.unlisted(candidates.linked(text, base, "a file"), ())
        for one in found:
            assert candidates.acceptable(one.url) == one.url, "a URL that would not be taken again"
            cells = candidates.as_cells(one, "NEWS", "News Media", "2026-11-21", "anon")
            require_harmless("".join(cells))
            candidates.sign_of(country("kh"), one.url, text[:200])


_OTHERS: Final = [
    parse(_HEAD + b"https://example.org/,NEWS,News Media,2024-01-31,anon,\n" + rows, f"lists/{name}.csv")
    for name, rows in (("th", b""), ("vn", b"https://casino.example.com/,GMB,Gambling,2024-01-31,anon,\n"))
]
_TAGGERS: Final = (Tagger(), Tagger(index=Index(_OTHERS)))


def tagging(data: bytes) -> None:
    """Any URL and any words get suggestions, each with its reason, and shares that are shares."""
    first, _, rest = data.partition(b"\n")
    url, text = first.decode("utf-8", "surrogateescape"), rest.decode("utf-8", "surrogateescape")
    for tagger in _TAGGERS:
        found = tagger.tag(url, text)
        assert found.suggestions, "no suggestion"
        assert all(0 <= one.confidence <= 1 and one.reason for one in found.suggestions), "a share that is none"
        require_harmless(tag.text(found, PLAIN))
        require_harmless(tag.line(found))
    with own_errors():
        row = parse(_HEAD + data[:2_000], "lists/kh.csv")
        require_harmless(tag.doubts(Audit(audit(row, _TAGGERS[1]), 1, "lists/kh.csv"), PLAIN))
    features.text_of_notes(text)


_PAGE: Final = """text/html; charset=utf-8
<!DOCTYPE html><html><head><meta charset="utf-8"><title>ព័ត៌មាន &amp; News</title>
<meta name="description" content="Daily &#x1b; news"><meta property='og:title' content=x>
<script>var a = "<b>";</script><style>p {}</style></head>
<body><h1>Head<b>line</b></h1><p>Words, <a href="https://example.org/a?b=1&amp;c=2">a link</a>,
<a href='/relative'>another</a> https://example.net/(x). Page not found. This domain is for sale.</p></body></html>"""

PAGES: Final = {
    "page": Target(
        web_page,
        (
            _PAGE.encode(),
            b"text/html; charset=tis-620\n<title>\xa1\xa2</title>",
            b"\n<meta http-equiv=content-type content='text/html; charset=shift_jis'><title>\x82\xa0</title>",
            b"\n\xff\xfe<\0t\0i\0t\0l\0e\0>\0a\0",
            b"text/html\n\x1f\x8b\x08\0\0\0\0\0\0\3K\4\0C\xbe\xb7\xe8\1\0\0\0",
            b"text/plain; charset=punycode\nabc-",
            b"text/html; charset=utf-16le\n<svg><title>x</svg>&#1114112;&#xD800;&lt",
        ),
    ),
    "documents": Target(
        document,
        (
            _PAGE.encode(),
            b"%PDF-1.7",
            b'<w:p><w:r><w:t>https://exam</w:t></w:r><w:t>ple.org/a</w:t></w:p><x Target="https://example.net/"/>',
            b"\xff\xfeh\0t\0t\0p\0:\0/\0/\0a\0.\0o\0r\0g\0",
            _packed(b'<text:p>https://example.org</text:p><a xlink:href="https://example.com.kh/x"/>'),
        ),
    ),
    "tagging": Target(
        tagging,
        (
            b"https://news.example.com.kh/casino/poker?lang=km\nDaily news of \xe1\x9e\x96\xe1\x9f\x90 and bets",
            "https://ខ្មែរ.com/ព័ត៌មាន\nសិទ្ធិមនុស្ស".encode(),
            b"https://www.facebook.com/some-page\n",
            b"https://example.org/x,GMB,Gambling,2024-01-31,anon,casino HUMR https://a.org\n",
            b"https://xn--j2e0cg3n2c.gov.kh/\n777",
        ),
    ),
}
