"""The strict protocol on upstream's own lists: whole lists held out, their registered domains forgotten, no network."""

from __future__ import annotations

import csv
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import filelock

from kh_testlist.categories import LEGEND
from kh_testlist.urls import host_of, registered_domain
from tests.samples import HEADER_LINE, record

if TYPE_CHECKING:
    import pytest

SPLITS: Final[dict[str, tuple[str, ...]]] = {
    "asean": ("kh", "th", "vn", "mm", "my", "ph", "id", "sg", "tl"),
    "kh": ("kh",),
}
_PATIENCE: Final = 300.0
"""Seconds until a training is taken for one that never ends."""

_OFFLINE: Final = """
import sys

def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        raise RuntimeError(f"the network was asked: {event}")

sys.addaudithook(refuse)
from kh_testlist.cli import main
main(sys.argv[1:])
"""
"""The program, in a process that can't reach a network."""


class Row(NamedTuple):
    """A row, read by the protocol itself."""

    list: str
    cells: tuple[str, ...]

    @property
    def url(self) -> str:
        """Its URL."""
        return self.cells[0]

    @property
    def code(self) -> str:
        """Its category."""
        return self.cells[1]

    @property
    def domain(self) -> str:
        """Its registered domain; its host where there is none."""
        host = host_of(self.url)
        return registered_domain(host) or host


class Answer(NamedTuple):
    """What `tag` said of a row whose category is known."""

    right: str
    codes: tuple[str, ...]
    confidence: float
    abstained: bool

    @property
    def is_right(self) -> bool:
        """Whether the first suggestion is the row's category."""
        return self.codes[0] == self.right


@dataclass(frozen=True)
class Figures:
    """How well it went."""

    rows: int
    top_1: float
    top_3: float
    confident_half: float
    """Share of right ones among the half that it was surest of."""
    precision: float
    """Share of right ones among those not abstained from."""
    coverage: float
    """Share of those."""
    calibration_error: float
    """In ten bins."""
    majority: float
    """The share of the most frequent category."""


def rows_of(lists: Path) -> list[Row]:
    """All rows of six cells with a category of the legend."""
    found = []
    for path in sorted(lists.glob("*.csv")):
        if path.name.startswith("00-"):
            continue
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            found += [Row(path.stem, tuple(cells)) for cells in csv.reader(file) if len(cells) == len(_HEADER)]
    return [row for row in found if row.code in LEGEND]


_HEADER: Final = HEADER_LINE.strip().split(",")


def split(rows: Sequence[Row], held: Collection[str]) -> tuple[list[Row], list[Row]]:
    """The rows to learn from, and those to ask about."""
    asked = [row for row in rows if row.list in held]
    domains = {row.domain for row in asked}
    return [row for row in rows if row.list not in held and row.domain not in domains], asked


def write(rows: Sequence[Row], folder: Path) -> Path:
    """Write `rows` as lists."""
    folder.mkdir(parents=True)
    for name in {row.list for row in rows}:
        lines = [record(row.cells) + "\n" for row in rows if row.list == name]
        (folder / f"{name}.csv").write_bytes((HEADER_LINE + "".join(lines)).encode())
    return folder


_LINK: Final = re.compile(r"https?://\S+|www\.\S+")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_BOILERPLATE: Final = 4
"""Rows that may have the same notes before these are taken for what a bulk import left."""
_INFORMATIVE: Final = 3
"""Words that it takes."""


def informative_notes(rows: Sequence[Row]) -> list[str]:
    """What the notes of each row say of its site, links and codes left out; nothing where that is too little."""
    bare = [" ".join(word for word in _LINK.sub(" ", row.cells[5]).split() if word not in LEGEND) for row in rows]
    counts = Counter(bare)
    return [
        text if counts[text] < _BOILERPLATE and len(_LETTERS.findall(text)) >= _INFORMATIVE else "" for text in bare
    ]


