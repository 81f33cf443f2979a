"""The differences between a published link and the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from kh_testlist.ooni.published import Published

SOON: Final = 30
"""From this many days before its end, a link counts as ending."""


class Drift(NamedTuple):
    """The differences between a published link and a list."""

    link: str
    missing: tuple[str, ...]
    """On the list, but not tested by the link."""
    extra: tuple[str, ...]
    """Tested by the link, but not on the list."""
    expires: dt.datetime
    days_left: int
    """Whole days, never below 0."""
    has_ended: bool
    """True if the link has expired."""
    is_ooni_choosing: bool = False
    """True if the link lets OONI choose what is tested."""

    @property
    def is_there(self) -> bool:
        """True if there are differences. A link that has ended tests nothing."""
        return bool(self.missing or self.extra) or self.has_ended

    @property
    def is_ending(self) -> bool:
        """True if the link ends soon."""
        return self.days_left < SOON


def drift(
    published: Published, wanted: Sequence[str], tested: Sequence[str], expires: dt.datetime, now: dt.datetime
) -> Drift:
    """Return the differences between a list with the URLs `wanted` and a link that has the URLs `tested`."""
    listed, linked = set(wanted), set(tested)
    return Drift(
        published.link,
        tuple(url for url in wanted if url not in linked),
        tuple(url for url in tested if url not in listed),
        expires,
        max((expires - now).days, 0),
        expires <= now,
    )
