"""Fetching a page for what it says: the requests that a visit would make, and nothing judged."""

from __future__ import annotations

from collections.abc import Generator
from typing import Final, NamedTuple

from kh_testlist.liveness import signs
from kh_testlist.liveness.attempt import OK, Redirect, Signal
from kh_testlist.liveness.visit import Ask, target_of, why_not
from kh_testlist.urls import canonical
from kh_testlist.web.fetch import MOST_INFLATED, MOST_READ, Observation, Request
from kh_testlist.web.page import Page, read


class Look(NamedTuple):
    """What a URL showed."""

    page: Page | None
    """None where no page of the site itself was to be had."""
    why: str
    """What came instead."""
    is_cut: bool = False
    """Whether there is more of it than was read."""


def look(url: str, seconds: float, most: int = MOST_READ) -> Generator[Ask, Observation, Look]:
    """Fetch the page of `url`, a web address, redirects followed, in at most `seconds` of requests.

    Of the page as it is sent, `most` bytes are read.
    """
    current = canonical(url) or url
    redirects: list[Redirect] = []
    seen = {current}
    spent = 0.0
    while True:
        answer = yield Ask(Request(current, most=most), max(seconds - spent, _LEAST))
        spent += answer.elapsed
        target = target_of(answer)
        if target is None or answer.failure:
            break
        redirects.append(Redirect(current, answer.status or 0, target))
        if why_not(target, seen, len(redirects)) or spent >= seconds:
            return Look(None, "its redirects lead nowhere")
        current = target
        seen.add(current)
    if answer.status is None:
        return Look(None, answer.failure or f"it was not asked: {answer.refusal}")
    page = read(answer)
    if answer.status not in OK:
        return Look(None, f"it answered with status {answer.status}")
    if signs.of_answer(answer, page) & {Signal.CHALLENGE, Signal.KNOWN_BLOCK_PAGE}:
        return Look(None, "it showed a challenge or a block page")
    return Look(page, "", is_cut=answer.cut is not None or len(answer.body) >= MOST_INFLATED)


_LEAST: Final = 0.1
"""Seconds: less is no time for a request at all."""
