"""Measure how fast `tag` and `train` are, and how much memory they take.

    python benchmarks/tag_speed.py MODEL LISTS URLS ROUNDS

`tag.py` starts this to measure the work in one process. It prints JSON. scikit-learn predicts there from the same
features, with as many tokens and categories as the model has.
"""

from __future__ import annotations

import json
import math
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from cost import Cost, across, cost
from script import TOP, program

from kh_testlist import folder, store
from kh_testlist.operations.suggest import sources
from kh_testlist.tagging import features, model, train
from kh_testlist.tagging.features import BLOCKS, Features
from kh_testlist.tagging.model import Model
from kh_testlist.tagging.suggest import Tagger

_SEED: Final = 20_261_122
_URL: Final = "https://example.com/"
_STARTS: Final = 7
_BY_ONE: Final = 300
"""The number of URLs for scikit-learn one by one. They are few, because it is slow."""


class Inside(NamedTuple):
    """URLs a second in one process with a loaded model, as medians of some rounds."""

    features: float
    """Only finding the features, which every predictor needs."""
    tag: float
    """Everything that `tag` does for a URL: three suggestions with confidence and reason."""
    model: float
    """Shares for all categories by the model, if the features are known."""
    batch: float
    """The same by scikit-learn, all URLs at once."""
    one: float
    """The same by scikit-learn, one URL at a time."""


class Start(NamedTuple):
    """The cost of a whole process that answers for one URL."""

    what: str
    cost: Cost


class Speed(NamedTuple):
    """All results about speed and size."""

    rows: int
    training: Cost
    rounds: int
    kilobytes: float
    is_same: bool
    """True if each training made the same file."""
    sizes: tuple[int, int]
    command: float
    """URLs a second of `tag -i`, without the fixed cost of a process."""
    megabytes: float
    """The peak memory of `tag -i` with the larger size."""
    inside: Inside
    starts: dict[str, Start]


PYTHON: Final = "python"
MODEL: Final = "model"
LISTS: Final = "lists"
BARE: Final = "bare"


def speed(lists: Path, place: Path, sizes: tuple[int, int], rounds: int) -> Speed:
    """Measure, and write into `place`."""
    trained = [place / f"{number}.model" for number in range(rounds)]
    trainings = across([cost(program("--lists", str(lists), "train", "--output", str(one)), TOP) for one in trained])
    found = trained[0].read_bytes()
    command, megabytes = _command(trained[0], lists, place, sizes, rounds)
    return Speed(
        sum(len(store.read(path).complete) for path in folder.lists_in(lists)),
        trainings,
        rounds,
        len(found) / 1024,
        all(one.read_bytes() == found for one in trained),
        sizes,
        command,
        megabytes,
        _inside(trained[0], lists, sizes[1], rounds),
        _starts(trained[0], lists, place),
    )


def _command(learned: Path, lists: Path, place: Path, sizes: tuple[int, int], rounds: int) -> tuple[float, float]:
    urls = _urls(lists, sum(sizes))
    parts = urls[: sizes[0]], urls[sizes[0] :]
    commands = []
    for name, part in zip(("few", "many"), parts, strict=True):
        (place / name).write_text("".join(f"{url}\n" for url in part), "utf-8")
        commands.append(program("tag", "--model", str(learned), "--format", "jsonl", "-i", str(place / name)))
    runs = [[cost(command, TOP) for command in commands] for _ in range(max(rounds, 3))]
    few, many = (statistics.median(run[number].seconds for run in runs) for number in range(2))
    return (len(parts[1]) - len(parts[0])) / (many - few), max(run[1].megabytes for run in runs)


def _urls(lists: Path, count: int) -> list[str]:
    """Return web addresses of the lists, in a fixed random order."""
    rows = train.rows_of(sources(lists).lists)
    found = sorted({row.url for row in rows if row.url == row.url.strip()})
    random.Random(_SEED).shuffle(found)  # noqa: S311 - no secret
    return found[:count]


