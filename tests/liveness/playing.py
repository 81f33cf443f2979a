"""Play a visit by hand: a table of answers is the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kh_testlist.liveness.attempt import Attempt, Judgement, Known
from kh_testlist.liveness.following import Answer, Ask, Memory, Step
from kh_testlist.liveness.verdict import judge
from kh_testlist.liveness.visit import visit
from kh_testlist.web.fetch import Observation

Serve = Callable[[str], Observation]
MOST_STEPS = 60


def play(url: str, serve: Serve, known: Known | None = None, nameservers: tuple[str, ...] = ()) -> Attempt:
    """Return the attempt on `url`, with `serve` for all servers."""
    visiting = visit(url, 1, 10.0, Memory({url: known} if known else {}))
    step: Step = next(visiting)
    for _ in range(MOST_STEPS):
        answer: Answer = serve(step.request.url) if isinstance(step, Ask) else nameservers
        try:
            step = visiting.send(answer)
        except StopIteration as end:
            attempt: Attempt = end.value
            return attempt
    raise AssertionError(f"{url}: the visit does not end")


def verdict_of(url: str, serve: Serve, known: Known | None = None, nameservers: tuple[str, ...] = ()) -> Judgement:
    """Return the judgement of one attempt on `url`."""
    return judge(play(url, serve, known, nameservers))


def page(url: str, body: str, status: int = 200, **headers: str) -> Observation:
    """Return an answer with a page."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = {"content-type": "text/html; charset=utf-8"}
    return Observation(url, status=status, headers=kind | given, body=body.encode(), elapsed=0.1)


def moved(url: str, target: str, status: int = 302) -> Observation:
    """Return a redirect."""
    return Observation(url, status=status, headers={"location": target}, elapsed=0.1)


def only(body: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Serve:
    """Serve one page for each path."""
    return lambda url: page(url, body, status, **headers or {})


def honest(pages: Mapping[str, Observation | str]) -> Serve:
    """Serve these pages, and 404 for each other path."""

    def serve(url: str) -> Observation:
        found = pages.get(url)
        if found is None:
            return page(url, "<title>404 Not Found</title><h1>Not Found</h1>", 404)
        return page(url, found) if isinstance(found, str) else found

    return serve
