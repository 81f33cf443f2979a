"""A model that was learned from lists: its file of whole numbers, and the scores that it gives to URLs.

The file has a line that names its format, a header in JSON, and packed tokens and weights. Reading it runs no code
from it, and everything in it is checked before use. Scoring needs no library. The weights of a token for all
categories are lanes of one large integer. So the tokens of a URL are added with one `sum`, which runs in C.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import math
import struct
import zlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from kh_testlist.categories import LEGEND
from kh_testlist.errors import Failure
from kh_testlist.tagging.features import BLOCKS, Features

if TYPE_CHECKING:
    from pathlib import Path

VERSION: Final = 1
_MAGIC: Final = b"kh-testlist tag model\n"
MAX_BYTES: Final = 4 * 1024 * 1024
_MAX_TOKENS: Final = 60_000
_LONGEST_TOKEN: Final = 80
"""Letters of a token, at most."""
_LONGEST_MEAN: Final = 100
"""Bytes per token that are unpacked, on average and at most. Our tokens have 8."""

LEVELS: Final = 127
"""Steps above and below zero. A weight is stored as the square root of its size, in steps. So small weights, which
are the most frequent, lose the least precision. Equal steps cost up to 17 points of accuracy."""
_LANES: Final = len(LEGEND) + 1
_LANE: Final = struct.Struct(f"<{_LANES}I")
_OFFSET: Final = 1 << 14
"""Added to each weight, so that no lane is below zero. The last lane counts how often it was added."""


_WEIGHTS: Final = {
    "name": 0.8,
    "words": 0.4,
    "suffix": 0.7,
    "keywords": 0.9,
    "path_keywords": 0.5,
    "text": 1.0,
    "text_keywords": 0.7,
}
"""The weight of each block. Source: tests on lists outside South-East Asia, see docs/tagging.md."""
_BESIDE_TEXT: Final = 0.6
"""The weights of the URL's blocks are multiplied by this if there is also text."""


def weight_of(block: str, features: Features) -> float:
    """Return the weight of `block` in `features`."""
    weight = _WEIGHTS[block]
    return weight * _BESIDE_TEXT if features.text and not block.startswith("text") else weight


def told(features: Features) -> set[str]:
    """Return the categories that keywords show, or that a suffix with one kind of owner shows."""
    return {
        token
        for tokens in (features.keywords, features.suffix, features.text_keywords)
        for token in tokens
        if token in LEGEND
    }


@dataclass(frozen=True, slots=True)
class Calibration:
    """How to compute a confidence: the terms of a logistic regression on lists that were held back."""

    terms: Mapping[str, float]
    """By the name of the sign. See `signs`."""
    offsets: Mapping[str, float]
    """By category, because some categories are easier to recognise."""
    threshold: float
    """Below this confidence, `tag` abstains."""


@dataclass(frozen=True, slots=True)
class Header:
    """Facts about a model, and its source."""

    version: int
    program: str
    """The version of the program that made it."""
    commit: str | None
    """The commit of the lists that it was learned from, if they are in git."""
    lists: str
    """The digest of the bytes of the lists."""
    rows: int
    seed: int
    labels: Mapping[str, int]
    """The number of rows of each category, in the order of the weights."""
    intercepts: Sequence[float]
    scales: Mapping[str, float]
    """The value of a whole step in each block."""
    tokens: Mapping[str, int]
    """The number of tokens of each block in the file."""
    calibration: Calibration


