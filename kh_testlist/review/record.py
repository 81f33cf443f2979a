"""The values of a review: what is known of a row, what is advised, what people decided. Frozen, and free of I/O."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal, NamedTuple

from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.model import LONGEST_CELL
from kh_testlist.ooni.evidence import SiteEvidence
from kh_testlist.records import Bounds, Checked
from kh_testlist.review.quarter import Quarter
from kh_testlist.tagging.audit import Doubt


class Decision(enum.StrEnum):
    """What is advised, or decided, of a row."""

    KEEP = "keep"
    KEEP_BLOCKED = "keep-blocked"
    """It stays because it is blocked, dead or not."""
    REPLACE = "replace"
    """Its URL becomes that of its successor."""
    RECATEGORISE = "recategorise"
    DROP = "drop"
    RECHECK = "recheck"
    """Too little is known: it stays for now, and is looked at again soon."""

    @property
    def takes_reason(self) -> bool:
        """Whether a person must say why: where the row stays as it is, the advice's reasons will do."""
        return self not in {Decision.KEEP, Decision.RECHECK}


ALIVE: Final = frozenset({Verdict.UP, Verdict.MOVED, Verdict.RESTRICTED})
"""Somebody answers for the site."""
DEAD: Final = frozenset({Verdict.GONE, Verdict.PARKED, Verdict.DOWN})
"""Nobody answers for the site. A server's own error, a bad certificate and what policy refused are neither."""


def _require_moment(text: str) -> None:
    dt.datetime.fromisoformat(text)


