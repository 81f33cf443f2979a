"""Find where a site moved: the URL that its permanent redirect leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kh_testlist.liveness.attempt import Verdict
from kh_testlist.review.record import CheckResult, Facts
from kh_testlist.urls import address_of, canonical, form_fault, host_of, is_special_use, site_host, without_tracking


class Successor(NamedTuple):
    """A URL that may replace a row's URL."""

    url: str
    """In canonical form, without parameters that only track a click."""
    host: str
    """Without `www.`, to see if two vantages are led to the same place."""
    listed: str
    """Where it is listed already. Empty if it is not listed."""


def successor(visits: Iterable[CheckResult], facts: Facts) -> Successor | None:
    """Return where a site moved, from the latest of `visits` with a usable URL. The visits are the oldest first.

    Return None if none has one.
    """
    for one in reversed([visit for visit in visits if visit.verdict is Verdict.MOVED and visit.final_url]):
        url = usable(one.final_url or "")
        if url is not None and url != facts.url:
            listed = facts.listed.get(one.final_url or "") or facts.listed.get(url, "")
            return Successor(url, site_host(host_of(url)), listed)
    return None


def usable(url: str) -> str | None:
    """Return `url` in the form for a list. Return None if upstream would refuse it, or if no probe could reach it."""
    value = canonical(without_tracking(url))
    if value is None or form_fault(value) is not None:
        return None
    host = host_of(value)
    return None if is_special_use(host) or address_of(host) else value


def leads_to(visits: Sequence[CheckResult]) -> list[str]:
    """Return the hosts that permanent redirects led the visits to."""
    return [site_host(host_of(one.final_url)) for one in visits if one.verdict is Verdict.MOVED and one.final_url]
