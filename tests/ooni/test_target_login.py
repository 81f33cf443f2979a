"""What a person pastes, and what a token says: read with care, and never repeated."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.errors import Misuse
from kh_testlist.ooni import login, published
from kh_testlist.ooni.run import V2_LINK
from tests.ooni.run_stub import signed

_LONG = 12
"""Characters from which a text does not stand in an error by chance."""
TOKEN = signed({"aud": "register", "email_address": "keeper@example.org"})


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"  {TOKEN}\n",
        f"<https://run.ooni.org/login?token={TOKEN}>",
        f"https://run.ooni.org/login?lang=km&token={TOKEN}#x",
        f"https://run.ooni.org/login?k={TOKEN}",
    ],
)
def test_pasted(text: str) -> None:
    """The whole link or the token alone, with what mail programs put around it."""
    assert login.pasted(text) == TOKEN


@given(st.text())
def test_pasted_anything(text: str) -> None:
    """Anything else is refused, and not repeated: it may be half a token."""
    with contextlib.suppress(Misuse):
        login.pasted(f"{text} {TOKEN}")
    found = said = ""
    try:
        found = login.pasted(text)
    except Misuse as refused:
        said = refused.message + refused.next_step
    assert found in text
    assert len(text) < _LONG or text not in said


@given(st.text() | st.text('eyJ.{}[]":,@', max_size=60))
def test_a_token_that_says_anything(text: str) -> None:
    """A token is only asked for an address; it can say what it likes."""
    found = login.email_in(text)
    assert found is None or "@" in found
    assert login.email_in(f"a.{text}.b") is None


def test_a_login_hides_its_token() -> None:
    """A trace that shows a login shows no token."""
    shown = repr(login.Login(TOKEN, login.email_in(TOKEN)))
    assert "keeper@example.org" in shown
    assert TOKEN not in shown


@given(st.text() | st.text("0123456789/-.", max_size=24))
def test_links(text: str) -> None:
    """Whatever names a link, what goes into a request is digits."""
    with contextlib.suppress(Misuse):
        number = published.link_id(text)
        assert number.isascii()
        assert number.isdigit()
        assert published.link_id(V2_LINK + number) == published.link_id(f"ooni://runv2/{number}") == number
