"""A result as programs read it: a line of the jsonl report, and of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import cast

from kh_testlist.liveness.attempt import Attempt, Control, Judgement, Signal
from kh_testlist.liveness.verdict import decisive, judge
from kh_testlist.typed_dict import TypedDict


class RedirectRecord(TypedDict):
    """A hop: the URL that answered with a redirect, and its status."""

    url: str
    status: int


class ControlRecord(TypedDict):
    """What a second vantage says. `succeeded` is null where it could not tell; `failure` then says why."""

    source: str
    succeeded: bool | None
    failure: str | None
    status: int | None
    checked_at: str


class Record(TypedDict):
    """What the check says of one URL. `failure` and `failed_operation` are in OONI's words; times are UTC."""

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


def of_attempts(judgement: Judgement, attempts: Sequence[Attempt], control: Control | None, vantage: str) -> Record:
    """The record of a URL that was visited: the facts are those of the attempt that decided."""
    attempt = decisive(attempts)
    signals = set(attempt.signals)
    if len({judge(one).verdict for one in attempts}) > 1:
        signals.add(Signal.PASSES_DIFFER)
    return {
        **unvisited(attempt.url, judgement, vantage, max(one.checked_at for one in attempts)),
        "failure": attempt.failure,
        "failed_operation": attempt.operation.value if attempt.operation else None,
        "status": attempt.status,
        "final_url": attempt.final_url,
        "redirects": [{"url": redirect.url, "status": redirect.status} for redirect in attempt.redirects],
        "title": attempt.title,
        "addresses": list(attempt.addresses),
        "signals": sorted(signal.value for signal in signals),
        "attempts": len(attempts),
        "elapsed_ms": round(attempt.elapsed * 1000),
        "control": cast("ControlRecord", asdict(control)) if control else None,
    }


def unvisited(url: str, judgement: Judgement, vantage: str, checked_at: str) -> Record:
    """The record of a URL that nothing was asked for."""
    return {
        "url": url,
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        "failure": None,
        "failed_operation": None,
        "status": None,
        "final_url": None,
        "redirects": [],
        "title": None,
        "addresses": [],
        "signals": [],
        "attempts": 0,
        "elapsed_ms": 0,
        "vantage": vantage,
        "checked_at": checked_at,
        "control": None,
    }
