"""How the resolvers of a network answered: read from the rows of single tests (`/api/v1/analysis`)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from kh_testlist.ooni.episode import Answers, Resolvers
from kh_testlist.ooni.operators import operator

_UNMATCHED: Final = "answer_unmatched"
"""Rules with this in their name also fire without a control, and where a content network has many addresses."""
_NOT_LIES: Final = ("timeout", "interrupted", "unreachable", "canceled")
"""Failures that a bad connection has too."""
_LIKELY: Final = 0.5


def read(rows: Iterable[Mapping[str, Any]]) -> tuple[dict[str, dict[int, dict[int, Answers]]], dict[int, Resolvers]]:
    """Return how resolvers answered by URL, network and day, and which resolvers each network's tests used.

    A row in another form than the documented one is left out.
    """
    found: defaultdict[str, defaultdict[int, dict[int, Answers]]] = defaultdict(lambda: defaultdict(dict))
    resolvers: dict[int, Resolvers] = {}
    for row in rows:
        asn, resolver = row.get("probe_asn"), row.get("resolver_asn")
        if not (isinstance(asn, int) and isinstance(resolver, int) and resolver):
            continue
        who = _who(row, asn, resolver)
        used = resolvers.get(asn, Resolvers(near=0))
        is_isp = resolver == asn  # as the service counts it
        resolvers[asn] = Resolvers(
            used.isp + is_isp, used.other + (not is_isp), (used.near or 0) + (not is_isp and who != "other")
        )
        url, day = row.get("input"), _day(row.get("measurement_start_time"))
        if who and day and isinstance(url, str):
            answered = found[url][asn].get(day, Answers())
            name = f"{who}_{_judged(row)}"
            found[url][asn][day] = answered._replace(**{name: getattr(answered, name) + 1})
    return {url: dict(networks) for url, networks in found.items()}, resolvers


def _who(row: Mapping[str, Any], asn: int, resolver: int) -> str:
    """Return `isp` or `other`: whose the resolver of a test is. Return an empty text if it may not be independent.

    An operator may have several networks. A resolver of another provider in the same country may be the one to which
    the network's own resolver passes its questions.
    """
    country = str(row.get("probe_cc") or "")
    own = operator(asn, country)
    if resolver == asn or (own and resolver in own.asns):
        return "isp"
    return "other" if row.get("resolver_as_cc") not in {None, "", country} else ""


def _judged(row: Mapping[str, Any]) -> str:
    """Return `right`, `wrong` or `unclear`: what a test says about its resolver's answer."""
    blocked, ok = row.get("dns_blocked"), row.get("dns_ok")
    if not isinstance(blocked, int | float) or not isinstance(ok, int | float):
        return "unclear"
    rule, failure = (str(row.get(name) or "") for name in ("top_dns_rule_id", "top_dns_failure"))
    if _UNMATCHED in rule or any(word in failure for word in _NOT_LIES):
        return "unclear"
    if ok > _LIKELY >= blocked:
        return "right"
    return "wrong" if blocked > _LIKELY >= ok else "unclear"


def _day(text: object) -> int | None:
    try:
        return dt.date.fromisoformat(str(text)[:10]).toordinal()
    except ValueError:
        return None
