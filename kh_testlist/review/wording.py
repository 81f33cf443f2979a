"""Write the sentences of advice: the facts, and where and when they were found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kh_testlist.liveness.attempt import Verdict
from kh_testlist.liveness.verdict import MEANINGS
from kh_testlist.ooni import words
from kh_testlist.ooni.episode import State
from kh_testlist.ooni.evidence import FLOOR, SiteEvidence, Status
from kh_testlist.review.record import CheckResult
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.review.weighing import blocked_now
from kh_testlist.tagging.audit import Doubt, SiteRow
from kh_testlist.text import counted, enumerated, shorten


def visits(seen: Sequence[CheckResult], what: str = "") -> str:
    """Return what some visits found: the verdict and its cause, the vantages, and the last day."""
    last = max(seen, key=lambda one: one.checked_at)
    places = list({one.place: one.vantage for one in seen}.values())
    cause = MEANINGS.get(last.reason, "")
    hands = other_hands(seen)
    causes = [hands] if hands else []
    if cause not in {"", MEANINGS["ok"], MEANINGS["other-hands"]}:
        causes.insert(0, cause)
    return ", ".join([f"{what or last.verdict} from {enumerated(places)}", f"last on {last.day}", *causes])


def other_hands(seen: Sequence[CheckResult]) -> str:
    """Return that the domain seems to be in other hands, and the title. Return an empty text if no visit found that."""
    taken = [one for one in seen if one.verdict is Verdict.TAKEN_OVER]
    if not taken:
        return ""
    title = max(taken, key=lambda one: (one.checked_at, one.title or "")).title
    shown = shorten("".join(filter(str.isprintable, " ".join((title or "").split()))), _LONGEST_TITLE)
    return f"{MEANINGS['other-hands']}{f': “{shown}”' if shown else ''}"


_LONGEST_TITLE: Final = 80


def known_answer(evidence: SiteEvidence) -> str:
    """Return that a confirmed block may be the answer that a network gives for names that do not exist."""
    asns = [network.asn for network in evidence.blocked_networks] or [one.asn for one in blocked_now(evidence)]
    networks = [f"AS{asn}" for asn in asns]
    return f"it is a block or a dead name: {enumerated(networks)} probably gives both the same answer"


def failing_now(evidence: SiteEvidence) -> str:
    """Return on which networks it fails at the end of the period, with the days of the largest episode."""
    found = sorted(blocked_now(evidence), key=lambda one: (-one.measurements, one.asn))
    networks = enumerated([f"AS{one.asn}" for one in found], "more networks")
    first = found[0]
    tests = f"{first.anomalous:,} of {first.measurements:,} tests"
    if words.has_known_start(first):
        days = f"from {first.start} on, {tests}; the last good test was on {first.last_good}"
    else:
        days = f"{tests}; no good test before them is known"
    where = "there" if len(found) == 1 else f"on AS{first.asn}"
    line = words.word_of(first)
    return f"OONI finds that it fails on {networks} at the end of the period ({line.short}), {where} {days}"


def in_part(evidence: SiteEvidence) -> str:
    """Return that it failed in a part of the period, with its networks and days."""
    found = evidence.blocking
    told = [f"AS{one.asn} {_span(one.start, one.end)}" for one in found]
    return f"OONI finds that it failed in a part of the period: {enumerated(told, 'more spans')}"


def dead(evidence: SiteEvidence) -> str:
    """Return that it was down for the control too, or that its name was dead, with the days."""
    found = evidence.episodes
    starts = None if any(one.start is None for one in found) else min(one.start or "" for one in found)
    ends = None if any(one.end is None for one in found) else max(one.end or "" for one in found)
    networks = enumerated(list(dict.fromkeys(f"AS{one.asn}" for one in found)), "more networks")
    if any(one.is_dead_name for one in found):
        what = "the name is dead, and the provider answers in its place"
    else:
        what = "the site was down, also for OONI's control"
    return f"{what}: {_span(starts, ends)}, seen on {networks}"


def _span(start: str | None, end: str | None) -> str:
    if start and end:
        return f"from {start} to {end}"
    if start:
        return f"from {start} on"
    return f"until {end}" if end else "in the whole period"


def blocked(evidence: SiteEvidence) -> str:
    """Return that OONI found it blocked: how sure that is, on which networks, how, and the last day."""
    networks = [f"AS{network.asn}" for network in evidence.blocked_networks]
    sure = "confirmed" if evidence.status is Status.BLOCKED_CONFIRMED else "likely"
    parts = [f"OONI finds it blocked ({sure})"]
    if networks:
        parts.append(f" on {enumerated(networks, 'more networks')}")
    if evidence.blocking_types:
        parts.append(f" by {enumerated(list(evidence.blocking_types))}")
    if evidence.last_blocked:
        parts.append(f", last on {evidence.last_blocked}")
    return "".join(parts)


def anomalies(evidence: SiteEvidence | None, variants: int) -> str:
    """Return that OONI saw signs of interference, although no network counts as blocking it.

    `variants` is the number of such measurements of other spellings of its URL.
    """
    own = evidence.counts.suspicious if evidence else 0
    parts = []
    if evidence and own:
        parts.append(f"in {own:,} of {counted(evidence.measurements, 'measurement')}")
    if variants:
        parts.append(f"in {counted(variants, 'measurement')} of other spellings of its URL")
    return f"OONI saw signs of interference {' and '.join(parts)}"


def without_block(evidence: SiteEvidence) -> str:
    """Return that OONI found no block, and how many measurements say so."""
    match evidence.status:
        case Status.NOT_MEASURED:
            return "OONI has no measurement of it in the period"
        case Status.INCONCLUSIVE if evidence.episodes:
            return "OONI finds that it fails at the end of the period, and the cause is unclear"
        case Status.INCONCLUSIVE if evidence.now is not State.NOT_MEASURED and _is_tested(evidence):
            return "OONI finds no block, but its latest tests leave a doubt"
        case Status.INCONCLUSIVE:
            return f"OONI has too few measurements of it to tell ({evidence.measurements:,})"
        case _:
            return f"OONI finds no block in {counted(evidence.measurements, 'measurement')}"


def _is_tested(evidence: SiteEvidence) -> bool:
    return any(network.counts.measurements >= FLOOR for network in evidence.networks)


def question(doubt: Doubt) -> str:
    """Return the question about rows of one site that have different categories, with the other rows."""
    rows = [f"{_code(one.category_code)} in {_place(one, doubt)}" for one in doubt.rows]
    count = len(rows) + 1
    many = "two" if count == _TWO else f"{count:,}"
    said = enumerated([f"{_code(doubt.category_code)} here", *rows], "more rows")
    return f"{many} rows of this site disagree: {said}; which is right?"


_TWO: Final = 2


def same_doubt(doubt: Doubt) -> str:
    """Return which other rows of the site are doubted for the same reason."""
    return (
        f"the same is true of {enumerated([_place(one, doubt) for one in doubt.rows], 'more rows')}, of the same site"
    )


def likely(doubt: Doubt) -> str:
    """Return how likely the audit finds both categories, and why."""
    best = doubt.suggestion
    because = f" ({best.reason})" if best.reason else ""
    return (
        f"the audit finds {best.category_code} {best.confidence:.0%} likely and {_code(doubt.category_code)} "
        f"{doubt.confidence:.0%}{because}"
    )


def _code(code: str) -> str:
    return shorten(" ".join(code.split()), 40) or "no category"


def _place(row: SiteRow, doubt: Doubt) -> str:
    return f"line {row.line}" if row.path == doubt.path else f"line {row.line} of {row.path}"


def lacks(run: Sequence[CheckResult], thresholds: Thresholds) -> str:
    """Return what is missing before a dead row may be dropped. Return an empty text if nothing is missing."""
    vantages = {one.place for one in run}
    days = sorted({one.day for one in run})
    span = (days[-1] - days[0]).days
    missing = []
    if len(vantages) < thresholds.drop_vantages:
        missing.append(f"{counted(thresholds.drop_vantages, 'vantage')} (there {_is(len(vantages))})")
    if len(days) < thresholds.drop_days:
        missing.append(f"{counted(thresholds.drop_days, 'day')} (there {_is(len(days))})")
    if span < thresholds.drop_span_days:
        missing.append(f"{counted(thresholds.drop_span_days, 'day')} from first to last (there {_is(span)})")
    return enumerated(missing)


def _is(number: int) -> str:
    return "is 1" if number == 1 else f"are {number}"