def _starts(learned: Path, lists: Path, place: Path) -> dict[str, Start]:
    """Run processes for one URL each, in turns, with only the project's list and no files of the user."""
    (place / "synced" / folder.FOLDER).mkdir(parents=True)
    for path in folder.lists_in(lists):
        (place / "synced" / folder.FOLDER / path.name).write_bytes(path.read_bytes())
    os.environ["XDG_CACHE_HOME"] = str(place / "cache")
    chosen = {
        PYTHON: ("python -c pass, for comparison", [sys.executable, "-c", "pass"], "none"),
        MODEL: ("tag --model FILE URL", program("tag", "--model", str(learned), _URL), "none"),
        LISTS: ("tag URL, lists synced and learned before", program("tag", _URL), "synced"),
        BARE: ("tag URL, nothing synced, no model", program("tag", _URL), "none"),
    }
    runs: dict[str, list[Cost]] = {name: [] for name in chosen}
    for number in range(_STARTS + 1):
        for name, (_, command, synced) in chosen.items():
            os.environ[folder.UPSTREAM_VARIABLE] = str(place / synced)
            run = cost(command, TOP)
            if number:  # the first round learns the model, and fills the caches of the machine
                runs[name].append(run)
    return {name: Start(what, across(runs[name])) for name, (what, _, _) in chosen.items()}


def _inside(learned: Path, lists: Path, count: int, rounds: int) -> Inside:
    command = [sys.executable, __file__, str(learned), str(lists), str(count), str(max(rounds, 3))]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return Inside(**json.loads(answer))


def main() -> None:
    """Measure in this process."""
    learned, lists, count, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    urls = _urls(lists, count)
    found = list(map(features.of_url, urls))
    peer = _Peer(model.read(learned), lists)

    def rate(work: Callable[[Model], Callable[[], object]], count: int = len(urls)) -> float:
        """Return URLs a second. Each round reads the model again, because it remembers. Other caches are smaller."""
        spans = []
        for _ in range(rounds):
            todo = work(model.read(learned))
            start = time.perf_counter()
            todo()
            spans.append(time.perf_counter() - start)
        return count / statistics.median(spans)

    result = Inside(
        features=rate(lambda _: lambda: list(map(features.of_url, urls))),
        tag=rate(lambda read: lambda: list(map(Tagger(read).tag, urls))),
        model=rate(lambda read: lambda: [model.softmax(read.scores(read.parts(one))) for one in found]),
        batch=rate(lambda _: lambda: peer.predict(found)),
        one=rate(lambda _: lambda: [peer.predict([one]) for one in found[:_BY_ONE]], len(found[:_BY_ONE])),
    )
    print(json.dumps(result._asdict()))


class _Peer:
    """Return scikit-learn's vectorizer and linear classifier on the same features, of the model's size."""

    def __init__(self, learned: Model, lists: Path) -> None:
        from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 - only the peer takes it
        from sklearn.linear_model import SGDClassifier  # noqa: PLC0415 - the same

        names = [f"{block} {token}" for block in BLOCKS for token in learned.vocabulary[block]]
        self._vectorizer: Any = DictVectorizer().fit([dict.fromkeys(names, 1.0)])
        self._classifier: Any = SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=3, tol=None, random_state=_SEED)
        rows = train.rows_of(sources(lists).lists)
        lines = [_values(features.of_url(row.url)) for row in rows]
        matrix = self._vectorizer.transform(lines)
        # Its classifier can't learn from the wide whole numbers that its vectorizer gives.
        matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
        self._classifier.fit(matrix, [row.code for row in rows])

    def predict(self, found: Sequence[Features]) -> object:
        return self._classifier.predict_proba(self._vectorizer.transform(list(map(_values, found))))


def _values(found: Features) -> dict[str, float]:
    """Return what each token counts, as in the model."""
    values = {}
    for block, tokens in zip(BLOCKS, found, strict=False):
        if tokens:
            value = model.weight_of(block, found) / math.sqrt(len(tokens))
            values.update({f"{block} {token}": value for token in tokens})
    return values


if __name__ == "__main__":
    main()
