"""Fixtures of the farm, for all tests: `tests/conftest.py` takes them in."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.farm.client import Farm
from tests.farm.runs import Survey, shared, side_by_side, survey

SMALL = ("--one-of-each", "--timeout", "2", "--speed", "0.05")
"""One URL of each kind, and quick."""
LARGE = ("--seed", "7", "--urls", "2000", "--timeout", "2", "--speed", "0.05")


def needs_linux() -> None:
    """Skip the test where the farm can't run."""
    if sys.platform != "linux":
        pytest.skip("needs Linux: all of 127.0.0.0/8 on the loopback interface, and queues that drop what is too much")


def _small(factory: pytest.TempPathFactory) -> dict[str, Survey]:
    needs_linux()
    control = ("--control", "HELPER", "--vantage", "Phnom Penh 2")
    surveys = {"plain": lambda at: survey(at, SMALL), "controlled": lambda at: survey(at, SMALL, *control)}
    return shared(factory, "small-surveys", lambda folder: side_by_side(folder, surveys))


@pytest.fixture(scope="session")
def running_farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    """A farm with one URL of each kind, for short runs."""
    needs_linux()
    with Farm.started(tmp_path_factory.mktemp("farm"), *SMALL) as found:
        yield found


@pytest.fixture
def farm(running_farm: Farm) -> Farm:
    """The same, as if nobody had asked it for anything yet."""
    running_farm.reset()
    return running_farm


@pytest.fixture(scope="session")
def plain_survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """A run over one URL of each kind, without a control."""
    return _small(tmp_path_factory)["plain"]


@pytest.fixture(scope="session")
def controlled_survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """A run over one URL of each kind, with the stub test helper as control."""
    return _small(tmp_path_factory)["controlled"]


@pytest.fixture(scope="session")
def large_survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """A run over 2,000 URLs."""
    needs_linux()
    made = shared(
        tmp_path_factory, "large-survey", lambda folder: {"large": survey(folder, LARGE, "--concurrency", "128")}
    )
    return made["large"]
