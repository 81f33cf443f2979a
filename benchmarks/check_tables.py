"""The tables of `check.py`: the cost of each program, how right `check` was, and its goals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from check_contenders import (
    CURL,
    LYCHEE,
    LYCHEE_SPARED,
    ONE_PASS,
    PER_HOST,
    TIMEOUT,
    TWO_PASSES,
    WORST_ORDER,
    Contender,
)
from check_limits import limit, without_foresight
from check_runs import Run  # noqa: TC002 - it is ours
from comparison import Comparison

from tests.farm.client import Farm

OURS: Final = {ONE_PASS, WORST_ORDER, TWO_PASSES}
_MEGABYTES: Final = 120
_GRACE_MS: Final = 500


class Result(NamedTuple):
    """The data of the tables."""

    farm: Farm
    tried: list[Contender]
    runs: dict[str, Run]
    missing: dict[str, str]
    """The programs that took no part, with the reason."""


def tables(result: Result) -> str:
    """Return the cost of each program and how right it was, in Markdown."""
    parts = [_costs(result), *_skipped(result.missing), _answers(result)]
    return "\n".join(part for part in parts if part) + "\n"


def _costs(result: Result) -> str:
    blind = without_foresight(result.farm)
    lines = [
        "| command | wall s | CPU s | peak MB | requests | sites reached | hits on the forbidden address |",
        "|---|---:|---:|---:|---:|---:|---:|",
        _row("the limit", f"{limit(result.farm):.1f}", *[""] * 5),
        _row("the limit without foresight", f"{blind.median:.1f} ({blind.least:.1f} to {blind.most:.1f})", *[""] * 5),
    ]
    for one in result.tried:
        run = result.runs[one.name]
        costs = f"{run.seconds:.1f}", f"{run.cpu:.1f}", f"{run.megabytes:.0f}"
        lines.append(_row(one.name, *costs, run.requests, run.reached, run.forbidden))
    lines += ["", *(f"- {one.name}: {one.told}" for one in result.tried)]
    return "\n".join(lines) + "\n"


def _skipped(missing: dict[str, str]) -> list[str]:
    return ["".join(f"- Not measured: {name}. Why: {why}.\n" for name, why in missing.items())] if missing else []


def _answers(result: Result) -> str:
    lines = [
        "| command | verdicts right | OONI strings right | in flight at a host | Retry-After not kept | longest ms |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, run in result.runs.items():
        ours = run.answers
        if ours.judged:
            cells = (
                name,
                f"{ours.judged - ours.wrong_verdicts} of {ours.judged}",
                f"{ours.failures - ours.wrong_failures} of {ours.failures}",
                run.per_host,
                run.too_soon,
                ours.longest_ms,
            )
            lines.append(_row(*cells))
    return "\n".join(lines) + "\n"


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def comparisons(result: Result) -> list[Comparison]:
    """Return the goals, and the results."""
    runs, missing = result.runs, result.missing

    def seconds(name: str) -> float | None:
        return runs[name].seconds if name in runs else None

    def wall(what: str, ours: str, other: str, goal: float | None) -> Comparison:
        why = missing.get(ours) or missing.get(other, "")
        return Comparison(what, seconds(ours), "{:.1f} s", other, seconds(other), goal, why=why)

    def worst(what: str, of: Callable[[Run], float], goal: float, form: str = "{:.0f}") -> Comparison:
        return Comparison(what, max((of(runs[name]) for name in OURS if name in runs), default=None), form, goal=goal)

    def longest(name: str, times: int) -> Comparison:
        at_most = times * TIMEOUT * 1000 + _GRACE_MS
        found = runs[name].answers.longest_ms if name in runs else None
        return Comparison(f"longest attempt, {name}", found, "{:.0f} ms", goal=at_most, why=missing.get(name, ""))

    one, last = seconds(ONE_PASS), seconds(WORST_ORDER)
    added = last - one if one is not None and last is not None else None
    ours, curl = (runs[name].cpu if name in runs else None for name in (ONE_PASS, CURL))
    no_curl = missing.get(CURL, "")
    return [
        Comparison("runs of ours that came to no end", len(OURS & missing.keys()), "{:.0f}", goal=0),
        wall("wall, 1 pass", ONE_PASS, CURL, 1.10),
        wall("wall, 1 pass", ONE_PASS, LYCHEE, 0.8),
        wall("wall, 1 pass", ONE_PASS, LYCHEE_SPARED, 0.8),
        wall("wall, 2 passes", TWO_PASSES, LYCHEE_SPARED, None),
        Comparison("wall, 1 pass", one, "{:.1f} s", "the limit", limit(result.farm), 1.2),
        Comparison("added by the worst order", added, "{:.1f} s", goal=TIMEOUT),
        Comparison("CPU, 1 pass", ours, "{:.1f} s", CURL, curl, 2.0, why=no_curl),
        worst("peak memory", lambda run: run.megabytes, _MEGABYTES, "{:.0f} MB"),
        worst("hits on the forbidden address", lambda run: run.forbidden, 0),
        worst("in flight at a host", lambda run: run.per_host, PER_HOST),
        worst("Retry-After not kept", lambda run: run.too_soon, 0),
        longest(ONE_PASS, 1),
        longest(TWO_PASSES, 2),
        worst("wrong verdicts", lambda run: run.answers.wrong_verdicts, 0),
        worst("wrong OONI strings", lambda run: run.answers.wrong_failures, 0),
    ]
