"""The service over a made-up world, for tests that ask it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest

from tests.commands.conftest import project, run
from tests.ooni.truths.service import Service, service
from tests.ooni.truths.world import World, world

__all__ = ["project", "run"]


class Said(NamedTuple):
    """What the service said."""

    status: int
    value: Any
    headers: dict[str, str]


Ask = Callable[..., Said]


@pytest.fixture(scope="session")
def small() -> World:
    """A world of 24 sites that has every kind of truth."""
    return world(11, sites=24)


@pytest.fixture
def served(socket_enabled: None, small: World) -> Iterator[Service]:
    """The service over the small world."""
    del socket_enabled
    with service(small) as made:
        yield made


@pytest.fixture
def ask(served: Service) -> Ask:
    """A function that asks the service for a path. A parameter may have several values."""

    def ask_(path: str, **params: object) -> Said:
        url = f"{served.root}{path}?{urlencode(params, doseq=True)}"
        try:
            with urllib.request.urlopen(url) as answer:  # noqa: S310 - on loopback
                return Said(answer.status, json.load(answer), dict(answer.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Said(error.code, json.load(error), dict(error.headers))

    return ask_
