"""Invisible characters in a URL that is listed: a warning, because upstream takes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.model import Severity
from kh_testlist.rules.unseen import invisible_character
from kh_testlist.urls import form_fault
from tests.samples import ODD_URLS


@pytest.mark.parametrize(
    ("url", "named", "fixed"),
    [
        ("https://example.com/a%E2%80%8Bb", "zero width space (U+200B)", "https://example.com/ab"),
        ("https://example.com/a%e2%80%8b", "zero width space (U+200B)", "https://example.com/a"),
        ("https://example.com/%E1%9E%96%E2%80%8B%E1%9E%96", "U+200B", "https://example.com/%E1%9E%96%E1%9E%96"),
        ("https://example.com/a\u200bb", "U+200B", "https://example.com/ab"),
        ("https://example.com/?q=%C2%A0", "no-break space (U+00A0)", "https://example.com/?q="),
        ("https://example.com/%D9%84%E2%80%8C%D9%84", "zero width non-joiner (U+200C)", "https://example.com/%D9%84%D9%84"),
        ("https://example.com/%EF%BB%BF", "U+FEFF", "https://example.com/"),
        ("https://example.com/#%0A", "line break (U+000A)", "https://example.com/#"),
        ("https://example.com/%E2%E2%80%8B%80%8B", "U+200B", None),
    ],
)  # fmt: skip
def test_what_is_there(url: str, named: str, fixed: str | None) -> None:
    """The character is named; the fix takes it out, unless that would make another one."""
    fault = invisible_character.check_cell(url) if invisible_character.check_cell else None
    assert fault is not None
    assert named in fault.message
    assert (fault.fix.value if fault.fix else None) == fixed
    assert invisible_character.severity is Severity.WARNING


@pytest.mark.parametrize(
    "url",
    ["https://example.com/", "https://example.com/a%20b", "https://example.com/%E1%9E%96", "https://example.com/%E2%80",
     "https://example.com/%ZZ%", "https://example.com/a b", "https://example.com/ព័ត៌មាន", "not a url\u200b"],
)  # fmt: skip
def test_what_is_not(url: str) -> None:
    """A space may be encoded; broken escapes and letters are no invisible characters; what is no URL has its error."""
    assert invisible_character.check_cell is not None
    assert invisible_character.check_cell(url) is None


@given(
    st.one_of(ODD_URLS, st.builds("https://example.com/{}".format, st.text(alphabet="%E280ABb\u200b/", max_size=20)))
)
def test_a_fix_settles_it(url: str) -> None:
    """Where there is a fix, its URL is one that the rule has nothing to say of."""
    assert invisible_character.check_cell is not None
    fault = invisible_character.check_cell(url)
    if fault and fault.fix and fault.fix.value:
        assert form_fault(fault.fix.value) is None
        assert invisible_character.check_cell(fault.fix.value) is None
