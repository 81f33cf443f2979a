"""One row of a review on a terminal: facts, advice, and the keys to decide with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kh_testlist.categories import LEGEND
from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.liveness.verdict import MEANINGS
from kh_testlist.ooni import words
from kh_testlist.ooni.evidence import SiteEvidence
from kh_testlist.reports.terminal import Span, printable
from kh_testlist.review.record import ALIVE, CheckResult, Facts, RecordedDecision, ReviewRow
from kh_testlist.tagging.audit import Doubt
from kh_testlist.text import shorten

_WIDEST: Final = 200
_MOST_VISITS: Final = 8
_MOST_NETWORKS: Final = 6
_MOST_RECORDS: Final = 4
_MOST_ROWS: Final = 6
_TITLED: Final = ALIVE | {Verdict.PARKED, Verdict.PLACEHOLDER, Verdict.TAKEN_OVER}
"""Verdicts whose visits show the title of the page."""

KEYS: Final = (
    ("k", "keep"),
    ("b", "keep-blocked"),
    ("r", "replace"),
    ("c", "recategorise"),
    ("d", "drop"),
    ("l", "recheck later"),
    ("a", "take the advice"),
    ("s", "skip"),
    ("u", "undo"),
    ("o", "links"),
    ("?", "help"),
    ("q", "quit"),
)
"""The keys, and what each does."""

HELP: Final = """k  keep          keep the row; without a reason of yours, the advice's is recorded
b  keep-blocked  keep the row because the site is blocked
r  replace       give the row another URL; you are asked for it
c  recategorise  give the row another category; you are asked for it
d  drop          remove the row from the list; you are asked why
l  recheck       decide later: too little is known, and it is due again
a  advice        decide as advised
s  skip          go to the next row; nothing is recorded
u  undo          take back the last decision
o  links         show links, to look for yourself
q  quit          stop; your decisions are saved
Keep a site that is blocked. A site that you cannot reach may be blocked, not dead."""
"""The help that `?` shows."""


def screen(row: ReviewRow, number: int, total: int, settled: RecordedDecision | None) -> list[Span]:
    """Return the whole screen of a row, in pieces with their styles. All text in it is printable."""
    facts, advice = row.facts, row.advice
    legend = LEGEND.get(facts.category_code, "not a category code")
    spans: list[Span] = [
        (f"── {number:,} of {total:,} ", "bold"),
        (f"{_shown(facts.url)}\n", "bold cyan"),
        (f"   {_shown(facts.category_code)} ({legend})\n", ""),
    ]
    spans += [(f"   notes: {_shown(facts.notes)}\n", "")] if facts.notes else []
    spans += [("\nChecks\n", "bold"), *_lines(_visits(facts))]
    spans += [("\nOONI\n", "bold"), *_lines(_evidence(facts.evidence))]
    if facts.suspicious_variants:
        spans += _lines([f"and {facts.suspicious_variants:,} suspicious tests of other spellings of its URL"])
    if facts.doubt:
        best = facts.doubt.suggestion
        said = f"{best.category_code} {best.confidence:.0%}, {facts.category_code} {facts.doubt.confidence:.0%}"
        spans += [("\nCategory\n", "bold"), *_lines([f"{said}: {best.reason}" if best.reason else said])]
        spans += _lines(_site(facts.doubt))
    past = [*facts.earlier, *([facts.ledger] if facts.ledger else [])][-_MOST_RECORDS:]
    spans += [("\nDecided before\n", "bold"), *_lines(map(_record, past))] if past else []
    target = advice.new_url or advice.new_category
    spans.append((f"\nAdvice: {advice.word}{f' → {_shown(target)}' if target else ''}\n", "bold yellow"))
    spans += _lines(advice.reasons)
    if settled:
        spans.append((f"\nDecided on {settled.decided_on}: {settled.decision}: {_shown(settled.reason)}\n", "green"))
    keys = "  ".join(f"[{key}] {what}" for key, what in KEYS)
    return [*spans, (f"\n{keys}\n", "")]


def _site(doubt: Doubt) -> Iterator[str]:
    """Yield the other rows of its site, if the audit asks about all of them."""
    for one in doubt.rows[:_MOST_ROWS]:
        where = f"line {one.line}" if one.path == doubt.path else f"{one.path}:{one.line}"
        yield f"{where}: {one.url}  {one.category_code} {one.confidence:.0%}"
    if len(doubt.rows) > _MOST_ROWS:
        yield f"and {len(doubt.rows) - _MOST_ROWS:,} more rows of this site"


def _lines(lines: Iterator[str] | map[str] | list[str] | tuple[str, ...]) -> list[Span]:
    return [(f"   {_shown(line)}\n", "") for line in lines]


def _shown(text: str) -> str:
    return printable(shorten(text, _WIDEST))


def _visits(facts: Facts) -> Iterator[str]:
    """Yield the latest visits, sorted by vantage and then by time."""
    if not facts.seen:
        yield "none"
        return
    latest = sorted(facts.seen, key=lambda one: one.checked_at)[-_MOST_VISITS:]
    for one in sorted(latest, key=lambda one: (one.vantage, one.checked_at)):
        yield _visit(one)
    if len(facts.seen) > len(latest):
        yield f"and {len(facts.seen) - len(latest)} earlier ones"


def _visit(one: CheckResult) -> str:
    parts = [MEANINGS.get(one.reason, one.reason)]
    parts += [one.failure] if one.failure else []
    parts += [f"HTTP {one.status}"] if one.status else []
    parts += [f"at {one.final_url}"] if one.final_url and one.verdict is Verdict.MOVED else []
    parts += [f"“{shorten(one.title, 60)}”"] if one.title and one.verdict in _TITLED else []
    parts += [f"control {'comes through' if one.control else 'fails too'}"] if one.control is not None else []
    return f"{one.day}  {one.vantage:<12}  {one.verdict:<16}  {', '.join(part for part in parts if part)}"


def _evidence(found: SiteEvidence | None) -> Iterator[str]:
    if found is None:
        yield "not fetched"
        return
    counts = found.counts
    yield (
        f"{found.status}: {counts.measurements:,} tests, {counts.anomaly:,} with anomalies, "
        f"{counts.confirmed:,} confirmed"
    )
    if found.blocking_types:
        yield "by " + ", ".join(f"{method} {count:,}" for method, count in found.blocking_types.items())
    if found.first_blocked:
        yield f"blocked from {found.first_blocked} to {found.last_blocked}"
    for episode in found.episodes[:_MOST_NETWORKS]:
        yield f"{words.when(episode, 'the end of the period')} {words.edges(episode)} {words.word_of(episode).sentence}"
    worst = sorted(found.networks, key=lambda one: (-one.blocked, -one.counts.suspicious, -one.counts.measurements))
    for one in worst[:_MOST_NETWORKS]:
        blocks = "blocks it" if one.blocked else ""
        told = f"{one.counts.suspicious:>4,} of {one.counts.measurements:>4,} suspicious"
        yield f"AS{one.asn:<10} {told}  {blocks}".rstrip()
    if len(worst) > _MOST_NETWORKS:
        yield f"and {len(worst) - _MOST_NETWORKS} more networks"


def _record(record: Record) -> str:
    before = f" (was {record.previous_url})" if record.previous_url else ""
    return f"{record.last_reviewed}  {record.decision}{before}: {record.reason or 'no reason given'}"
