"""A result in the form for programs: a line of the jsonl report and of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import NotRequired, cast

from kh_testlist.liveness.attempt import Attempt, Control, Judgement, Signal
from kh_testlist.liveness.verdict import decisive, judge
from kh_testlist.typed_dict import TypedDict


class RedirectRecord(TypedDict):
    """A redirect: the URL that answered with it, and the status."""

    url: str
    status: int


class ControlRecord(TypedDict):
    """The result of a second vantage. `succeeded` is null if it does not know; then `failure` says why."""

    source: str
    succeeded: bool | None
    failure: str | None
    status: int | None
    checked_at: str


class Record(TypedDict):
    """The result of the check for one URL. `failure` and `failed_operation` use OONI's words. Times are in UTC."""

    url: str
    verdict: str
    reason: str
    failure: str | None
    failed_operation: str | None
    status: int | None
    final_url: str | None
    redirects: list[RedirectRecord]
    title: str | None
    addresses: list[str]
    signals: list[str]
    attempts: int
    elapsed_ms: int
    vantage: str
    checked_at: str
    control: ControlRecord | None
    language: NotRequired[str | None]
    """An ISO 639 code. Journals of earlier versions do not have it."""


def of_attempts(judgement: Judgement, attempts: Sequence[Attempt], control: Control | None, vantage: str) -> Record:
    """Return the record of a URL that was visited, with the facts of the attempt that decided the verdict."""
    attempt = decisive(attempts)
    signals = set(attempt.signals)
    if len({judge(one).verdict for one in attempts}) > 1:
        signals.add(Signal.PASSES_DIFFER)
    facts = replace(attempt, signals=frozenset(signals), checked_at=max(one.checked_at for one in attempts))
    return _record(judgement, facts, len(attempts), control, vantage)


def unvisited(url: str, judgement: Judgement, vantage: str, checked_at: str) -> Record:
    """Return the record of a URL for which no request was made."""
    return _record(judgement, Attempt(url, 0, checked_at), 0, None, vantage)


def of_shared_page(found: Record, judgement: Judgement | None) -> Record:
    """Return `found` with the signal of a page that unrelated sites share, and with `judgement` if there is one."""
    amended = found.copy()
    amended["signals"] = sorted({*found["signals"], Signal.SHARED_PAGE.value})
    if judgement is not None:
        amended["verdict"], amended["reason"] = judgement.verdict.value, judgement.reason
    return amended


def _record(judgement: Judgement, facts: Attempt, attempts: int, control: Control | None, vantage: str) -> Record:
    return {
        "url": facts.url,
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        "failure": facts.failure,
        "failed_operation": facts.operation.value if facts.operation else None,
        "status": facts.status,
        "final_url": facts.final_url,
        "redirects": [{"url": redirect.url, "status": redirect.status} for redirect in facts.redirects],
        "title": facts.title,
        "addresses": list(facts.addresses),
        "signals": sorted(signal.value for signal in facts.signals),
        "attempts": attempts,
        "elapsed_ms": round(facts.elapsed * 1000),
        "vantage": vantage,
        "checked_at": facts.checked_at,
        "control": cast("ControlRecord", asdict(control)) if control else None,
        "language": facts.language,
    }
