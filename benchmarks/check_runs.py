"""Run one program for `check.py`: its cost, what the farm saw, and how right its answers were."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from check_contenders import Contender, environment

from tests.farm.client import Farm, records

LONGEST: Final = 180.0
"""A program is stopped after these seconds. All take much less."""
_LAUNCHER: Final = Path(__file__).with_name("check_launch.py")
_QUIET: Final = 15.0
_SILENCE: Final = {"verdict": "nothing", "failure": "nothing"}
_MOST: Final = 0.95
"""The share of the sites reached by others that a program must reach too."""


class GaveUpError(Exception):
    """A program did not do the work."""


@dataclass(frozen=True)
class Answers:
    """How right the answers of `check` were; all 0 for other programs."""

    judged: int = 0
    """URLs whose true verdict can be known after so many attempts."""
    wrong_verdicts: int = 0
    failures: int = 0
    """URLs where the truth or the answer names a failure."""
    wrong_failures: int = 0
    longest_ms: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    """The wrong answers, by kind of site."""


@dataclass(frozen=True)
class Run:
    """The result of one program."""

    seconds: float
    cpu: float
    megabytes: float
    requests: int
    reached: int
    """URLs of the list that the farm's web servers were asked for."""
    forbidden: int
    per_host: int
    """The most requests at once that the farm saw at one host."""
    too_soon: int
    """Requests before the time that Retry-After named."""
    answers: Answers


def measure(contender: Contender, farm: Farm) -> Run:
    """Let `contender` check the farm, and return its result.

    Raises:
        GaveUpError: it did not end by itself, or ours failed.

    """
    _settle(farm)
    farm.reset()
    said, complaints, cost = (farm.folder / name for name in ("said.jsonl", "complaints.txt", "cost.txt"))
    cost.unlink(missing_ok=True)
    launcher = [sys.executable, "-I", "-S", str(_LAUNCHER), str(cost)]
    with said.open("wb") as out, complaints.open("wb") as err:
        process = subprocess.Popen(
            [*launcher, *contender.command],
            stdout=out,
            stderr=err,
            cwd=farm.folder,
            env=environment(farm),
            start_new_session=True,  # so that there is a group to stop
        )
        try:
            process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            raise GaveUpError(f"was not done after {LONGEST:.0f} s") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    seconds, cpu, kilobytes, ended = map(float, cost.read_text("ascii").split())
    # Peers fail where a site is dead, as many are here.
    if ended < 0 or (contender.passes and ended):
        last = complaints.read_text("utf-8", "replace").strip()[-500:]
        raise GaveUpError(f"ended with {ended:.0f} {last}".strip())
    stats = farm.stats()
    return Run(
        seconds,
        cpu,
        kilobytes / 1024,
        stats["request_count"],
        # With the dot that lychee's names have, or without.
        len({url.replace(".:", ":") for url in stats["requests"]} & farm.truth.keys()),
        stats["forbidden_hits"],
        max(stats["max_in_flight"].values(), default=0),
        len(stats["retry_after_violations"]),
        _judge(said, farm, contender.passes) if contender.passes else Answers(),
    )


def _settle(farm: Farm) -> None:
    """Wait until the farm has noticed that the last program has ended."""
    until = time.monotonic() + _QUIET
    while farm.stats()["in_flight"] and time.monotonic() < until:
        time.sleep(0.1)


def _judge(said: Path, farm: Farm, passes: int) -> Answers:
    found = records(said.read_text("utf-8"))
    by_url = {record["url"]: record for record in found}
    if len(by_url) < len(found):
        raise GaveUpError(f"said {len(found) - len(by_url)} verdicts twice")
    judged = [truth for truth in farm.truth.values() if truth.deterministic or passes > 1]
    wrong_verdicts = failures = wrong_failures = 0
    wrong: Counter[str] = Counter()
    for truth in judged:
        record = by_url.get(truth.url, _SILENCE)
        verdicts = [truth.verdict] if isinstance(truth.verdict, str) else truth.verdict
        wrong_verdict, wrong_failure = record["verdict"] not in verdicts, not truth.allows_failure(record["failure"])
        wrong_verdicts += wrong_verdict
        wrong_failures += wrong_failure
        failures += record["failure"] is not None or not truth.allows_failure(None)
        if wrong_verdict or wrong_failure:
            wrong[f"{truth.kind}: {record['verdict']}, {record['failure']}"] += 1
    longest = max((record["elapsed_ms"] for record in found), default=0)
    return Answers(len(judged), wrong_verdicts, failures, wrong_failures, longest, wrong)


def across(runs: list[Run]) -> Run:
    """Return several runs as one: costs as medians, everything else at its worst."""
    answers = [run.answers for run in runs]
    return Run(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.cpu for run in runs),
        max(run.megabytes for run in runs),
        max(run.requests for run in runs),
        min(run.reached for run in runs),
        max(run.forbidden for run in runs),
        max(run.per_host for run in runs),
        max(run.too_soon for run in runs),
        Answers(
            answers[0].judged,
            max(one.wrong_verdicts for one in answers),
            max(one.failures for one in answers),
            max(one.wrong_failures for one in answers),
            max(one.longest_ms for one in answers),
            sum((one.wrong for one in answers), Counter()),
        ),
    )


def unlike(runs: dict[str, Run]) -> dict[str, str]:
    """Return the programs that reached much less than others, with the reason. Their times mean nothing."""
    most = max(run.reached for run in runs.values())
    return {
        name: f"it reached {run.reached} of the list's sites, and others {most}"
        for name, run in runs.items()
        if run.reached < _MOST * most
    }
