"""Measure how right `tag` is on lists that it never saw: the splits, the runs of the real commands, and the scores.

A whole list is held out, and every row of other lists that has one of its registered domains. The model learns from the
rest. Then it is asked about the rows held out: once with only their URLs, and once more with the words of their notes,
if these say something.
"""

from __future__ import annotations

import dataclasses
import json
import math
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist import store, urls
from kh_testlist.categories import CATEGORIES, LEGEND
from kh_testlist.model import CATEGORY_CODE, GLOBAL, NOTES, Entry, UrlList
from kh_testlist.tagging.features import text_of_notes

TOP: Final = Path(__file__).resolve().parent.parent
SEED: Final = 20_261_122
"""The seed of the third split, and of the shuffled labels."""

KH: Final = "kh"
ASEAN: Final = "asean"
THIRD: Final = "third"
_ASEAN: Final = ("kh", "th", "vn", "mm", "my", "ph", "id", "sg", "tl")
_COUNTRIES: Final = 20

_BINS: Final = 10
_Z: Final = 1.959964
"""Standard deviations to each side that contain 95 of 100."""


class Sample(NamedTuple):
    """A row that is held out."""

    url: str
    code: str
    text: str
    """Its notes if they are informative, otherwise nothing."""


class Guess(NamedTuple):
    """What `tag` said about a row."""

    codes: tuple[str, ...]
    confidence: float
    is_abstained: bool


class Score(NamedTuple):
    """How right the guesses were. All except `rows` are shares of one."""

    rows: int
    first: float
    """How often the first suggestion was right."""
    third: float
    """How often one of the first three was right."""
    f1: float
    """The mean of F1 over the categories that are the truth or the guess of any row."""
    half: float
    """The same as `first`, for the half of the rows with the higher confidence."""
    precision: float
    """The same, for rows where it did not abstain; NaN if it always did."""
    coverage: float
    """The share of rows where it did not abstain."""
    calibration: float
    """The difference between confidence and truth, by ten bins of equal width."""

    @property
    def interval(self) -> tuple[float, float]:
        """The range of the true `first`, 95 times in 100: Wilson's interval."""
        spread = _Z * math.sqrt(self.first * (1 - self.first) / self.rows + _Z**2 / (4 * self.rows**2))
        middle, whole = self.first + _Z**2 / (2 * self.rows), 1 + _Z**2 / self.rows
        return (middle - spread) / whole, (middle + spread) / whole


class Outcome(NamedTuple):
    """The results of a split."""

    held: tuple[str, ...]
    learned: int
    """The number of rows to learn from."""
    alone: Score
    """The score with only URLs, for all rows."""
    noted_alone: Score
    """The score with only URLs, for the rows with informative notes."""
    noted: Score
    """The score with their text, for the same rows."""
    shuffled: float
    """How often the first suggestion is right if the learned labels were shuffled."""
    majority: float
    """The share of rows with the category that most learned rows have."""


