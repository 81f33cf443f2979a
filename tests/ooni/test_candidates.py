"""Sites that a list may lack: each with its reason, none that is listed, and all such that import takes them."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import http.server
import io
import json
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.categories import LEGEND
from kh_testlist.model import HEADER
from kh_testlist.ooni.candidates import acceptable, as_cells, linked, links_of, page_name, sign_of, unlisted
from kh_testlist.ooni.countries import country
from kh_testlist.ooni.evidence import Counts
from kh_testlist.rules.duplicate import kept_on_purpose
from kh_testlist.urls import equivalence_key
from tests.hostile.processes import assert_civil, assert_one_error
from tests.ooni.run_client import run_here
from tests.ooni.seed import seed
from tests.ooni.test_target_inputs import project
from tests.samples import HEADER_LINE, a_list, row

LISTED = "https://www.listed.example.com.kh/"
VARIANTS = (
    LISTED,
    "http://listed.example.com.kh",
    "HTTPS://Listed.Example.com.kh:443/",
    "https://www.listed.example.com.kh./",
)


def found(place: Path, *sources: str) -> list[dict[str, object]]:
    """What `candidates` finds in `sources`."""
    arguments = [part for source in sources for part in ("--from", source)]
    ended = run_here(place, "candidates", *arguments, "--format", "jsonl")
    assert ended.code == 0, ended.err
    assert_civil(ended)
    return [json.loads(line) for line in ended.out.splitlines()]


def write_list(place: Path, name: str, *rows: str) -> None:
    """Put a list beside the others."""
    (place / "lists" / f"{name}.csv").write_text(HEADER_LINE + "".join(f"{one}\n" for one in rows), "utf-8")


def test_from_ooni(tmp_path: Path) -> None:
    """What was measured in the country and is on no list, the most suspicious first, with its counts."""
    place = project(tmp_path, row(LISTED))
    write_list(place, "global", row("https://everywhere.example.com/"))
    thin = Counts(ok=1, anomaly=2)
    seed(
        "country",
        {
            **{url: {1: thin} for url in VARIANTS},
            "http://www.everywhere.example.com/": {1: thin},
            "https://quiet.example.org/": {1: Counts(ok=9)},
            "https://odd.example.org/": {1: thin, 2: Counts(ok=1)},
            "http://odd.example.org/": {1: Counts(ok=1)},
            "http://192.0.2.1/": {1: thin},
            "http://router.local/": {1: thin},
            "https://user:secret@example.org/": {1: thin},
            "dns://example.org": {1: thin},
            "https://casino-bet.example.net/": {1: Counts(ok=1)},
        },
    )
    rows = found(place, "ooni")
    assert [one["url"] for one in rows][-2:] == ["https://odd.example.org/", "https://quiet.example.org/"]
    assert rows[0]["url"] == "https://casino-bet.example.net/"
    assert rows[0]["category_code"] == "GMB"
    assert rows[0]["category_is_empty"] is True
    assert rows[1]["evidence"] == "4 measurements in KH, 2026-07-01 to 2026-08-01: 2 anomalies, 0 confirmed"
    assert len(rows) == 3


def test_what_people_decided(tmp_path: Path) -> None:
    """The old address of a listed site is none; a site that was taken off says so, with the reason."""
    old, gone, back = (f"https://{name}.example.net/" for name in ("old", "gone", "back"))
    place = project(tmp_path, *map(row, (LISTED, old, gone, back)))
    for words in (
        ("edit", old, "--url", "https://new.example.net/"),
        ("remove", gone, "--reason", "closed in 2024"),
        ("remove", back, "--reason", "a mistake"),
        ("add", back, "--category", "NEWS"),
        ("edit", back, "--url", "https://back.example.org/"),
    ):
        assert run_here(place, *words).code == 0
    seed("country", {url: {1: Counts(ok=1, anomaly=2)} for url in (old, gone, back)})
    (only,) = found(place, "ooni")
    assert only["url"] == gone
    assert str(only["reason"]).endswith(f"; taken off on {dt.datetime.now(dt.UTC).date()}: closed in 2024")


def test_never_fetched(tmp_path: Path) -> None:
    """Asked for by name, evidence that was never fetched is an error; otherwise it is said."""
    place = project(tmp_path, row(LISTED))
    assert_one_error(run_here(place, "candidates", "--from", "ooni"), 3)
    ended = run_here(place, "candidates")
    assert ended.code == 0, ended.err
    assert "evidence fetch --scope country" in ended.err


def test_from_lists(tmp_path: Path) -> None:
    """Rows of other lists that are about the country, by domain, script, note or address; others are not."""
    place = project(tmp_path, row(LISTED))
    write_list(place, "global", row("https://khmer-everywhere.example.com/"))
    write_list(
        place,
        "th",
        row("http://listed.example.com.kh/"),
        row("https://ministry.example.gov.kh/", "GOVT"),
        row("https://khmertimes.example.com/"),
        row("http://www.khmer-everywhere.example.com/"),
        row("https://exile.example.org/", "POLR", notes="Khmer opposition; keep: blocked"),
        row("https://example.org/ព័ត៌មាន"),
        row("https://bangkok.example.org/", notes="Thai news"),
        row("https://kh.example.org/"),
        row("https://example.org/x.kh"),
    )
    rows = {str(one["url"]): str(one["reason"]) for one in found(place, "lists")}
    assert set(rows) == {
        "https://ministry.example.gov.kh/",
        "https://khmertimes.example.com/",
        "https://exile.example.org/",
        "https://example.org/%E1%9E%96%E1%9F%90%E1%9E%8F%E1%9F%8C%E1%9E%98%E1%9E%B6%E1%9E%93",
    }
    assert "th" in rows["https://exile.example.org/"]
    thai = run_here(place, "--list", "th", "candidates", "--from", "lists", "--format", "jsonl")
    assert thai.code == 0, thai.err
    assert thai.out == ""
    assert_one_error(run_here(place, "--list", "global", "candidates", "--from", "lists"), 2)


@pytest.mark.parametrize(
    ("code", "url", "notes", "is_sign"),
    [
        ("kh", "https://example.com.kh/", "", True),
        ("kh", "https://example.com/kh", "", False),
        ("kh", "https://xn--j2e0cg3n2c.com/", "", True),
        ("kh", "https://phnompenhpost.example.com/", "", True),
        ("kh", "https://example.com/", "about Cambodian workers", True),
        ("la", "https://laon.example.com/", "", False),
        ("la", "https://example.com/lao/", "", True),
        ("la", "https://example.com/", "laodicea", False),
        ("zz", "https://example.zz/", "", True),
        ("zz", "https://example.com/", "anything", False),
        ("zz", "nonsense", "", False),
    ],
)
def test_signs(code: str, url: str, notes: str, is_sign: bool) -> None:  # noqa: FBT001 - a table
    """What shows that a row is about a country; a country that no table has goes by its domain."""
    assert bool(sign_of(country(code), url, notes)) is is_sign


PAGE = """<html><head><link rel="stylesheet" href="https://cdn.example.net/x.css"><title>x</title></head><body>
<script src="https://js.example.net/a.js"></script><img src="https://pic.example.net/a.png">
<a class=x href="https://one.example.org/?utm_source=page&amp;id=7">one</a> <a href='/own'>own</a>
<a href=https://two.example.org/>two</a> <a href="mailto:a@example.org">mail</a> <A HREF="//three.example.org/">3</A>
In words: https://four.example.org/a_(b), (see http://five.example.org/). ព័ត៌មាន៖ https://six.example.org/ភាសា។
<a href="javascript:alert(1)">no</a> https://192.0.2.1/ https://localhost/ https://a.example.org\\b/
</body></html>"""


def test_links_of_a_page() -> None:
    """What is linked and what is written out; not what a page is made of, nor its own pages."""
    assert set(links_of(PAGE, "https://page.example.com/links")) == {
        "https://one.example.org/?id=7",
        "https://two.example.org/",
        "https://three.example.org/",
        "https://four.example.org/a_(b)",
        "http://five.example.org/",
        "https://six.example.org/%E1%9E%97%E1%9E%B6%E1%9E%9F%E1%9E%B6",
        "https://a.example.org/",
    }


def office(name: str) -> bytes:
    """A document as an office program saves it, with a link and an address that formatting cuts in two."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        if name == "docx":
            parts.writestr(
                "word/_rels/document.xml.rels",
                '<Relationships xmlns="http://schemas.example.net/x"><Relationship Type="http://schemas.example.net/y" '
                'Target="https://one.example.org/" TargetMode="External"/></Relationships>',
            )
            parts.writestr(
                "word/document.xml",
                '<w:document xmlns:w="http://schemas.example.net/w"><w:p><w:r><w:t>https://two.</w:t></w:r><w:r><w:t>'
                "example.org/</w:t></w:r></w:p><w:p><w:t>next</w:t></w:p></w:document>",
            )
        else:
            parts.writestr(
                "content.xml",
                '<office xmlns:xlink="http://schemas.example.net/w"><text:p><text:a xlink:href="https://one.example.org/">'
                "x</text:a></text:p><text:p>https://two.example.org/</text:p></office>",
            )
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", PAGE.encode()),
        ("page.htm", ("<meta charset=windows-1252>" + PAGE).encode()),
        ("list.txt", b"https://one.example.org/?id=7\nhttps://two.example.org/\n# https://www.listed.example.com.kh\n"),
        ("notepad.txt", "https://one.example.org/?id=7 https://two.example.org/".encode("utf-16")),
        ("text.docx", office("docx")),
        ("text.odt", office("odt")),
    ],
)
@pytest.mark.parametrize("source", ["folder/{name}", "{place}/{name}", "./folder/../folder//{name}"])
def test_from_file(tmp_path: Path, name: str, data: bytes, source: str) -> None:
    """A page, a text or an office document: its links, each with the file's name, and no folder of this computer."""
    place = project(tmp_path, row(LISTED), row("https://example.com/", "NEWS"))
    (place / "folder").mkdir()
    (place / "folder" / name).write_bytes(data)
    rows = found(place, source.format(place=place / "folder", name=name))
    urls = {str(one["url"]) for one in rows}
    assert "https://two.example.org/" in urls
    assert any(url.startswith("https://one.example.org/") for url in urls)
    assert not any("schemas" in url or "listed" in url or "cdn" in url for url in urls)
    assert {one["reason"] for one in rows} == {f"linked in {name}"}


