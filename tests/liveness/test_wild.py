"""`check` on pages of the web of 2026 that were written by somebody who had not seen the detector."""

from __future__ import annotations

import http.client
import json
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Final

import filelock
import pytest

from tests.farm.client import ROOT
from tests.farm.fixtures import needs_linux
from tests.farm.wild.load import everything, networks
from tests.farm.wild.ordinary import LANGUAGES
from tests.farm.wild.page import Answer, Ask, Page, answer
from tests.farm.wild.runs import Found
from tests.farm.wild.server import ADDRESSES, Wild

PAGES: Final = everything()
KINDS: Final = tuple(dict.fromkeys(page.kind for page in PAGES))
PORTALS: Final = tuple(portal.name for portal in networks())


MISSED: Final = {
    "third-soft-4": "each path but / answers with a script that leads to /; scripts within a site are not followed",
    "third-pictures": "a casino of three pictures: its words are only in what stands in for the pictures",
    "third-matches-zh": "a bookmaker's page with few words, all of them new to the tables",
}
"""Pages that get a wrong verdict, and why they stay so for now. All are hazards that are called `up`."""

Runs = dict[str, tuple[int, list[Found]]]
"""By run, the exit code and what was found."""


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """What checks say of all pages: asked by one of the test processes, read by the others."""
    needs_linux()
    base = tmp_path_factory.getbasetemp()
    top = base.parent if base.name.startswith("popen-") else base
    kept = top / "wild.json"
    with filelock.FileLock(top / "wild.lock"):
        if not kept.exists():
            command = [sys.executable, "-m", "tests.farm.wild.score", "--json"]
            kept.write_bytes(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=180).stdout)
    data = json.loads(kept.read_text("utf-8"))
    return {name: (code, [Found(**one) for one in of_run]) for name, (code, of_run) in data.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_verdict(found: Runs, kind: str) -> None:
    """Pages of each kind get the right verdict, except those that are known to be missed."""
    of_kind = [one for one in found["pages"][1] if one.kind == kind]
    assert of_kind
    assert [str(one) for one in of_kind if not one.is_right and one.name not in MISSED] == []
    assert all(one.verdict == "up" for one in of_kind if one.name in MISSED)


def test_nothing_ordinary_is_called_dead(found: Runs) -> None:
    """Of 300 ordinary pages in six languages, and of honest ones that look odd, none is anything but up."""
    ordinary = [one for one in found["pages"][1] if one.kind.startswith("ordinary")]
    assert len(ordinary) == 300
    assert {one.verdict for one in ordinary} == {"up"}
    assert found["pages"][0] == 0


def test_nothing_is_called_blocked(found: Runs) -> None:
    """No page of any run is evidence of a block."""
    assert [str(one) for _, of_run in found.values() for one in of_run if one.verdict == "possibly-blocked"] == []


@pytest.mark.parametrize("name", PORTALS)
def test_portal(found: Runs, name: str) -> None:
    """Behind a portal, nothing is known of any site, and the run says that it could not do the work."""
    code, of_run = found[name]
    assert of_run
    assert {one.verdict for one in of_run} == {"unknown"}
    assert code == 3


# The server's side, without a check.


@pytest.fixture(scope="module")
def wild() -> Iterator[Wild]:
    """A server of all pages."""
    needs_linux()
    with Wild.started(PAGES) as running:
        yield running


class _Connection(http.client.HTTPConnection):
    """A connection to the wild, whichever host is asked for."""

    def connect(self) -> None:
        """Connect to the server."""
        self.sock = socket.create_connection((ADDRESSES[0], self.port), 5)


class _Handler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open `req` at the wild."""
        return self.do_open(_Connection, req)


def _visit(url: str, *, cookies: bool = False) -> tuple[int, str, str]:
    """The status, the URL and the body at the end of all redirects, or where they go round in circles."""
    jar = [urllib.request.HTTPCookieProcessor(CookieJar())] if cookies else []
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Handler, *jar)
    try:
        with opener.open(url, timeout=5) as seen:
            return seen.status, seen.url, seen.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.url or "", ""


def _named(name: str) -> Page:
    return next(page for page in PAGES if page.name == name)


def _says(page: Page, count: int = 1, target: str = "") -> Answer:
    path = target or page.path
    ask = Ask(page.host, path, {}, count)
    return answer(page.says if path == page.path else page.paths.get(path, page.otherwise), ask)


@pytest.mark.enable_socket
@pytest.mark.parametrize("page", [page for page in PAGES if page.kind == "cookies"], ids=lambda page: page.name)
def test_cookie_walls_open(wild: Wild, page: Page) -> None:
    """Who keeps cookies as a browser does gets the story; who keeps none goes round in circles."""
    _, _, story = _visit(wild.url(page), cookies=True)
    assert "Fishing lots" in story
    status, _, story = _visit(wild.url(page), cookies=False)
    assert status in {301, 302, 307}
    assert "Fishing lots" not in story


@pytest.mark.enable_socket
def test_a_wall_without_a_door(wild: Wild) -> None:
    """One site never shows anything, cookies or not."""
    assert _visit(wild.url(_named("never-content")), cookies=True)[0] == 302


@pytest.mark.enable_socket
def test_redirects_reach_what_is_served(wild: Wild) -> None:
    """A redirect to another host of the wild is to the server's port, and something is there."""
    for page in PAGES:
        if page.elsewhere and page.kind.startswith("taken-over"):
            status, url, body = _visit(wild.url(page))
            assert status == 200
            assert url.split("/")[2] == f"{next(iter(page.elsewhere))}:{wild.port}"
            assert len(body) > 1000


@pytest.mark.enable_socket
def test_sale_platforms_challenge(wild: Wild) -> None:
    """A sale platform shows us nothing but a challenge."""
    for page in PAGES:
        if page.kind == "parked/sent" and "-30" in page.name:
            status, url, _ = _visit(wild.url(page))
            assert status == 403
            assert page.host not in url.split("/")[2]


def test_tokens_change() -> None:
    """Pages with tokens are never the same twice."""
    for page in PAGES:
        if page.kind == "parked/tokens":
            assert _says(page, 1).body != _says(page, 2).body


def test_missing_pages_end_at_one_place() -> None:
    """Where every missing page is sent to one place, the listed one is too; where it is there, it is not."""
    for page in PAGES:
        if page.name.startswith("all-missing-sent"):
            assert _says(page).headers == _says(page, target="/no/such").headers != ()
        if page.name.startswith("not-missing"):
            assert _says(page).status == 200
            assert _says(page, target="/no/such").status in {301, 302, 307}


def test_shapes() -> None:
    """There are enough of each kind, in six languages, long ones and short ones."""
    by_half = Counter(page.half for page in PAGES)
    assert by_half["ordinary"] == 300
    assert min(count for half, count in by_half.items() if not half.startswith("third-")) >= 4
    spam = [page for page in PAGES if page.half == "taken-over"]
    assert {page.lang for page in spam} == set(LANGUAGES)
    assert min(Counter(page.kind for page in spam).values()) >= 4
    sizes = [len(str(_says(page).body).encode()) for page in spam if _says(page).status == 200]
    assert min(sizes) < 4_000
    assert max(sizes) > 150_000
    statuses = {_says(page).status for page in PAGES if page.half == "challenge"}
    assert statuses >= {200, 202, 403, 405, 429, 503}
    assert Counter(page.lang for page in PAGES if page.half == "ordinary") == dict.fromkeys(LANGUAGES, 50)


def test_harmless_pages_are_no_cluster() -> None:
    """No five sites that are well show the same text: else they would rightly be called a cluster."""
    texts: Counter[str] = Counter()
    for page in PAGES:
        said = _says(page)
        if page.verdicts == ("up",) and said.status == 200:
            body = re.sub(r"(?s)<(script|style).*?</\1>|<[^>]*>|\d", " ", str(said.body))
            texts[" ".join(body.split())] += 1
    del texts["You need to enable JavaScript to run this app."]
    assert texts.most_common(1)[0][1] < 5


@pytest.mark.enable_socket
def test_the_list_has_each_page(wild: Wild, tmp_path: Path) -> None:
    """The list that is checked has each page once, with the category of its row."""
    wild.write_list(tmp_path / "wild.csv")
    rows = (tmp_path / "wild.csv").read_text("utf-8").splitlines()[1:]
    assert len(rows) == len(PAGES) == len({row.split(",")[0] for row in rows})
    assert len({page.name for page in PAGES}) == len(PAGES)