def splits(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The lists held out in each split."""
    others = sorted(set(names) - {GLOBAL, *_ASEAN})
    chosen = random.Random(SEED).sample(others, _COUNTRIES)  # noqa: S311 - no secret
    return {KH: (KH,), ASEAN: _ASEAN, THIRD: tuple(sorted(chosen))}


def outcome(lists: Sequence[UrlList], held: tuple[str, ...], folder: Path, step: int = 1) -> Outcome:
    """Run a split in `folder`, with every `step`th row to learn from."""
    learned, samples = _divided(lists, held, step)
    _train(learned, folder / "true")
    _train(_shuffled(learned), folder / "shuffled")
    bare = [one._replace(text="") for one in samples]
    alone = _guesses(bare, folder / "true")
    noted = [one for one in samples if one.text]
    common = Counter(entry.cells[CATEGORY_CODE] for one in learned for entry in one.entries).most_common(1)[0][0]
    return Outcome(
        held,
        sum(len(one.entries) for one in learned),
        score(bare, alone),
        score(noted, [guess for one, guess in zip(samples, alone, strict=True) if one.text]),
        score(noted, _guesses(noted, folder / "true")),
        score(bare, _guesses(bare, folder / "shuffled")).first,
        _mean(one.code == common for one in samples),
    )


def _divided(lists: Sequence[UrlList], held: Sequence[str], step: int) -> tuple[list[UrlList], list[Sample]]:
    """Return the rows to learn from, and the rows held out."""
    often = Counter(_plain(entry.cells[NOTES]) for one in lists for entry in one.complete)
    samples = []
    for one in lists:
        if one.name in held:
            for entry in one.complete:
                if entry.cells[CATEGORY_CODE] in LEGEND and urls.host_of(entry.url):
                    text = text_of_notes(entry.cells[NOTES]) if _informs(entry.cells[NOTES], often) else ""
                    samples.append(Sample(entry.url.strip(), entry.cells[CATEGORY_CODE], text))
    taken = {_domain(one.url) for one in samples}
    learned = []
    for one in lists:
        if one.name not in held:
            kept = [
                entry
                for entry in one.complete
                if entry.cells[CATEGORY_CODE] in LEGEND and _domain(entry.url) not in taken | {""}
            ]
            learned.append(dataclasses.replace(one, entries=tuple(kept[::step])))
    return learned, samples


def _domain(url: str) -> str:
    """Return the registered domain, or the host if there is none."""
    host = urls.host_of(url)
    return urls.registered_domain(host) or host


_MARK: Final = re.compile(r"\[[^\]]*\]|\d+")
"""A language mark (`[km]`), or a number."""
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LEGENDS: Final = tuple(one.legend.casefold() for one in CATEGORIES)
_OFTEN: Final = 5
_FEWEST: Final = 3
_OF_LISTING: Final = {
    "add", "added", "also", "an", "and", "as", "at", "blocked", "blocking", "by", "censored", "changed", "citizenlab",
    "community", "for", "from", "http", "https", "in", "is", "it", "link", "list", "listed", "member", "new", "of",
    "official", "on", "ooni", "or", "page", "partner", "provided", "reported", "reportedly", "shared", "site", "source",
    "submitted", "suggested", "test", "tested", "that", "the", "this", "to", "update", "updated", "upstream", "url",
    "urls", "was", "web", "webpage", "website", "websites", "with", "www",
}  # fmt: skip


def _informs(notes: str, often: Mapping[str, int]) -> bool:
    """Return True if `notes` say what the site is about.

    They do if they have three different words or more that do not say how the row came to be listed. They do not if six
    rows or more share them, except for numbers, because then they are about a batch. Links and category codes are
    removed first. Notes with the description of a category would give the answer away, so they do not count.
    """
    plain = _plain(notes)
    if often[plain] > _OFTEN or any(legend in plain for legend in _LEGENDS):
        return False
    return len(set(_WORD.findall(plain)) - _OF_LISTING) >= _FEWEST


def _plain(notes: str) -> str:
    """Return `notes` without links, codes, language marks and numbers."""
    return " ".join(_MARK.sub(" ", text_of_notes(notes)).casefold().split())


def _shuffled(lists: Sequence[UrlList]) -> list[UrlList]:
    """Return the same rows with shuffled categories."""
    codes = [entry.cells[CATEGORY_CODE] for one in lists for entry in one.entries]
    random.Random(SEED).shuffle(codes)  # noqa: S311 - no secret
    given = iter(codes)
    return [
        dataclasses.replace(one, entries=tuple(_recoded(entry, next(given)) for entry in one.entries)) for one in lists
    ]


def _recoded(entry: Entry, code: str) -> Entry:
    cells = (*entry.cells[:CATEGORY_CODE], code, *entry.cells[CATEGORY_CODE + 1 :])
    return entry._replace(cells=cells, raw=store.write_record(cells, "\n"))


def _train(lists: Sequence[UrlList], folder: Path) -> None:
    (folder / "lists").mkdir(parents=True)
    for one in lists:
        (folder / "lists" / f"{one.name}.csv").write_bytes(store.to_bytes(one))
    _run("--lists", str(folder / "lists"), "train", "--output", str(folder / "model"))


def _guesses(samples: Sequence[Sample], folder: Path) -> list[Guess]:
    """Return what `tag` says about `samples`, only by the model in `folder`."""
    asked, answered = folder / "asked.jsonl", folder / "answered.jsonl"
    asked.write_text("".join(json.dumps({"url": one.url, "text": one.text}) + "\n" for one in samples), "utf-8")
    _run("tag", "--model", str(folder / "model"), "--format", "jsonl", "-i", str(asked), "-o", str(answered))
    records = [json.loads(line) for line in answered.read_text("utf-8").splitlines()]
    if [record["url"] for record in records] != [one.url for one in samples]:
        sys.exit("tag answered other URLs than it was asked about")
    return [
        Guess(
            tuple(one["category_code"] for one in record["suggestions"]),
            record["suggestions"][0]["confidence"],
            record["abstained"],
        )
        for record in records
    ]


def _run(*arguments: str) -> None:
    command = [sys.executable, "-m", "kh_testlist", "--config", "none", "-q", *arguments]
    subprocess.run(command, cwd=TOP, check=True, stdout=subprocess.DEVNULL)


def score(samples: Sequence[Sample], guesses: Sequence[Guess]) -> Score:
    """Return how right `guesses` are about `samples`, one for each."""
    pairs = list(zip(samples, guesses, strict=True))
    firsts = [(guess.confidence, guess.codes[0] == one.code) for one, guess in pairs]
    surest = sorted(firsts, key=lambda pair: -pair[0])[: len(pairs) // 2]
    answered = [is_right for (_, is_right), guess in zip(firsts, guesses, strict=True) if not guess.is_abstained]
    return Score(
        len(pairs),
        _mean(is_right for _, is_right in firsts),
        _mean(one.code in guess.codes[:3] for one, guess in pairs),
        _f1(pairs),
        _mean(is_right for _, is_right in surest),
        _mean(answered),
        len(answered) / len(pairs) if pairs else math.nan,
        _calibration(firsts),
    )


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else math.nan


def _f1(pairs: Sequence[tuple[Sample, Guess]]) -> float:
    true = Counter(one.code for one, _ in pairs)
    guessed = Counter(guess.codes[0] for _, guess in pairs)
    right = Counter(one.code for one, guess in pairs if guess.codes[0] == one.code)
    return _mean(2 * right[code] / (true[code] + guessed[code]) for code in true | guessed)


def _calibration(firsts: Sequence[tuple[float, bool]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in firsts:
        bins.setdefault(min(int(confidence * _BINS), _BINS - 1), []).append((confidence, is_right))
    apart = (abs(sum(confidence - is_right for confidence, is_right in found)) for found in bins.values())
    return sum(apart) / len(firsts) if firsts else math.nan