def bomb() -> bytes:
    """A document of some kilobytes that would be gigabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"\0" * (40 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 x", b"PK\x03\x04 nonsense", office("docx")[:-40], bomb(), b"x" * (16 * 1024 * 1024 + 2)],
    ids=["pdf", "no zip", "cut", "bomb", "large"],
)
def test_files_that_are_none(tmp_path: Path, data: bytes) -> None:
    """What can't be read, or is too much, is an error that says what to do."""
    place = project(tmp_path, row(LISTED))
    (place / "file").write_bytes(data)
    assert_one_error(run_here(place, "candidates", "--from", "file"), 3)
    assert_one_error(run_here(place, "candidates", "--from", "absent"), 3)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://localhost/", "http://[::1]/"])
def test_from_a_private_page(tmp_path: Path, url: str) -> None:
    """A page is fetched with the guard of `check`: nothing that is not public is asked."""
    place = project(tmp_path, row(LISTED))
    ended = run_here(place, "candidates", "--from", url, KH_TESTLIST_CHECK_RESOLVER="127.0.0.1:9")
    assert_one_error(ended, 3)


@pytest.mark.parametrize("form", ["text", "csv", "jsonl"])
def test_no_folder_is_told(tmp_path: Path, form: str) -> None:
    """Wherever a saved document lies, its folder stands in no report: notes become public."""
    place = project(tmp_path, row(LISTED))
    folder = tmp_path / "someone private"
    folder.mkdir()
    (folder / "links.txt").write_text("https://a.example.org/", "utf-8")
    ended = run_here(place, "candidates", "--from", str(folder / "links.txt"), "--format", form)
    assert ended.code == 0, ended.err
    assert "linked in links.txt" in ended.out
    assert "someone private" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/links", "https://example.org/links"),
        ("https://example.org:8443/links?token=secret#secret", "https://example.org:8443/links"),
        ("https://someone:secret@example.org/", "https://example.org/"),
        ("https://example.org/d/1sEcReTsEcReTsEcReT/edit", "https://example.org/d/…/edit"),
        ("https://example.org/f/0123456789abcdef0123456789abcdef", "https://example.org/f/…"),
        ("https://someone:secret@[", "an address that can't be read"),
    ],
)
def test_the_name_of_a_page(url: str, name: str) -> None:
    """A page that links were found on is named without what only the person who found them may know."""
    assert page_name(url) == name


