"""Models and lists made by hand: small, known to the last number, and spoiled at will."""

from __future__ import annotations

import hashlib
import json
import random
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kh_testlist.model import UrlList
from kh_testlist.tagging.features import BLOCKS
from kh_testlist.tagging.model import Calibration, Header, Model
from tests.samples import a_list, row

MAGIC: Final = b"kh-testlist tag model\n"
"""Written out here, so as not to trust the package."""
CODES: Final = ("GMB", "HUMR", "NEWS")

SUBJECTS: Final = {
    "NEWS": ("news", "daily", "kasset", "times", "ព័ត៌មាន ថ្មី daily news from the provinces"),
    "GMB": ("casino", "poker", "betting", "lotto", "online casino and lottery, bets on football"),
    "HUMR": ("rights", "labour", "justice", "citizen", "human rights of workers, សិទ្ធិមនុស្ស"),
}


def rows(name: str, count: int = 30) -> list[str]:
    """Made-up rows of three categories that are easy to tell apart; no two lists of other names share a domain."""
    found = []
    for number in range(count):
        code = ("NEWS", "GMB", "HUMR")[number % 3]
        *words, notes = SUBJECTS[code]
        word = words[number // 3 % len(words)]
        found.append(row(f"https://{word}{name}{number}.org/", code, notes=notes * (number % 2)))
    return found


def lists(*names: str, count: int = 30) -> list[UrlList]:
    """Lists of these."""
    return [a_list(*rows(name, count), path=f"lists/{name}.csv") for name in names]


def header(vocabulary: Mapping[str, Sequence[str]], codes: Sequence[str] = CODES, **changes: Any) -> Header:  # noqa: ANN401 - any field
    """A header that fits `vocabulary`."""
    given: dict[str, Any] = {
        "version": 1,
        "program": "0.1.0",
        "commit": "7f01e430" * 5,
        "lists": "ab" * 32,
        "rows": 90,
        "seed": 7,
        "labels": {code: 30 + place for place, code in enumerate(codes)},
        "intercepts": [-1.5 + place / 4 for place in range(len(codes))],
        "scales": {block: 0.0001 * (place + 1) for place, block in enumerate(BLOCKS)},
        "tokens": {block: len(vocabulary[block]) for block in BLOCKS},
        "calibration": Calibration({"certain": 0.2, "odds": 0.9}, {"NEWS": 0.1}, 0.7),
    }
    return Header(**{**given, **changes})


VOCABULARY: Final[dict[str, list[str]]] = {
    "name": ["^new", "news", "ews$", "casi", "asin", "ខ្ម"],
    "words": ["h:news", "h:casino", "p:news", "@facebook"],
    "suffix": [".com", ".org", ".kh", "GOVT"],
    "keywords": ["news", "NEWS", "casin", "GMB", "HUMR"],
    "path_keywords": ["news", "NEWS"],
    "text": ["casino", "casin*", "daily", "ព័ត", "ត៌ម"],
    "text_keywords": ["GMB", "NEWS"],
}


def a_model(
    seed: int = 1,
    vocabulary: Mapping[str, Sequence[str]] = VOCABULARY,
    codes: Sequence[str] = CODES,
    **changes: Any,  # noqa: ANN401 - any field
) -> Model:
    """A model of random weights."""
    count = sum(len(vocabulary[block]) for block in BLOCKS) * len(codes)
    chance = random.Random(seed)  # noqa: S311 - no secret
    weights = struct.pack(f"{count}b", *(chance.randint(-127, 127) for _ in range(count)))
    return Model(header(vocabulary, codes, **changes), vocabulary, weights)


def head_of(data: bytes) -> dict[str, Any]:
    """The header of a model's file."""
    head: dict[str, Any] = json.loads(data.split(b"\n")[2])
    return head


def body_of(data: bytes) -> bytes:
    """The packed part of a model's file."""
    return data.split(b"\n", 3)[3]


def packed(tokens: bytes, weights: bytes, length: int | None = None) -> bytes:
    """A packed part as the format has it."""
    return zlib.compress(struct.pack("<I", len(tokens) if length is None else length) + tokens + weights)


def file_of(head: Mapping[str, Any], body: bytes) -> bytes:
    """A file of these two parts, whose seal is right."""
    return sealed(json.dumps(head, separators=(",", ":")).encode(), body)


def sealed(line: bytes, body: bytes) -> bytes:
    """A file of a header, whatever it is, and a body, whose seal is right."""
    content = line + b"\n" + body
    return MAGIC + hashlib.sha256(content).hexdigest().encode() + b"\n" + content
