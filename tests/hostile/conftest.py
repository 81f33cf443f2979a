"""What these tests need of a system."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def on_posix() -> None:
    """Limits, signals, FIFOs and file modes, which Windows does not have."""
    if os.name == "nt":
        pytest.skip("needs a POSIX system: limits, signals, FIFOs, file modes")