def test_goes_into_import(tmp_path: Path) -> None:
    """The CSV is taken whole by import, and afterwards nothing of it is a candidate any more."""
    place = project(tmp_path, row(LISTED))
    keep = "keep: https://a.example.org/ and \u202ekept\\ https://b.example.org/,x https://B.example.org"
    (place / "keep these.txt").write_text(f"{PAGE}\n{keep}\n=1+1 https://c.example.org/'\"x", "utf-8")
    write_list(place, "th", row("https://exile.example.org/", "POLR", notes="Khmer; keep: x"))
    arguments = ("--from", "keep these.txt", "--from", "lists")
    made = run_here(place, "candidates", *arguments, "--format", "csv", "-o", str(place / "new.csv"))
    assert made.code == 0, made.err
    taken = run_here(place, "import", str(place / "new.csv"), "--category", "CULTR")
    assert taken.code == 0, taken.err
    rows = (place / "new.csv").read_text("utf-8").splitlines()
    assert taken.out.startswith(f"added {len(rows) - 1} of {len(rows) - 1} ")
    assert len(rows) > 8
    assert run_here(place, "validate").code == 0
    again = run_here(place, "candidates", *arguments, "--format", "csv")
    assert again.out == ",".join(HEADER) + "\n"


def test_what_is_not_sure_has_no_category(tmp_path: Path) -> None:
    """A category that is only a guess is no row's category in the CSV: import asks for one. What is sure goes in."""
    place = project(tmp_path, row(LISTED))
    (place / "links.txt").write_text("https://lucky-casino.example.net/ https://qx.example.org/", "utf-8")
    sure, guess = found(place, "links.txt")
    assert (sure["abstained"], sure["category_code"]) == (False, "GMB")
    assert guess["abstained"] is True
    assert guess["category_code"] in LEGEND
    made = run_here(place, "candidates", "--from", "links.txt", "--format", "csv", "-o", str(place / "new.csv"))
    assert made.code == 0, made.err
    assert "not sure for 1 of 2 rows" in made.err
    rows = list(csv.DictReader((place / "new.csv").read_text("utf-8").splitlines()))
    by_url = {one["url"]: (one["category_code"], one["category_description"]) for one in rows}
    assert by_url[str(sure["url"])] == ("GMB", "Gambling")
    assert by_url[str(guess["url"])][0] == ""
    assert by_url[str(guess["url"])][1].startswith(f"not sure: {guess['category_code']} ")
    refused = run_here(place, "import", str(place / "new.csv"))
    assert refused.code == 1
    assert str(guess["url"]) in refused.err
    assert str(sure["url"]) not in refused.err
    taken = run_here(place, "import", str(place / "new.csv"), "--category", "CULTR")
    assert taken.code == 0, taken.err
    listed = list(csv.reader((place / "lists" / "kh.csv").read_text("utf-8").splitlines()))
    assert [cells[1:3] for cells in listed[-2:]] == [["GMB", "Gambling"], ["CULTR", "Culture"]]


