"""A run of `check`: canaries, a pass over all URLs, gentler passes over the failed ones, the control, the records."""

from __future__ import annotations

import contextlib
import itertools
import random
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from kh_testlist.check_options import CheckOptions
from kh_testlist.liveness import control, record, verdict
from kh_testlist.liveness.attempt import CLEAN, Attempt, Control, Judgement, Known, Signal, now
from kh_testlist.liveness.canaries import Canaries, enough_work, is_plain
from kh_testlist.liveness.following import MOST_RETRY_AFTER, Answer, Ask, Memory, Step
from kh_testlist.liveness.journal import Journal, Past, list_hash
from kh_testlist.liveness.pool import Pool
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.shared import Cluster, Ends
from kh_testlist.liveness.visit import visit
from kh_testlist.talk import Progress
from kh_testlist.urls import canonical, host_of
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import Fetcher

LONGEST_URL: Final = 8_000
"""Characters. Source: RFC 9110, 4.1, asks servers to accept 8,000 octets; few servers accept more."""

_GENTLER: Final = 4
"""A later pass has the concurrency of the first pass divided by this, and one request per host."""
_SLOWER: Final = 2.0
"""An attempt of a later pass has the time of the first pass multiplied by this."""


@dataclass(frozen=True, slots=True)
class Controls:
    """The second vantage of a run."""

    helpers: Sequence[str] = ()
    """Addresses of test helpers, which are asked one after the other."""
    fetcher: Fetcher | None = None
    """The fetcher that asks them."""
    records: Mapping[str, Record] = field(default_factory=dict)
    """The results of another vantage, by URL."""


