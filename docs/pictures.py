"""Make the README's pictures in `docs/pictures/`: `python docs/pictures.py`. Install chromium and Khmer fonts first.

The terminal shows real commands, run on a list made for them, as rich records them. The picture of the report shows a
real report, about the list and the measurements of `demonstration.py`.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import demonstration
from PIL import Image
from rich.console import Console
from rich.text import Text

PICTURES: Final = Path(__file__).resolve().parent / "pictures"
COMMANDS: Final = (
    "kh-testlist add https://www.example.com --category NEWS --notes 'daily news'",
    "kh-testlist add http://example.com --category NEWS",
    "kh-testlist tag https://khmernews.example/",
    "kh-testlist validate",
)
LIST: Final = """\
url,category_code,category_description,date_added,source,notes
https://Example.org/,HUMR,Human Rights Issues,2024-01-31,anon,
http://pagoda.example.net/,REL,religion,2024-01-31,anon,ព័ត៌មានវត្ត
"""
"""A list with findings."""
WIDTH: Final = 100
LANGUAGES: Final = ("en", "km")
WINDOW: Final = (760, 860)
"""The size of the browser's window in pixels. It shows the beginning of a page."""
GAP: Final = 12
"""Pixels between two pages."""
FORMAT: Final = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" \
aria-label="kh-testlist in a terminal"><style>
.{unique_id}-matrix {{font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;}}
.{unique_id}-title {{font-size: 18px; font-weight: bold; font-family: system-ui, sans-serif;}}
{styles}
</style><defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" \
height="{terminal_height}"/></clipPath>{lines}</defs>{chrome}<g transform="translate({terminal_x}, {terminal_y})" \
clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g></svg>
"""
"""The format of rich, but with local fonts, because rich's format fetches fonts from the web."""


def terminal() -> str:
    """Return the commands and their output, as SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    with tempfile.TemporaryDirectory() as folder:
        lists = Path(folder) / "lists"
        lists.mkdir()
        (lists / "kh.csv").write_text(LIST, encoding="utf-8", newline="\n")
        shutil.copy(lists / "kh.csv", lists / "global.csv")
        (lists / "global.csv").write_text(LIST.partition("\n")[0] + "\n", encoding="utf-8", newline="\n")
        for command in COMMANDS:
            console.print(Text.assemble(("$ ", "bold green"), command))
            console.print(Text.from_ansi(_answer(command, folder)))
    return console.export_svg(title="kh-testlist", code_format=FORMAT, unique_id="terminal")


def _answer(command: str, folder: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KH_TESTLIST_")}
    environment |= {
        "HOME": folder,
        "XDG_CACHE_HOME": f"{folder}/{demonstration.CACHE}",
        "COLUMNS": str(WIDTH),
        "KH_TESTLIST_UPSTREAM": folder,
    }
    done = subprocess.run(  # noqa: S603 - commands of this file
        [sys.executable, "-m", "kh_testlist", *shlex.split(command)[1:], "--color", "always"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def reports(folder: Path) -> list[Path]:
    """Write the report of the demonstration's quarter in each language into `folder`, and return the pages."""
    demonstration.make(folder)
    pages = []
    for language in LANGUAGES:
        wish = f"--quarter {demonstration.QUARTER} --format html --lang {language} --output {language}.html"
        _answer(f"kh-testlist report {wish}", str(folder))
        pages.append(folder / f"{language}.html")
    return pages


def photograph(page: Path) -> Image.Image:
    """Return a picture of the beginning of `page` in a browser.

    Raises:
        SystemExit: there is no browser.

    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is not installed. Install chromium or google-chrome.")
    picture = page.with_suffix(".png")
    window = ",".join(map(str, WINDOW))
    subprocess.run(  # noqa: S603 - a browser and a file of ours
        [
            *(chromium, "--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={window}"),
            *(f"--screenshot={picture}", page.resolve().as_uri()),
        ],
        check=True,
        capture_output=True,
    )
    return Image.open(picture)


def beside(pictures: Sequence[Image.Image]) -> Image.Image:
    """Return one picture with all pictures in a row, in few colours, so that the file is small."""
    width, height = WINDOW
    whole = Image.new("RGB", (width * len(pictures) + GAP * (len(pictures) - 1), height), "#d0d7de")
    for place, picture in enumerate(pictures):
        whole.paste(picture, (place * (width + GAP), 0))
    return whole.quantize(64)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / "terminal.svg").write_text(terminal(), encoding="utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as folder:
        beside([photograph(page) for page in reports(Path(folder))]).save(PICTURES / "report.png", optimize=True)