def test_hostile_text(tmp_path: Path) -> None:
    """What a page says reaches neither the terminal nor a program raw."""
    place = project(tmp_path, row(LISTED))
    (place / "evil\x1b[31m.txt").write_text("https://example.org/\x1b[31m\u202ex https://b.example.org/\u202e", "utf-8")
    for form in ("text", "csv", "jsonl"):
        ended = run_here(place, "candidates", "--from", "evil\x1b[31m.txt", "--format", form)
        assert ended.code == 0, ended.err
        assert_civil(ended)


@given(st.text(max_size=200))
def test_any_text_has_links_or_none(text: str) -> None:
    """Whatever a document says, what comes of it is such that upstream takes it, and each site comes once."""
    taken = unlisted(linked(f"{text} https://example.org/{text}", None, text), [a_list(row(LISTED))])
    keys = [equivalence_key(one.url) for one in taken]
    assert len(set(keys)) == len(keys)
    for one in taken:
        assert acceptable(one.url) == one.url
        cells = as_cells(one, "NEWS", LEGEND["NEWS"], dt.date(2026, 11, 21).isoformat(), "x")
        assert not kept_on_purpose(cells[-1])
        assert not set(cells[-1]) & set("\r\n\t\\")


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        ("", "<a "),
        ("", "<a href="),
        ("", "<a href='"),
        ("<a ", "href "),
        ("<a href", " "),
        ("", "https://"),
        ("", "<"),
        ("", "https://a.example.org/" + "(" * 50),
        ("https://a.example.org/", ")"),
        ("https://a.example.org/", "("),
        ("", "www.a"),
        ("", "//a.example.org"),
        ("www.example.com/a", ",ខ"),
        ("", "https://a.comខ"),
        ("", "<script>"),
        ("", "<script></script"),
        ("", "<!--"),
    ],
)
def test_a_hostile_page_is_quick(head: str, piece: str) -> None:
    """A page that is made to be slow to read is read like any other."""
    text = head + piece * (1_000_000 // len(piece))
    started = time.process_time()
    sum(1 for _ in links_of(text, "https://example.com/"))
    assert time.process_time() - started < 5


class _Site(http.server.BaseHTTPRequestHandler):
    """A site: a page of links behind a redirect, and one that is too long."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        body = PAGE.encode() + (b" " * 400_000 if self.path.startswith("/long") else b"")
        self.send_response(302 if self.path.startswith("/moved") else 200)
        self.send_header("Location", "/links")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):  # whoever has read enough hangs up
            self.wfile.write(body)


@pytest.fixture
def site(socket_enabled: None) -> Iterator[str]:
    """The root of the site."""
    del socket_enabled
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/links", "/moved", "/long"])
def test_from_a_page(tmp_path: Path, site: str, path: str) -> None:
    """The links of a page, wherever it has moved to; what is not read of a long one is said."""
    place = project(tmp_path, row(LISTED))
    arguments = ("candidates", "--from", f"{site}{path}?token=secret#secret", "--format", "jsonl")
    ended = run_here(place, *arguments, KH_TESTLIST_CHECK_ALLOW_PRIVATE="127.0.0.0/8")
    assert ended.code == 0, ended.err
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert "https://two.example.org/" in {one["url"] for one in rows}
    assert {one["reason"] for one in rows} == {f"linked in {site}{path}"}
    assert not any(site in one["url"] for one in rows)
    assert ("Only the start" in ended.err) is (path == "/long")
    assert "secret" not in ended.out + ended.err