class Run:
    """One run of `check`."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a run works with
        self,
        options: CheckOptions,
        fetcher: Fetcher,
        controls: Controls,
        watcher: Progress,
        journal: Journal | None = None,
        known: Mapping[str, Known] | None = None,
    ) -> None:
        self._options = options
        self._fetcher = fetcher
        self._controls = controls
        self._watcher = watcher
        self._journal = journal
        self._past = journal.past if journal else Past()
        self._attempts: dict[str, list[Attempt]] = {}
        self._memory = Memory(known or {})
        self._canaries = Canaries()
        self._ends = Ends(())
        self._knows_different_pages = False
        self._held: dict[str, None] = {}
        """URLs whose result waits, because other sites may still end at the same place."""
        self._out: dict[str, Record] = {}
        """The results that were yielded, by URL."""
        self.amended: dict[str, Record] = {}
        """By URL, results that changed after they were yielded: their page turned out to be shared."""
        self.clusters: Sequence[Cluster] = ()
        """The pages that unrelated sites share, the largest cluster first."""
        self.network_works = True
        """True if this network works. If not, the verdict of a failed URL is unknown."""

    def check(self, urls: Sequence[str]) -> Generator[Record, None, None]:
        """Check the distinct `urls`, and yield the record of each once, as soon as it is known.

        The run ends within a moment if the iterator is closed or raises. The journal keeps the attempts so far.
        """
        self._ends = Ends(urls)
        for attempt in itertools.chain.from_iterable(self._past.attempts.values()):
            self._ends.add(attempt)
        open_ = []
        for url in urls:
            if url in self._past.records:
                yield self._give(self._past.records[url])
            elif (said := _not_asked(url)) is not None:
                yield self._give(self._keep(record.unvisited(url, said, self._options.vantage, now())))
            else:
                self._attempts[url] = list(self._past.attempts.get(url, ()))
                open_.append(url)
        pending = []
        for url in open_:
            if self._is_settled(url):
                yield self._finish(url, None)
            else:
                pending.append(url)
        if pending:
            yield from self._visit_all(pending)
        self._amend()

    def left(self) -> Iterator[Record]:
        """Yield the results that were still held when the run was stopped. The journal has their attempts."""
        for url in self._held:
            if url not in self._out and self._is_settled(url):
                yield record.of_attempts(*self._settled(url, None), None, self._options.vantage)

    def _is_settled(self, url: str) -> bool:
        return any(map(verdict.is_clean, self._marked(url)))

    def _marked(self, url: str) -> list[Attempt]:
        """Return the attempts on `url`, as they look with what is known now of all sites."""
        return [self._ends.marked(attempt) for attempt in self._attempts[url]]

    def _visit_all(self, urls: list[str]) -> Iterator[Record]:
        self.network_works = self._canaries_pass()
        pending = urls
        for number in range(1, self._options.passes + 1):
            if not self.network_works or not pending:
                break
            for url in self._pass(number, pending):
                yield self._finish(url, None)
            pending = [url for url in pending if url not in self._out]
            void = range(0)
            if self._is_portal():
                void = range(1, number + 1)
            elif self._is_in_doubt(pending) and not self._canaries_pass():
                void = range(number, number + 1)
            for one in void:
                self.network_works = False
                if self._journal:
                    self._journal.void(one)
            for url in filter(self._is_settled, pending):
                yield self._finish(url, None)
            pending = [url for url in pending if url not in self._out]
        if not self._options.canaries and self._options.canaries is not None:
            self.network_works = self.network_works and self._heard_anything()
        consulted = self._consult(pending) if self.network_works else {}
        for url in pending:
            yield self._finish(url, consulted.get(url))

    def _is_in_doubt(self, urls: Sequence[str]) -> bool:
        return self._ends.are_in_doubt or any(not self._is_settled(url) for url in urls)

    def _is_portal(self) -> bool:
        """Return True if the sites end where a captive portal would lead them. Canaries that work show the opposite."""
        return self._ends.take_canaries() or (not self._options.canaries and self._ends.find_portal())

    def _pass(self, number: int, urls: Sequence[str]) -> Iterator[str]:
        """Make a pass, and yield the URLs that it settles."""
        todo = [url for url in urls if len(self._attempts[url]) < number and not self._is_to_wait(url)]
        if not todo:
            return
        if number > 1:
            self._rest()
        is_first = number == 1
        self._fetcher.resolver.forget()
        seconds = self._options.timeout * (1.0 if is_first else _SLOWER)
        pool: Pool[Step, Attempt] = Pool(
            self._perform,
            self._options.concurrency if is_first else max(1, self._options.concurrency // _GENTLER),
            self._options.per_host if is_first else 1,
        )
        self._watcher.stage(f"pass {number}", len(todo))
        visits = [(url, visit(url, number, seconds, self._memory)) for url in in_order(todo, number)]
        with contextlib.closing(pool.run(visits)) as ended:
            for url, came in ended:
                self._watcher.step()
                failed = Attempt(url, number, now(), signals=frozenset({Signal.PROGRAM_ERROR}))
                attempt = failed if isinstance(came, Exception) else came
                self._attempts[url].append(attempt)
                self._ends.add(attempt)
                if self._journal:
                    self._journal.attempt(attempt)
                if verdict.is_clean(attempt):
                    self._held[url] = None
                    yield from self._freed(attempt)

    def _freed(self, attempt: Attempt) -> list[str]:
        """Return the URLs whose results no longer have to wait, after `attempt`."""
        if self._ends.have_differed and not self._knows_different_pages:
            self._knows_different_pages = True
            urls = list(self._held)
        else:
            urls = [attempt.url]
        freed = [url for url in urls if not any(map(self._ends.is_open, self._attempts[url]))]
        for url in freed:
            del self._held[url]
        return freed

    def _is_to_wait(self, url: str) -> bool:
        """Return True if the server asked for a longer wait than a run accepts. Then its last answer counts."""
        return any(attempt.retry_after > MOST_RETRY_AFTER for attempt in self._attempts[url])

    def _rest(self) -> None:
        """Wait between passes, so that a site with a short failure has time to recover."""
        self._watcher.stage("pause", round(self._options.pause))
        ends = time.monotonic() + self._options.pause
        while (left := ends - time.monotonic()) > 0:
            time.sleep(min(1.0, left))
            self._watcher.step()

    def _perform(self, step: Step) -> Answer:
        if isinstance(step, Ask):
            return self._fetcher.send(step.request, step.seconds)
        try:
            return self._fetcher.resolver.nameservers(step.domain, step.seconds)
        except OSError:  # without a socket, the name servers stay unknown
            return ()

    def _canaries_pass(self) -> bool:
        """Return True if at least half of the canaries are up, or if there are none."""
        canaries = self._options.canaries or ()
        if not canaries:
            return True
        self._fetcher.resolver.forget()
        self._watcher.stage("canaries", len(canaries))
        pool: Pool[Step, Attempt] = Pool(self._perform, len(canaries), self._options.per_host)
        visits = [(url, visit(url, 1, self._options.timeout, Memory())) for url in canaries]
        seen = []
        for _, attempt in pool.run(visits):
            self._watcher.step()
            if not isinstance(attempt, Exception):
                seen.append(attempt)
        strange = self._canaries.strange(seen)
        for attempt in strange:
            self._ends.distrust(attempt)
        working = [attempt for attempt in seen if verdict.is_clean(attempt) and attempt not in strange]
        for attempt in filter(is_plain, working):
            self._ends.add_canary(attempt)
        return enough_work(len(canaries) - len(working), canaries)

    def _heard_anything(self) -> bool:
        """Return False if look-ups failed, no resolver answered, and no address was found."""
        attempts = [attempt for attempts in self._attempts.values() for attempt in attempts]
        looked_up = any(attempt.operation is Operation.RESOLVE for attempt in attempts)
        return not looked_up or self._fetcher.resolver.heard or any(attempt.addresses for attempt in attempts)

    def _consult(self, urls: Sequence[str]) -> dict[str, Control]:
        """Return the control's results for those of `urls` for which it could help."""
        asked = {url: verdict.decisive(self._marked(url)) for url in urls if self._needs_control(url)}
        found = {}
        for url, attempt in asked.items():
            said = control.of_record(attempt, self._controls.records.get(url))
            if said:
                found[url] = said
        fetcher = self._controls.fetcher
        if fetcher is None or not asked:
            return found
        self._watcher.stage("control", len(asked))
        pool: Pool[Ask, Control] = Pool(
            lambda ask: fetcher.send(ask.request, ask.seconds), control.MOST_AT_ONCE, control.MOST_AT_ONCE
        )
        questions = [
            (url, control.ask_helpers(attempt, self._controls.helpers, now())) for url, attempt in asked.items()
        ]
        for url, came in pool.run(questions):
            self._watcher.step()
            failed = Control(self._controls.helpers[0], None, Signal.PROGRAM_ERROR.value, None, now())
            found[url] = failed if isinstance(came, Exception) else came
        return found

    def _needs_control(self, url: str) -> bool:
        return bool(self._attempts[url]) and verdict.needs_control(self._marked(url))

    def _settled(self, url: str, said: Control | None) -> tuple[Judgement, Sequence[Attempt]]:
        attempts = self._marked(url)
        return verdict.settle(attempts, said, network_works=self.network_works), attempts

    def _finish(self, url: str, said: Control | None) -> Record:
        if not self._attempts[url]:
            found = record.unvisited(url, verdict.NETWORK_AT_FAULT, self._options.vantage, now())
            return self._give(found)
        judgement, attempts = self._settled(url, said)
        found = record.of_attempts(judgement, attempts, said, self._options.vantage)
        return self._give(found if judgement == verdict.NETWORK_AT_FAULT else self._keep(found))

    def _give(self, found: Record) -> Record:
        self._out[found["url"]] = found
        return found

    def _amend(self) -> None:
        """Put the signal of a shared page on results that are out already, in the journal and for later reports."""
        for url in dict.fromkeys(self._ends.members()):
            found = self._out.get(url)
            if found is None or Signal.SHARED_PAGE in found["signals"]:
                continue
            self._attempts.setdefault(url, list(self._past.attempts.get(url, ())))
            judgement, attempts = self._settled(url, None)
            if Signal.SHARED_PAGE in verdict.decisive(attempts).signals:
                said = judgement if found["verdict"] in CLEAN else None
                self.amended[url] = self._keep(record.of_shared_page(found, said))
        latest = self._out | self.amended
        shared = {url: Signal.SHARED_PAGE in one["signals"] for url, one in latest.items()}
        self.clusters = self._ends.clusters(shared)

    def _keep(self, found: Record) -> Record:
        if self._journal:
            self._journal.record(found)
        return found


def _not_asked(url: str) -> Judgement | None:
    """Return why `url` cannot be requested, or None if it can."""
    if len(url) > LONGEST_URL:
        return verdict.TOO_LONG
    return verdict.NOT_A_URL if canonical(url) is None else None


def in_order(urls: Sequence[str], number: int) -> list[str]:
    """Return `urls` in the order in which pass `number` starts them: shuffled, and busy hosts first.

    The order is the same each time. It is shuffled so that slow sites are not all at the end. The host with the most
    URLs is first, because the run must wait for its limit in any case.
    """
    shuffled = sorted(urls)
    random.Random(f"{list_hash(urls)}{number}").shuffle(shuffled)  # noqa: S311 - an order, not a secret
    left = Counter(map(host_of, urls))
    ranked = []
    for url in shuffled:
        host = host_of(url)
        ranked.append((-left[host], url))
        left[host] -= 1
    return [url for _, url in sorted(ranked, key=itemgetter(0))]
