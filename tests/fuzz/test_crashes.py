"""Every input that ever broke a promise, and those that the fuzzer starts from, hold it now. No fuzzer is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.crash import KEPT
from fuzz.targets import TARGETS

CRASHES = sorted(path for path in KEPT.glob("*/*") if path.is_file())


@pytest.mark.parametrize("name", TARGETS)
def test_seeds(name: str) -> None:
    """What the fuzzer starts from is read without a crash."""
    target = TARGETS[name]
    assert target.seeds
    for seed in target.seeds:
        target.run(seed)


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_crash(path: Path) -> None:
    """What crashed once does so no more."""
    TARGETS[path.parent.name].run(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_short_inputs(name: str) -> None:
    """Nor does nothing at all, or any single byte."""
    for data in (b"", *(bytes([byte]) for byte in range(0, 256, 15))):
        TARGETS[name].run(data)


def test_there_are_crashes_kept() -> None:
    """The folder is found: a test of nothing would pass."""
    assert {path.parent.name for path in CRASHES} <= set(TARGETS)
    assert len(CRASHES) > 5
