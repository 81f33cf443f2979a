"""The tables that `check.py` prints: what each contender cost, how right ours was, and which goals are met."""

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

from tests.farm.client import Farm

OURS: Final = {ONE_PASS, WORST_ORDER, TWO_PASSES}
_MEGABYTES: Final = 120
_GRACE_MS: Final = 500


class Goal(NamedTuple):
    """What was asked of us, and what came of it."""

    what: str
    measured: Callable[[], float]
    """Raises KeyError or ValueError where it was not measured."""
    at_most: float | None
    """None for what is only good to know."""
    form: str = "{:.2f} x"


class Result(NamedTuple):
    """What the tables are made of."""

    farm: Farm
    tried: list[Contender]
    runs: dict[str, Run]
    missing: dict[str, str]
    """Who took no part, and why."""


def tables(result: Result) -> str:
    """All of them, in Markdown."""
    parts = [_costs(result), *_skipped(result.missing), _answers(result), _goals(result)]
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


def _goals(result: Result) -> str:
    lines = ["| goal | measured | at most | |", "|---|---:|---:|---|"]
    for goal in _asked(result):
        try:
            value = goal.measured()
        except (KeyError, ValueError):
            lines.append(_row(goal.what, "", _limit_of(goal), "not measured"))
        else:
            met = "" if goal.at_most is None else "met" if value <= goal.at_most else "**not met**"
            lines.append(_row(goal.what, goal.form.format(value), _limit_of(goal), met))
    return "\n".join(lines) + "\n"


def _limit_of(goal: Goal) -> str:
    return "no goal" if goal.at_most is None else goal.form.format(goal.at_most)


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _asked(result: Result) -> list[Goal]:
    runs = result.runs

    def beside(name: str, other: str) -> Callable[[], float]:
        return lambda: runs[name].seconds / runs[other].seconds

    def worst(of: Callable[[Run], float]) -> Callable[[], float]:
        return lambda: max(of(runs[name]) for name in OURS if name in runs)

    return [
        Goal("runs of ours that came to no end", lambda: len(OURS & result.missing.keys()), 0, "{:.0f}"),
        Goal("wall, 1 pass, beside curl -Z", beside(ONE_PASS, CURL), 1.10),
        Goal("wall, 1 pass, beside lychee", beside(ONE_PASS, LYCHEE), 0.8),
        Goal("wall, 1 pass, beside lychee with no wait of a day", beside(ONE_PASS, LYCHEE_SPARED), 0.8),
        Goal("wall, 2 passes, beside lychee with no wait of a day", beside(TWO_PASSES, LYCHEE_SPARED), None),
        Goal("wall, 1 pass, beside the limit", lambda: runs[ONE_PASS].seconds / limit(result.farm), 1.2),
        Goal(
            "added by the worst order", lambda: runs[WORST_ORDER].seconds - runs[ONE_PASS].seconds, TIMEOUT, "{:.1f} s"
        ),
        Goal("CPU, 1 pass, beside curl -Z", lambda: runs[ONE_PASS].cpu / runs[CURL].cpu, 2.0),
        Goal("peak memory", worst(lambda run: run.megabytes), _MEGABYTES, "{:.0f} MB"),
        Goal("hits on the forbidden address", worst(lambda run: run.forbidden), 0, "{:.0f}"),
        Goal("in flight at a host", worst(lambda run: run.per_host), PER_HOST, "{:.0f}"),
        Goal("Retry-After not kept", worst(lambda run: run.too_soon), 0, "{:.0f}"),
        Goal(
            "longest attempt, 1 pass",
            lambda: runs[ONE_PASS].answers.longest_ms,
            TIMEOUT * 1000 + _GRACE_MS,
            "{:.0f} ms",
        ),
        Goal(
            "longest attempt, 2 passes",
            lambda: runs[TWO_PASSES].answers.longest_ms,
            TIMEOUT * 2000 + _GRACE_MS,
            "{:.0f} ms",
        ),
        Goal("wrong verdicts", worst(lambda run: run.answers.wrong_verdicts), 0, "{:.0f}"),
        Goal("wrong OONI strings", worst(lambda run: run.answers.wrong_failures), 0, "{:.0f}"),
    ]