class Model:
    """A model that is ready to score."""

    def __init__(self, header: Header, vocabulary: Mapping[str, Sequence[str]], weights: bytes) -> None:
        self.header = header
        self.codes = tuple(header.labels)
        self.vocabulary = vocabulary
        self.weights = weights
        """One row of signed bytes for each token, block after block."""
        self._rows: dict[str, _Rows] = {}
        start = 0
        for block in BLOCKS:
            tokens = vocabulary[block]
            self._rows[block] = _Rows(weights, start, len(self.codes), tokens)
            start += len(tokens)

    def parts(self, features: Features) -> dict[str, list[float]]:
        """Return the scores of each block of `features` for `codes`, as logarithms, if it has known tokens."""
        found = {}
        for block, tokens in zip(BLOCKS, features, strict=False):
            if not tokens:
                continue
            *sums, count = _LANE.unpack(sum(map(self._rows[block].__getitem__, tokens)).to_bytes(_LANE.size, "little"))
            if not count:
                continue
            worth = self.header.scales[block] * weight_of(block, features) / math.sqrt(len(tokens))
            shift = count * _OFFSET
            found[block] = [(one - shift) * worth for one in sums[: len(self.codes)]]
        return found

    def scores(self, parts: Mapping[str, Sequence[float]]) -> list[float]:
        """Return the sum of `parts` for each code."""
        return [sum(one) for one in zip(self.header.intercepts, *parts.values(), strict=True)]

    def strongest(self, features: Features, code: str, most: int) -> list[tuple[str, str]]:
        """Return the strongest tokens for `code`, as block and token, the strongest first."""
        column = self.codes.index(code)
        found = []
        for block, tokens in zip(BLOCKS, features, strict=False):
            rows = self._rows[block]
            worth = self.header.scales[block] * weight_of(block, features) / math.sqrt(len(tokens) or 1)
            for token in tokens:
                step = rows.step(token, column)
                if step > 0:
                    found.append((-step * step * worth, block, token))
        return [(block, token) for _, block, token in heapq.nsmallest(most, found)]


class _Rows(dict[str, int]):
    """The weights of a block's tokens, each row as one integer, which is made at its first use."""

    def __init__(self, weights: bytes, start: int, width: int, tokens: Sequence[str]) -> None:
        super().__init__()
        self._steps = memoryview(weights).cast("b")
        self._width = width
        self._places = dict(zip(tokens, range(start, start + len(tokens)), strict=True))

    def step(self, token: str, column: int) -> int:
        """Return the stored step of `token` for one category; 0 for an unknown token."""
        place = self._places.get(token)
        return 0 if place is None else self._steps[place * self._width + column]

    def __missing__(self, token: str) -> int:
        place = self._places.get(token)
        if place is None:
            return 0
        lanes = [_OFFSET + step * abs(step) for step in self._steps[place * self._width : (place + 1) * self._width]]
        lanes += [0] * (_LANES - 1 - len(lanes))
        row = self[token] = int.from_bytes(_LANE.pack(*lanes, 1), "little")
        return row


