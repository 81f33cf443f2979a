"""`tag --fetch` on a real server of this machine: what it reads, and what it does not ask for or get hold of."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.hostile import processes
from tests.hostile.processes import Ended

PAGE: Final = (
    "<title>Casino and poker</title><meta name='description' content='ល្បែងស៊ីសង'><h1>Poker</h1><p>Bets"
).encode()
SAYS: Final = "on its page"


class Serving(NamedTuple):
    """A server that runs."""

    url: str
    asked: list[str]
    """The paths that were asked for."""

    def at(self, path: str) -> str:
        """The URL of `path`."""
        return f"{self.url}{path}"


class _Handler(BaseHTTPRequestHandler):
    asked: list[str]
    closing: threading.Event

    def do_GET(self) -> None:
        """Answer as the path says."""
        self.asked.append(self.path)
        try:
            _ANSWERS[self.path.partition("?")[0]](self)
        except OSError:
            self.close_connection = True  # the client had enough

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""

    def answer(self, body: bytes = PAGE, code: int = 200, kind: str = "text/html; charset=utf-8", **more: str) -> None:
        """Send a whole answer."""
        self.send_response(code)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def large(self) -> None:
        """Send a page, and then zeros up to fifty million."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(50_000_000))
        self.end_headers()
        self.wfile.write(PAGE)
        for _ in range(50):
            self.wfile.write(bytes(1_000_000))

    def silent(self) -> None:
        """Say nothing until the test is over."""
        self.closing.wait(processes.SECONDS)

    def stalling(self) -> None:
        """Send a page, and then nothing until the test is over."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE) + 1_000))
        self.end_headers()
        self.wfile.write(PAGE)
        self.wfile.flush()
        self.closing.wait(processes.SECONDS)


_ANSWERS: Final[dict[str, Callable[[_Handler], None]]] = {
    "/page": _Handler.answer,
    "/moved": lambda it: it.answer(b"", 302, Location="/moved-again"),
    "/moved-again": lambda it: it.answer(b"", 301, Location="/page"),
    "/loop": lambda it: it.answer(PAGE, 302, Location="/loop-back"),
    "/loop-back": lambda it: it.answer(PAGE, 302, Location="/loop"),
    "/nowhere": lambda it: it.answer(PAGE, 302, Location="ftp://example.org/"),
    "/to-private": lambda it: it.answer(PAGE, 302, Location="http://10.0.0.1/"),
    "/to-file": lambda it: it.answer(PAGE, 302, Location="file:///etc/passwd"),
    "/challenge": lambda it: it.answer(PAGE, 403, cf_mitigated="challenge"),
    "/challenge-200": lambda it: it.answer(PAGE, 200, cf_mitigated="challenge"),
    "/missing": lambda it: it.answer(PAGE, 404),
    "/error": lambda it: it.answer(PAGE, 500),
    "/empty": lambda it: it.answer(b""),
    "/blank": lambda it: it.answer(b"<html><body></body></html>"),
    "/image": lambda it: it.answer(b"\x89PNG casino poker", kind="image/png"),
    "/binary": lambda it: it.answer(bytes(range(256)) * 99, kind=""),
    "/latin": lambda it: it.answer("<title>casino é poker</title>".encode("latin-1"), kind="text/html; charset=latin1"),
    "/packed": lambda it: it.answer(gzip.compress(PAGE), Content_Encoding="gzip"),
    "/bomb": lambda it: it.answer(gzip.compress(PAGE + bytes(50_000_000)), Content_Encoding="gzip"),
    "/escapes": lambda it: it.answer("<title>\x1b[2J\x9b31m\u202ecasino poker\x07</title>&#27;[31m".encode()),
    "/large": _Handler.large,
    "/silent": _Handler.silent,
    "/stalling": _Handler.stalling,
}


@pytest.fixture
def server(socket_enabled: None) -> Iterator[Serving]:
    """A server on the loopback interface."""
    del socket_enabled
    asked: list[str] = []
    closing = threading.Event()
    handler = type("Handler", (_Handler,), {"asked": asked, "closing": closing})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        try:
            yield Serving(f"http://127.0.0.1:{found.server_port}", asked)
        finally:
            closing.set()
            found.shutdown()
            thread.join()


ALLOWED: Final = {"KH_TESTLIST_CHECK_ALLOW_PRIVATE": "127.0.0.1/32", "KH_TESTLIST_CHECK_TIMEOUT": "20"}


def fetched(folder: Path, *arguments: str, **env: str) -> tuple[Ended, list[dict[str, object]]]:
    """Run `tag --fetch` as a process of its own: how it ended, and its lines."""
    ended = processes.run("tag", "--fetch", "--format", "jsonl", *arguments, folder=folder, env={**ALLOWED, **env})
    processes.assert_civil(ended)
    assert ended.code == 0, ended.err
    return ended, [json.loads(line) for line in ended.out.splitlines()]


def reasons(line: dict[str, object]) -> str:
    """All reasons of a line, in one text."""
    return json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize("path", ["/page", "/moved", "/latin", "/packed", "/large", "/bomb", "/escapes"])
def test_read(server: Serving, tmp_path: Path, path: str) -> None:
    """A page is read, redirects followed, packed or long: of fifty megabytes the start."""
    ended, (line,) = fetched(tmp_path, server.at(path))
    assert line["url"] == server.at(path)
    assert SAYS in reasons(line)
    assert "only by its URL" not in ended.err


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/loop", "redirects lead nowhere"),
        ("/nowhere", "redirects lead nowhere"),
        ("/to-file", "redirects lead nowhere"),
        ("/challenge", ""),
        ("/challenge-200", "challenge"),
        ("/missing", "404"),
        ("/error", "500"),
        ("/empty", "no words"),
        ("/blank", "no words"),
        ("/image", "no words"),
    ],
)
def test_not_read(server: Serving, tmp_path: Path, path: str, why: str) -> None:
    """What is not the site's page tells nothing: the URL is judged alone, and the person is told why."""
    ended, (line,) = fetched(tmp_path, server.at(path))
    assert SAYS not in reasons(line)
    (said,) = [text for text in ended.err.splitlines() if "judged only by its URL" in text]
    assert server.at(path) in said
    assert why in said


