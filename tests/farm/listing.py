"""The list of URLs: so many of each kind, in an order that tells nothing, with the truth about each."""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.farm.kinds import KINDS
from tests.farm.plan import Listed, Name, Plan

STALLERS_LAST: Final = "stallers-last"


@dataclass(frozen=True)
class Wanted:
    """What farm to run."""

    out: Path
    seed: int = 7
    urls: int = 2000
    timeout: float = 10.0
    speed: float = 1.0
    order: str = "shuffled"
    one_of_each: bool = False
    literal: bool = False


def counts(wanted: Wanted) -> dict[str, int]:
    """How many URLs of each kind there are to be."""
    kinds = {name: kind for name, kind in KINDS.items() if not (wanted.literal and kind.names)}
    if wanted.one_of_each:
        return dict.fromkeys(kinds, 1)
    found = {name: max(1, round(kind.share * wanted.urls / 2000)) for name, kind in kinds.items()}
    found["ok"] = max(1, found["ok"] + wanted.urls - sum(found.values()))
    return found


def draw(plan: Plan, wanted: Wanted) -> dict[str, str]:
    """Lay out everything that is wanted; what it returns are URLs that are not on the list, by their use."""
    many = counts(wanted)
    plan.make_pool(max(12, sum(many.values()) // 7))
    specials = _specials(plan)
    for name, count in many.items():
        for _ in range(count):
            plan.listed.append(_one(plan, name))
    plan.chance.shuffle(plan.listed)
    if wanted.order == STALLERS_LAST:
        plan.listed.sort(key=lambda listed: listed.service_s)
    return specials


def _one(plan: Plan, name: str) -> Listed:
    kind = KINDS[name]
    plan.kind, plan.service = name, 0.0
    url = kind.lay(plan)
    return Listed(
        url=url,
        kind=name,
        verdict=kind.verdict,
        failure=kind.failure,
        host=urllib.parse.urlsplit(url).hostname or "",
        service_s=round(min(plan.service, plan.timeout), 4),
        deterministic=not kind.retry,
        with_control=kind.with_control or kind.verdict,
        control=f"tls:{kind.failure}" if kind.control == "same" else kind.control,
    )


def _specials(plan: Plan) -> dict[str, str]:
    plan.kind = "special"
    if not plan.literal:
        for platform in ("www.hugedomains.com", "sedo.com"):
            plan.host(exactly=platform, act="sale", name=Name())
    plan.names["localhost"] = Name(says="these", addresses=("127.0.0.1",))
    host = plan.host()
    found = {
        "canary_up": plan.page("article", host=host, scheme="http", latency=0.0),
        "canary_dead": plan.url("http", "127.64.250.200", "/"),
        "canary_once": plan.page("once", host=host, scheme="http", latency=0.0),
    }
    if not plan.literal:
        liar = plan.host(name=Name(says="lies-first", addresses=("127.64.1.5",)))
        found["up_at_second_resolver"] = plan.page("article", host=liar, scheme="http", latency=0.0)
    return found
