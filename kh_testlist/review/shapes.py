"""The shapes of a review's files, as JSON. A pull request can edit them: they are closed, and everything is bounded.

pydantic takes a while to load, so this module is imported where there is a file to read or write, and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.model import GLOBAL, LONGEST_CELL
from kh_testlist.ooni.evidence import Counts, NetworkEvidence, SiteEvidence, Status
from kh_testlist.review.quarter import Quarter
from kh_testlist.review.record import Advice, CheckResult, Decision, Facts, Finish, RecordedDecision, ReviewRow, Source
from kh_testlist.tagging.audit import Doubt
from kh_testlist.tagging.suggest import Suggestion

VERSION: Final = 1

_Url = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CELL)]
_Text = Annotated[str, StringConstraints(max_length=LONGEST_CELL)]
_Line = Annotated[str, StringConstraints(max_length=2_000)]
_Label = Annotated[str, StringConstraints(max_length=200)]
_Share = Annotated[float, Field(ge=0, le=1)]
_Count = Annotated[int, Field(ge=0, le=10**12)]
_Number = Annotated[int, Field(ge=0, le=2**32)]


def _moment(text: str) -> str:
    """`text`, once it is sure that it is a moment that there was."""
    dt.datetime.fromisoformat(text)
    return text


_Stamp = Annotated[
    str,
    StringConstraints(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"),
    AfterValidator(_moment),
]
_Quarter = Annotated[str, StringConstraints(pattern=r"^20[1-9][0-9]Q[1-4]$")]
_ListName = Annotated[str, StringConstraints(pattern=r"^(?:[a-z]{2}|global)$")]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DecisionShape(_Shape):
    """A file in `decisions/`."""

    version: Literal[1] = VERSION
    url: _Url
    decision: Decision
    reason: _Line
    new_url: _Url | None = None
    new_category: _Label | None = None
    decided_on: dt.date

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """What a decision takes beside its word, and nothing else: as `decide` has it."""
        wants = {Decision.REPLACE: ("new_url",), Decision.RECATEGORISE: ("new_category",)}.get(self.decision, ())
        for name in ("new_url", "new_category"):
            if (getattr(self, name) is not None) != (name in wants):
                raise ValueError(f"{name} goes with {'this' if name in wants else 'another'} decision")
        if not self.reason.strip() and self.decision.takes_reason:
            raise ValueError("a reason goes with this decision")
        return self

    def value(self) -> RecordedDecision:
        """What it says."""
        return RecordedDecision(self.url, self.decision, self.reason, self.new_url, self.new_category, self.decided_on)


class SourceShape(_Shape):
    """Where facts came from."""

    name: _Label
    says: _Line
    has_data: bool
    next_step: _Line = ""
    details: Annotated[dict[_Label, _Line | int], Field(max_length=2_000)] = {}

    def value(self) -> Source:
        """What it says."""
        return Source(self.name, self.says, self.has_data, self.next_step, dict(self.details))


class ReviewShape(_Shape):
    """`review.json`."""

    version: Literal[1] = VERSION
    quarter: _Quarter
    list_name: Annotated[_ListName, Field(alias="list")]
    started: dt.date
    program: _Label
    thresholds: Annotated[dict[_Label, float], Field(max_length=50)]
    sources: Annotated[list[SourceShape], Field(max_length=50)]
    rows: _Count
    """How many there are."""
    rows_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of `rows.jsonl`, with line ends as they were written: a row that is missing would never be decided."""


class FinishShape(_Shape):
    """`finished.json`."""

    version: Literal[1] = VERSION
    finished_on: dt.date
    counts: Annotated[dict[Decision, _Count], Field(max_length=10)]
    vanished: Annotated[list[_Url], Field(max_length=50_000)] = []

    def value(self) -> Finish:
        """What it says."""
        return Finish(
            self.finished_on, {word.value: count for word, count in self.counts.items()}, tuple(self.vanished)
        )


class SeenShape(_Shape):
    """A visit."""

    verdict: Verdict
    checked_at: _Stamp
    vantage: _Label
    reason: _Label = ""
    failure: _Line | None = None
    status: Annotated[int, Field(ge=0, le=999)] | None = None
    final_url: _Url | None = None
    title: _Line | None = None
    control: bool | None = None

    def value(self) -> CheckResult:
        """What it says."""
        return CheckResult(
            self.verdict, self.checked_at, self.vantage, self.reason, self.failure, self.status, self.final_url,
            self.title, self.control,
        )  # fmt: skip