def softmax(scores: Sequence[float]) -> list[float]:
    """Return `scores` as shares that add up to 1."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def signs(
    scores: Sequence[float], parts: Mapping[str, Sequence[float]], told: AbstractSet[str], codes: Sequence[str]
) -> tuple[int, dict[str, float]]:
    """Return the position of the best code, and the values from which the confidence in it is computed."""
    shares = softmax(scores)
    second, first = sorted(range(len(scores)), key=scores.__getitem__)[-2:]
    code = codes[first]
    odds = math.log(shares[first] + 1e-9) - math.log(1 - shares[first] + 1e-9)
    found = {
        "certain": 1.0,
        "odds": odds,
        "second": math.log(shares[second] + 1e-9),
        "score": scores[first],
        "only keyword": float(told == {code}),
        "a keyword": float(code in told and len(told) > 1),
        "other keyword": float(bool(told) and code not in told),
    }
    for block, part in parts.items():
        found[f"{block} says"] = part[first]
        found[f"{block} apart"] = part[first] - part[second]
        found[f"{block} agrees"] = float(part[first] == max(part))
        if block == "text":
            found["odds with text"] = odds
    return first, found


def confidence(calibration: Calibration, found: Mapping[str, float], code: str) -> float:
    """Return how often a suggestion of `code` with such signs was right, from 0 to 1."""
    total = calibration.offsets.get(code, 0.0) + sum(
        calibration.terms.get(name, 0.0) * value for name, value in found.items()
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def to_bytes(model: Model) -> bytes:
    """Return the content of the model file."""
    tokens = "\n".join(token for block in BLOCKS for token in model.vocabulary[block]).encode()
    body = zlib.compress(struct.pack("<I", len(tokens)) + tokens + model.weights, 9)
    header = json.dumps(asdict(model.header), ensure_ascii=True, separators=(",", ":")).encode()
    content = header + b"\n" + body
    return _MAGIC + hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def from_bytes(data: bytes, shown: str) -> Model:
    """Read a model. `shown` is its name in errors.

    Raises:
        Failure: it is not a model, is damaged, or was made by a newer version.

    """
    magic, _, rest = data.partition(b"\n")
    if magic + b"\n" != _MAGIC:
        raise Failure(f"{shown} is not a model of kh-testlist.", _TRAIN)
    if len(data) > MAX_BYTES:
        raise Failure(f"{shown} is larger than {MAX_BYTES // 1024**2} MiB.", _TRAIN)
    digest, _, content = rest.partition(b"\n")
    line, _, body = content.partition(b"\n")
    try:
        given = json.loads(line)
        _require_version(given, shown)
        if hashlib.sha256(content).hexdigest().encode() != digest:
            raise ValueError("its parts do not belong together")  # noqa: TRY301 - the error below is about the file
        return _model(_header(given), body)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
        struct.error,
        zlib.error,
    ) as error:
        raise Failure(f"{shown} is damaged or is not a model: {type(error).__name__}.", _TRAIN) from None


def _require_version(given: Mapping[str, Any], shown: str) -> None:
    version = given["version"]
    if type(version) is not int or version < VERSION:
        raise ValueError("version")
    if version > VERSION:
        raise Failure(
            f"{shown} was made by a newer version of kh-testlist: {str(given.get('program'))[:40]}.",
            "Update kh-testlist, or make the model again with: kh-testlist train --lists DIR --output FILE",
        )


_TRAIN: Final = "Make the model again with: kh-testlist train --lists DIR --output FILE"


def read(path: Path) -> Model:
    """Read the model at `path`.

    Raises:
        Failure: it cannot be read, or is not a model.

    """
    from kh_testlist.store import display, read_bytes  # noqa: PLC0415 - often no model file is read

    shown = display(path)
    return from_bytes(read_bytes(path, shown), shown)


def _header(given: Mapping[str, Any]) -> Header:
    labels = {str(code): int(count) for code, count in given["labels"].items()}
    if not 1 < len(labels) < _LANES or not labels.keys() <= LEGEND.keys():
        raise ValueError("labels")
    intercepts = [_number(value) for value in given["intercepts"]]
    if len(intercepts) != len(labels):
        raise ValueError("intercepts")
    calibration = given["calibration"]
    commit = given["commit"]
    return Header(
        version=VERSION,
        program=str(given["program"]),
        commit=None if commit is None else str(commit),
        lists=str(given["lists"]),
        rows=int(given["rows"]),
        seed=int(given["seed"]),
        labels=labels,
        intercepts=intercepts,
        scales={block: _number(given["scales"][block]) for block in BLOCKS},
        tokens={block: int(given["tokens"][block]) for block in BLOCKS},
        calibration=Calibration(
            {str(name): _number(value) for name, value in calibration["terms"].items()},
            {str(name): _number(value) for name, value in calibration["offsets"].items()},
            _number(calibration["threshold"]),
        ),
    )


def _number(value: object) -> float:
    number = float(value)  # type: ignore[arg-type] # other values raise, and the caller catches it
    if not math.isfinite(number) or abs(number) > 1e6:  # noqa: PLR2004 - our weights are much smaller
        raise ValueError("number")
    return number


def _model(header: Header, body: bytes) -> Model:
    count = sum(header.tokens.values())
    if min(header.tokens.values()) < 0 or count > _MAX_TOKENS:
        raise ValueError("tokens")
    most = count * (len(header.labels) + _LONGEST_MEAN) + 4
    unpacker = zlib.decompressobj()
    raw = unpacker.decompress(body, most)
    (length,) = struct.unpack_from("<I", raw)
    # Count the lines before the split: a string for each of millions of lines would fill the memory.
    if raw.count(b"\n", 4, 4 + length) != max(count - 1, 0):
        raise ValueError("tokens")
    tokens = raw[4 : 4 + length].decode().split("\n") if count else []
    weights = raw[4 + length :]
    if not unpacker.eof or len(tokens) != count or len(weights) != count * len(header.labels):
        raise ValueError("sizes")
    if any(len(token) > _LONGEST_TOKEN or not token.isprintable() for token in tokens):
        raise ValueError("token")
    vocabulary = {}
    for block in BLOCKS:
        vocabulary[block], tokens = tokens[: header.tokens[block]], tokens[header.tokens[block] :]
    return Model(header, vocabulary, weights)