def test_binary(server: Serving, tmp_path: Path) -> None:
    """Bytes of no kind are no reason to stumble."""
    fetched(tmp_path, server.at("/binary"))


def test_a_slow_server(server: Serving, tmp_path: Path) -> None:
    """A server that says nothing is left after the timeout; one that stalls in mid-page is read as far as it came."""
    urls = [server.at("/silent"), server.at("/stalling"), server.at("/page")]
    ended, lines = fetched(tmp_path, *urls, KH_TESTLIST_CHECK_TIMEOUT="1")
    assert [line["url"] for line in lines] == urls
    assert [SAYS in reasons(line) for line in lines] == [False, True, True]
    assert "generic_timeout_error" in ended.err


@pytest.mark.parametrize("path", ["/page", "/moved"])
def test_a_private_address(server: Serving, tmp_path: Path, path: str) -> None:
    """Without leave no private address is asked for anything."""
    ended, (line,) = fetched(tmp_path, server.at(path), KH_TESTLIST_CHECK_ALLOW_PRIVATE="")
    assert SAYS not in reasons(line)
    assert "judged only by its URL" in ended.err
    assert server.asked == []


def test_a_redirect_to_a_private_address(server: Serving, tmp_path: Path) -> None:
    """Nor does a redirect lead to one; the page that redirects tells nothing."""
    ended, (line,) = fetched(tmp_path, server.at("/to-private"))
    assert SAYS not in reasons(line)
    assert "judged only by its URL" in ended.err
    assert server.asked == ["/to-private"]


def test_nobody_there(server: Serving, tmp_path: Path) -> None:
    """A port that nobody listens on, and what is no web address."""
    ended, lines = fetched(tmp_path, "http://127.0.0.1:9/", "nonsense", server.at("/page"))
    assert [SAYS in reasons(line) for line in lines] == [False, False, True]
    assert "connection_refused" in ended.err


def test_each_page_once(server: Serving, tmp_path: Path) -> None:
    """A URL that is named twice is fetched once; one that comes with its text is not fetched at all."""
    given = json.dumps({"url": server.at("/missing"), "text": "casino poker"})
    (tmp_path / "in.txt").write_text(f"{server.at('/page')}\n{given}\n{server.at('/page')}\n", "utf-8")
    _, lines = fetched(tmp_path, "-i", "in.txt")
    assert [SAYS in reasons(line) for line in lines] == [True, True, True]
    assert server.asked == ["/page"]
    server.asked.clear()
    (tmp_path / "in.txt").write_text(f"{given}\n", "utf-8")
    fetched(tmp_path, "-i", "in.txt")
    assert server.asked == []


def test_many(server: Serving, tmp_path: Path) -> None:
    """Answers come in the order of the questions, whichever page was there first."""
    urls = [server.at(f"/{'page' if number % 3 else 'missing'}?{number}") for number in range(40)]
    (tmp_path / "in.txt").write_text("\n".join(urls), "utf-8")
    _, lines = fetched(tmp_path, "-i", "in.txt")
    assert [line["url"] for line in lines] == urls
    assert [SAYS in reasons(line) for line in lines] == [bool(number % 3) for number in range(40)]


def test_not_asked_to(server: Serving, tmp_path: Path) -> None:
    """Without `--fetch` nothing is fetched."""
    ended = processes.run("tag", server.at("/page"), folder=tmp_path, env=ALLOWED)
    assert ended.code == 0
    assert server.asked == []


def test_the_first_time(server: Serving, tmp_path: Path) -> None:
    """Before the first fetch from a vantage the person is told what it means, as `check` does; once."""
    first, _ = fetched(tmp_path, server.at("/page"))
    second, _ = fetched(tmp_path, server.at("/page"))
    assert "first check from the vantage" in first.err
    assert "first check from the vantage" not in second.err
