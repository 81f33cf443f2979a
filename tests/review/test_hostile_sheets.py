"""Worksheets come from spreadsheets, mail and strangers: what is no decision is named, and decides nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import Final

import pytest

from tests.hostile.processes import assert_civil
from tests.review.damage import decision_of
from tests.review.desk import Desk
from tests.review.inert import PAYLOADS, assert_plain_cells

pytestmark = pytest.mark.usefixtures("on_posix")

HEAD: Final = "url,category_code,advice,reasons,verdict,checked_at,evidence,decision,new_url,new_category,reason"
A_ROW: Final = "https://b.example.com/,NEWS,keep,x,up,,,{},{},{},{}"
SHEETS: Final = {
    "nothing": b"",
    "binary": bytes(number * number % 251 for number in range(200_000)),
    "a zip": b"PK\x03\x04" + b"\0" * 5_000,
    "NUL": f"{HEAD}\n{A_ROW.format('keep', '', '', chr(0))}\n".encode(),
    "columns": (HEAD + ",x" * 100_000 + "\n" + A_ROW.format("keep", "", "", "y") + ",z" * 100_000 + "\n").encode(),
    "a long cell": f"{HEAD}\n{A_ROW.format('keep', '', '', 'y' * 3_000_000)}\n".encode(),
    "huge": f"{HEAD}\n".encode() + (A_ROW.format("keep", "", "", "y" * 50) + "\n").encode() * 400_000,
    "many rows": f"{HEAD}\n".encode() + b",,,,,,,,,,\n" * 200_000,
    "an open quote": f'{HEAD}\nhttps://b.example.com/,"NEWS,keep\n'.encode(),
    "another table": b"a,b,c\n1,2,3\n",
    "JSON": b'{"url": "https://b.example.com/"}',
    "latin-1": f"{HEAD}\n{A_ROW.format('keep', '', '', 'caf')}".encode() + b"\xe9\n",
    "no such site": f"{HEAD}\n{A_ROW.format('keep', '', '', 'y').replace('//b.', '//z.')}\n".encode(),
    "no such decision": f"{HEAD}\n{A_ROW.format('=keep', '', '', 'y')}\n".encode(),
    "a script": f"{HEAD}\n{A_ROW.format('replace', 'javascript:alert(1)', '', 'y')}\n".encode(),
    "listed already": f"{HEAD}\n{A_ROW.format('replace', 'https://c.example.com/', '', 'y')}\n".encode(),
    "no category": f"{HEAD}\n{A_ROW.format('recategorise', '', 'NOPE', 'y')}\n".encode(),
    "two minds": f"{HEAD}\n{A_ROW.format('keep', '', '', 'y')}\n{A_ROW.format('drop', '', '', 'n')}\n".encode(),
    "two columns of one name": f"{HEAD},decision\n{A_ROW.format('keep', '', '', 'y')},drop\n".encode(),
    "escapes": f"{HEAD}\n{A_ROW.format('x' + PAYLOADS['escape'], '', '', PAYLOADS['bidi'])}\n".encode(),
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_worksheet_that_is_none(started: Desk, sheet: bytes) -> None:
    """It is refused, or the row is, with what is wrong; nothing is decided by it, and it takes no time or memory."""
    (started.project / "sheet.csv").write_bytes(sheet)
    ended = started.run("review", "import", "sheet.csv")
    decided = started.status()["decided"]
    if ended.code == 0:
        assert decided in {1, 2}
        assert sheet in {SHEETS["columns"], SHEETS["latin-1"], SHEETS["many rows"]}, "taken for good"
    else:
        assert ended.code in {1, 2, 3}
        assert len(ended.err + ended.out) < 20_000
        # Of two rows on one site that contradict each other, the second is the one that could not be taken.
        assert decided == 1 + (sheet == SHEETS["two minds"])
        assert ended.err.strip()


@pytest.mark.parametrize("where", ["absent.csv", ".", "/dev/zero", "pipe", "loop"])
def test_a_worksheet_that_is_no_file(started: Desk, where: str) -> None:
    """An error at once."""
    os.mkfifo(started.project / "pipe")
    (started.project / "loop").symlink_to("loop")
    ended = started.run("review", "import", where)
    assert_civil(ended)
    assert ended.code in {2, 3}


def test_cells_as_people_leave_them(started: Desk) -> None:
    """Good rows are taken and bad ones named, each by its line, its URL and what is wrong."""
    lines = [
        f"{HEAD},comment",
        "https://b.example.com/,NEWS,keep,x,up,,, KEEP ,,, it is fine ,extra",
        ",,,,,,,,,,,",
        "https://c.example.com/,NEWS,keep,x,up,,,drop,,,,",
        "https://z.example.com/,NEWS,keep,x,up,,,keep,,,y,",
    ]
    for encoding, separator in (("utf-8-sig", ","), ("utf-16", "\t"), ("utf-8", ";")):
        shutil.rmtree(decision_of(started).parent, ignore_errors=True)
        text = "\r\n".join(line.replace(",", separator) for line in lines) + "\r\n"
        (started.project / "sheet.csv").write_bytes(text.encode(encoding))
        ended = started.run("review", "import", "sheet.csv")
        assert ended.code == 1, (encoding, ended)
        told = ended.out + ended.err
        assert started.status()["decided"] == 1, (encoding, told)
        for number, url in ((4, "https://c.example.com/"), (5, "https://z.example.com/")):
            assert re.search(rf"\b{number}\b", told), told
            assert url in told
        said = json.loads(decision_of(started).read_text("utf-8"))
        assert (said["url"], said["decision"], said["reason"]) == ("https://b.example.com/", "keep", "it is fine")


@pytest.mark.parametrize("size", [1_999, 2_001, 50_000, 200_000])
def test_a_reason_that_is_long(started: Desk, size: int) -> None:
    """It is taken or refused, by command and by worksheet; either way the review can still be read."""
    ended = started.run("review", "decide", "https://b.example.com/", "keep", "--reason", "y" * min(size, 100_000))
    assert ended.code in {0, 1, 2}
    assert started.status()["decided"] == 1 + (ended.code == 0)
    (started.project / "sheet.csv").write_text(f"{HEAD}\n{A_ROW.format('keep', '', '', 'y' * size)}\n", "utf-8")
    again = started.run("review", "import", "sheet.csv")
    assert again.code in {0, 1, 3}
    assert started.status()["decided"] == 1 + (ended.code == 0 or again.code == 0)
    started.keep_all("https://b.example.com/", "https://c.example.com/")
    started.done("review", "finish")


REASONS: Final = (
    "=1+1", "'=1+1", "''", "'", "@mention", "+855 12", "-", " leading", "\uff1dx", "a\tb", "ខ្មែរ\u200bខ្មែរ", '"quoted"',
    "a;b,c",
)  # fmt: skip


def test_a_worksheet_goes_there_and_back(started: Desk) -> None:
    """What was decided stands in the worksheet, harmless; read back as it is, it changes no letter of any reason."""
    for reason in REASONS:
        started.decide("https://b.example.com/", "keep-blocked", "--reason", reason)
        path = next(started.review.glob("decisions/b*.json"))
        said = path.read_bytes()
        started.done("review", "worksheet", "--output", "sheet.csv")
        assert_plain_cells((started.project / "sheet.csv").read_text("utf-8-sig"))
        started.done("review", "import", "sheet.csv")
        assert path.read_bytes() == said, reason
