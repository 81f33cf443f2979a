"""A small web for runs of `check`, played by a function: no sockets, and the run is the real one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, cast

from kh_testlist.check_options import CheckOptions
from kh_testlist.liveness import journal
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.run import Controls, Run
from kh_testlist.talk import NO_PROGRESS
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import Fetcher, Observation, Request

Serve = Callable[[str], Observation]

_TEXT: Final = """
ability about above accept across action address advice after against agency agree air almost along also
always among amount animal answer area army around arrive art article aside attack author avoid baby back bank
base beach bear beat become before begin behind believe benefit best beyond bill bird black blood blue board
body book border bottom brother budget build burn business camera cancer candidate capital career carry case
catch cause center century certain chair challenge chance change charge child choice church citizen city claim
class clear coach cold college color common community company compare computer concern condition conference
congress consider contain continue control cost country couple course court cover create crime culture current
customer danger dark daughter day dead deal death debate decade decide deep defense degree describe design
detail develop difference dinner direction discuss disease doctor dog door draw dream drive drop drug early
east economy edge education effect effort election energy enjoy environment evening event evidence example
executive experience
"""
WORDS: Final = tuple(_TEXT.split())


class Resolver:
    """Knows every name, and no name server that matters."""

    heard = True

    def forget(self) -> None:
        """Have nothing to forget."""

    def nameservers(self, domain: str, seconds: float) -> tuple[str, ...]:
        """Return the name servers of a domain that nobody parked."""
        del seconds
        return (f"ns1.{domain}",)


class World:
    """Sends no request: a function answers."""

    def __init__(self, serve: Serve) -> None:
        self.resolver = Resolver()
        self.asked: list[str] = []
        self._serve = serve
        self._lock = threading.Lock()

    def send(self, request: Request, seconds: float) -> Observation:
        """Return what the function answers."""
        del seconds
        with self._lock:
            self.asked.append(request.url)
            return self._serve(request.url)


def ran(
    urls: Sequence[str],
    serve: Serve,
    *,
    path: Path | None = None,
    resume: bool = False,
    **options: Any,  # noqa: ANN401 - of any type
) -> tuple[Run, list[Record]]:
    """Run a check of `urls` to its end; the run, and the results in the order in which they came."""
    chosen = CheckOptions(pause=0, **({"concurrency": 1} | options))
    kept = None
    if path is not None:
        header = journal.Header("kh-testlist 0.1.0", "home", journal.list_hash(urls), len(urls), {})
        kept = journal.start(path, header, resume=resume)
    run = Run(chosen, cast("Fetcher", World(serve)), Controls(), NO_PROGRESS, kept)
    came = list(run.check(urls))
    if kept is not None:
        kept.close()
    return run, came


def page(url: str, body: str, status: int = 200, **headers: str) -> Observation:
    """An answer with a page."""
    return Observation(
        url,
        ("203.0.113.7",),
        status,
        {"content-type": "text/html; charset=utf-8"} | headers,
        body=body.encode(),
        elapsed=0.1,
    )


def article(url: str) -> Observation:
    """An answer with a page that no other URL has."""
    start = sum(map(ord, url)) * 7
    words = [WORDS[(start + number * (1 + start % 13)) % len(WORDS)] for number in range(120)]
    return page(url, f"<title>News of {url}</title><p>{' '.join(words)}")


def sent(url: str, target: str, status: int = 302) -> Observation:
    """An answer that redirects."""
    return Observation(url, ("203.0.113.7",), status, {"location": target}, elapsed=0.1)


def broken(url: str) -> Observation:
    """An attempt that gets no answer."""
    return Observation(url, ("203.0.113.7",), failure="connection_reset", operation=Operation.TLS_HANDSHAKE)
