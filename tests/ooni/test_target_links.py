"""Links and codes: whoever decodes them gets the list back, byte for byte."""

from __future__ import annotations

import importlib
import itertools
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote_plus, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist import folder
from kh_testlist.errors import Refused
from kh_testlist.ooni import run
from kh_testlist.ooni.inputs import inputs_of
from kh_testlist.reports import qr
from kh_testlist.reports.terminal import Screen
from tests.hostile.processes import assert_one_error
from tests.ooni.run_client import run_here
from tests.ooni.test_target_inputs import project
from tests.samples import row

URLS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40).map(
        lambda text: f"https://example.com/{text}"
    )
    | st.text("+%2Bb&=#;\"\\ ?/'é ក", max_size=40).map(lambda text: f"https://example.org/{text}"),
    min_size=1,
    max_size=12,
)


def decoded(link: str) -> list[str]:
    """What a probe makes of a v1 link: its query read once, and the argument unescaped once more."""
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "run.ooni.io", "/nettest")
    query = parse_qs(parts.query, strict_parsing=True)
    assert query["tn"] == ["web_connectivity"]
    assert query["mv"] == ["1.2.0"]
    urls: list[str] = json.loads(unquote_plus(query["ta"][0]))["urls"]
    return urls


@given(URLS, st.integers(1_000, 8_000))
def test_round_trip(urls: list[str], longest: int) -> None:
    """Decoded twice, the links give all URLs back in their order; none is too long, each is plain ASCII."""
    links = run.v1_links(urls, longest)
    assert [url for link in links for url in decoded(link)] == urls
    assert all(len(link) <= longest and link.isascii() for link in links)


@given(URLS, st.integers(1, 4))
def test_chunks(urls: list[str], most: int) -> None:
    """A chunk has no more than it may; and no chunk is cut where another URL would have gone in."""
    chunks = run.v1_chunks(urls, 1_200, most)
    assert [url for chunk in chunks for url in chunk] == urls
    assert all(0 < len(chunk) <= most for chunk in chunks)
    for chunk, following in itertools.pairwise(chunks):
        assert len(chunk) == most or len(run.v1_links([*chunk, following[0]], 100_000)[0]) > 1_200


def test_plain_lists_look_like_everybody_elses() -> None:
    """Where nothing needs the second encoding there is none, so the link is the one that OONI's own pages made."""
    (link,) = run.v1_links(["https://example.com/"])
    assert link == (
        "https://run.ooni.io/nettest?tn=web_connectivity&ta=%7B%22urls%22%3A%5B%22https%3A%2F%2Fexample.com%2F%22%5D%7D"
        "&mv=1.2.0"
    )


def test_too_long_for_a_link() -> None:
    """A URL that no link could carry is named, and what to do."""
    with pytest.raises(Refused, match="aaa"):
        run.v1_links(["https://example.com/" + "a" * 8_000])


def test_the_snapshot_survives(upstream_lists: Path) -> None:
    """Every URL of upstream's lists comes out of its link byte for byte."""
    for path in folder.lists_in(upstream_lists):
        urls = inputs_of(entry.url for entry in folder.load(path).entries).urls
        assert tuple(url for link in run.v1_links(urls) for url in decoded(link)) == urls


def test_the_command(tmp_path: Path) -> None:
    """One link a line."""
    urls = [f"https://example.com/{number}+%20" for number in range(300)]
    place = project(tmp_path, *(row(url) for url in urls))
    ended = run_here(place, "target", "link", "--longest", "2000")
    assert ended.code == 0, ended.err
    links = ended.out.splitlines()
    assert [url for link in links for url in decoded(link)] == urls
    assert max(map(len, links)) <= 2_000


def zbar(picture: Path) -> str:
    """What zbar reads in `picture`."""
    program = shutil.which("zbarimg")
    if program is None:
        pytest.skip("needs zbarimg, of Debian's zbar-tools")
    done = subprocess.run([program, "-q", "--raw", str(picture)], capture_output=True, check=True, timeout=60)
    return done.stdout.decode().removesuffix("\n")


def zxing(picture: Path) -> str:
    """What ZXing reads in `picture`."""
    reader = pytest.importorskip("zxingcpp", reason="needs the package zxing-cpp")
    image = pytest.importorskip("PIL.Image", reason="needs the package pillow")
    (found,) = reader.read_barcodes(image.open(picture).convert("L"))
    return str(found.text)


READERS = pytest.mark.parametrize("read", [zbar, zxing])


@READERS
def test_published_code(tmp_path: Path, read: Callable[[Path], str]) -> None:
    """An independent reader finds the published link in the picture."""
    place = project(tmp_path, row())
    ended = run_here(place, "target", "qr", "10123", "-o", "code.png")
    assert ended.code == 0, ended.err
    assert read(place / "code.png") == "https://run.ooni.org/v2/10123"


@READERS
def test_v1_codes(tmp_path: Path, read: Callable[[Path], str]) -> None:
    """And in those of v1 links the list, byte for byte."""
    urls = [f"https://example.com/ភាសា/{number}+%20%2B" for number in range(12)]
    place = project(tmp_path, *(row(url) for url in urls))
    ended = run_here(place, "target", "qr", "--v1", "-o", "code.png")
    assert ended.code == 0, ended.err
    links = [read(picture) for picture in sorted(place.glob("code-*.png"))]
    assert len(links) > 1
    assert all(len(link.encode()) <= 1_200 for link in links)
    assert [url for link in links for url in decoded(link)] == urls


@pytest.mark.parametrize("color", [False, True])
def test_terminal_code(color: bool) -> None:  # noqa: FBT001 - the one thing that differs
    """What a terminal shows is the code itself: its half blocks are the modules, with the quiet around them."""
    segno = importlib.import_module("segno")
    link = "https://run.ooni.org/v2/10123"
    drawn = qr.text(link, screen=Screen(color=color))
    if color:
        assert "\x1b[30;107m" in drawn
        for escape in ("\x1b[30;107m", "\x1b[0m"):
            drawn = drawn.replace(escape, "")
    halves = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    rows = []
    for line in drawn.splitlines():
        pairs = [halves[character] for character in line]
        rows += [[one for one, _ in pairs], [other for _, other in pairs]]
    if not color:
        rows = [[1 - module for module in line] for line in rows]
    expected = [list(line) for line in segno.make_qr(link, error="m").matrix_iter(border=4)]
    assert rows[: len(expected)] == expected
    assert all(not any(line) for line in rows[len(expected) :])


def test_svg(tmp_path: Path) -> None:
    """The ending of the file's name says that it is to be a drawing."""
    place = project(tmp_path, row())
    ended = run_here(place, "target", "qr", "https://run.ooni.org/v2/10123", "-o", "code.svg")
    assert ended.code == 0, ended.err
    assert (place / "code.svg").read_bytes() == qr.svg("https://run.ooni.org/v2/10123")
    assert b"<svg" in (place / "code.svg").read_bytes()


def test_not_published(tmp_path: Path) -> None:
    """Without a published link there is no code of one; and nothing but a link becomes one."""
    place = project(tmp_path, row())
    assert_one_error(run_here(place, "target", "qr"), 3)
    assert_one_error(run_here(place, "target", "qr", "https://example.com/"), 2)
    assert_one_error(run_here(place, "target", "qr", "--v1", "10123"), 2)