class EvidenceShape(_Shape):
    """What OONI measured. A network is its number, its four counts, its score and whether it blocks, to save room."""

    counts: tuple[_Count, _Count, _Count, _Count]
    networks: Annotated[list[tuple[_Number, _Count, _Count, _Count, _Count, _Share, bool]], Field(max_length=5_000)]
    blocking_types: Annotated[dict[_Label, _Count], Field(max_length=50)] = {}
    first_blocked: dt.date | None = None
    last_blocked: dt.date | None = None
    status: Status
    p90: _Share = 0.0
    p95: _Share = 0.0
    joined: Annotated[list[_Url], Field(max_length=1_000)] = []

    @classmethod
    def of(cls, found: SiteEvidence) -> EvidenceShape:
        """The shape of `found`."""
        networks = [(one.asn, *one.counts, round(one.weighted, 4), one.blocked) for one in found.networks]
        return cls.model_construct(
            counts=tuple(found.counts), networks=networks, blocking_types=dict(found.blocking_types),
            first_blocked=found.first_blocked, last_blocked=found.last_blocked, status=found.status.value,
            p90=round(found.p90, 4), p95=round(found.p95, 4), joined=list(found.joined),
        )  # fmt: skip

    def value(self, url: str) -> SiteEvidence:
        """What it says of `url`."""
        first, last = (day.isoformat() if day else None for day in (self.first_blocked, self.last_blocked))
        return SiteEvidence(
            url,
            Counts(*self.counts),
            tuple(
                NetworkEvidence(asn, None, Counts(*counts), weighted, blocked)
                for asn, *counts, weighted, blocked in self.networks
            ),
            dict(self.blocking_types), first, last, self.status, self.p90, self.p95, tuple(self.joined),
        )  # fmt: skip


class DoubtShape(_Shape):
    """That a category may be another."""

    path: _Line
    line: _Count
    entry: _Count
    confidence: _Share
    category_code: _Text
    suggested: _Label
    suggested_confidence: _Share
    reason: _Line

    @classmethod
    def of(cls, doubt: Doubt) -> DoubtShape:
        """The shape of `doubt`."""
        best = doubt.suggestion
        return cls.model_construct(
            path=doubt.path, line=doubt.line, entry=doubt.entry, confidence=doubt.confidence,
            category_code=doubt.category_code, suggested=best.category_code,
            suggested_confidence=best.confidence, reason=best.reason[:2_000],
        )  # fmt: skip

    def value(self, url: str) -> Doubt:
        """What it says of `url`."""
        best = Suggestion(self.suggested, self.suggested_confidence, self.reason)
        return Doubt(self.path, self.line, self.entry, url, self.category_code, self.confidence, best)


_Decision = Annotated[list[_Text], Field(min_length=len(Record._fields), max_length=len(Record._fields))]


class RowShape(_Shape):
    """A line of `rows.jsonl`."""

    url: _Url
    category_code: _Text
    notes: _Text = ""
    due: bool
    advice: Decision
    reasons: Annotated[list[_Text], Field(min_length=1, max_length=20)]
    new_url: _Url | None = None
    new_category: _Label | None = None
    seen: Annotated[list[SeenShape], Field(max_length=1_000)] = []
    evidence: EvidenceShape | None = None
    suspicious_variants: _Count = 0
    doubt: DoubtShape | None = None
    ledger: Annotated[list[_Decision], Field(max_length=100)] = []
    """The decisions before, the oldest first."""
    listed: Annotated[dict[_Url, _Line], Field(max_length=1_000)] = {}

    @classmethod
    def of(cls, row: ReviewRow) -> RowShape:
        """The shape of `row`."""
        facts, advice = row.facts, row.advice
        past = [*facts.earlier, *([facts.ledger] if facts.ledger else [])]
        return cls.model_construct(
            url=facts.url, category_code=facts.category_code, notes=facts.notes, due=row.due,
            advice=advice.word.value, reasons=list(advice.reasons), new_url=advice.new_url,
            new_category=advice.new_category,
            seen=[SeenShape.model_construct(**one._asdict()) for one in facts.seen],
            evidence=EvidenceShape.of(facts.evidence) if facts.evidence else None,
            suspicious_variants=facts.suspicious_variants,
            doubt=DoubtShape.of(facts.doubt) if facts.doubt else None,
            ledger=[list(record) for record in past], listed=dict(facts.listed),
        )  # fmt: skip

    def value(self, quarter: Quarter, list_name: str) -> ReviewRow:
        """What it says, in a review of that quarter and list."""
        past = [Record(*one) for one in self.ledger]
        facts = Facts(
            url=self.url, category_code=self.category_code, quarter=quarter, notes=self.notes,
            is_global=list_name == GLOBAL, seen=tuple(one.value() for one in self.seen),
            evidence=self.evidence.value(self.url) if self.evidence else None,
            suspicious_variants=self.suspicious_variants,
            doubt=self.doubt.value(self.url) if self.doubt else None,
            ledger=past[-1] if past else None, earlier=tuple(past[:-1]), listed=dict(self.listed),
        )  # fmt: skip
        return ReviewRow(facts, Advice(self.advice, tuple(self.reasons), self.new_url, self.new_category), self.due)
