"""What to test next, and what volunteers are given anyway."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.categories import LEGEND
from kh_testlist.ooni import plan
from kh_testlist.ooni.answers import PriorityRule
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.plan import PlannedRow
from kh_testlist.ooni.preview import GLOBAL_CODE, Listed, When, counted_weeks, preview
from kh_testlist.ooni.run import V1_LONGEST
from tests.hostile import processes
from tests.hostile.processes import assert_one_error
from tests.ooni.run_client import RunStub, run_here, running
from tests.ooni.seed import seed
from tests.ooni.test_target_inputs import project
from tests.ooni.test_target_links import decoded
from tests.samples import HEADER_LINE, row

ROWS = st.lists(
    st.builds(
        PlannedRow,
        st.integers(0, 200).map(lambda number: f"https://example.com/{number}"),
        st.sampled_from(sorted(LEGEND)),
        st.dates(dt.date(2014, 1, 1), dt.date(2026, 1, 1)).map(dt.date.isoformat),
    ),
    max_size=30,
    unique_by=lambda one: one.url,
)
TESTS = st.dictionaries(
    st.integers(0, 200).map(lambda number: f"https://example.com/{number}"),
    st.lists(st.integers(0, 12), max_size=3),
)


def test_every_category_has_a_weight() -> None:
    """OONI's weights are for the same 31 categories."""
    assert set(plan.WEIGHTS) == set(LEGEND)


@given(ROWS, TESTS)
def test_order(rows: list[PlannedRow], tests: dict[str, list[int]]) -> None:
    """Nothing is lost; what no network tested enough comes before what one did; then weight, then age."""
    ordered = plan.by_need(rows, tests, 3)
    assert sorted(ordered) == sorted(rows)

    def enough(one: PlannedRow) -> int:
        return {0: 0, 3: 2}.get(sum(count >= 6 for count in tests.get(one.url, ())), 1)

    keys = [(enough(one), -plan.WEIGHTS[one.category], one.added) for one in ordered]
    assert keys == sorted(keys)


@given(ROWS, st.floats(1, 60), st.floats(0.5, 120))
def test_batches(rows: list[PlannedRow], minutes: float, seconds: float) -> None:
    """Each fits the time, but for one that is a single site; none is empty, and none is lost."""
    found = plan.batches([one.url for one in rows], minutes, seconds)
    assert [url for batch in found for url in batch.urls] == [one.url for one in rows]
    for batch in found:
        assert batch.urls
        assert len(batch.urls) == 1 or len(batch.urls) * seconds <= minutes * 60 + 1e-6


THIN = "https://thin.example.com/"
FULL = "https://full.example.com/"
HALF = "https://half.example.com/"
NEW = "https://new.example.com/"


def test_the_command(tmp_path: Path) -> None:
    """By the evidence that was fetched: what was never measured first, what was measured enough last."""
    place = project(tmp_path, row(FULL), row(HALF, "NEWS"), row(THIN, "GAME"), row(NEW, "NEWS", "2020-01-01"))
    unknown = run_here(place, "target", "plan", "--format", "json")
    assert unknown.code == 0, unknown.err
    assert "No evidence" in unknown.err
    enough, few = Counts(ok=6), Counts(ok=5)
    seed("list", {FULL: {1: enough, 2: enough}, HALF: {1: enough, 2: few}, THIN: {1: few, 2: few}})
    out = place / "out"
    ended = run_here(
        place, "target", "plan", "--minutes", "1", "--seconds-each", "30", "--format", "json", "-o", str(out)
    )
    assert ended.code == 0, ended.err
    assert "No evidence" not in ended.err
    batches = json.loads(ended.out)["batches"]
    assert [batch["urls"] for batch in batches] == [[NEW, THIN], [HALF, FULL]]
    assert [batch["minutes"] for batch in batches] == [1.0, 1.0]
    for number, batch in enumerate(batches, 1):
        assert (out / f"batch-{number:02}.txt").read_text("utf-8").splitlines() == batch["urls"]
        link = (out / f"batch-{number:02}.link").read_text("utf-8").removesuffix("\n")
        assert link == batch["link"]
        assert len(link) <= V1_LONGEST
        assert decoded(link) == batch["urls"]
    assert_one_error(run_here(place, "target", "plan", "-o", str(out)), 1)
    assert "batch 1" in run_here(place, "target", "plan").out


def test_evidence_in_part(tmp_path: Path) -> None:
    """Where evidence was fetched in part, no order is made of it."""
    place = project(tmp_path, row(FULL))
    seed("list", {FULL: {1: Counts(ok=6)}}, until=dt.date(2026, 9, 1))
    ended = run_here(place, "target", "plan")
    assert_one_error(ended, 3)
    assert ended.out == ""


