"""Fetches pages for what they say, as `check` would and with the same care."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from kh_testlist.commands.checking import fetcher_of, introduce
from kh_testlist.commands.sites import Site
from kh_testlist.commands.vantage import usual
from kh_testlist.liveness.look import Look, look
from kh_testlist.liveness.marks import BLOCK_ADDRESSES
from kh_testlist.liveness.pool import Pool
from kh_testlist.liveness.visit import Ask
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.session import Session
from kh_testlist.urls import canonical
from kh_testlist.web.fetch import MOST_READ, make_room
from kh_testlist.web.guard import Guard


def summaries(session: Session, urls: Sequence[str]) -> dict[str, str]:
    """What the pages of `urls` say, by URL; why there is nothing to be read is said to the person."""
    found: dict[str, str] = {}
    for url, seen in looks(session, urls):
        if seen.page is not None and seen.page.summary:
            found[url] = seen.page.summary
        else:
            session.say(f"{url} is judged by its URL alone: {seen.why or 'there are no words on its page'}.")
    return found


def looks(session: Session, urls: Sequence[str], most: int = MOST_READ) -> Iterator[tuple[str, Look]]:
    """What `urls` show, each as it comes; of a page as it is sent, `most` bytes."""
    options = usual()
    wanted = [url for url in dict.fromkeys(urls) if canonical(url)]
    make_room(options.concurrency)
    fetcher = fetcher_of(options, Guard(options.allow_private, BLOCK_ADDRESSES))
    introduce(session, [Site(url) for url in wanted], options.vantage)

    def perform(step: Ask) -> object:
        return fetcher.send(step.request, step.seconds)

    pool: Pool[Ask, Look] = Pool(perform, options.concurrency, options.per_host)
    with Bar(session) as bar:
        bar.stage("Fetching", len(wanted))
        with contextlib.closing(pool.run([(url, look(url, options.timeout, most)) for url in wanted])) as found:
            for url, seen in found:
                bar.step()
                yield url, _unread(seen) if isinstance(seen, Exception) else seen


def _unread(error: Exception) -> Look:
    """What is told of a page on which the program itself failed: the other pages are read all the same."""
    return Look(None, f"the program itself failed here ({type(error).__name__}): please report it")
