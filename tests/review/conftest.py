"""What the tests of the review share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.review.desk import Desk
from tests.samples import row


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk(tmp_path)


@pytest.fixture
def started(desk: Desk) -> Desk:
    """A review of three rows, one of them decided."""
    desk.put(*(row(f"https://{name}.example.com/") for name in "abc"))
    desk.seen_everywhere(dict.fromkeys(desk.urls(), "up"))
    desk.done("review", "start")
    desk.decide("https://a.example.com/", "keep", "--reason", "fine")
    return desk


@pytest.fixture
def on_posix() -> None:
    """Signals, FIFOs, links and names of computers, which Windows does not have."""
    if os.name == "nt":
        pytest.skip("needs a POSIX system: signals, FIFOs, symbolic links")