RULES: list[PriorityRule] = [
    {"category_code": "NEWS", "cc": "*", "domain": "*", "url": "*", "priority": 100},
    {"category_code": "GAME", "cc": "*", "domain": "*", "url": "*", "priority": 20},
    {"category_code": "*", "cc": "KH", "domain": "down.example.com", "url": "*", "priority": -200},
    {"category_code": "*", "cc": "TH", "domain": "*", "url": "*", "priority": 1_000},
    {"category_code": "NEWS", "cc": "", "domain": "", "url": "https://first.example.com/", "priority": 50},
]


def test_preview_is_the_backends_order() -> None:
    """Sums of rules over counts, the highest first; nothing and less is never given out."""
    listed = [
        Listed("https://game.example.com/", "GAME", "KH", "game.example.com"),
        Listed("https://down.example.com/", "NEWS", "KH", "down.example.com"),
        Listed("https://often.example.com/", "NEWS", "KH", "often.example.com"),
        Listed("https://first.example.com/", "NEWS", "KH", "first.example.com"),
        Listed("https://everywhere.example.com/", "NEWS", GLOBAL_CODE, "everywhere.example.com"),
        Listed("https://culture.example.com/", "CULTR", "KH", "culture.example.com"),
    ]
    found = preview(listed, RULES, {"https://often.example.com/": 50, "https://game.example.com/": 1}, "KH")
    assert [(one.url.split("/")[2].split(".")[0], one.priority, one.rank, one.when) for one in found] == [
        ("first", 150, 1, When.NEXT),
        ("everywhere", 100, 2, When.NEXT),
        ("game", 20, 3, When.NEXT),
        ("often", 100, 4, When.NEXT),
        ("culture", 0, None, When.NEVER),
        ("down", -100, None, When.NEVER),
    ]


def test_a_url_counts_once_for_each_list() -> None:
    """On both lists it takes two places, and a measurement counts once for each of upstream's lists that has it."""
    both, kh = "https://both.example.com/", "https://kh.example.com/"
    listed = [
        Listed(both, "NEWS", "KH", "both.example.com"),
        Listed(kh, "NEWS", "KH", "kh.example.com"),
        Listed(both, "NEWS", GLOBAL_CODE, "both.example.com"),
    ]
    rules = RULES[:1]
    found = preview(listed, rules, {both: 10, kh: 20}, "KH", {both: 3, kh: 1})
    assert [(one.url, one.rank, one.measurements, one.counted) for one in found] == [
        (kh, 1, 20, 20),
        (both, 2, 10, 30),
        (both, 3, 10, 30),
    ]
    of_the_two = preview(listed, rules, {both: 10, kh: 15}, "KH")
    assert [(one.url, one.counted) for one in of_the_two] == [(kh, 15), (both, 20), (both, 20)]


@pytest.mark.parametrize(
    ("today", "since"), [("2026-11-21", "2026-11-08"), ("2026-11-22", "2026-11-15"), ("2026-11-23", "2026-11-15")]
)
def test_this_week_and_the_last(today: str, since: str) -> None:
    """Weeks begin on Sunday, and today counts."""
    weeks = counted_weeks(dt.date.fromisoformat(today))
    assert weeks.since == dt.date.fromisoformat(since)
    assert weeks.last == dt.date.fromisoformat(today)


@pytest.fixture
def stub(tmp_path: Path, socket_enabled: None) -> Iterator[RunStub]:
    """A stub of OONI with these rules."""
    del socket_enabled
    with running(tmp_path / "stub") as found:
        found.order(rules=RULES, counts={f"https://example.com/{number}": number + 1 for number in range(150)})
        yield found


