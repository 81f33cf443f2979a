"""Sites whose answers have a special meaning. They are rows of a table here, so that no other file names a site.

Source: the answers of these sites to visitors without a login, as link checkers have reported them for years.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kh_testlist.liveness.attempt import Signal
from kh_testlist.urls import parse, registered_domain


class Quirk(NamedTuple):
    """An answer of a site that means something else than it normally means."""

    domain: str
    """The registered domain."""
    path: str
    """The start of the path of the page that answered. If empty, any path."""
    status: int | None
    """If None, any status."""
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
    """Return the signals that this answer means on the site of `final_url`."""
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
