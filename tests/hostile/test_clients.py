"""The clients of APIs: whatever a server sends, what comes of it is an answer or a `Failure` with a next step."""

from __future__ import annotations

import ipaddress
import json
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from kh_testlist.errors import Failure
from kh_testlist.liveness.attempt import Attempt, Control, now
from kh_testlist.liveness.control import ask_helpers
from kh_testlist.ooni import api as ooni
from kh_testlist.ooni.api import Api
from kh_testlist.ooni.login import Login
from kh_testlist.ooni.run_api import RunApi, RunLink
from kh_testlist.upstream import github
from kh_testlist.upstream.github import GitHub
from kh_testlist.upstream.origin import Repository, Token
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import Fetcher
from kh_testlist.web.guard import Guard
from kh_testlist.web.resolve import Resolver, Server
from tests.hostile import answers
from tests.hostile.servers import Hostile, sending

SEED: Final = 15
COUNT: Final = 200
WHOM: Final = Repository("owner", "name")
SECRET: Final = "hostile-server-must-not-see-this"  # noqa: S105 - nobody's

Ask = Callable[[str], object]
"""Asks the API at a root."""


def _ends(found: RunLink | None) -> object:
    return found and found.expiration_date


CLIENTS: Final[dict[str, Ask]] = {
    "rows": lambda root: Api(root).networks(),
    "a link": lambda root: _ends(RunApi(Api(root)).read("1", Login(SECRET, None))),
    "an account": lambda root: GitHub(root, Token(SECRET)).login(),
    "labels": lambda root: GitHub(root, Token(SECRET)).labels(WHOM),
    "a request": lambda root: GitHub(root, Token(SECRET)).open_pull(WHOM, {"title": "x"}),
}


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch, socket_enabled: None) -> None:
    """Nobody waits, and nobody asks twice for what did not come."""
    del socket_enabled
    monkeypatch.setattr(ooni, "PATIENCE", 0.5)
    monkeypatch.setattr("kh_testlist.ooni.api.time.sleep", lambda _: None)
    monkeypatch.setattr(github, "sleep", lambda _: None)
    monkeypatch.setattr(github, "_TRIES", 1)


@pytest.fixture(scope="module")
def servers() -> Iterator[Hostile]:
    """Servers with answers that are made up."""
    kept: list[bytes] = []
    with sending(kept) as found:
        kept += answers.made(SEED, COUNT, found.port)
        yield found


def outcome(ask: Ask, root: str) -> str:
    """How it went: an answer, or a failure that is fit to be shown."""
    failed = None
    try:
        ask(root)
    except Failure as failure:
        failed = failure
    if failed is None:
        return "answer"
    assert failed.message
    assert failed.next_step
    assert "disk" not in failed.next_step
    assert SECRET not in failed.message + failed.next_step
    return "failure"


@pytest.mark.parametrize("name", CLIENTS)
def test_made_up(servers: Hostile, name: str) -> None:
    """200 answers that are made up: redirects to anywhere, garbage in each part of an answer."""
    outcomes = Counter(outcome(CLIENTS[name], f"http://127.0.0.1:{servers.port}/{number}") for number in range(COUNT))
    assert outcomes.total() == COUNT
    assert outcomes["failure"] > COUNT / 2


def link(**changes: object) -> dict[str, object]:
    """What the API says of a link, with changes."""
    return {
        "oonirun_link_id": "1", "revision": "1", "expiration_date": "2027-01-01T00:00:00Z",
        "nettests": [{"test_name": "web_connectivity", "inputs": ["https://example.com/"]}], **changes,
    }  # fmt: skip


def nested(depth: int) -> list[Any]:
    """A list in a list, and so on."""
    made: list[Any] = []
    for _ in range(depth):
        made = [made]
    return made


DOCUMENTS: Final[dict[str, tuple[int, object]]] = {
    "a day before the first": (200, link(expiration_date="0001-01-01T00:00:00+23:59")),
    "a day after the last": (200, link(expiration_date="9999-12-31T23:59:59-23:59")),
    "a year that is none": (200, link(expiration_date=1e308)),
    "a next page that is no address": (200, {"metadata": {"next_url": "http://["}, "results": []}),
    "a next page with half an address": (200, {"metadata": {"next_url": "//[::1"}, "results": []}),
    "a reason that is deep": (404, {"detail": nested(400), "error": nested(400)}),
    "a reason that is no text": (400, {"detail": [{"loc": nested(300), "msg": {}}], "message": {}, "errors": [[]]}),
    "half a character": (400, {"detail": "\ud800", "message": "\udfff", "error": "\ud800"}),
    "a number without end": (200, {"result": 10**4_000, "login": 10**4_000}),
}


@pytest.mark.parametrize("name", CLIENTS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents(name: str, document: str) -> None:
    """Documents that are JSON, and cannot be read as what they should be."""
    status, value = DOCUMENTS[document]
    body = json.dumps(value).encode()
    with sending([b"HTTP/1.1 %d x\r\nContent-Length: %d\r\n\r\n%b" % (status, len(body), body)]) as servers:
        outcome(CLIENTS[name], f"http://127.0.0.1:{servers.port}/0")


@pytest.mark.parametrize("name", CLIENTS)
@pytest.mark.parametrize("root", ["https://*.example.com", "https://.example.com", f"https://{'a' * 64}.example.com"])
def test_a_root_that_cannot_be_asked(name: str, root: str) -> None:
    """An address that requests refuses, before anything is sent, is a failure that names what to check."""
    with pytest.raises(Failure) as caught:
        CLIENTS[name](root)
    assert "disk" not in caught.value.next_step
    if "*" in root:
        assert "Check --api, OONI_API_URL" in caught.value.next_step or "GITHUB_API_URL" in caught.value.next_step


def fetcher_of(servers: Hostile) -> Fetcher:
    """What asks test helpers."""
    host, _, port = servers.resolver.partition(":")
    allowed = Guard((ipaddress.ip_network("127.0.0.1/32"),))
    return Fetcher(Resolver([Server(host, int(port))]), allowed, ssl.create_default_context(), "test", 5.0)


def asked(fetcher: Fetcher, servers: Hostile, number: int) -> Control:
    """What the test helper at a number says of a site that is down."""
    down = Attempt("http://down.example.com/", 1, now(), failure="eof_error", operation=Operation.HTTP_ROUND_TRIP)
    question = ask_helpers(down, [f"http://helper.example.com:{servers.port}/{number}"], now())
    step = next(question)
    try:
        while True:
            step = question.send(fetcher.send(step.request, step.seconds))
    except StopIteration as end:
        found: Control = end.value
    return found


def test_a_control(servers: Hostile) -> None:
    """A test helper that sends such answers could not tell, and says why."""
    fetcher = fetcher_of(servers)
    for number in range(COUNT):
        said = asked(fetcher, servers, number)
        assert said.succeeded is None, answers.made(SEED, COUNT, servers.port)[number][:300]
        assert said.failure


@pytest.mark.parametrize("depth", [50, 600, 60_000])
def test_a_control_that_is_deep(depth: int) -> None:
    """A document that would take more stack than a worker has is no answer; a moderate one is read."""
    body = b'{"tcp_connect": ' + b"[" * depth + b"]" * depth + b', "http_request": {"failure": "y"}}'
    with sending([b"HTTP/1.1 200 x\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)]) as servers:
        said = asked(fetcher_of(servers), servers, 0)
    assert (said.succeeded, said.failure) == ((False, "y") if depth == 50 else (None, "no JSON object"))
