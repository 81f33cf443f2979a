"""Where a site has gone: the URL that its permanent redirect leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kh_testlist.liveness.attempt import Verdict
from kh_testlist.review.record import CheckResult, Facts
from kh_testlist.urls import address_of, canonical, form_fault, host_of, is_special_use, site_host, without_tracking


class Successor(NamedTuple):
    """A URL that may take a row's place."""

    url: str
    """Canonical, without what merely names a click."""
    host: str
    """Without `www.`, to see whether two vantages are led to one place."""
    listed: str
    """Where it is listed already; empty where it is not."""


def successor(visits: Iterable[CheckResult], facts: Facts) -> Successor | None:
    """Where a site moved, by the latest of `visits`, the oldest first; None where that is no URL for a list."""
    for one in reversed([visit for visit in visits if visit.verdict is Verdict.MOVED and visit.final_url]):
        url = usable(one.final_url or "")
        if url is not None and url != facts.url:
            listed = facts.listed.get(one.final_url or "") or facts.listed.get(url, "")
            return Successor(url, site_host(host_of(url)), listed)
    return None


def usable(url: str) -> str | None:
    """The form in which `url` could stand on a list; None where upstream would not take it, or no probe reach it."""
    value = canonical(without_tracking(url))
    if value is None or form_fault(value) is not None:
        return None
    host = host_of(value)
    return None if is_special_use(host) or address_of(host) else value


def leads_to(visits: Sequence[CheckResult]) -> list[str]:
    """The hosts that some visits were led to, where a permanent redirect led them."""
    return [site_host(host_of(one.final_url)) for one in visits if one.verdict is Verdict.MOVED and one.final_url]
