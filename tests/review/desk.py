"""A desk at which a quarter is reviewed: a project, what was seen of its sites, and the program beside it."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from unittest import mock

from kh_testlist import cli, store
from kh_testlist import ledger as ledgers
from kh_testlist.liveness import journal
from kh_testlist.liveness.record import Record
from kh_testlist.ooni.cache import DAYS, METHODS, NETWORKS, Asked, Cache, Source, Tally
from kh_testlist.ooni.cache import place as cache_place
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.period import Period
from tests.hostile import processes
from tests.hostile.processes import Ended, Process, assert_civil, launch
from tests.samples import HEADER_LINE, forget_folders

TODAY: Final = dt.datetime.now(dt.UTC).date()
QUARTER: Final = f"{TODAY.year}Q{(TODAY.month + 2) // 3}"
EARLIER, LATER = (TODAY - dt.timedelta(days) for days in (40, 10))
"""Two days on which sites were looked at, further apart than the policy asks for."""
PERIOD: Final = Period(dt.date(TODAY.year - 1, 1, 1), dt.date(TODAY.year - 1, 4, 1))
"""A quarter that is over."""

REASONS: Final = {
    "up": "ok",
    "moved": "redirect-other-domain",
    "restricted": "not-served",
    "server-error": "server-error",
    "tls-failure": "tls-failed",
    "gone": "not-found",
    "taken-over": "other-hands",
    "parked": "parked",
    "placeholder": "host-placeholder",
    "down": "dns-failed",
    "possibly-blocked": "known-block-page",
    "refused": "private-address",
    "unknown": "network-at-fault",
}
"""For each verdict, a reason that goes with it."""

Sites = Mapping[str, str]
"""By URL, a verdict; `moved` may carry where to, after a space."""


def record(url: str, verdict: str, *, day: dt.date = LATER, vantage: str = "isp1", **more: Any) -> Record:  # noqa: ANN401 - JSON
    """What `check` says of `url`."""
    word, _, target = verdict.partition(" ")
    return {
        "url": url,
        "verdict": word,
        "reason": REASONS[word],
        "failure": "dns_nxdomain_error" if word == "down" else None,
        "failed_operation": "resolve" if word == "down" else None,
        "status": {"up": 200, "moved": 200, "gone": 404}.get(word),
        "final_url": target or url,
        "redirects": [{"url": url, "status": 301}] if target else [],
        "title": None,
        "addresses": [],
        "signals": [],
        "attempts": 2,
        "elapsed_ms": 12,
        "vantage": vantage,
        "checked_at": f"{day}T10:00:00Z",
        "control": None,
        **more,  # type: ignore[typeddict-item]  # hostile ones too
    }


def write_journal(path: Path, records: Iterable[Record], vantage: str = "isp1") -> Path:
    """A journal, as a run of `check` leaves it."""
    found = list(records)
    path.parent.mkdir(parents=True, exist_ok=True)
    urls = [one["url"] for one in found]
    header = journal.Header("kh-testlist 0", vantage, journal.list_hash(urls), len(urls), {})
    written = journal.start(path, header, resume=False)
    for one in found:
        written.record(one)
    written.close()
    return path


class Desk:
    """A project in a folder of its own, with a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.list = self.project / "lists" / "kh.csv"
        self.ledger = ledgers.path_of(self.list)
        self.checks = self.project / "checks"
        self.home = folder / "home"
        self.environment = {
            "KH_TESTLIST_UPSTREAM": str(folder / "clone"),
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "NO_PROXY": "127.0.0.1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.list.parent.mkdir(parents=True)
        self.home.mkdir()

    @property
    def review(self) -> Path:
        """The folder of the quarter's review."""
        return self.project / "reviews" / QUARTER

    def put(self, *rows: str, name: str = "kh") -> Path:
        """Write a list of these rows."""
        path = self.list.with_name(f"{name}.csv")
        path.write_text(HEADER_LINE + "".join(f"{one}\n" for one in rows), "utf-8", newline="")
        return path

    def seen(self, sites: Sites, day: dt.date = LATER, vantage: str = "isp1") -> Path:
        """Put a journal where the review looks for them."""
        records = [record(url, verdict, day=day, vantage=vantage) for url, verdict in sites.items()]
        return write_journal(self.checks / f"{day}-{vantage}.jsonl", records, vantage)

    def seen_everywhere(self, sites: Sites, *vantages: str) -> None:
        """Have `sites` be seen alike from several vantages on several days."""
        for day in (EARLIER, LATER):
            for vantage in vantages or ("isp1", "abroad"):
                self.seen(sites, day, vantage)

    def measured(self, counts: Mapping[str, Mapping[int, Counts]], names: Mapping[int, str] | None = None) -> None:
        """Have the cache say that this was measured in the country, by URL and network."""
        source = Source("https://api.ooni.org", "KH")
        bad = {
            url: Counts(
                anomaly=sum(said.anomaly for said in networks.values()),
                confirmed=sum(said.confirmed for said in networks.values()),
            )
            for url, networks in counts.items()
        }
        rows = {
            NETWORKS: [
                Tally(url, str(asn), said) for url, networks in counts.items() for asn, said in networks.items()
            ],
            METHODS: [Tally(url, "dns", said) for url, said in bad.items() if any(said)],
            DAYS: [Tally(url, PERIOD.since.isoformat(), said) for url, said in bad.items() if any(said)],
        }
        later = dt.datetime.combine(PERIOD.until + dt.timedelta(1), dt.time(), dt.UTC)
        with mock.patch.dict("os.environ", self.environment), Cache(cache_place()) as cache:
            for layer, found in rows.items():
                first, *others = PERIOD.pieces
                cache.put(source, layer, {first: found, **dict.fromkeys(others, ())}, later)
            cache.put_names(source.root, dict(names or {}))
            cache.note(Asked(source, PERIOD, "list", "url"))

    def run(self, *arguments: str, stdin: bytes = b"") -> Ended:
        """Run the program inside the test; it must be civil."""
        forget_folders()
        out, err = io.BytesIO(), io.BytesIO()
        with (
            mock.patch.dict("os.environ", self.environment),
            mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")),
            contextlib.chdir(self.project),
            contextlib.redirect_stdout(io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace")) as text_out,
            contextlib.redirect_stderr(io.TextIOWrapper(err, encoding="utf-8", errors="backslashreplace")) as text_err,
        ):
            code = cli.run(list(arguments))
            text_out.flush()
            text_err.flush()
            ended = Ended(code, out.getvalue().decode(), err.getvalue().decode())
        assert_civil(ended)
        return ended

    def done(self, *arguments: str, stdin: bytes = b"") -> Ended:
        """Run a command that must end well."""
        ended = self.run(*arguments, stdin=stdin)
        assert ended.code == 0, (arguments, ended.err, ended.out)
        return ended

    def apart(self, *arguments: str, **options: Any) -> Ended:  # noqa: ANN401 - see tests/hostile/program.py
        """Run the program in a process of its own; `options` are those of `tests/hostile/program.py`."""
        return processes.run(*arguments, folder=self.project, env=self.environment, **options)

    def start(self, *arguments: str, **options: Any) -> Process:  # noqa: ANN401 - the same
        """Start the program, and leave it to the caller to end."""
        return launch(*arguments, folder=self.project, env={**os.environ, **self.environment}, **options)

    def status(self) -> dict[str, Any]:
        """What `review status` says, as JSON."""
        found: dict[str, Any] = json.loads(self.done("review", "status", "--format", "json").out)
        return found

    def urls(self) -> list[str]:
        """The URLs of the list."""
        return [entry.url for entry in store.read(self.list).entries]

    def decisions(self) -> list[ledgers.Record]:
        """What the ledger has, the oldest first."""
        return ledgers.records(ledgers.load(self.list))

    def decide(self, url: str, *words: str) -> Ended:
        """Settle a row."""
        return self.done("review", "decide", url, *words)

    def keep_all(self, *urls: str) -> None:
        """Settle rows with keep."""
        for url in urls or self.urls():
            self.decide(url, "keep", "--reason", "seen and fine")
