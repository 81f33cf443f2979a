"""LibreOffice reads the worksheet, and what it saves is taken back: Khmer intact, no formula run, columns right."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from tests.review.desk import LATER, Desk
from tests.samples import record

KHMER: Final = "ព័ត៌មាន\u200bកម្ពុជា ១២៣"
FORMULA: Final = '=HYPERLINK("http://evil.example.com/";"x")'
SITES: Final = {
    "https://plain.example.com/": "",
    "https://khmer.example.com/": KHMER,
    "https://formula.example.com/": f"keep: {FORMULA}",
    "https://comma.example.com/a,b;c?q=1&r=2": 'a "quoted", note; with all',
    "https://xn--j2e0cg3n2c.example.com/": "keep: ឈ្មោះចាស់ត្រូវបានបិទ",
    "https://plus.example.com/": "keep: +855 12 345 678",
    "https://date.example.com/": "keep: 1/2/2026",
}
COLUMNS: Final = [
    "url",
    "category_code",
    "advice",
    "reasons",
    "verdict",
    "checked_at",
    "evidence",
    "decision",
    "new_url",
    "new_category",
    "reason",
]
_NAMES: Final = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


AS_ASKED: Final = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
"""Comma, double quotes, UTF-8: what the dialog offers for a file that begins with a byte order mark, and saves."""


def convert(place: Path, source: Path, kind: str) -> Path:
    """Have LibreOffice open a file and save it as another kind."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice (libreoffice-calc): soffice")
    read = [f"--infilter={AS_ASKED}"] if source.suffix == ".csv" else []
    out = place / f"as-{kind.partition(':')[0]}"
    ran = subprocess.run(
        [program, f"-env:UserInstallation=file://{place}/profile", "--headless", *read, "--convert-to", kind,
         "--outdir", str(out), str(source)],
        env={**os.environ, "HOME": str(place)}, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    made = out / f"{source.stem}.{kind.partition(':')[0]}"
    assert made.exists(), (ran.stdout, ran.stderr)
    return made


def cells(ods: Path) -> list[list[ET.Element]]:
    """The cells of the first sheet, row by row, without the empty ones at the end."""
    with zipfile.ZipFile(ods) as archive:
        top = ET.fromstring(archive.read("content.xml"))  # noqa: S314 - LibreOffice's own, made a second ago
    rows = []
    for line in top.findall(".//table:table-row", _NAMES):
        found: list[ET.Element] = []
        for cell in line.findall("table:table-cell", _NAMES):
            times = int(cell.get(f"{{{_NAMES['table']}}}number-columns-repeated", "1"))
            found += [cell] * min(times, len(COLUMNS) + 1)
        rows.append(found[: len(COLUMNS)])
    return [line for line in rows if any(text_of(cell) for cell in line)]


def text_of(cell: ET.Element) -> str:
    """What a person sees in it."""
    return "\n".join("".join(part.itertext()) for part in cell.findall("text:p", _NAMES))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A review of rows that are hard on spreadsheets, and its worksheet."""
    made = Desk(tmp_path)
    made.put(*(record([url, "NEWS", "News Media", "2024-01-31", "anon", notes]) for url, notes in SITES.items()))
    made.seen_everywhere(dict.fromkeys(SITES, "down"))
    made.done("review", "start")
    made.done("review", "worksheet", "--output", "sheet.csv")
    return made


def test_as_it_is_opened(desk: Desk, tmp_path: Path) -> None:
    """Every cell is text as the CSV has it, in its own column; none is a formula, and none became a date."""
    sheet = desk.project / "sheet.csv"
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    written = list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline="")))
    assert written[0] == COLUMNS
    assert [line[0] for line in written[1:]] == list(SITES)
    opened = cells(convert(tmp_path, sheet, "ods"))
    assert [[text_of(cell) for cell in line] for line in opened] == written
    for line in opened:
        for cell in line:
            assert cell.get(f"{{{_NAMES['table']}}}formula") is None
    told = "\n".join(text_of(cell) for line in opened for cell in line)
    assert "ឈ្មោះចាស់ត្រូវបានបិទ" in told
    assert all("down (isp1)" in line[4] for line in written[1:])
    assert all(line[5].startswith(LATER.isoformat()) for line in written[1:])
    assert all(line[7:] == ["", "", "", ""] for line in written[1:])


def test_filled_and_saved(desk: Desk, tmp_path: Path) -> None:
    """A person fills it in LibreOffice and saves it as CSV again: every decision arrives, letter for letter."""
    sheet = desk.project / "sheet.csv"
    lines = list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline="")))
    reasons = [KHMER, 'it keeps, as "they" say; and more', "a; b, c", "x = y", "12", "see 2026-11-22", "ឈ្មោះថ្មី"]
    for line, reason in zip(lines[1:], reasons, strict=True):
        line[7], line[10] = "Keep", reason
    lines[1][7:10] = ["replace", "https://successor.example.org/", ""]
    lines[2][7:10] = ["recategorise", "", "HUMR"]
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    ods = convert(tmp_path, sheet, "ods")
    back = convert(tmp_path, ods, f"csv:{AS_ASKED}")
    ended = desk.run("review", "import", str(back))
    assert ended.code == 0, ended
    assert desk.status()["undecided"] == 0
    desk.done("review", "finish")
    found = {one.url: one for one in desk.decisions()}
    assert found["https://successor.example.org/"].previous_url == "https://plain.example.com/"
    assert [found.get(url, found["https://successor.example.org/"]).reason for url in SITES] == reasons
    assert ",HUMR,Human Rights Issues," in desk.list.read_text("utf-8").splitlines()[2]


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_another_kind_of_file(desk: Desk, tmp_path: Path, kind: str) -> None:
    """Saved as a workbook it is refused, with what to do."""
    book = convert(tmp_path, desk.project / "sheet.csv", kind)
    ended = desk.run("review", "import", str(book))
    assert ended.code in {1, 2, 3}
    assert "CSV" in ended.err
    assert desk.status()["decided"] == 0
