"""The shape of a report in JSON: the schema in `schemas/` is made of it."""

from __future__ import annotations

from typing import Literal, NotRequired

from kh_testlist.typed_dict import TypedDict


class NetworkRef(TypedDict):
    """A network that blocks a site."""

    asn: int
    name: str | None


class BlockedRecord(TypedDict):
    """A blocked site. `ask_to_unblock` is false where its category is left out of what the report asks for."""

    url: NotRequired[str]
    domain: NotRequired[str]
    category_code: str | None
    status: Literal["blocked-confirmed", "blocked-likely"]
    networks: list[NetworkRef]
    methods: list[str]
    first_blocked: str | None
    last_blocked: str | None
    ask_to_unblock: bool


class NotAccessibleRecord(TypedDict):
    """A site that no measurement could open, though by the arithmetic no network blocks it."""

    url: NotRequired[str]
    domain: NotRequired[str]
    category_code: str | None
    measurements: int
    anomaly: int
    failure: int


class CategoryRecord(TypedDict):
    """A category; null for what is on no list."""

    category_code: str | None
    tested: int
    measurements: int
    blocked: int


class NetworkRecord(TypedDict):
    """A network."""

    asn: int
    name: str | None
    tested: int
    measurements: int
    blocked: int


class MethodRecord(TypedDict):
    """A way of interfering: suspicious measurements, and blocked sites on which it was seen."""

    blocking_type: str
    measurements: int
    blocked: int


class QuarterRecord(TypedDict):
    """A row of iMAP's Table 1; a domain or a network counts once a quarter."""

    quarter: str
    asn_count: int
    domain_count: int
    ok_count: int
    anomaly_count: int
    confirmed_count: int
    failure_count: int
    measurement_count: int


class PreviousRecord(TypedDict):
    """The period before, and what is different."""

    since: str
    until: str
    measurements: int
    websites_tested: int
    blocked: int
    newly_blocked: list[str]
    no_longer_blocked: list[str]


class VerdictRecord(TypedDict):
    """Rows of which the last check found the same."""

    verdict: str
    rows: int


class CategoryHealthRecord(TypedDict):
    """The rows of a category, by what the last check found: `works` and the four after it add up to `rows`."""

    category_code: str
    rows: int
    works: int
    fails: int
    maybe_blocked: int
    unclear: int
    unchecked: int


class AgeRecord(TypedDict):
    """Rows that were added so long ago: from `years` on, up to `below`; both null where the date can't be read."""

    years: int | None
    below: int | None
    rows: int


class HealthRecord(TypedDict):
    """How the list is. `checked` is 0 where no check is at hand, and then there is nothing by verdict."""

    rows: int
    checked: int
    vantages: list[str]
    first_checked: str | None
    last_checked: str | None
    by_verdict: list[VerdictRecord]
    by_category: list[CategoryHealthRecord]
    by_age: list[AgeRecord]
    reviewed_within_a_year: int
    reviewed_earlier: int
    never_reviewed: int


class RowChangeRecord(TypedDict):
    """A row that is not as it was. `before` is the URL or the category that it had, where that is what changed."""

    kind: Literal["added", "removed", "replaced", "recategorised", "edited"]
    url: str
    category_code: str
    before: str | None
    reason: str
    day: str | None


class DecidedRecord(TypedDict):
    """The last decision on a site in the period."""

    url: str
    decision: str
    reason: str
    day: str


class ChangesRecord(TypedDict):
    """What became of the list. `compared`: with the list of the first day; else dates and the ledger alone tell."""

    since: str
    until: str
    compared: bool
    rows: list[RowChangeRecord]
    decisions: list[DecidedRecord]


class CategoryCoverageRecord(TypedDict):
    """A category: sites that a network tested enough, that nobody tested, and pairs of site and network below that."""

    category_code: str | None
    websites: int
    tested_enough: int
    untested: int
    gaps: int


class NetworkCoverageRecord(TypedDict):
    """A network: sites that it tested enough, and the others."""

    asn: int
    name: str | None
    tested_enough: int
    gaps: int
    measurements: int


class CoverageRecord(TypedDict):
    """Where the list is measured. Enough is `floor` tests on a network; `gaps` of `pairs` have fewer."""

    floor: int
    websites: int
    pairs: int
    gaps: int
    by_category: list[CategoryCoverageRecord]
    by_network: list[NetworkCoverageRecord]


class PeriodReport(TypedDict):
    """The report of `report --format json`.

    Where `evidence` is null it was never fetched, and so is what rests on it. Where there is no list, `health` and
    `changes` are null.
    """

    version: Literal[1]
    since: str | None
    until: str | None
    country: str
    scope: Literal["list", "country"]
    evidence: Literal["complete", "unfinished"] | None
    measurements: int | None
    websites_tested: int | None
    blocked: list[BlockedRecord] | None
    not_accessible: list[NotAccessibleRecord] | None
    by_category: list[CategoryRecord] | None
    by_network: list[NetworkRecord] | None
    by_method: list[MethodRecord] | None
    by_quarter: list[QuarterRecord] | None
    total: QuarterRecord | None
    previous: PreviousRecord | None
    health: HealthRecord | None
    changes: ChangesRecord | None
    coverage: CoverageRecord | None
    excluded_categories: list[str]
    made_on: str
    program: str
    fetched_at: str | None
