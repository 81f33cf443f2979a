"""Models that the tests of the tagger share."""

from __future__ import annotations

import pytest

from kh_testlist.tagging import train
from kh_testlist.tagging.model import Model
from kh_testlist.tagging.train import Source, rows_of
from tests.tagging.handmade import lists


@pytest.fixture(scope="session")
def learned() -> Model:
    """A model of made-up lists of three categories that are easy to tell apart."""
    return train.learn(rows_of(lists("th", "vn", "mm", "my", count=60)), Source("digest", None))
