"""Fetching a page for what it says: the requests that a visit would make, and nothing judged."""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

from kh_testlist.liveness import classify
from kh_testlist.liveness.attempt import OK, Signal
from kh_testlist.liveness.visit import Ask, Memory, follow
from kh_testlist.web.fetch import MOST_INFLATED, MOST_READ, Observation
from kh_testlist.web.page import WebPage, read


class Look(NamedTuple):
    """What a URL showed."""

    page: WebPage | None
    """None where no page of the site itself was to be had."""
    why: str
    """What came instead."""
    is_cut: bool = False
    """Whether there is more of it than was read."""


def look(url: str, seconds: float, most: int = MOST_READ) -> Generator[Ask, Observation, Look]:
    """Fetch the page of `url`, a web address, redirects followed, in at most `seconds` of requests.

    Of the page as it is sent, `most` bytes are read.
    """
    led = yield from follow(url, seconds, Memory(), most=most, returns=0)
    answer = led.answer
    if led.ending or led.is_late:
        return Look(None, "its redirects lead nowhere")
    if answer.status is None:
        return Look(None, answer.failure or f"it was not asked: {answer.refusal}")
    page = read(answer)
    if answer.status not in OK:
        return Look(None, f"it answered with status {answer.status}")
    if classify.of_answer(answer, page) & {Signal.CHALLENGE, Signal.KNOWN_BLOCK_PAGE}:
        return Look(None, "it showed a challenge or a block page")
    return Look(page, "", is_cut=answer.cut is not None or len(answer.body) >= MOST_INFLATED)
