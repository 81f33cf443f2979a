"""The shape of a line of `rows.jsonl`: what is known and advised about a row, without default values.

A pull request can edit it. So the shape is fixed, and all sizes are limited.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, Final, cast

from kh_testlist.ledger import Record
from kh_testlist.model import GLOBAL, LONGEST_CELL
from kh_testlist.ooni.episode import Episode, Kind, State, Where
from kh_testlist.ooni.evidence import Counts, NetworkEvidence, SiteEvidence, Status
from kh_testlist.records import Bounds
from kh_testlist.review.quarter import Quarter
from kh_testlist.review.record import Advice, CheckResult, Count, Decision, Facts, Label, Line, ReviewRow, Url
from kh_testlist.store import MAX_RECORDS
from kh_testlist.tagging.audit import Doubt, SiteRow
from kh_testlist.tagging.suggest import Suggestion

_CLOSED: Final = {"extra": "forbid"}
_Text = Annotated[str, Bounds(max_length=LONGEST_CELL)]
_Share = Annotated[float, Bounds(ge=0, le=1)]
_Number = Annotated[int, Bounds(ge=0, le=2**32)]
_Asn = Annotated[str, Bounds(pattern=r"^\d{1,10}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeShape:
    """A span of days in which the site failed on a network."""

    __pydantic_config__ = _CLOSED

    asn: _Number
    start: dt.date | None = None
    end: dt.date | None = None
    kind: Kind
    where: Where = Where.UNKNOWN
    measurements: Count
    anomalous: Count
    confidence: _Share
    last_good: dt.date | None = None
    first_bad: dt.date | None = None
    is_dead_name: bool = False
    last_bad: dt.date | None = None
    confirmed: Count = 0
    is_alive_name: bool = False

    @classmethod
    def of(cls, found: Episode) -> EpisodeShape:
        """Return the shape of `found`."""
        said = dataclasses.asdict(found)
        return cls(**{**said, "confidence": round(found.confidence, 4)})

    def value(self) -> Episode:
        """Return the episode."""
        days = {name: _day(getattr(self, name)) for name in _DAYS}
        return Episode(**{**dataclasses.asdict(self), **days})


_DAYS: Final = ("start", "end", "last_good", "first_bad", "last_bad")


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceShape:
    """What OONI measured. To save space, a network has only its number, four counts, its score, and if it blocks."""

    __pydantic_config__ = _CLOSED

    counts: tuple[Count, Count, Count, Count]
    networks: Annotated[list[tuple[_Number, Count, Count, Count, Count, _Share, bool]], Bounds(max_length=5_000)]
    blocking_types: Annotated[dict[Label, Count], Bounds(max_length=50)] = field(default_factory=dict)
    first_blocked: dt.date | None = None
    last_blocked: dt.date | None = None
    status: Status
    p90: _Share = 0.0
    p95: _Share = 0.0
    joined: Annotated[list[Url], Bounds(max_length=1_000)] = field(default_factory=list)
    now: State = State.NOT_MEASURED
    """Reviews of earlier versions have no states and no episodes."""
    states: Annotated[dict[_Asn, State], Bounds(max_length=5_000)] = field(default_factory=dict)
    """The states of networks at the end of the period. A network that is not here is unclear."""
    episodes: Annotated[list[EpisodeShape], Bounds(max_length=5_000)] = field(default_factory=list)

    @classmethod
    def of(cls, found: SiteEvidence) -> EvidenceShape:
        """Return the shape of `found`."""
        # The days are as in the cache. They are checked before the file is written.
        first, last = (cast("dt.date | None", day) for day in (found.first_blocked, found.last_blocked))
        networks = [(one.asn, *one.counts, round(one.weighted, 4), one.blocked) for one in found.networks]
        return cls(
            counts=found.counts, networks=networks, blocking_types=dict(found.blocking_types),
            first_blocked=first, last_blocked=last, status=found.status,
            p90=round(found.p90, 4), p95=round(found.p95, 4), joined=list(found.joined), now=found.now,
            states={str(one.asn): one.state for one in found.networks if one.state is not State.UNCLEAR},
            episodes=[EpisodeShape.of(one) for one in found.episodes],
        )  # fmt: skip

    def value(self, url: str) -> SiteEvidence:
        """Return what it says about `url`."""
        first, last = _day(self.first_blocked), _day(self.last_blocked)
        return SiteEvidence(
            url,
            Counts(*self.counts),
            tuple(
                NetworkEvidence(
                    asn, None, Counts(*counts), weighted, blocked, self.states.get(str(asn), State.UNCLEAR)
                )
                for asn, *counts, weighted, blocked in self.networks
            ),
            dict(self.blocking_types), first, last, self.status, self.p90, self.p95, tuple(self.joined), self.now,
            tuple(one.value() for one in self.episodes),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtShape:
    """The doubt about a category."""

    __pydantic_config__ = _CLOSED

    path: Line
    line: Count
    entry: Count
    confidence: _Share
    category_code: _Text
    suggested: Label
    suggested_confidence: _Share
    reason: Line
    rows: Annotated[list[tuple[Line, Count, Url, _Text, _Share]], Bounds(max_length=MAX_RECORDS)] = field(
        default_factory=list
    )
    """The other rows of its site: path, line, URL, category, confidence. Reviews of 0.1.0 do not have them."""

    @classmethod
    def of(cls, doubt: Doubt) -> DoubtShape:
        """Return the shape of `doubt`."""
        best = doubt.suggestion
        return cls(
            path=doubt.path, line=doubt.line, entry=doubt.entry, confidence=doubt.confidence,
            category_code=doubt.category_code, suggested=best.category_code,
            suggested_confidence=best.confidence, reason=best.reason[:2_000],
            rows=[(one.path, one.line, one.url, one.category_code, one.confidence) for one in doubt.rows],
        )  # fmt: skip

    def value(self, url: str) -> Doubt:
        """Return what it says about `url`."""
        best = Suggestion(self.suggested, self.suggested_confidence, self.reason)
        rows = tuple(SiteRow(*one) for one in self.rows)
        return Doubt(self.path, self.line, self.entry, url, self.category_code, self.confidence, best, rows)


_Decision = Annotated[list[_Text], Bounds(min_length=len(Record._fields), max_length=len(Record._fields))]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShape:
    """A line of `rows.jsonl`."""

    __pydantic_config__ = _CLOSED

    url: Url
    category_code: _Text
    notes: _Text = ""
    due: bool
    advice: Decision
    reasons: Annotated[list[_Text], Bounds(min_length=1, max_length=20)]
    new_url: Url | None = None
    new_category: Label | None = None
    seen: Annotated[list[CheckResult], Bounds(max_length=1_000)] = field(default_factory=list)
    evidence: EvidenceShape | None = None
    suspicious_variants: Count = 0
    doubt: DoubtShape | None = None
    ledger: Annotated[list[_Decision], Bounds(max_length=100)] = field(default_factory=list)
    """The decisions before, the oldest first."""
    listed: Annotated[dict[Url, Line], Bounds(max_length=1_000)] = field(default_factory=dict)
    unfit: Annotated[dict[Url, Line], Bounds(max_length=1_000)] = field(default_factory=dict)

    @classmethod
    def of(cls, row: ReviewRow) -> RowShape:
        """Return the shape of `row`."""
        facts, advice = row.facts, row.advice
        past = [*facts.earlier, *([facts.ledger] if facts.ledger else [])]
        return cls(
            url=facts.url, category_code=facts.category_code, notes=facts.notes, due=row.due,
            advice=advice.word, reasons=list(advice.reasons), new_url=advice.new_url,
            new_category=advice.new_category,
            seen=list(facts.seen),
            evidence=EvidenceShape.of(facts.evidence) if facts.evidence else None,
            suspicious_variants=facts.suspicious_variants,
            doubt=DoubtShape.of(facts.doubt) if facts.doubt else None,
            ledger=[list(record) for record in past], listed=dict(facts.listed),
            unfit=dict(facts.unfit),
        )  # fmt: skip

    def value(self, quarter: Quarter, list_name: str) -> ReviewRow:
        """Return what it says, in a review of this quarter and list."""
        past = [Record(*one) for one in self.ledger]
        facts = Facts(
            url=self.url, category_code=self.category_code, quarter=quarter, notes=self.notes,
            is_global=list_name == GLOBAL, seen=tuple(self.seen),
            evidence=self.evidence.value(self.url) if self.evidence else None,
            suspicious_variants=self.suspicious_variants,
            doubt=self.doubt.value(self.url) if self.doubt else None,
            ledger=past[-1] if past else None, earlier=tuple(past[:-1]), listed=dict(self.listed),
            unfit=dict(self.unfit),
        )  # fmt: skip
        return ReviewRow(facts, Advice(self.advice, tuple(self.reasons), self.new_url, self.new_category), self.due)
