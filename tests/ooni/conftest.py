"""A project with the made-up list, and the API over the made-up quarter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kh_testlist.ooni import api as ooni_api
from tests.commands.conftest import Ran, Run, project, run
from tests.ooni.stub.server import Stub, serving
from tests.ooni.stub.world import World, quarter
from tests.samples import HEADER_LINE

__all__ = ["project", "run"]

LEDGER = "url,last_reviewed,decision,reason,evidence,next_due,previous_url\n"


@pytest.fixture(scope="session")
def world() -> World:
    """The quarter: 50,000 measurements of 172 rows and some others."""
    return quarter()


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def monotonic(self) -> float:
        """What was slept so far."""
        return sum(self.slept)

    def sleep(self, seconds: float) -> None:
        """Be done at once."""
        self.slept.append(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which the API's client waits."""
    made = Clock()
    monkeypatch.setattr(ooni_api, "time", made)
    return made


@pytest.fixture
def api(socket_enabled: None, world: World) -> Iterator[Stub]:
    """The API."""
    del socket_enabled
    with serving(world) as stub:
        yield stub


@pytest.fixture
def listed(project: Path, world: World) -> Path:
    """The list with its ledger."""
    path = project / "lists" / "kh.csv"
    path.parent.mkdir()
    codes = ("NEWS,News Media", "HUMR,Human Rights Issues", "GMB,Gambling")
    rows = (f'"{url}",{codes[number % 3]},2024-01-31,x,\n' for number, url in enumerate(world.listed))
    path.write_text(HEADER_LINE + "".join(rows), "utf-8")
    records = (f"{now},2025-01-31,replace,moved,,,{before}\n" for now, before in world.earlier.items())
    path.with_name("kh.ledger.csv").write_text(LEDGER + "".join(records), "utf-8")
    return path


@pytest.fixture
def fetch(api: Stub, listed: Path, run: Run) -> Run:
    """A function that runs `evidence fetch` of the quarter, with more options."""
    del listed

    def fetch_(*more: str, since: str = "2025-07-01", until: str = "2025-10-01") -> Ran:
        return run("evidence", "fetch", "--since", since, "--until", until, "--api", api.root, *more)

    return fetch_


class Lab(NamedTuple):
    """All that a test of failures needs."""

    fetch: Run
    run: Run
    api: Stub
    clock: Clock
    world: World


@pytest.fixture
def lab(fetch: Run, run: Run, api: Stub, clock: Clock, world: World) -> Lab:
    """The program, the API, and a clock that does not wait."""
    return Lab(fetch, run, api, clock, world)
