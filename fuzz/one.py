"""The process in which one target is fuzzed: `one.py TARGET LIBFUZZER-OPTION...`. `run.py` starts it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import atheris  # type: ignore[import-untyped] # has no types, and wheels for Linux alone

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if TYPE_CHECKING:
    from fuzz.target import Target

_INSTRUMENTED: Final = ["kh_testlist", "tomllib", "html", "urllib.parse", "zipfile"]
"""Where coverage is looked at: the package, and what it hands bytes to that is written in Python."""
_MOST_OF_A_KIND: Final = 20
"""Crashes that are kept of one run: where there are more, the first are to be mended first."""


def main() -> None:
    """Fuzz until time is up; a crash is kept, once for each place that it comes from."""
    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=_INSTRUMENTED, enable_loader_override=False):
        from fuzz.targets import TARGETS  # noqa: PLC0415 - here it is instrumented

        target = TARGETS[name]
        from fuzz import crash  # noqa: PLC0415 - the same

        for seed in target.seeds:
            crash.signature(target.run, seed)  # what is imported late is imported now
    _prepare(target)
    known: set[str] = set()

    def test_one_input(data: bytes) -> None:
        found = crash.signature(target.run, data)
        if found is None or found in known or len(known) >= _MOST_OF_A_KIND:
            return
        known.add(found)
        path = crash.keep(name, found, crash.smallest(target.run, data, found))
        print(f"CRASH {found}: {path}", flush=True)

    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()


def _prepare(target: Target) -> None:
    """Lay out the seeds, and the words in them, where libFuzzer looks for them."""
    corpus = Path(sys.argv[-1])
    words: set[bytes] = set()
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
        words.update(re.findall(rb"[A-Za-z_:<\"{][A-Za-z0-9_:./=\"-]{1,30}", seed))
    lines = ['"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in sorted(words)]
    corpus.with_name("words").write_text("".join(lines), "ascii")


if __name__ == "__main__":
    main()
