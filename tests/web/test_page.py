"""What is read from a page: its title and its words, whatever a page is made of."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.web.fetch import Observation
from kh_testlist.web.page import WebPage, decode, read
from tests.hostile.processes import SECONDS, environment

HTML = "text/html"


def page(body: bytes, kind: str = HTML) -> WebPage:
    """The page of an answer with `body`."""
    return read(Observation("http://example.org/", status=200, headers={"content-type": kind}, body=body))


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<title>Plain</title>", "Plain"),
        ("<TITLE lang='km'>A &amp; B &#6016;</TITLE>", "A & B \u1780"),
        ("<title>\n  two\t words \n</title>", "two words"),
        ("<title>សារព័ត៌មាន</title>", "សារព័ត៌មាន"),
        ("<title>never closed", "never closed"),
        ("<title> </title>", None),
        ("<p>none</p>", None),
        ("<titles>no</titles>", None),
        ("", None),
        (f"<title>{'x' * 300}</title>", "x" * 200),
    ],
)
def test_title(source: str, title: str | None) -> None:
    """The title comes on one line, decoded and cut; None where there is none."""
    assert WebPage(source).title == title


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=iso-8859-1", "<title>é</title>".encode("latin-1")),
        ('text/html; Charset = "ISO-8859-1"', "<title>é</title>".encode("latin-1")),
        ("text/html; charset=utf-16le", "<title>é</title>".encode("utf-16le")),
        ("text/html", '<meta charset="windows-1252"><title>é</title>'.encode("cp1252")),
        ("text/html; charset=utf-8", '<meta charset="iso-8859-1"><title>é</title>'.encode()),
        ("text/html", "<title>é</title>".encode()),
        ("", "<title>é</title>".encode()),
    ],
)
def test_encoding(kind: str, body: bytes) -> None:
    """The encoding is the header's, else the page's own word for it, else UTF-8."""
    assert page(body, kind).title == "é"


@pytest.mark.parametrize("name", ["punycode", "zip", "utf-7", "idna", "rot13", "unicode_escape", "cp99999", "nonsense"])
def test_harmful_encoding(name: str) -> None:
    """An encoding that no page is in, or that Python does not know, is read as UTF-8."""
    body = f"<meta charset={name}><title>é +AGE-</title>".encode()
    assert page(body).title == page(body, f"text/html; charset={name}").title == "é +AGE-"


def test_broken_bytes() -> None:
    """What can't be decoded is replaced, and the rest is read."""
    assert page(b"<title>a\xffb</title>").title == "a\ufffdb"


@pytest.mark.parametrize("name", ["script", "STYLE", "template", "svg"])
def test_silent_elements(name: str) -> None:
    """What a reader would not see is not among the words."""
    assert WebPage(f"<p>One<{name} a=b>hidden < words</{name}>Two &lt;3</p>").text == "one two <3"


def test_zero_width_spaces() -> None:
    """Words are the same with zero-width spaces in them and without."""
    assert WebPage("រក\u200bមិន\u200cឃើញ\u00ad &#8203;\ufeffNOT").text == "រកមិនឃើញ not"


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "application/octet-stream"])
def test_not_text(kind: str) -> None:
    """What is not text has no title and no words; nor has what stayed compressed."""
    assert page(b"<title>T</title>", kind) == WebPage("")
    assert page(b"\x1f\x8b<title>T</title>") == WebPage("")
    assert WebPage("").title is None
    assert not WebPage("").text


def test_is_like() -> None:
    """A page is like another one that differs in a word, and not like one that says something else."""
    words = " ".join(f"word{number}" for number in range(30))
    assert WebPage(f"{words} this").is_like(WebPage(f"<p>{words} that").words)
    assert not WebPage(words).is_like(WebPage("something else is on this page").words)