def run(folder: Path, *arguments: str) -> str:
    """Run the program in `folder`, where nothing is but what the protocol put there."""
    ended = subprocess.run(
        [sys.executable, "-c", _OFFLINE, *arguments],
        cwd=folder,
        env={
            **os.environ,
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "KH_TESTLIST_UPSTREAM": os.devnull,
        },
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stdout.decode()


def ask(folder: Path, rows: Sequence[Row], texts: Sequence[str] | None = None) -> list[Answer]:
    """What `tag` says of `rows` by the model in `folder`."""
    said = [
        {"url": row.url, **({"text": text} if text else {})}
        for row, text in zip(rows, texts or [""] * len(rows), strict=True)
    ]
    (folder / "input.jsonl").write_text("".join(json.dumps(one) + "\n" for one in said), "utf-8")
    out = run(folder, "tag", "--model", "split.model", "-i", "input.jsonl", "--format", "jsonl")
    answers = []
    for row, line in zip(rows, out.splitlines(), strict=True):
        found = json.loads(line)
        assert found["url"] == row.url
        codes = tuple(one["category_code"] for one in found["suggestions"])
        answers.append(Answer(row.code, codes, found["suggestions"][0]["confidence"], found["abstained"]))
    return answers


def figures(answers: Sequence[Answer]) -> Figures:
    """How well these went."""
    sure = sorted(answers, key=lambda one: -one.confidence)[: len(answers) // 2]
    told = [one for one in answers if not one.abstained]
    bins: dict[int, list[Answer]] = {}
    for one in answers:
        bins.setdefault(min(int(one.confidence * 10), 9), []).append(one)
    gaps = [abs(sum(one.confidence - one.is_right for one in inside)) for inside in bins.values()]
    return Figures(
        rows=len(answers),
        top_1=_share(answers),
        top_3=sum(one.right in one.codes[:3] for one in answers) / len(answers),
        confident_half=_share(sure),
        precision=_share(told),
        coverage=len(told) / len(answers),
        calibration_error=sum(gaps) / len(answers),
        majority=Counter(one.right for one in answers).most_common(1)[0][1] / len(answers),
    )


def _share(answers: Sequence[Answer]) -> float:
    return sum(one.is_right for one in answers) / max(len(answers), 1)


def measure(lists: Path, folder: Path, held: Collection[str]) -> dict[str, Figures]:
    """Hold `held` out, learn from the rest, and ask: by URL alone, and with the notes where these say something."""
    learned, asked = split(rows_of(lists), held)
    assert not {row.domain for row in learned} & {row.domain for row in asked}
    run(write(learned, folder / "lists").parent, "train", "--lists", "lists", "--output", "split.model")
    texts = informative_notes(asked)
    told = [(row, text) for row, text in zip(asked, texts, strict=True) if text]
    return {
        "url": figures(ask(folder, asked)),
        "text": figures(ask(folder, [row for row, _ in told], [text for _, text in told])),
    }


SHUFFLED_ROWS: Final = 3_000
"""A sample is enough to see that nothing is left to learn, and quick."""


def measure_shuffled(lists: Path, folder: Path) -> dict[str, Figures]:
    """The same with the labels of the training rows dealt out anew, on a sample."""
    learned, asked = split(rows_of(lists), SPLITS["asean"])
    chance = random.Random(20261121)  # noqa: S311 - no secret
    sample = chance.sample(learned, SHUFFLED_ROWS)
    codes = [row.code for row in sample]
    chance.shuffle(codes)
    dealt = [Row(row.list, (row.url, code, *row.cells[2:])) for row, code in zip(sample, codes, strict=True)]
    run(write(dealt, folder / "lists").parent, "train", "--lists", "lists", "--output", "split.model")
    return {"url": figures(ask(folder, asked))}


def once(factory: pytest.TempPathFactory, lists: Path, name: str) -> dict[str, Figures]:
    """The figures of the split `name`, or of `shuffled`: made by one of the test processes, read by the others."""
    base = factory.getbasetemp()
    top = base.parent if base.name.startswith("popen-") else base
    folder = top / f"protocol-{name}"
    kept = folder / "figures.json"
    with filelock.FileLock(top / f"protocol-{name}.lock"):
        if not kept.exists():
            folder.mkdir(exist_ok=True)
            made = measure_shuffled(lists, folder) if name == "shuffled" else measure(lists, folder, SPLITS[name])
            kept.write_text(json.dumps({kind: asdict(found) for kind, found in made.items()}), "utf-8")
    return {kind: Figures(**found) for kind, found in json.loads(kept.read_text("utf-8")).items()}
