"""Late uploads, fetches that are stopped, and a leap year: what is asked again, and what is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kh_testlist.ooni import fetching, gathering
from kh_testlist.ooni.episode import Day
from kh_testlist.ooni.period import Period
from tests.ooni.newer import NETWORKS, PERIOD, SINCE, Desk, desk, shown, small, true_series
from tests.ooni.stub.server import AGGREGATION
from tests.ooni.truths.drawing import draw
from tests.ooni.truths.records import Network
from tests.ooni.truths.world import build


@pytest.fixture
def lab(tmp_path: Path, socket_enabled: None) -> Iterator[Desk]:
    """The small world, and an empty cache."""
    del socket_enabled
    with desk(tmp_path) as made:
        yield made


class Stop(Exception):  # noqa: N818 - no error
    """The process ends."""


class TestLate:
    """Uploads that come later."""

    def test_the_last_30_days(self, lab: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        """The pieces of the last 30 days are asked for again. What was known before is a dated snapshot."""
        until = PERIOD.until
        asked: list[list[str]] = []
        known: list[dict[str, dict[int, list[Day]]]] = []
        for days in (1, 3, 45, 60):
            today = until + dt.timedelta(days)
            lab.served.today = today
            noon = dt.datetime.combine(today, dt.time(12), dt.UTC)
            monkeypatch.setattr(fetching, "now", lambda noon=noon: noon)
            before = len(lab.served.asked)
            lab.fetch()
            asked.append([
                one.params["since"]
                for one in lab.served.asked[before:]
                if one.path == AGGREGATION and one.params["axis_y"] == "probe_asn"
            ])  # fmt: skip
            known.append(lab.series())
            assert known[-1] == true_series(small().as_of(today))
        first_, *others = [piece.since.isoformat() for piece in PERIOD.pieces]
        assert asked == [[first_, *others], others, others, []]
        assert known[0] != known[2]
        kept = lab.cache.snapshots(lab.source, "daily:38623")
        assert [one.asked_at[:10] for one in kept] == ["2025-09-09"] * 2 + ["2025-09-11"] * 2
        july = {tally.url: tally for tally in kept[0].tallies if tally.key == kept[0].period.since.isoformat()}
        assert july
        for url, tally in july.items():
            day = known[0][url][38623]
            at = kept[0].period.since.toordinal()
            total = tally.counts.measurements - tally.counts.failure
            assert [one.tests for one in day if one.day == at] == ([total] if total else [])
        assert lab.cache.snapshots(lab.source, "networks")

    def test_not_within_the_hour(self, lab: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        """What came a moment ago is not asked for again, though more may come."""
        noon = dt.datetime.combine(PERIOD.until, dt.time(12), dt.UTC)
        monkeypatch.setattr(fetching, "now", lambda: noon)
        lab.fetch()
        assert lab.fetch() == 0
        monkeypatch.setattr(fetching, "now", lambda: noon + dt.timedelta(minutes=61))
        assert lab.fetch() > 0

    def test_few_snapshots(self, lab: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        """The last twelve of a piece are kept."""
        lab.served.break_all("404")
        short = Period(SINCE, SINCE + dt.timedelta(2))
        for number in range(15):
            now = dt.datetime(2026, 1, 1, number, tzinfo=dt.UTC)
            monkeypatch.setattr(fetching, "now", lambda now=now: now)
            lab.fetch(short, again=True)
        kept = lab.cache.snapshots(lab.source, "networks")
        assert [one.asked_at for one in kept] == [f"2026-01-01T{number:02}:00:00Z" for number in range(2, 14)]

    @pytest.mark.parametrize("days", [200, 1, -5])
    def test_stopped_anywhere(self, lab: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, days: int) -> None:
        """A fetch that is stopped at any request goes on, without asking again what came; also amid the period."""
        noon = dt.datetime.combine(PERIOD.until + dt.timedelta(days), dt.time(12), dt.UTC)
        monkeypatch.setattr(fetching, "now", lambda: noon)
        total = lab.fetch()
        expected = lab.series(), gathering.more(lab.cache, lab.source, PERIOD), shown(lab)

        from kh_testlist.web import json_client

        real = json_client.Client.send
        left = [0]

        def send(self: Any, query: Any, seconds: float) -> Any:  # noqa: ANN401 - as it comes
            if not left[0]:
                raise Stop
            left[0] -= 1
            return real(self, query, seconds)

        monkeypatch.setattr(json_client.Client, "send", send)
        with desk(tmp_path / "stopped") as stopped:
            for _ in range(total - 1):
                left[0] = 1
                with pytest.raises(Stop):
                    stopped.fetch()
            left[0] = total
            stopped.fetch()
            assert len(stopped.served.asked) == total
            assert len({one.query for one in stopped.served.asked}) == total
            assert (
                stopped.series(),
                gathering.more(stopped.cache, stopped.source, PERIOD),
                shown(stopped),
            ) == expected


def test_a_leap_year(tmp_path: Path, socket_enabled: None) -> None:
    """A year of 366 days, 172 rows and 30 networks takes at most 120 requests, none of them of more than 365 days."""
    del socket_enabled
    more = tuple(Network(65000 + number, f"Network {number}", 1.0, 0.7) for number in range(27))
    drawn = draw(5, since=dt.date(2024, 1, 1), days=366, sites=172, networks=(*NETWORKS, *more), rate=0.03)
    drawn.abroad = ()
    made = build(drawn)
    year = Period(made.since, made.until)
    with desk(tmp_path, made) as lab:
        assert lab.fetch(year) <= 120
        assert not lab.told
        assert lab.series(year) == true_series(made, year)
        assert len({asn for networks in lab.series(year).values() for asn in networks}) == 30
        for one in lab.served.asked:
            if one.params.get("axis_y") == "measurement_start_day":
                ends = [dt.date.fromisoformat(one.params[name][:10]) for name in ("since", "until")]
                assert (ends[1] - ends[0]).days <= 365
        assert lab.fetch(year) == 0
