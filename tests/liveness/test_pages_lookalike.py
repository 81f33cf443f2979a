"""Ordinary pages that look like a hazard are up."""

from __future__ import annotations

import pytest

from kh_testlist.liveness.attempt import Known
from tests.liveness import lookalike_pages
from tests.liveness.playing import honest, only, verdict_of

SITE = "http://www.river-rights.example.org/"
DEEP = f"{SITE}2026/story.html"
NEAR = {**lookalike_pages.ALL}


@pytest.mark.parametrize("name", NEAR)
@pytest.mark.parametrize("category", ["HUMR", "PUBH", None])
def test_up(name: str, category: str | None) -> None:
    """Such a page is up at the root, and deep in an honest site, on rows of any kind."""
    known = Known(category) if category else None
    assert verdict_of(SITE, honest({SITE: NEAR[name]}), known) == ("up", "ok")
    assert verdict_of(DEEP, honest({DEEP: NEAR[name]}), known) == ("up", "ok")


@pytest.mark.parametrize("name", sorted(NEAR.keys() - lookalike_pages.NEAR_A_MISSING_PAGE.keys()))
def test_up_on_any_path(name: str) -> None:
    """It is up also where the site answers the same on each path, and had another title before."""
    known = Known("NEWS", "Quite another title", "fr")
    assert verdict_of(SITE, only(NEAR[name]), known) == ("up", "ok")


def test_there_are_enough() -> None:
    """There are as many as were asked for."""
    assert len(NEAR) >= 60
