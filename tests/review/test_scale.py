"""The largest list that there is, on more networks than a country has: the report stays small, the review works."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from kh_testlist.ledger import HEADER
from kh_testlist.ooni.evidence import Counts
from tests.review.desk import TODAY, Desk
from tests.review.inert import assert_inert
from tests.samples import row

ROWS, NETWORKS = 2_000, 30
MEGABYTE = 1_000_000
CODES = ("NEWS", "HUMR", "GMB", "POLR", "COMT", "LGBT", "ENV", "CULTR", "ECON", "GOVT")


def site(number: int) -> str:
    """The URL of a row, of a length that URLs have."""
    return f"https://www.a-site-of-some-length-{number}.example/section/{number % 7}/"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """2,000 rows, each measured on 30 networks; one in ten is blocked at a third of them, one in ten is dead."""
    desk = Desk(tmp_path_factory.mktemp("large"))
    desk.put(*(row(site(number), CODES[number % 10]) for number in range(ROWS)))
    blocked, fine = Counts(ok=2, anomaly=4, confirmed=20, failure=1), Counts(ok=25, anomaly=1, failure=1)
    desk.measured(
        {
            site(number): {
                64500 + asn: blocked if number % 10 == 0 and asn % 3 == 0 else fine for asn in range(NETWORKS)
            }
            for number in range(ROWS)
        },
        {64500 + asn: f"Network of Some Name {asn} Co., Ltd." for asn in range(NETWORKS)},
    )
    later = f"{TODAY.year + 2}-01-31"
    settled = (f"{site(number)},2025-01-31,keep,,,{later},\n" for number in range(ROWS) if number % 10 > 1)
    desk.ledger.write_text(",".join(HEADER) + "\n" + "".join(settled), "utf-8")
    desk.seen_everywhere({site(number): "down" if number % 10 == 1 else "up" for number in range(ROWS)})
    return desk


@pytest.mark.parametrize("language", ["en", "km"])
def test_the_report(large: Desk, language: str) -> None:
    """The page is less than 2 MB, and has what it is asked for: every blocked site."""
    page = large.done("--lang", language, "report", "--format", "html").out
    assert MEGABYTE // 10 < len(page.encode()) < 2 * MEGABYTE
    text = "".join(assert_inert(page).text)
    assert all(f"a-site-of-some-length-{number}." in text for number in range(0, ROWS, 10))


@pytest.mark.skipif(sys.platform == "win32", reason="nothing tells the peak there")
def test_memory(large: Desk, tmp_path: Path) -> None:
    """The report takes less than 200 MB."""
    peak = tmp_path / "peak"
    ended = large.apart("report", "--format", "html", peak=str(peak))
    assert ended.code == 0, ended.err
    assert int(peak.read_text("utf-8")) < 200 * MEGABYTE


def test_the_review(large: Desk) -> None:
    """Started, decided in one worksheet, finished; the pull request's text fits, and so does the report.

    Most rows were decided on not long ago, so that those are due which are dead or blocked.
    """
    large.done("review", "start")
    due = large.status()["due"]
    assert ROWS // 5 <= due < ROWS // 4
    assert len(large.done("review", "status", "--format", "markdown").out) < 65_536
    large.done("review", "worksheet", "--output", "sheet.csv")
    path = large.project / "sheet.csv"
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    for line in lines[1:]:
        line[7], line[10] = line[2], "as advised"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    large.done("review", "import", "sheet.csv")
    large.done("review", "finish")
    assert sum(one.last_reviewed == TODAY.isoformat() for one in large.decisions()) == due
    for name in ("report.html", "report.km.html"):
        assert (large.review / name).stat().st_size < 2 * MEGABYTE
