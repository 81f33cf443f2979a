"""What reports are made of, made up: small and ordinary, as hostile as can be, and as large as it gets."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.ooni.evidence import Counts, Evidence, NetworkEvidence, Quarter, SiteEvidence, Status
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.summary import summarise
from kh_testlist.review.changes import changes
from kh_testlist.review.coverage import coverage
from kh_testlist.review.health import health
from kh_testlist.review.material import Material
from kh_testlist.review.record import CheckResult
from tests.samples import TODAY, a_list, row

PERIOD = Period(dt.date(2026, 7, 1), dt.date(2026, 10, 1))
SITES = (
    "https://news.example.com/",
    "https://rights.example.org/",
    "https://bets.example.net/",
    "https://ok.example.com/",
)
CODES = ("NEWS", "HUMR", "GMB", "CULTR")
NETWORKS = {64500: "First Mobile", 64501: "Second Fibre", 64502: None}

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</title></style></svg></table><script>1</script>",
    "{{ 7*7 }}{% raw %}",
    "{0.__class__}",
    "\u202egro.elpmaxe\u2066",
    "\x1b[31mred\x1b]0;t\x07",
    "=HYPERLINK(1)",
    "a|b`c``<!--",
    "@somebody www.evil.example #1",
    "' onmouseover='alert(1)",
    "ទំព័រ\u200b",
]


def site(
    url: str, number: int, networks: Sequence[int], *, tests: int = 20, status: Status = Status.OK
) -> SiteEvidence:
    """What was measured of a site: alike on all networks, the first of them blocking it where the status says so."""
    is_blocked = status.is_blocked
    bad = tests if is_blocked else 0
    confirmed = 1 if status is Status.BLOCKED_CONFIRMED else 0
    found = tuple(
        NetworkEvidence(
            asn,
            f"Network {asn}",
            Counts(0, bad - confirmed, confirmed) if is_blocked and place == 0 else Counts(tests),
            1.0 if is_blocked and place == 0 else 0.0,
            is_blocked and place == 0,
        )
        for place, asn in enumerate(networks)
    )
    counts = Counts()
    for one in found:
        counts = counts.plus(one.counts)
    day = PERIOD.since + dt.timedelta(number % 80)
    return SiteEvidence(
        url,
        counts,
        found,
        {"dns": bad} if is_blocked else {},
        day.isoformat() if is_blocked else None,
        PERIOD.last.isoformat() if is_blocked else None,
        status if networks else Status.NOT_MEASURED,
    )


def evidence(entries: Sequence[SiteEvidence], networks: dict[int, str | None], period: Period = PERIOD) -> Evidence:
    """The evidence of a quarter."""
    total = Counts()
    for one in entries:
        total = total.plus(one.counts)
    quarters = (Quarter(period.quarter, frozenset(networks), frozenset(one.url for one in entries), total),)
    return Evidence(period, "KH", "list", "url", tuple(entries), networks, quarters, source="https://api.example.org/")


def material(
    urls: Sequence[str] = SITES,
    codes: Sequence[str] = CODES,
    networks: dict[int, str | None] | None = None,
    *,
    text: str = "a reason that somebody wrote down",
    excluded: tuple[str, ...] = ("GMB",),
) -> Material:
    """All that a report is made of, with something in every section; `text` stands wherever people may write."""
    networks = NETWORKS if networks is None else networks
    kinds = (Status.BLOCKED_CONFIRMED, Status.BLOCKED_LIKELY, Status.BLOCKED_CONFIRMED, Status.OK)
    code_of = dict(zip(urls, itertools.cycle(codes), strict=False))
    now = evidence(
        [
            site(url, number, tuple(networks)[: 1 + number % len(networks)], status=kinds[number % 4])
            for number, url in enumerate(urls)
        ],
        networks,
    )
    before = evidence([site(url, number, (64500,)) for number, url in enumerate(urls[1:])], networks, PERIOD.before)
    then = a_list(*(row(url, code_of[url]) for url in urls), row("https://gone.example.org/"))
    after = a_list(*(row(url, code_of[url], notes=text) for url in urls), row("https://new.example.org/", notes=text))
    ledger = [
        Record("https://gone.example.org/", "2026-08-01", "drop", text),
        Record(urls[0], "2026-08-02", "keep-blocked", text),
        Record(urls[1], "2026-08-03", "recheck", text),
    ]
    verdicts = (Verdict.UP, Verdict.DOWN, Verdict.POSSIBLY_BLOCKED, Verdict.MOVED)
    seen = {
        url: (CheckResult(verdicts[number % 4], "2026-09-20T10:00:00Z", text[:80]),) for number, url in enumerate(urls)
    }
    return Material(
        "KH",
        "list",
        PERIOD,
        TODAY,
        "1.2.3",
        list_path="lists/kh.csv",
        summary=summarise(now, code_of.get, excluded, before),
        coverage=coverage(now, code_of.get),
        health=health(after, seen, ledger, TODAY),
        changes=changes(PERIOD, then, after, ledger),
        excluded=excluded,
        asked_at="2026-10-02T08:00:00Z",
    )


def hostile() -> Material:
    """The same with something hostile in every place where anybody may write."""
    urls = [f"https://{number}.example.com/{bad}" for number, bad in enumerate(HOSTILE)]
    return material(
        [*urls, *HOSTILE], ("NEWS", HOSTILE[0], HOSTILE[4]), {64500 + n: bad for n, bad in enumerate(HOSTILE)},
        text=" ".join(HOSTILE), excluded=("NEWS",),
    )  # fmt: skip


def large(rows: int = 2_000, networks: int = 30) -> Material:
    """As much as a list and a country can have; every other site is blocked somewhere."""
    urls = [f"https://a-site-of-usual-length-{number}.example.com/" for number in range(rows)]
    names: dict[int, str | None] = {64500 + n: f"Network number {n} of the country, Ltd." for n in range(networks)}
    return material(urls, CODES, names)
