"""A quarter of upstream's own Cambodian list, step by step: what becomes of its sites, who sees it, who decides.

The sites are served on loopback under their own names, at two networks and on two days; OONI's API is the stub.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from kh_testlist.review.record import Review
from tests.hostile.processes import Ended
from tests.ooni.stub.world import Seen, World
from tests.review import country
from tests.review.desk import EARLIER, LATER, PERIOD, TODAY, Desk, record, write_journal

YCC: Final = "http://www.ycc.org.kh/"
"""The row of which upstream says that it is not working any more, but kept as it is found blocked."""
FATES: Final = {
    "dead": "nxdomain",
    "dead and flagged": "nxdomain",
    "parked and flagged": "parked",
    "gone": "gone",
    "flagged, and back": "up",
    "flagged, with anomalies": "nxdomain",
    "flagged, dead of late": "nxdomain",
    "flagged, dead at one network": "lies-first",
    "moved": "moved",
    "blocked, dead": "nxdomain",
    "blocked at one network": "lies-first",
    "blocked, and flagged": "nxdomain",
    "an address of blocking": "bogon",
    "its certificate fails": "tls",
    "its server fails": "server-error",
    "restricted": "restricted",
}
"""What becomes of some rows: what the farm plays for each."""
EXPECTED: Final = {
    "dead": "recheck",
    "dead and flagged": "drop",
    "parked and flagged": "drop",
    "gone": "recheck",
    "flagged, with anomalies": "recheck",
    "flagged, dead of late": "recheck",
    "moved": "replace",
    "blocked, dead": "keep-blocked",
    "blocked at one network": "keep-blocked",
    "blocked, and flagged": "keep-blocked",
    "an address of blocking": "recheck",
    "its certificate fails": "keep",
    "its server fails": "keep",
}
"""What must be advised of them; of the others, the audit may have its say."""
LEDGER: Final = "url,last_reviewed,decision,reason,evidence,next_due,previous_url\n"


class Quarter(NamedTuple):
    """A quarter that was worked through."""

    desk: Desk
    upstream: str
    """The list as upstream has it."""
    started: Review
    """As `review start` left it."""
    chosen: dict[str, str]
    """The rows that something becomes of."""
    journals: list[Path]
    ended: Ended
    """How `finish` went."""
    seconds: float


def fates(urls: list[str], codes: Mapping[str, str]) -> dict[str, str]:
    """Which rows something becomes of: some that have their host to themselves, of any category."""
    hosts = Counter(urlsplit(url).hostname for url in urls)
    alone = [
        url for url in urls if hosts[urlsplit(url).hostname] == 1 and url != YCC and "ycc" not in url and codes[url]
    ]
    secure = iter([url for url in alone if url.startswith("https:")])
    chosen = {"its certificate fails": next(secure)}
    rest = iter([url for url in alone[4::6] if url not in chosen.values()])
    return {name: chosen.get(name) or next(rest) for name in FATES}


def world(urls: list[str], chosen: Mapping[str, str]) -> World:
    """What volunteers measured: every row often enough, some of them blocked."""
    blocked = {chosen[name] for name in chosen if name.startswith("blocked")}
    made = []
    for number, url in enumerate(urls):
        for turn in range(8):
            day = PERIOD.since + dt.timedelta((number + 9 * turn) % PERIOD.days)
            outcome = "confirmed" if url in blocked else "ok"
            if url == chosen["flagged, with anomalies"] and turn < 2:
                outcome = "anomaly"
            made += [Seen(url, asn, day, outcome, "" if outcome == "ok" else "dns") for asn in (64500, 64501)]
    return World(tuple(urls), {}, tuple(made))


def checked(desk: Desk, folder: Path, urls: list[str], chosen: Mapping[str, str]) -> list[Path]:
    """Journals of real checks: two networks, two days. The days are set afterwards, for nobody can wait so long."""
    journals = []
    for day in (EARLIER, LATER):
        truth = dict.fromkeys(urls, "up") | {chosen[name]: fate for name, fate in FATES.items()} | {YCC: "nxdomain"}
        if day == EARLIER:
            truth |= {chosen["flagged, dead of late"]: "up", chosen["flagged, and back"]: "nxdomain"}
        if not country.may_listen():
            journals += scripted(desk, truth, day)
            continue
        with country.running(folder / str(day), truth) as networks:
            for network, options in networks.items():
                path = desk.checks / f"{day}-{network}.jsonl"
                path.parent.mkdir(exist_ok=True)
                quick = ("--timeout", "4", "--connect-timeout", "2", "--pause", "0", "--no-canary", "--format", "jsonl")
                ended = desk.apart("check", "--all", *options, *quick, "--vantage", network, "--journal", str(path))
                assert ended.code == 0, ended.err
                text = path.read_text("utf-8").replace(f'"{TODAY}T', f'"{day}T')
                path.write_text(text, "utf-8")
                journals.append(path)
    return journals


def scripted(desk: Desk, truth: Mapping[str, str], day: dt.date) -> list[Path]:
    """The same journals as the program would write them, where no process may listen at the ports of the web."""
    words = {
        "nxdomain": "down",
        "moved": f"moved {country.NEW_HOME}",
        "bogon": "down",
        "tls": "tls-failure",
    }
    made = []
    for network in ("first", "second"):
        here = words | {"lies-first": "down" if network == "first" else "up"}
        seen = [record(url, here.get(fate, fate), day=day, vantage=network) for url, fate in truth.items()]
        made.append(write_journal(desk.checks / f"{day}-{network}.jsonl", seen, network))
    return made


def decide_all(desk: Desk, review: Review) -> None:
    """Two people follow the advice: the first half in a worksheet, the rest row by row."""
    desk.done("review", "worksheet", "--output", "sheet.csv")
    sheet = desk.project / "sheet.csv"
    lines = list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline="")))
    advice = {row.url: row.advice for row in review.rows}
    half = len(lines) // 2
    for line in lines[1:half]:
        said = advice[line[0]]
        line[7:] = [said.word.upper(), said.new_url or "", said.new_category or "", "as advised, by worksheet"]
        if said.word != "replace":
            line[8] = ""
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(lines)
    desk.done("review", "import", "sheet.csv")
    assert desk.status()["decided"] == half - 1
    assert desk.run("review", "finish").code == 1
    for line in lines[half:]:
        said = advice[line[0]]
        more = ["--url", said.new_url] if said.word == "replace" and said.new_url else []
        more += ["--category", said.new_category] if said.new_category else []
        desk.done("review", "decide", line[0], str(said.word), "--reason", "as advised, by hand", *more)
    sheet.unlink()
