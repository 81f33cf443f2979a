"""Debian's chromium, headless: what it makes of a page, what it says of it, and how it prints it."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

TOP: Final = Path(__file__).resolve().parents[2]
SCREENSHOTS: Final = TOP / "build" / "screenshots"
_QUIET: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--enable-logging=stderr", "--log-level=0",
)  # fmt: skip
A4_WIDTH: Final = 673
"""CSS pixels between the margins that the report gives a sheet of A4: 210 mm less twice 16 mm."""


class Opened(NamedTuple):
    """What came of opening a page."""

    dom: str
    console: list[str]


class Browser:
    """A browser with a home of its own."""

    def __init__(self, program: str, home: Path) -> None:
        self._program, self._home = program, home

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run it once."""
        ended = subprocess.run(
            [self._program, *_QUIET, f"--user-data-dir={self._home}", *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=120,
            check=False,
            env={**os.environ, "HOME": str(self._home), "TZ": "UTC"},
        )
        assert ended.returncode == 0, ended.stderr[-2000:]
        return ended

    def open(self, page: Path) -> Opened:
        """Open a page, let its scripts run if it has any, and say what came of it."""
        ended = self.run("--dump-dom", "--virtual-time-budget=3000", page.as_uri())
        return Opened(ended.stdout, re.findall(r"CONSOLE.*", ended.stderr))

    def picture(self, page: Path, name: str, width: int, height: int = 5000) -> Path:
        """Take a picture of a page, and keep it for whoever looks at the job afterwards."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        place = SCREENSHOTS / f"{name}.png"
        self.run(f"--screenshot={place}", f"--window-size={width},{height}", page.as_uri())
        return place

    def printed(self, page: Path, name: str) -> Path:
        """Print a page to a PDF."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        place = SCREENSHOTS / f"{name}.pdf"
        self.run("--no-pdf-header-footer", f"--print-to-pdf={place}", page.as_uri())
        return place

    def measure(self, page: Path, widths: Sequence[int], folder: Path) -> dict[str, Any]:
        """What does not fit on a page, at each of `widths` and as it prints on A4: all of it should be empty.

        A copy of the page without its policy stands in frames of those widths, and a script looks at it from outside.
        """
        text = re.sub(r"<meta http-equiv=[^>]*>", "", page.read_text("utf-8")).replace("<details", "<details open")
        as_printed = text.replace("@media print", "@media all").replace("@media screen and", "@media speech and")
        frames = [(str(width), width, text) for width in widths] + [("A4", A4_WIDTH, as_printed)]
        copies = "".join(
            f'<iframe name="{name}" width="{width}" height="9000" frameborder="0" '
            f'srcdoc="{html.escape(copy)}"></iframe>'
            for name, width, copy in frames
        )
        script = f"<script>{_MEASURE}</script>"
        place = folder / f"measure-{page.name}"
        place.write_text(f"<!DOCTYPE html><meta charset=utf-8><pre id=found></pre>{copies}{script}", "utf-8")
        found = re.search(r'<pre id="found">(.*?)</pre>', self.open(place).dom, re.DOTALL)
        assert found is not None
        assert found[1], "the script did not run"
        result: dict[str, Any] = json.loads(html.unescape(found[1]))
        return result


_MEASURE: Final = """
addEventListener("load", () => {
  const all = {};
  for (const frame of document.querySelectorAll("iframe")) {
    const view = frame.contentWindow, doc = frame.contentDocument, width = +frame.width, bad = [];
    const note = (what, node) => bad.push(what + ": " + (node.textContent || "").trim().slice(0, 60));
    if (view.innerWidth !== width) bad.push("the frame is " + view.innerWidth + " wide");
    if (doc.documentElement.scrollWidth > width) bad.push("the page is " + doc.documentElement.scrollWidth + " wide");
    // On a narrow screen the heads of some tables are for screen readers alone.
    const head = node => node.closest("thead");
    const hidden = node => head(node) && view.getComputedStyle(head(node)).position === "absolute";
    const texts = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
    let seen = 0;
    while (texts.nextNode()) {
      const node = texts.currentNode, parent = node.parentElement;
      if (!node.textContent.trim() || parent.closest("title, desc, style")) continue;
      if (hidden(parent)) continue;
      const range = doc.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        seen++;
        if (box.left < -0.5 || box.right > width + 0.5) note("outside", node);
      }
    }
    for (const cell of doc.querySelectorAll("th, td, p, li, dt, dd, caption, h1, h2, summary, figcaption"))
      if (cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth && !hidden(cell)) note("does not fit", cell);
    for (const row of doc.querySelectorAll("svg g")) {
      const [label, figure] = [...row.querySelectorAll("text")].map(text => text.getBoundingClientRect());
      const svg = row.closest("svg").getBoundingClientRect();
      if (label.right > svg.right + 0.5 || (figure && figure.right > svg.right + 0.5)) note("cut off", row);
      if (figure && label.right > figure.left) note("over its figure", row);
    }
    const cells = doc.querySelectorAll("tr");
    for (const row of cells) {
      const boxes = [...row.children].filter(cell => cell.textContent.trim()).map(cell => cell.getBoundingClientRect());
      for (let one = 1; one < boxes.length; one++)
        if (boxes[one].left < boxes[one - 1].right - 1 && boxes[one].top < boxes[one - 1].bottom - 1
            && boxes[one].width && boxes[one - 1].width > 1) note("cells overlap", row);
    }
    all[frame.name] = {bad, seen, height: doc.documentElement.scrollHeight};
  }
  document.getElementById("found").textContent = JSON.stringify(all);
});
"""


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Chromium, where it is installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("needs chromium")
    return Browser(program, tmp_path_factory.mktemp("chromium"))


def pages_of(pdf: Path) -> int:
    """How many pages a PDF has, by poppler."""
    found = re.search(r"^Pages: +([0-9]+)$", _poppler("pdfinfo", str(pdf)), re.MULTILINE)
    assert found is not None
    return int(found[1])


def text_of(pdf: Path) -> str:
    """What a PDF says, by poppler."""
    return _poppler("pdftotext", "-layout", str(pdf), "-")


def _poppler(name: str, *arguments: str) -> str:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"needs {name} (poppler-utils)")
    return subprocess.run([program, *arguments], capture_output=True, encoding="utf-8", check=True).stdout
