"""Many visits at once, with visits and servers that are made up: no sleeps, and no matter which thread is faster."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass

import pytest

from kh_testlist.liveness.pool import Pool

PATIENCE = 20.0
"""Seconds after which a test that hangs fails."""


@dataclass(frozen=True)
class Errand:
    """A step of a made-up visit."""

    host: str
    not_before: float = 0.0


Visits = list[tuple[str, Generator[Errand, object, str]]]


def visit(*errands: Errand) -> Generator[Errand, object, str]:
    """A visit that runs `errands` and ends with what they were answered."""
    answers: list[str] = []
    for errand in errands:
        answers += [str((yield errand))]
    return " ".join(answers)


def broken(*errands: Errand) -> Generator[Errand, object, str]:
    """A visit that fails after `errands`."""
    for errand in errands:  # noqa: UP028 - a tuple takes no answers
        yield errand
    raise LookupError("broken")


def test_each_key_once() -> None:
    """Each visit ends once, with its own answers, however many workers there are."""
    for concurrency in (1, 3, 50):
        pool: Pool[Errand, str] = Pool(lambda errand: errand.host, concurrency, 2)
        visits: Visits = [(f"{n}", visit(*[Errand(f"{(n + step) % 5}") for step in range(n % 4)])) for n in range(40)]
        results = list(pool.run(visits))
        assert len(results) == 40
        assert dict(results) == {f"{n}": " ".join(f"{(n + step) % 5}" for step in range(n % 4)) for n in range(40)}


def test_nothing_to_do() -> None:
    """No visits, no results."""
    pool: Pool[Errand, str] = Pool(lambda errand: errand.host, 4, 1)
    assert list(pool.run([])) == []


def test_exceptions_are_results() -> None:
    """What fails, in a step or in a visit, fails alone, and its host's turn goes on to the next."""

    def perform(errand: Errand) -> str:
        if errand.host == "bad":
            raise OSError("no")
        return errand.host

    pool: Pool[Errand, str] = Pool(perform, 2, 1)
    visits: Visits = [("step", visit(Errand("bad"))), ("again", visit(Errand("bad"))), ("at once", broken())]
    visits += [("later", broken(Errand("good"))), ("fine", visit(Errand("good"), Errand("good")))]
    results = dict(pool.run(visits))
    assert {key: type(result) for key, result in results.items()} == {
        "step": OSError,
        "again": OSError,
        "at once": LookupError,
        "later": LookupError,
        "fine": str,
    }
    assert results["fine"] == "good good"


@pytest.mark.parametrize("per_host", [1, 2, 3])
def test_turns(per_host: int) -> None:
    """As many steps as are allowed run at one host at once, and never one more."""
    lock = threading.Lock()
    together = threading.Barrier(per_host)
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()

    def perform(errand: Errand) -> str:
        with lock:
            now[errand.host] += 1
            most[errand.host] = max(most[errand.host], now[errand.host])
        together.wait(PATIENCE)
        with lock:
            now[errand.host] -= 1
        return errand.host

    pool: Pool[Errand, str] = Pool(perform, 8, per_host)
    results = list(pool.run([(f"{n}", visit(Errand("one"), Errand("one"))) for n in range(6)]))
    assert [result for _, result in results] == ["one one"] * 6
    assert most == {"one": per_host}


def test_nobodys_turn() -> None:
    """Steps without a host wait for nobody."""
    together = threading.Barrier(4)
    pool: Pool[Errand, str] = Pool(lambda _: together.wait(PATIENCE) >= 0, 4, 1)
    results = list(pool.run([(f"{n}", visit(Errand(""))) for n in range(4)]))
    assert [result for _, result in results] == ["True"] * 4


def test_a_full_host_holds_nobody_up() -> None:
    """With one host stuck and more waiting for it than there are workers, another host is still served."""
    release = threading.Event()
    pool: Pool[Errand, str] = Pool(lambda errand: errand.host == "free" or release.wait(PATIENCE), 2, 1)
    visits: Visits = [(f"{n}", visit(Errand("stuck"))) for n in range(5)]
    results = pool.run([*visits, ("free", visit(Errand("free")))])
    assert next(results) == ("free", "True")
    release.set()
    assert sorted(key for key, _ in results) == ["0", "1", "2", "3", "4"]


def test_not_before() -> None:
    """No step is done before its moment, and one that may be done now does not wait for it."""
    late: list[float] = []
    order: list[str] = []

    def perform(errand: Errand) -> str:
        late.append(time.monotonic() - errand.not_before)
        order.append(errand.host)
        return errand.host

    moment = time.monotonic() + 0.2
    pool: Pool[Errand, str] = Pool(perform, 1, 1)
    visits: Visits = [("b", visit(Errand("later", moment + 0.1))), ("a", visit(Errand("soon", moment)))]
    assert len(list(pool.run([*visits, ("c", visit(Errand("now")))]))) == 3
    assert min(late) >= 0
    assert order == ["now", "soon", "later"]


def test_closing() -> None:
    """Closing the iterator returns while a step still hangs; what waits is never begun."""
    release = threading.Event()
    begun: list[str] = []

    def perform(errand: Errand) -> str:
        begun.append(errand.host)
        if errand.host == "stuck":
            release.wait(PATIENCE)
        return errand.host

    pool: Pool[Errand, str] = Pool(perform, 2, 1)
    never = time.monotonic() + 3600
    visits: Visits = [("stuck", visit(Errand("stuck"), Errand("next"))), ("never", visit(Errand("never", never)))]
    results = pool.run([*visits, ("quick", visit(Errand("quick")))])
    assert next(results) == ("quick", "quick")
    before = time.monotonic()
    results.close()
    assert time.monotonic() - before < PATIENCE / 2
    assert not release.is_set()
    assert "never" not in begun
    release.set()
