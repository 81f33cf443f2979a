"""The target for models, which anybody may hand round. The seal is put right, so that the fuzzer gets behind it."""

from __future__ import annotations

import hashlib
import json
import math
import struct
import zlib
from typing import Any, Final

from fuzz.target import Target, nearly_json, own_errors, require_harmless
from kh_testlist.reports import tag
from kh_testlist.reports.terminal import PLAIN
from kh_testlist.tagging import model
from kh_testlist.tagging.features import BLOCKS
from kh_testlist.tagging.suggest import Tagger

_MAGIC: Final = b"kh-testlist tag model\n"
_TOKENS: Final = ("^new", "h:news", ".org", "NEWS", "news", "casino", "GMB")
_HEADER: Final[dict[str, Any]] = {
    "version": 1, "program": "0.1.0", "commit": "7f01e430" * 5, "lists": "ab" * 32, "rows": 90, "seed": 7,
    "labels": {"GMB": 30, "NEWS": 31}, "intercepts": [-1.5, -1.25],
    "scales": {block: 0.0001 * (place + 1) for place, block in enumerate(BLOCKS)},
    "tokens": dict.fromkeys(BLOCKS, 1),
    "calibration": {"terms": {"certain": 0.2, "odds": 0.9}, "offsets": {"NEWS": 0.1}, "threshold": 0.7},
}  # fmt: skip
_BODY: Final = "\n".join(_TOKENS).encode()
_WEIGHTS: Final = struct.pack("14b", *range(-70, 70, 10))
_RAW: Final = struct.pack("<I", len(_BODY)) + _BODY + _WEIGHTS


def model_file(data: bytes) -> None:
    """A model is sound, and suggests; or it is refused. As it comes, and with its parts packed and sealed anew."""
    _read(data)
    if data[:1] == b"\0":
        line, body = nearly_json((_HEADER,), data), _RAW
    else:
        line, _, body = data.partition(b"\n")
    content = line + b"\n" + zlib.compress(body, 1)
    _read(_MAGIC + hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
    # The packed part as it comes: what zlib makes of it is for the reader to bound.
    content = line + b"\n" + body
    _read(_MAGIC + hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def _read(data: bytes) -> None:
    with own_errors():
        found = model.from_bytes(data, "a.model")
        assert model.from_bytes(model.to_bytes(found), "a.model").header == found.header, "written, it is another"
        for text in ("", "casino news ព័ត៌មាន"):
            said = Tagger(found).tag("https://news.example.org/casino", text)
            assert all(math.isfinite(one.confidence) and one.confidence >= 0 for one in said.suggestions), "no share"
            require_harmless(tag.text(said, PLAIN))


MODELS: Final = {
    "model": Target(
        model_file,
        (
            json.dumps(_HEADER).encode() + b"\n" + _RAW,
            json.dumps(_HEADER).encode() + b"\n" + zlib.compress(_RAW),
            b"\0\0\1\0\1", b"\0\0\7\0\x0a\3\0\x27", b"\0\0\x15\0\x09",
        ),
    ),
}  # fmt: skip
