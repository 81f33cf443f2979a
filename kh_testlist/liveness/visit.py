"""One attempt on a URL: the requests that it makes, one after the other, and the facts from their answers."""

from __future__ import annotations

from collections.abc import Generator
from typing import Final

from kh_testlist.liveness import classify, quirks
from kh_testlist.liveness.attempt import OK, Attempt, Signal, now
from kh_testlist.liveness.closer import SETTLED, Seen, look_closer
from kh_testlist.liveness.following import Answer, Memory, Step, follow
from kh_testlist.liveness.sketch import sketch
from kh_testlist.web.fetch import Observation
from kh_testlist.web.page import WebPage, read

Visit = Generator[Step, Answer, Attempt]


def visit(url: str, number: int, seconds: float, memory: Memory) -> Visit:
    """Visit `url`, a web address, with at most `seconds` for its requests. `number` is the number of the pass."""
    led = yield from follow(url, seconds, memory)
    answer, redirects = led.answer, led.redirects
    page = read(answer)
    signals = (
        classify.of_answer(answer, page)
        | classify.of_redirects(url, redirects, led.url)
        | quirks.of(led.url, answer.status)
        | led.signals
    )
    if led.ending:
        signals |= {led.ending}
    elif Signal.PARKING_REDIRECT in signals or (answer.status in OK and not signals & SETTLED):
        signals = yield from look_closer(Seen(url, led, page), signals, seconds, memory)
    return Attempt(
        url,
        number,
        checked_at=now(),
        elapsed=led.spent,
        final_url=led.url,
        redirects=redirects,
        status=answer.status,
        failure=answer.failure,
        operation=answer.operation,
        refusal=answer.refusal,
        addresses=answer.addresses,
        title=page.title,
        language=page.language if page.source else None,
        signals=signals,
        retry_after=led.retry_after,
        sketch=b"" if signals & SETTLED - {Signal.KNOWN_BLOCK_PAGE} else _sketch(answer, page, url),
    )


def _sketch(answer: Observation, page: WebPage, url: str) -> bytes:
    return sketch(page, url, answer.url) if answer.status in SKETCHED else b""


SKETCHED: Final = frozenset({*OK, 403, 451, 511})
"""Statuses of pages that are compared: of sites, of block pages, and of portals. Source of 511: RFC 6585, 6."""