# What a file of a review may hold: a pull request can edit it, so it is closed, and everything is bounded.
_CLOSED: Final = {"extra": "forbid"}
Url = Annotated[str, Bounds(min_length=1, max_length=LONGEST_CELL)]
Line = Annotated[str, Bounds(max_length=2_000)]
Label = Annotated[str, Bounds(max_length=200)]
Count = Annotated[int, Bounds(ge=0, le=10**12)]
_Stamp = Annotated[
    str, Bounds(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"), Checked(_require_moment)
]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One result of a check: what a vantage found on a day."""

    __pydantic_config__ = _CLOSED

    verdict: Verdict
    checked_at: _Stamp
    """UTC, ISO 8601, to the second: `2026-11-21T10:00:00Z`."""
    vantage: Label
    reason: Label = ""
    """The check's one word for why: `dns-failed`."""
    failure: Line | None = None
    """OONI's word for it."""
    status: Annotated[int, Bounds(ge=0, le=999)] | None = None
    final_url: Url | None = None
    title: Line | None = None
    control: bool | None = None
    """Whether the second vantage came through; None where there was none, or it could not tell."""

    @property
    def place(self) -> str:
        """The vantage, by which visits are told apart: not by how somebody spelt it."""
        return " ".join(self.vantage.split()).casefold()

    @property
    def day(self) -> dt.date:
        """The day, in UTC."""
        return dt.date.fromisoformat(self.checked_at[:10])


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one row when a review starts."""

    url: str
    category_code: str
    quarter: Quarter
    """The quarter that is reviewed."""
    notes: str = ""
    is_global: bool = False
    """Whether the list is the one that is tested in every country."""
    seen: tuple[CheckResult, ...] = ()
    """Visits, in any order; advice does not depend on it."""
    evidence: SiteEvidence | None = None
    """What OONI measured of it; None where that was not fetched."""
    suspicious_variants: int = 0
    """Measurements with signs of interference of the site's other spellings: http for https, with `www.`, and such."""
    doubt: Doubt | None = None
    """That its category is another; None where there is none, or nobody looked."""
    ledger: Record | None = None
    """The last decision on it."""
    earlier: tuple[Record, ...] = ()
    """The decisions before that, the oldest first; not more than a screen has room for."""
    listed: Mapping[str, str] = field(default_factory=dict)
    """For a final URL of its visits that is listed already, in whatever spelling: where, as `lists/kh.csv:12`."""


class Advice(NamedTuple):
    """What the table of advice says of a row."""

    word: Decision
    reasons: tuple[str, ...]
    """At least one, the weightiest first. Each is a sentence without its full stop."""
    new_url: str | None = None
    """The successor: what would replace it; or with `keep-blocked`, a site to add beside it."""
    new_category: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision of people, as a file in `decisions/` has it. Who they are is recorded nowhere."""

    __pydantic_config__ = _CLOSED

    version: Literal[1] = field(default=1, kw_only=True)
    url: Url
    decision: Decision
    reason: Line
    new_url: Url | None = None
    new_category: Label | None = None
    decided_on: dt.date = field(kw_only=True)
    """In UTC."""


class ReviewRow(NamedTuple):
    """A row of the list, as the review found it."""

    facts: Facts
    advice: Advice
    due: bool = True
    """Whether a decision on it is due in this quarter."""

    @property
    def url(self) -> str:
        """As it was listed when the review started."""
        return self.facts.url


@dataclass(frozen=True, slots=True)
class Source:
    """One of the sources that a review draws on."""

    __pydantic_config__ = _CLOSED

    name: Label
    """list, check, evidence, audit, upstream."""
    says: Line
    """What was used, or why there is nothing, in a sentence."""
    has_data: bool
    next_step: Line = ""
    """How to have it, where it has nothing."""
    details: Annotated[dict[Label, Line | int], Bounds(max_length=2_000)] = field(default_factory=dict)
    """Versions, dates, commits, counts."""


@dataclass(frozen=True, slots=True)
class Finish:
    """How a review ended: `finished.json`."""

    __pydantic_config__ = _CLOSED

    version: Literal[1] = field(default=1, kw_only=True)
    finished_on: dt.date
    counts: Annotated[dict[Decision, Count], Bounds(max_length=10)]
    """How many rows each decision was taken on."""
    vanished: Annotated[list[Url], Bounds(max_length=50_000)] = field(default_factory=list)
    """Rows that were decided and had left the list before the end."""


_Sources = list[Source]


@dataclass(frozen=True, slots=True)
class Head:
    """What a review is of, and what it draws on: `review.json`."""

    __pydantic_config__ = _CLOSED

    version: Literal[1] = field(default=1, kw_only=True)
    quarter: Annotated[str, Bounds(pattern=r"^20[1-9][0-9]Q[1-4]$")]
    list: Annotated[str, Bounds(pattern=r"^(?:[a-z]{2}|global)$")]
    started: dt.date
    program: Label
    thresholds: Annotated[dict[Label, Annotated[float, Bounds(serialization={"type": "any"})]], Bounds(max_length=50)]
    """A whole number is written as one."""
    rows: Count
    """How many there are."""
    rows_sha256: Annotated[str, Bounds(pattern=r"^[0-9a-f]{64}$")]
    """Of `rows.jsonl`, with line ends as they were written: a row that is missing would never be decided."""
    sources: Annotated[_Sources, Bounds(max_length=50)]


@dataclass(frozen=True, slots=True)
class Review:
    """A quarter's work on a list."""

    quarter: Quarter
    list_name: str
    started: dt.date
    sources: tuple[Source, ...]
    rows: tuple[ReviewRow, ...]
    """All rows of the list as they were at the start, in its order; `due` those that people decide on."""
    decisions: Mapping[str, RecordedDecision] = field(default_factory=dict)
    """By the exact URL that the row had at the start."""
    finished: Finish | None = None
    program: str = ""
    """The version that started it."""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    """Those that the advice was given by."""

    @property
    def due(self) -> tuple[ReviewRow, ...]:
        """The rows that people decide on."""
        return tuple(row for row in self.rows if row.due)

    @property
    def undecided(self) -> tuple[ReviewRow, ...]:
        """Those of them that nobody has decided on yet."""
        return tuple(row for row in self.rows if row.due and row.url not in self.decisions)
