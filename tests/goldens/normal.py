"""All that is taken out of what is recorded, because it differs from run to run though nothing else does.

What can be pinned is pinned instead: the clock, chance, the addresses of servers, the identity and dates of commits,
the terminal's width, the language, the time zone, the umask and the home folder. See `recorder.environment` and
`inside`. What is left:

1. The folder that the run lies in is `{desk}`.
2. How long a visit took is `"elapsed_ms": 0` in JSON, `"elapsed": 0.0` in journals, 0 before the vantage in CSV.
3. A repository is the commits that its references point to, and not how git packs them: see `files`.
4. A database is its rows, with what a number stands for in the place of the number: sets give these their order.
5. A picture is its pixels, because how small they are packed differs from one zlib to another.
6. A progress bar on a terminal is that there was one: how often it is drawn is a matter of time.
7. A model is that it is one, because its weights differ in the last digits from one processor to another.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from pathlib import Path
from typing import Final

_PATTERNS: Final = (
    (re.compile(rb'("elapsed_ms": ?)\d+'), rb"\g<1>0"),
    (re.compile(rb'("elapsed": ?)[\d.e-]+'), rb"\g<1>0.0"),
    (re.compile(rb"\x1b\[\?25l.*?\x1b\[\?25h", re.DOTALL), b"(a progress bar)"),
    (re.compile(rb",\d+(,[\w-]+,2026-11-21T12:00:00Z,)"), rb",0\g<1>"),
)
_MODEL: Final = b"kh-testlist tag model\n"


_PNG: Final = b"\x89PNG\r\n\x1a\n"


def normal(data: bytes, desk: Path) -> bytes:
    """`data` as it is recorded."""
    if data.startswith(_MODEL):
        return b"(a model)\n"
    if data.startswith(_PNG):
        return b"(a picture) " + _pixels(data) + b"\n"
    found = data.replace(str(desk).encode(), b"{desk}")
    for pattern, instead in _PATTERNS:
        found = pattern.sub(instead, found)
    return found


def _pixels(data: bytes) -> bytes:
    """The size of a PNG and the digest of what its pixels are unpacked."""
    place, packed = len(_PNG), b""
    while place < len(data):
        length, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        if kind == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += 12 + length
    width, height = (int.from_bytes(data[start : start + 4]) for start in (16, 20))
    return f"{width} x {height}, {hashlib.sha256(zlib.decompress(packed)).hexdigest()}".encode()
