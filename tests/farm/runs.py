"""Real runs of `check` on the farm, each made once for all tests that look at it, whichever process they are in."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import filelock

from tests.farm.client import Farm, Truth, records
from tests.hostile import processes

if TYPE_CHECKING:
    import pytest

TIMEOUT: Final = 2.0
"""Seconds for an attempt in these runs: short, and long enough for two busy cores."""
PER_HOST: Final = 4
QUICK: Final = ("--timeout", "2", "--connect-timeout", "1", "--pause", "0")
PATIENCE: Final = 90.0
"""Seconds until a run is taken for one that never ends; the longest takes a third of it."""


STILL: Final = 0.4
"""Seconds that a machine may stand still in a survey that is held to times and to timeouts."""
SURVEYS: Final = 5
"""How often a survey is made until the machine kept running in one."""


@dataclass
class Standstill:
    """How long the machine gave nobody a turn. A virtual one is stopped now and then, and what was asked times out."""

    longest: float = 0.0
    """Seconds."""
    over: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look on until it is over."""
        before = time.monotonic()
        while not self.over.wait(0.02):
            now = time.monotonic()
            self.longest = max(self.longest, now - before - 0.02)
            before = now


@contextlib.contextmanager
def standstill() -> Iterator[Standstill]:
    """Watch the machine for as long as the block runs."""
    seen = Standstill()
    watcher = threading.Thread(target=seen.watch, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        seen.over.set()
        watcher.join()


@dataclass(frozen=True)
class Checked:
    """How a run of `check` went."""

    code: int
    out: str
    err: str
    seconds: float
    peak: int = 0
    """The most bytes of memory; 0 where nobody measured."""

    @property
    def records(self) -> list[dict[str, Any]]:
        """What the run says, as jsonl."""
        return records(self.out)

    @property
    def by_url(self) -> dict[str, dict[str, Any]]:
        """The same by URL."""
        return {record["url"]: record for record in self.records}

    def verdicts(self) -> dict[str, str]:
        """The verdict of each URL."""
        return {record["url"]: record["verdict"] for record in self.records}


def arguments(farm: Farm, *more: str) -> list[str]:
    """The command line of `check` on the farm, but for the URLs: quick, one record a line."""
    canary = [] if "--canary" in more else ["--no-canary"]
    form = [] if "--format" in more else ["--format", "jsonl"]
    return ["check", *farm.options(), *QUICK, *canary, *form, *more]


def check(farm: Farm, folder: Path, urls: Sequence[str], *more: str, **options: Any) -> Checked:  # noqa: ANN401 - JSON
    """Check `urls` with the real program, as a process of its own in `folder`."""
    listed = folder / "urls.txt"
    listed.write_text("".join(f"{url}\n" for url in urls), "utf-8")
    return run(folder, *arguments(farm, "-i", str(listed), *more), **options)


def run(folder: Path, *given: str, stdin: bytes = b"", **options: Any) -> Checked:  # noqa: ANN401 - JSON
    """Run the program to its end in `folder`; `options` are those of `tests/hostile/program.py`."""
    started = time.monotonic()
    ended = processes.run(*given, folder=folder, stdin=stdin, timeout=PATIENCE, **options)
    seconds = time.monotonic() - started
    peak = int(Path(options["peak"]).read_text("utf-8")) if "peak" in options else 0
    return Checked(*ended, seconds, peak)


@dataclass(frozen=True)
class Survey:
    """A run over all of a farm, and what the farm saw of it."""

    checked: Checked
    truth: dict[str, Truth]
    stats: dict[str, Any]
    journal: str
    """The text of the run's journal."""
    place: dict[str, Any]
    """What `farm.json` said."""

    def of_kind(self, kind: str) -> list[tuple[Truth, dict[str, Any]]]:
        """The URLs of `kind`, each with the truth and the record."""
        found = self.checked.by_url
        return [(truth, found[truth.url]) for truth in self.truth.values() if truth.kind == kind]

    def elapsed(self, url: str) -> list[float]:
        """Seconds that each attempt at `url` took, as the journal has them."""
        lines = [line for line in records(self.journal)[1:] if line["url"] == url]
        return [line["attempt"]["elapsed"] for line in lines if "attempt" in line]

    def wrong(self, kind: str, *, control: bool = False) -> list[str]:
        """What the run got wrong about URLs of `kind`."""
        return [
            f"{truth.kind}: {record['verdict']} ({record['reason']}), failure {record['failure']}, signals"
            f" {record['signals']}; true is {truth.with_control if control else truth.verdict}, {truth.failure}"
            for truth, record in self.of_kind(kind)
            if not truth.allows(record, control=control)
        ]


def survey(folder: Path, farm_arguments: Sequence[str], *more: str) -> Survey:
    """Run `check` over a farm of its own, memory measured; `HELPER` in `more` stands for the farm's test helper.

    A run in which the machine itself stood still says nothing about `check`, and is made again.
    """
    for number in range(SURVEYS):
        place = folder / str(number)
        place.mkdir()
        with standstill() as seen:
            found = _survey_once(place, farm_arguments, *more)
        if seen.longest < STILL:
            break
    return found


def _survey_once(folder: Path, farm_arguments: Sequence[str], *more: str) -> Survey:
    with Farm.started(folder / "farm", *farm_arguments) as farm:
        journal = folder / "journal.jsonl"
        given = [farm["test_helper"] if word == "HELPER" else word for word in more]
        options = {"peak": str(folder / "peak")}
        checked = check(farm, folder, list(farm.truth), "--journal", str(journal), *given, **options)
        return Survey(checked, farm.truth, farm.stats(), journal.read_text("utf-8"), farm.place)


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], dict[str, Survey]]) -> dict[str, Survey]:
    """What `make` makes, made by one of the test processes, and read by the others."""
    base = factory.getbasetemp()
    top = base.parent if base.name.startswith("popen-") else base
    folder = top / name
    kept = folder / "surveys.json"
    with filelock.FileLock(top / f"{name}.lock"):
        if not kept.exists():
            folder.mkdir(exist_ok=True)
            made = {key: asdict(found) for key, found in make(folder).items()}
            kept.write_text(json.dumps(made), "utf-8")
    return {key: _read(data) for key, data in json.loads(kept.read_text("utf-8")).items()}


def _read(data: dict[str, Any]) -> Survey:
    truth = {url: Truth(**found) for url, found in data["truth"].items()}
    return Survey(Checked(**data["checked"]), truth, data["stats"], data["journal"], data["place"])


def side_by_side(folder: Path, surveys: Mapping[str, Callable[[Path], Survey]]) -> dict[str, Survey]:
    """Several surveys at once, each in a folder of its own: they mostly wait, and need not wait for each other."""
    for name in surveys:
        (folder / name).mkdir(exist_ok=True)
    with ThreadPoolExecutor(len(surveys)) as pool:
        made = {name: pool.submit(make, folder / name) for name, make in surveys.items()}
        return {name: found.result() for name, found in made.items()}
