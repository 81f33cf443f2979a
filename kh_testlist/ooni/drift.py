"""Whether a published link still tests what the list says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from kh_testlist.ooni.published import Published

SOON: Final = 30
"""Days before its end that a link is said to be ending."""


class Drift(NamedTuple):
    """What sets a published link and a list apart."""

    link: str
    missing: tuple[str, ...]
    """On the list, and not tested by the link."""
    extra: tuple[str, ...]
    """Tested by the link, and not on the list."""
    expires: dt.datetime
    days_left: int
    """Whole days, never below 0."""
    has_ended: bool
    """Whether the link has expired."""
    is_ooni_choosing: bool = False
    """Whether the link has OONI choose what is tested."""

    @property
    def is_there(self) -> bool:
        """Whether there is any; a link that has ended tests nothing."""
        return bool(self.missing or self.extra) or self.has_ended

    @property
    def is_ending(self) -> bool:
        """Whether the link ends soon."""
        return self.days_left < SOON


def drift(
    published: Published, wanted: Sequence[str], tested: Sequence[str], expires: dt.datetime, now: dt.datetime
) -> Drift:
    """What sets `published`, which tests URLs until it expires, and the list of those `wanted` apart."""
    listed, linked = set(wanted), set(tested)
    return Drift(
        published.link,
        tuple(url for url in wanted if url not in linked),
        tuple(url for url in tested if url not in listed),
        expires,
        max((expires - now).days, 0),
        expires <= now,
    )
