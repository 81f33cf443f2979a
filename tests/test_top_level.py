"""Top-level names: whether one exists, and which one was meant."""

from __future__ import annotations

import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.top_level import has_unknown_top_level, is_known_top_level, nearest_top_level
from kh_testlist.well_known import EVERYDAY_TOP_LEVELS


def _names() -> set[str]:
    """The last parts of the rules, read apart from the program."""
    data = pkgutil.get_data("publicsuffixlist", "public_suffix_list.dat")
    assert data is not None
    official = data.decode().partition("// ===END ICANN DOMAINS===")[0]
    return {line.split(".")[-1] for line in official.splitlines() if line and not line.startswith("//")}


def test_every_name_of_the_suffix_list_is_known() -> None:
    """Those with a rule of their own, and those such as `za` and `mm` that stand in longer rules alone."""
    names = _names()
    assert len(names) > 1000
    assert {"com", "kh", "za", "mm", "рф"} <= names
    assert [name for name in names if not is_known_top_level(name)] == []


def test_everyday_names_exist() -> None:
    """A URL under one of them is ordinary and is asked nothing, so each must be in the suffix list."""
    assert set(EVERYDAY_TOP_LEVELS) <= _names()


@pytest.mark.parametrize("name", ["comm", "html", "orghttps", "https", "local", "example", "", "xn--a", "11", "c"])
def test_other_names_are_not_known(name: str) -> None:
    """Slips, names glued together, words from the list's comments, reserved names."""
    assert not is_known_top_level(name)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("comm", "com"),
        ("cmo", "com"),
        ("con", "com"),
        ("ogr", "org"),
        ("nett", "net"),
        ("xcom", "com"),
        ("orghttps", "org"),
        ("comhttps", "com"),
        ("khm", "kh"),
        ("infoo", "info"),
        ("newss", "news"),
    ],
)
def test_nearest(name: str, wanted: str) -> None:
    """A slip of the finger or a glued word leads back to the name that people mean."""
    assert nearest_top_level(name) == wanted


@given(st.text(max_size=80))
def test_the_nearest_exists(name: str) -> None:
    """Whatever was written, the name that is offered exists."""
    assert is_known_top_level(nearest_top_level(name))


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://example.comm/", True),
        ("https://example.comm./", True),
        ("https://www.https//example.com/", True),
        ("https://printer.local/", True),
        ("https://example.com/", False),
        ("https://example.com./", False),
        ("https://xn--j2e0cg3n2c.xn--p1ai/", False),
        ("https://192.0.2.7/", False),
        ("https://[::1]/", False),
        ("no url", False),
    ],
)
def test_of_a_url(url: str, *, wanted: bool) -> None:
    """Addresses have no top-level name, and what can't be read has other faults."""
    assert has_unknown_top_level(url) is wanted
