"""The values of a review: what is known about a row, what is advised, what people decided. Frozen, and without I/O."""

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
    """What is advised or decided for a row."""

    KEEP = "keep"
    KEEP_BLOCKED = "keep-blocked"
    """It stays because it is blocked, dead or not."""
    REPLACE = "replace"
    """The URL of its successor replaces its own."""
    RECATEGORISE = "recategorise"
    DROP = "drop"
    RECHECK = "recheck"
    """Too little is known. It stays for now, and is reviewed again soon."""

    @property
    def takes_reason(self) -> bool:
        """True if a person must give a reason. If the row stays as it is, the reasons of the advice are enough."""
        return self not in {Decision.KEEP, Decision.RECHECK}


ALIVE: Final = frozenset({Verdict.UP, Verdict.MOVED, Verdict.RESTRICTED})
"""The site answers."""
DEAD: Final = frozenset({Verdict.GONE, Verdict.PARKED, Verdict.PLACEHOLDER, Verdict.TAKEN_OVER, Verdict.DOWN})
"""The site does not answer. A server's error, a bad certificate and a refused address are not alive and not dead."""


def _require_moment(text: str) -> None:
    dt.datetime.fromisoformat(text)


# A pull request can edit the files of a review. So their shape is fixed, and all sizes are limited.
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
    """The check's code for the cause: `dns-failed`."""
    failure: Line | None = None
    """OONI's code for it."""
    status: Annotated[int, Bounds(ge=0, le=999)] | None = None
    final_url: Url | None = None
    title: Line | None = None
    control: bool | None = None
    """True if the control reached the site. None if no control was asked, or if it did not know."""
    signals: Annotated[tuple[Label, ...], Bounds(max_length=100)] = ()
    """The check's facts about the visit: `redirect-loop`. Reviews of 0.1.0 do not have them."""

    @property
    def place(self) -> str:
        """The name of the vantage to compare visits by: the case and spaces do not matter."""
        return " ".join(self.vantage.split()).casefold()

    @property
    def day(self) -> dt.date:
        """The day, in UTC."""
        return dt.date.fromisoformat(self.checked_at[:10])


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one row when a review starts."""

    url: str
    category_code: str
    quarter: Quarter
    """The quarter that is reviewed."""
    notes: str = ""
    is_global: bool = False
    """True if the list is the global one, which is tested in every country."""
    seen: tuple[CheckResult, ...] = ()
    """Visits, in any order. The advice does not depend on the order."""
    evidence: SiteEvidence | None = None
    """What OONI measured of it. None if that was not fetched."""
    suspicious_variants: int = 0
    """Measurements with signs of interference, of the site's other spellings: http for https, with `www.`, and such."""
    doubt: Doubt | None = None
    """The doubt about its category. None if there is none, or if no audit was made."""
    ledger: Record | None = None
    """The last decision on it."""
    earlier: tuple[Record, ...] = ()
    """The decisions before that, the oldest first. There are not more than fit on a screen."""
    listed: Mapping[str, str] = field(default_factory=dict)
    """Where the final URLs of its visits are listed already, in any spelling, such as `lists/kh.csv:12`."""
    unfit: Mapping[str, str] = field(default_factory=dict)
    """Why final URLs of its visits can't replace it, from visits of other rows: it is parked or for sale."""


class Advice(NamedTuple):
    """What the table of advice says about a row."""

    word: Decision
    reasons: tuple[str, ...]
    """At least one, the most important first. Each is a sentence without its full stop."""
    new_url: str | None = None
    """The successor that would replace it. With `keep-blocked`, a site to add in a row of its own."""
    new_category: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision of people, as in a file in `decisions/`. It is never recorded who they are."""

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
    """True if a decision on it is due in this quarter."""

    @property
    def url(self) -> str:
        """The URL that it had on the list when the review started."""
        return self.facts.url


@dataclass(frozen=True, slots=True)
class Source:
    """One of the sources of a review."""

    __pydantic_config__ = _CLOSED

    name: Label
    """list, check, evidence, audit, upstream."""
    says: Line
    """What was used, or why data is missing, in a sentence."""
    has_data: bool
    next_step: Line = ""
    """How to get the data, if there is none."""
    details: Annotated[dict[Label, Line | int], Bounds(max_length=2_000)] = field(default_factory=dict)
    """Versions, dates, commits, counts."""


@dataclass(frozen=True, slots=True)
class Finish:
    """How a review ended: `finished.json`."""

    __pydantic_config__ = _CLOSED

    version: Literal[1] = field(default=1, kw_only=True)
    finished_on: dt.date
    counts: Annotated[dict[Decision, Count], Bounds(max_length=10)]
    """The number of rows with each decision."""
    vanished: Annotated[list[Url], Bounds(max_length=50_000)] = field(default_factory=list)
    """Rows that were decided, but were removed from the list before the end of the review."""


_Sources = list[Source]


@dataclass(frozen=True, slots=True)
class Head:
    """The list, the quarter and the sources of a review: `review.json`."""

    __pydantic_config__ = _CLOSED

    version: Literal[1] = field(default=1, kw_only=True)
    quarter: Annotated[str, Bounds(pattern=r"^20[1-9][0-9]Q[1-4]$")]
    list: Annotated[str, Bounds(pattern=r"^(?:[a-z]{2}|global)$")]
    started: dt.date
    program: Label
    thresholds: Annotated[dict[Label, Annotated[float, Bounds(serialization={"type": "any"})]], Bounds(max_length=50)]
    """A whole number is written without a decimal point."""
    rows: Count
    """The number of rows."""
    rows_sha256: Annotated[str, Bounds(pattern=r"^[0-9a-f]{64}$")]
    """The SHA-256 of `rows.jsonl`, with its original line ends. It finds missing rows, which would not be decided."""
    sources: Annotated[_Sources, Bounds(max_length=50)]


@dataclass(frozen=True, slots=True)
class Review:
    """The review of a list in a quarter."""

    quarter: Quarter
    list_name: str
    started: dt.date
    sources: tuple[Source, ...]
    rows: tuple[ReviewRow, ...]
    """All rows of the list as they were at the start, in its order. People decide on those that are `due`."""
    decisions: Mapping[str, RecordedDecision] = field(default_factory=dict)
    """The decisions, by the exact URL that the row had at the start."""
    finished: Finish | None = None
    program: str = ""
    """The version that started it."""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    """The thresholds of the advice."""

    @property
    def due(self) -> tuple[ReviewRow, ...]:
        """The rows that people decide on."""
        return tuple(row for row in self.rows if row.due)

    @property
    def undecided(self) -> tuple[ReviewRow, ...]:
        """The due rows that are not decided yet."""
        return tuple(row for row in self.rows if row.due and row.url not in self.decisions)
