"""Run many visits at once, in threads that share one heap, with a limit for each host.

A worker never waits for a host or for a moment. Work that cannot be done yet stays in the heap, or in the queue of
its host. The worker then takes other work. Threads are daemons, so Ctrl-C does not wait for a request that hangs.
"""

from __future__ import annotations

import collections
import heapq
import queue
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Protocol, TypeVar

_STACK: Final = 512 * 1024
"""Bytes of stack for each worker. Small machines may not have the address space for the default of 8 MB."""


class Step(Protocol):
    """The next request that a visit needs."""

    @property
    def host(self) -> str:
        """The host whose limit it counts for; empty if it counts for none."""

    @property
    def not_before(self) -> float:
        """The earliest moment, on the monotonic clock."""


S = TypeVar("S", bound=Step)
R = TypeVar("R")


@dataclass(order=True, slots=True)
class _Job(Generic[S, R]):
    """A visit and its next step. Of the jobs that can be done now, the one with the lowest `order` is first."""

    order: int
    key: str = field(compare=False)
    visit: Generator[S, Any, R] = field(compare=False)
    step: S | None = field(compare=False, default=None)


class Pool(Generic[S, R]):
    """Runs visits: at most `concurrency` steps at once, and at most `per_host` at one host."""

    def __init__(self, perform: Callable[[S], object], concurrency: int, per_host: int) -> None:
        self._perform = perform
        self._concurrency = concurrency
        self._per_host = per_host
        self._changed = threading.Condition()
        self._ready: list[tuple[float, _Job[S, R]]] = []
        self._waiting: dict[str, list[_Job[S, R]]] = collections.defaultdict(list)
        self._busy: collections.Counter[str] = collections.Counter()
        self._left = 0
        self._stopped = False
        self._results: queue.SimpleQueue[tuple[str, R | Exception]] = queue.SimpleQueue()

    def run(
        self, visits: Sequence[tuple[str, Generator[S, Any, R]]]
    ) -> Generator[tuple[str, R | Exception], None, None]:
        """Run `visits` and yield the key and the result of each when it ends, exactly once.

        An exception in the visit or in a step is also a result. Close the iterator to end the run: visits that have
        not ended are dropped.
        """
        self._left = len(visits)
        for order, (key, visit) in enumerate(visits):
            self._advance(_Job(order, key, visit), None)
        workers = min(self._concurrency, len(visits))
        before = threading.stack_size(_STACK)
        try:
            for number in range(workers):
                threading.Thread(target=self._work, name=f"worker-{number}", daemon=True).start()
        finally:
            threading.stack_size(before)
        try:
            for _ in visits:
                yield self._result()
        finally:
            with self._changed:
                self._stopped = True
                self._changed.notify_all()

    def _result(self) -> tuple[str, R | Exception]:
        while True:
            try:
                # On Windows, a wait without a timeout cannot be interrupted.
                return self._results.get(timeout=0.5)
            except queue.Empty:
                continue

    def _work(self) -> None:
        while (job := self._take()) is not None:
            assert job.step is not None  # noqa: S101 - only jobs with a step are queued
            host = job.step.host
            try:
                answer = self._perform(job.step)
            except Exception as error:  # noqa: BLE001 - without a result for each visit, a run never ends
                self._end(job, error)
            else:
                self._advance(job, answer)
            self._leave(host)

    def _advance(self, job: _Job[S, R], answer: object) -> None:
        """Give the visit its answer, and put its next step into the heap for the workers."""
        try:
            job.step = job.visit.send(answer)
        except StopIteration as end:
            self._end(job, end.value)
        except Exception as error:  # noqa: BLE001 - see _work
            self._end(job, error)
        else:
            with self._changed:
                heapq.heappush(self._ready, (job.step.not_before, job))
                self._changed.notify()

    def _end(self, job: _Job[S, R], result: R | Exception) -> None:
        self._results.put((job.key, result))
        with self._changed:
            self._left -= 1
            if not self._left:
                self._changed.notify_all()

    def _leave(self, host: str) -> None:
        with self._changed:
            self._busy[host] -= 1
            if self._waiting[host]:
                heapq.heappush(self._ready, (0.0, heapq.heappop(self._waiting[host])))
                self._changed.notify()

    def _take(self) -> _Job[S, R] | None:
        """Wait for the next job that can be done now, and return it. Return None when no work is left."""
        with self._changed:
            while self._left and not self._stopped:
                now = time.monotonic()
                while self._ready and self._ready[0][0] <= now:
                    _, job = heapq.heappop(self._ready)
                    host = job.step.host if job.step else ""
                    if host and self._busy[host] >= self._per_host:
                        heapq.heappush(self._waiting[host], job)
                        continue
                    self._busy[host] += 1
                    # The worker that was woken for this job may be the one that waited for the next moment.
                    self._changed.notify()
                    return job
                self._changed.wait(self._ready[0][0] - now if self._ready else None)
            return None
