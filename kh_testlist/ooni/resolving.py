"""How the resolvers of a network answered: read from the rows of single tests (`/api/v1/analysis`)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from kh_testlist.ooni.episode import Answers, Resolvers

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
        url, asn, resolver = row.get("input"), row.get("probe_asn"), row.get("resolver_asn")
        day = _day(row.get("measurement_start_time"))
        if not (isinstance(url, str) and isinstance(asn, int) and isinstance(resolver, int) and resolver and day):
            continue
        who = "isp" if resolver == asn else "other"
        used = resolvers.get(asn, Resolvers())
        resolvers[asn] = used._replace(**{who: getattr(used, who) + 1})
        answered = found[url][asn].get(day, Answers())
        name = f"{who}_{_judged(row)}"
        found[url][asn][day] = answered._replace(**{name: getattr(answered, name) + 1})
    return {url: dict(networks) for url, networks in found.items()}, resolvers


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