@pytest.mark.parametrize(
    "piece", ["<", "<title", "<title ", "<script>", "<a ", "</", "charset=", "&#", "&", "<title><", "<svg></sv", "<!--"]
)
def test_hostile(piece: str) -> None:
    """A page made to keep a parser busy is read to its end."""
    body = (piece * (256 * 1024 // len(piece))).encode()
    found = page(body)
    assert len(found.source) == len(body)
    assert len(found.title or "") <= 200
    assert len(found.text) <= 2 * len(body)
    assert found.is_like(found.words)


@given(st.text() | st.lists(st.sampled_from(["<", ">", "title", "script", "/", " ", "&#", "9", ";", "x"])).map("".join))
def test_never_raises(source: str) -> None:
    """Any text is a page."""
    found = WebPage(source)
    assert found.text == " ".join(found.text.split())
    assert found.title is None or 0 < len(found.title) <= 200


@given(st.binary(), st.text())
def test_any_answer(body: bytes, kind: str) -> None:
    """Any bytes of any kind are a page."""
    assert isinstance(page(body, kind).text, str)


@pytest.mark.parametrize(
    ("source", "summary"),
    [
        ("<title>One</title><p>Two", "One one two"),
        ("<h1>Head <b>line</b></h1><p>text", "head line head line text"),
        ("<meta name=viewport content=bare><p>x", "x"),
        ('<meta name="description" content="What it is">', "What it is"),
        ("<META NAME='Description' CONTENT='What it is'>", "What it is"),
        ('<meta content="What it is" name="description">', "What it is"),
        ('<meta property="og:description" content="a &amp; b">', "a & b"),
        ('<meta name="viewport" content="width=1"><p>x', "x"),
        ('<meta name="description"><p>x', "x"),
        ("<title>ព័ត៌មាន</title><meta name='keywords' content='ថ្មី'><h2>អត្ថបទ</h2>", "ព័ត៌មាន ថ្មី អត្ថបទ ព័ត៌មាន អត្ថបទ"),
        ("<script>casino</script><style>poker</style>", ""),
        ("<h1><script>casino</script>x</h1>", "x x"),
        ("", ""),
    ],
)
def test_summary(source: str, summary: str) -> None:
    """What a page is about: its title, description, headings, and then its text."""
    assert WebPage(source).summary == summary


def test_summary_is_short() -> None:
    """Of a long page the summary has the start."""
    assert len(WebPage("<p>word " * 50_000).summary) < 10_000
    assert WebPage("<title>first</title>" + "<p>word " * 50_000).summary.startswith("first")


@pytest.mark.parametrize(
    ("body", "kind", "title"),
    [
        ("<title>é</title>".encode(), "", "é"),
        ("<title>é</title>".encode("latin-1"), "text/html; charset=latin1", "é"),
        ('<meta charset="windows-874"><title>ข่าว</title>'.encode("cp874"), "", "ข่าว"),
        (b"\x1f\x8b<title>x</title>", "", None),
        (b"<title>x</title>", "image/png", None),
        (b"<title>x</title>", "application/xhtml+xml", "x"),
        (b"", "", None),
    ],
)
def test_decode(body: bytes, kind: str, title: str | None) -> None:
    """The bytes of a saved page are read as those of an answer; without a kind they are taken for text."""
    assert decode(body, kind).title == title


@given(
    st.text()
    | st.lists(st.sampled_from(["<meta name=", "description", "'", '"', ">", "<h1>", "</h1>", " content=", "x"])).map(
        "".join
    )
)
def test_any_summary(source: str) -> None:
    """Any text has a summary, on one line."""
    found = WebPage(source).summary
    assert found == " ".join(found.split())


SLOW = """
import sys
from kh_testlist.web.page import WebPage
piece = sys.argv[1]
WebPage(sys.argv[2] + piece * (256 * 1024 // len(piece)) + sys.argv[3]).summary
"""


@pytest.mark.parametrize(
    ("piece", "before", "after"),
    [
        ("a", "<meta ", ">"),
        ("a-", "<meta ", ">"),
        ("a=", "<meta ", ">"),
        ("a='", "<meta ", ">"),
        ('a="', "<meta ", ">"),
        ("<meta ", "", ""),
        ("<meta name='description' ", "", ">"),
        ("<h1>", "", ""),
        ("<h1 ", "", ""),
        ("<h1><b>", "", ""),
        ("<h1></h", "", ""),
        ("<", "<h1>", ""),
    ],
)
def test_hostile_summary(piece: str, before: str, after: str) -> None:
    """A page made to keep a parser busy is summed up before anybody loses patience.

    Seconds of work for a processor are plenty for a quarter of a megabyte: the system ends the process after five.
    """
    limit = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (5, 5));" if sys.platform != "win32" else ""
    ended = subprocess.run(
        [sys.executable, "-c", f"{limit}{SLOW}", piece, before, after],
        env=environment(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()[-300:] or "it took too long"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\x7fELF\0\0\0words in a program", ""),
        ("news".encode("utf-16"), "news"),
        (b"<p>news", "news"),
        (b"<p>" + b"n" * 2_000 + b"\0", "n" * 2_000 + "\0"),
    ],
)
def test_what_is_no_text(body: bytes, text: str) -> None:
    """A saved file that is no text has no words; a NUL far behind is a page's own affair."""
    assert decode(body).text == text


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("<meta charset=utf-16><p>ព័ត៌មាន".encode(), "", "ព័ត៌មាន"),
        ("<p>ព័ត៌មាន".encode("utf-16-le"), "text/html; charset=utf-16le", "ព័ត៌មាន"),
        ("<meta charset=koi8-r><p>новости".encode("utf-16"), "text/html; charset=koi8-r", "новости"),
    ],
)
def test_utf_16(body: bytes, kind: str, text: str) -> None:
    """A byte order mark comes first, then the header; a page that says so of itself in ASCII is not in UTF-16."""
    assert decode(body, kind).text == text
