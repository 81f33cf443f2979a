"""Answers that are small on the way and large in memory: many values, and many that are wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile.processes import GIBIBYTE, assert_one_error, run_measured
from tests.ooni.stub.server import Answer, Asked, Stub

WRONG_NUMBERS = b'{"result":[' + b"0," * 3_000_000 + b"0]}"
"""As many as are read: pydantic would note each of them, in a kilobyte of its own."""
WRONG_OBJECTS = b'{"result":[' + b'{"a":0},' * 1_000_000 + b"0]}"
MANY = b'{"result":[' + b"[]," * 5_000_000 + b"0]}"
"""More than are read."""


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system: a limit of memory")
@pytest.mark.parametrize("body", [WRONG_NUMBERS, WRONG_OBJECTS, MANY], ids=["numbers", "objects", "many"])
def test_a_bomb(api: Stub, listed: Path, body: bytes) -> None:
    """It is an error that says what to do, in less than a gibibyte."""

    def answer(_asked: Asked, _usual: Answer) -> Answer:
        return Answer(200, body, {"Content-Type": "application/json"})

    api.always = answer
    arguments = ("evidence", "fetch", "--since", "2025-07-01", "--until", "2025-08-01", "--api", api.root)
    measured = run_measured(*arguments, folder=listed.parent.parent)
    assert_one_error(measured.ended)
    assert measured.peak < GIBIBYTE
