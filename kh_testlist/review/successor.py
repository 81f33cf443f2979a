"""Find where a site moved: the URL that its permanent redirect leads to.

Some pages can't be a successor: sold, taken over, gone, a placeholder, behind a challenge, or shared by unrelated
sites. The verdicts and the signals of visits show that. What a vantage found there last counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kh_testlist.liveness.attempt import Signal, Verdict
from kh_testlist.liveness.classify import is_sale_address
from kh_testlist.liveness.tables.trades import TRADES
from kh_testlist.review.record import CheckResult, Facts
from kh_testlist.review.weighing import order
from kh_testlist.urls import address_of, canonical, form_fault, host_of, is_special_use, site_host, without_tracking

_OTHER_HANDS: Final = "it seems to be in other hands"
_SALE: Final = "it is parked or for sale"
_HOSTED: Final = "a page of the hosting company is shown there"
_GONE: Final = "its page is gone"
_CHALLENGE: Final = "it asks for proof that we are a browser"
_SHARED: Final = "unrelated sites share that page"

_BAD_VERDICTS: Final = {
    Verdict.TAKEN_OVER: _OTHER_HANDS,
    Verdict.PARKED: _SALE,
    Verdict.PLACEHOLDER: _HOSTED,
    Verdict.GONE: _GONE,
}
_BAD_SIGNALS: Final = {
    Signal.OTHER_HANDS: _OTHER_HANDS,
    Signal.PARKING_REDIRECT: _SALE,
    Signal.SALE_WORDS: _SALE,
    Signal.NO_SUCH_SITE: _GONE,
    Signal.HOST_PLACEHOLDER: _HOSTED,
    Signal.DIRECTORY_INDEX: _HOSTED,
    Signal.CHALLENGE: _CHALLENGE,
    Signal.SHARED_PAGE: _SHARED,
}
"""One sign is enough here, because people can still choose the page."""


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

    Return None if none has one, or if each leads to a page that can't be a successor.
    """
    for one in reversed([visit for visit in visits if visit.verdict is Verdict.MOVED and visit.final_url]):
        url = usable(one.final_url or "")
        if url is not None and url != facts.url and not why_unfit(one, facts):
            listed = facts.listed.get(one.final_url or "") or facts.listed.get(url, "")
            return Successor(url, site_host(host_of(url)), listed)
    return None


def why_unfit(moved: CheckResult, facts: Facts) -> str:
    """Return why the page that a visit was led to can't be a successor. It may be an empty text."""
    final = moved.final_url or ""
    host = site_host(host_of(final))
    there = sorted((one for one in facts.seen if site_host(host_of(one.final_url or "")) == host), key=order)
    latest = {one.place: one for one in there if shows_page(one)}
    faults = [facts.unfit.get(final) or facts.unfit.get(usable(final) or "")]
    faults += [fault(one, facts.category_code) for one in (moved, *latest.values())]
    if is_sale_address(final):
        faults.append(_SALE)
    return next(filter(None, faults), "")


def shows_page(seen: CheckResult) -> bool:
    """Return True if a visit shows what its final URL is. One that is `unknown` shows only that others share it."""
    return seen.verdict is not Verdict.UNKNOWN or Signal.SHARED_PAGE in seen.signals


def fault(seen: CheckResult, category: str) -> str:
    """Return why the page of a visit can't be a successor of a row of `category`. It may be an empty text."""
    if seen.verdict in _BAD_VERDICTS:
        return _BAD_VERDICTS[seen.verdict]
    if seen.reason == "challenge":
        return _CHALLENGE
    signs = [said for sign, said in _BAD_SIGNALS.items() if sign in seen.signals]
    signs += [_OTHER_HANDS for trade in TRADES if trade.signal in seen.signals and category not in trade.own]
    return signs[0] if signs else ""


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
