"""A process that has the program loaded, and forks for each command line: `python -m tests.goldens.inside`.

What is forked runs the program as `python -m kh_testlist` would: with its own descriptors, environment, folder and
exit code, and with nothing left of an earlier run. It only saves the time of the imports. With an order as its
argument, the process runs that one itself, without anything loaded before.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import json
import os
import random
import signal
import sys
import time
from typing import Any, Final

from tests.goldens import clock, doors
from tests.hostile import forking

_LONGEST: Final = 60
"""Seconds that a run may take before it is ended: it waits for something."""


def main() -> None:
    """Load the program, then take orders, a line of JSON each, and answer with an exit code each."""
    sys.path.pop(0)  # the top of this project: the program is installed
    # The program has no use for pandas, which scikit-learn loads where it is, and which breaks on such a clock.
    sys.meta_path.insert(0, _NoPandas())
    clock.stop()
    clock.skip_sleep()
    if len(sys.argv) > 1:
        _run(json.loads(sys.argv[1]))
    orders, answers = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    forking.load()
    for line in orders:
        order = json.loads(line)
        if "train" in order["arguments"]:  # some do; it takes a second, and so is loaded once
            with contextlib.suppress(ImportError):
                importlib.import_module("sklearn.linear_model")
        child = os.fork()
        if child == 0:
            forking.run_to_the_end(functools.partial(_run, order))
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


class _NoPandas:
    """Finds no pandas, whatever is installed."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Look for nothing else."""
        del path, target
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _run(order: dict[str, Any]) -> None:
    """Become the process that `order` describes."""
    for descriptor, path, flags in (
        (0, order["stdin"], os.O_RDONLY),
        (1, order["out"], os.O_WRONLY | os.O_CREAT),
        (2, order["err"], os.O_WRONLY | os.O_CREAT),
    ):
        opened = os.open(path, flags | os.O_NOCTTY)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.environ.clear()
    os.environ.update(order["environment"])
    forking.take_streams()
    time.tzset()
    signal.alarm(_LONGEST)
    os.umask(0o022)
    os.chdir(order["folder"])
    random.seed(order["clock"])
    clock.set_to(order["clock"])
    doors.lead(order["doors"])
    sys.argv[1:] = order["arguments"]
    if order["types"]:
        _take_lines_for_keys()
    from kh_testlist.cli import main as program

    program()


def _take_lines_for_keys() -> None:
    """Have a key be the first letter of a line: what is typed ahead is not lost then, as it is to whoever waits raw."""
    import click.termui

    def key(echo: bool) -> str:  # noqa: FBT001 - as click calls it
        del echo
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line[0].replace("\n", "\r")

    click.termui._getchar = key  # noqa: SLF001 - the place that click keeps for tests


main()
