"""Measure how right, fast and large `tag` and `train` are, and compare this with their goals, in one run.

    python benchmarks/tag.py [FOLDER OF LISTS] [--quick] [--write]

The network is off. On Linux everything runs in a network of its own, even without a loopback. Times are medians. Memory
is the peak of a process.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Final

import check_network
from comparison import Comparison
from machine import today
from script import NO_SNAPSHOT, SNAPSHOT, parser, prepare, report
from tag_protocol import ASEAN, KH, SEED, THIRD, Outcome, Score, outcome, splits
from tag_speed import BARE, LISTS, MODEL, Speed, speed

from kh_testlist import folder, store

_STEP: Final = 20
"""With --quick, the model learns from one row of so many."""
_QUICKLY: Final = f"With --quick: every {_STEP}th row was learned from, so the shares mean nothing.\n"
_ROUNDS: Final = 3
_SIZES: Final = (1000, 9000)
_QUICK_SIZES: Final = (100, 900)
_ABOUT: Final = 0.03
"""A share up to this far from the majority's share counts as the same."""


def main() -> None:
    """Measure, and print the tables."""
    asked = parser(__doc__, "few rows, one round")
    asked.add_argument("lists", type=Path, nargs="?", default=SNAPSHOT, metavar="FOLDER OF LISTS")
    asked.add_argument(check_network.SEALED, action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if not options.lists.is_dir():
        report("tag", "", [Comparison("tag", None, why=NO_SNAPSHOT)], is_written=False)
        return
    open_why = "" if options.sealed else check_network.enter()
    prepare()
    with tempfile.TemporaryDirectory(prefix="tag-") as name:
        details, comparisons = _measured(options.lists.resolve(), Path(name), open_why, is_quick=options.quick)
    report("tag", details, comparisons, is_written=options.write)


def _measured(place: Path, scratch: Path, open_why: str, *, is_quick: bool) -> tuple[str, list[Comparison]]:
    lists = [store.read(path) for path in folder.lists_in(place)]
    outcomes = {}
    for name, held in splits(one.name for one in lists).items():
        print(f"the split {name}", file=sys.stderr, flush=True)
        outcomes[name] = outcome(lists, held, scratch / name, _STEP if is_quick else 1)
    print("speed", file=sys.stderr, flush=True)
    fast = speed(place, scratch, _QUICK_SIZES if is_quick else _SIZES, 1 if is_quick else _ROUNDS)
    quick = [_QUICKLY] if is_quick else []
    details = (_scores(outcomes), _chosen(outcomes), _rates(fast), _starts(fast), _about(fast, open_why), *quick)
    return "\n".join(details), [*_right(outcomes), *_fast(fast)]


def _scores(outcomes: dict[str, Outcome]) -> str:
    lines = [
        "| split | rows | top-1 | top-3 | macro-F1 | surer half | answered | of these right | calibration error |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, one in outcomes.items():
        lines.append(_score(name, one.alone))
        lines.append(_score(f"{name}, rows with a note, URL alone", one.noted_alone))
        lines.append(_score(f"{name}, the same rows with text", one.noted))
    lines += ["", "| control | majority's share | top-1, labels shuffled |", "|---|---:|---:|"]
    lines += [_row(name, f"{one.majority:.3f}", f"{one.shuffled:.3f}") for name, one in outcomes.items()]
    return "\n".join(lines) + "\n"


def _score(name: str, one: Score) -> str:
    low, high = one.interval if one.rows else (math.nan, math.nan)
    shares = (one.third, one.f1, one.half, one.coverage, one.precision, one.calibration)
    return _row(name, one.rows, f"{one.first:.3f} ({low:.3f} to {high:.3f})", *(f"{share:.3f}" for share in shares))


def _chosen(outcomes: dict[str, Outcome]) -> str:
    lines = [
        f"- {name}: `{', '.join(one.held)}` held out, {one.learned:,} rows to learn from."
        for name, one in outcomes.items()
    ]
    return "\n".join(lines) + _HOW_CHOSEN


_HOW_CHOSEN: Final = f"""
- The lists of {THIRD} were drawn by chance, with seed {SEED}, from all lists except ASEAN's and the global one. The
  settings were tried on such lists, so this split was not unseen.
- Macro-F1 is over the categories that any row has or is given. The surer half is top-1 of the half of the rows with the
  higher confidence. The calibration error is that of ten bins of equal width.
- In brackets: the range of the true share, 95 times in 100, if the rows were drawn by chance.
- A note counts if it says what the site is about. Links, codes, language marks and numbers are removed first. Then the
  note must have three words or more that do not say how the row came to be listed. At most five rows may share it. It
  must not have the description of a category. The person who wrote it also chose the category, so it helps more than a
  page does.
- The labels of the learned rows are shuffled, and the model is trained again on them.
"""


def _rates(fast: Speed) -> str:
    inside = fast.inside
    lines = [
        "| from a loaded model | URLs/s |",
        "|---|---:|",
        _row("`tag -i`: to jsonl, reasons included, a process's start taken out", f"{fast.command:,.0f}"),
        _row("the same work without files", f"{inside.tag:,.0f}"),
        _row("of it, finding the features", f"{inside.features:,.0f}"),
        _row("of it, shares by the model, features found before", f"{inside.model:,.0f}"),
        _row("scikit-learn: shares, features found before, all at once", f"{inside.batch:,.0f}"),
        _row("scikit-learn: the same, one URL at a time", f"{inside.one:,.0f}"),
    ]
    return "\n".join(lines) + "\n"


def _starts(fast: Speed) -> str:
    lines = ["| process | wall s | peak MB |", "|---|---:|---:|"]
    lines += [_row(one.what, f"{one.cost.seconds:.3f}", f"{one.cost.megabytes:.0f}") for one in fast.starts.values()]
    lines.append(_row(f"tag -i, {fast.sizes[1]:,} URLs", "", f"{fast.megabytes:.0f}"))
    lines.append(_row(f"train, {fast.rows:,} rows", f"{fast.training.seconds:.1f}", f"{fast.training.megabytes:.0f}"))
    return "\n".join(lines) + "\n"


def _right(outcomes: dict[str, Outcome]) -> list[Comparison]:
    kh, asean = outcomes[KH].alone, outcomes[ASEAN].alone
    text = outcomes[ASEAN].noted
    low, high = kh.interval
    return [
        _share("ASEAN top-1", asean.first, 0.44, 0.50),
        _share("ASEAN top-3", asean.third, 0.62, 0.69),
        _share("ASEAN, the surer half", asean.half, 0.60, 0.67),
        _share("ASEAN with text, top-1", text.first, 0.58, 0.65),
        _share("ASEAN with text, top-3", text.third, 0.78, 0.84),
        _share(f"KH top-1, of {kh.rows} rows ({low:.3f} to {high:.3f})", kh.first, 0.62, 0.68),
        _share("KH top-3", kh.third, 0.76, 0.82),
        _share("ASEAN, right of those answered", asean.precision, 0.80, 0.80),
        _share("ASEAN, answered", asean.coverage, 0.20, 0.27),
        _share("KH, right of those answered", kh.precision, 0.80, 0.80),
        _share("KH, answered", kh.coverage, 0.35, 0.50),
        Comparison("ASEAN, calibration error", asean.calibration, "{:.3f}", goal=0.07, wish=0.03),
        *(
            Comparison(f"{name}, top-1 of shuffled labels", one.shuffled, "{:.3f}", goal=one.majority + _ABOUT)
            for name, one in outcomes.items()
        ),
    ]


def _share(what: str, measured: float, least: float, wished: float) -> Comparison:
    return Comparison(what, measured, "{:.3f}", goal=least, wish=wished, is_least=True)


def _fast(fast: Speed) -> list[Comparison]:
    starts, inside = fast.starts, fast.inside
    largest = max(fast.megabytes, *(one.cost.megabytes for one in starts.values()))
    whole, rate = "{:,.0f}", "{:,.0f} URLs/s"
    return [
        Comparison("`tag -i`", fast.command, rate, goal=2000, wish=5000, is_least=True),
        Comparison("shares by the model, all at once", inside.model, rate, "scikit-learn", inside.batch),
        Comparison("shares by the model, one at a time", inside.model, rate, "scikit-learn", inside.one),
        Comparison("first answer, with a model", starts[MODEL].cost.seconds, goal=0.6),
        Comparison("first answer, with lists and a model", starts[LISTS].cost.seconds, goal=0.6),
        Comparison("first answer, without a model", starts[BARE].cost.seconds, goal=0.3),
        Comparison("peak memory of `tag`", largest, f"{whole} MB", goal=150),
        Comparison("training on all rows", fast.training.seconds, "{:.1f} s", goal=20),
        Comparison("the model's file", fast.kilobytes, f"{whole} KiB", goal=1024),
    ]


def _about(fast: Speed, open_why: str) -> str:
    same = "All trainings made the same file, byte for byte." if fast.is_same else "The trainings' files **differ**."
    trainings = "one training" if fast.rounds == 1 else f"median of {fast.rounds} trainings"
    told = (
        f"{today()}, {fast.rows:,} rows; {trainings}; Python {platform.python_version()}",
        f"scikit-learn {version('scikit-learn')}; {os.cpu_count()} cores, shared with others.",
    )
    open_net = f" The network was not switched off: {open_why}." if open_why else ""
    return f"{', '.join(told)} {same if fast.rounds > 1 else ''}".rstrip() + f"{open_net}\n"


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
