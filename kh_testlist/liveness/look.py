"""Fetch a page for its text, with the requests of a visit but without a verdict."""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

from kh_testlist.liveness import classify
from kh_testlist.liveness.attempt import OK, Signal
from kh_testlist.liveness.following import Ask, Memory, follow
from kh_testlist.web.fetch import MOST_INFLATED, MOST_READ, Observation
from kh_testlist.web.page import WebPage, read


class Look(NamedTuple):
    """The page of a URL, or why there is none."""

    page: WebPage | None
    """None if no page of the site itself could be read."""
    why: str
    """What happened instead."""
    is_cut: bool = False
    """True if only a part of the page was read."""


def look(url: str, seconds: float, most: int = MOST_READ) -> Generator[Ask, Observation, Look]:
    """Fetch the page of `url`, a web address, and follow redirects, with at most `seconds` for the requests.

    At most `most` bytes of the page are read, as it is sent.
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