def test_preview_command(stub: RunStub, tmp_path: Path) -> None:
    """Each row of ours with its place among all that is given out; those that never are by name."""
    place = tmp_path / "project"
    place.mkdir()
    project(place, row(NEW), row("https://culture.example.com/", "CULTR"), row("https://game.example.com/", "GAME"))
    lines = "".join(row(f"https://example.com/{number}") + "\n" for number in range(150))
    (place / "lists" / "global.csv").write_text(HEADER_LINE + lines, "utf-8")
    ended = run_here(place, "target", "preview", "--format", "json", OONI_API_URL=stub.root)
    assert ended.code == 0, ended.err
    report = json.loads(ended.out)
    assert report["country"] == "KH"
    assert (dt.date.fromisoformat(report["until"]) - dt.date.fromisoformat(report["since"])).days in range(8, 16)
    assert dt.date.fromisoformat(report["since"]).isoweekday() == 7
    assert {one["url"]: (one["when"], one["rank"]) for one in report["rows"]} == {
        NEW: ("next", 1),
        "https://culture.example.com/": ("never", None),
        "https://game.example.com/": ("next", 2),
    }
    text = run_here(place, "target", "preview", OONI_API_URL=stub.root)
    assert "https://culture.example.com/ (CULTR)" in text.out
    assert NEW not in text.out
    (asked,) = {one["path"] for one in stub.state["requests"] if "aggregation" in one["path"]}
    for part in ("probe_cc=KH", "axis_x=input", f"since={report['since']}", f"until={report['until']}"):
        assert part in asked
    table = list(
        csv.DictReader(io.StringIO(run_here(place, "target", "preview", "--format", "csv", OONI_API_URL=stub.root).out))
    )
    assert [one["when"] for one in table] == ["next", "never", "next"]


def test_preview_knows_what_is_upstream(stub: RunStub, tmp_path: Path) -> None:
    """A row that upstream does not have yet is given to nobody, whatever its priority."""
    place = tmp_path / "project"
    place.mkdir()
    project(place, row(NEW), row(FULL))
    clone = tmp_path / "clone" / "lists"
    clone.mkdir(parents=True)
    (clone / "kh.csv").write_text(HEADER_LINE + row(FULL) + "\n", "utf-8")
    ended = processes.run(
        "target", "preview", "--format", "json",
        folder=place, env={"OONI_API_URL": stub.root, "KH_TESTLIST_UPSTREAM": str(tmp_path / "clone")},
    )  # fmt: skip
    assert ended.code == 0, ended.err
    assert [one["when"] for one in json.loads(ended.out)["rows"]] == ["not-upstream", "next"]


def test_preview_reads_all_of_upstreams_lists(stub: RunStub, tmp_path: Path) -> None:
    """Each list that OONI takes counts; those of other names, which it does not take, and our own copies don't."""
    place = tmp_path / "project"
    place.mkdir()
    project(place, row(FULL), row(HALF), row(THIN, "NEWS"))
    (place / "lists" / "global.csv").write_text(HEADER_LINE + row(NEW) + "\n", "utf-8")
    clone = tmp_path / "clone" / "lists"
    clone.mkdir(parents=True)
    for name, urls in {
        "kh": (FULL, HALF),
        "global": (FULL, THIN),
        "th": (FULL,),
        "vn": (FULL,),
        "cis": (FULL,),
    }.items():
        (clone / f"{name}.csv").write_text(HEADER_LINE + "".join(row(url) + "\n" for url in urls), "utf-8")
    stub.order(rules=RULES, counts={FULL: 10, HALF: 30, THIN: 35})
    for name, ranks in {"kh": {FULL: 3, HALF: 1, THIN: 2}, "global": {NEW: None}}.items():
        ended = processes.run(
            "--list", name, "target", "preview", "--cc", "KH", "--format", "json",
            folder=place, env={"OONI_API_URL": stub.root, "KH_TESTLIST_UPSTREAM": str(tmp_path / "clone")},
        )  # fmt: skip
        assert ended.code == 0, ended.err
        rows = {one["url"]: one for one in json.loads(ended.out)["rows"]}
        assert {url: one["rank"] for url, one in rows.items()} == ranks
        if name == "kh":
            assert (rows[FULL]["measurements"], rows[FULL]["counted"]) == (10, 40)
            assert (rows[THIN]["measurements"], rows[THIN]["counted"]) == (35, 35)


def test_preview_without_an_answer(stub: RunStub, tmp_path: Path) -> None:
    """Rules in another form than documented make no order."""
    place = tmp_path / "project"
    place.mkdir()
    project(place, row(NEW))
    stub.order(instead=(200, '{"rules": [{"category_code": "NEWS", "priority": "high"}]}'))
    ended = run_here(place, "target", "preview", OONI_API_URL=stub.root)
    assert_one_error(ended, 3)
    assert ended.out == ""


@pytest.mark.parametrize("option", ["--minutes", "--seconds-each"])
@pytest.mark.parametrize("number", ["nan", "inf", "-1"])
def test_what_is_no_number(tmp_path: Path, option: str, number: str) -> None:
    """Not-a-number, which is on neither side of a bound, is refused like what is out of bounds."""
    place = project(tmp_path, row())
    assert_one_error(run_here(place, "target", "plan", option, number), 2)
