"""Sites that answer in ways of their own. A row for each, so that no other file names a site.

Source: what these sites have answered to anybody without a login for years, as link checkers report it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kh_testlist.liveness.attempt import Signal
from kh_testlist.urls import parse, registered_domain


class Quirk(NamedTuple):
    """When a site's answer means something other than it seems to."""

    domain: str
    """Registered."""
    path: str
    """How the path of the page that answered starts; any where it is empty."""
    status: int | None
    """Any where there is none."""
    means: Signal


QUIRKS: Final = (
    Quirk("facebook.com", "/login", None, Signal.LOGIN_WALL),
    Quirk("facebook.com", "/unsupportedbrowser", None, Signal.LOGIN_WALL),
    Quirk("instagram.com", "/accounts/login", None, Signal.LOGIN_WALL),
    Quirk("linkedin.com", "/authwall", None, Signal.LOGIN_WALL),
    Quirk("linkedin.com", "", 999, Signal.LOGIN_WALL),
    Quirk("x.com", "/i/flow/login", None, Signal.LOGIN_WALL),
    Quirk("facebook.com", "", 400, Signal.LOGIN_WALL),
)


def of(final_url: str, status: int | None) -> frozenset[Signal]:
    """What the site of `final_url` means by answering so."""
    parsed = parse(final_url)
    if parsed is None:
        return frozenset()
    domain = registered_domain(parsed.hostname)
    return frozenset(
        quirk.means
        for quirk in QUIRKS
        if quirk.domain == domain
        and parsed.pathname.startswith(quirk.path)
        and quirk.status in {None, status}
        and (quirk.path or quirk.status)
    )
