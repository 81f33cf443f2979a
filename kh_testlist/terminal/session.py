"""The session that every command gets: the options before its name, and the ways to print."""

from __future__ import annotations

import enum
import functools
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TextIO, TypeVar

import click

from kh_testlist import store
from kh_testlist.errors import KhTestlistError
from kh_testlist.logins import without_logins
from kh_testlist.model import Finding
from kh_testlist.reports.terminal import PLAIN, Screen, fold, paint, printable
from kh_testlist.talk import Tell, Tone, silent

if TYPE_CHECKING:
    from kh_testlist.workspace import Workspace


def shown(text: str) -> str:
    """Return `text` as a terminal may show it: printable, and without logins."""
    return "\n".join(printable(line) for line in without_logins(text).split("\n"))


def width(stream: TextIO) -> int | None:
    """Return the columns of the terminal behind `stream`, or the value of COLUMNS. Return None for a file or a pipe."""
    return max(shutil.get_terminal_size().columns, _NARROWEST) if stream.isatty() else None


_NARROWEST: Final = 40
"""Columns that reports are made for at least."""


class Outcome(enum.Enum):
    """How a command ended. A command that returns None is done. `cli` turns this into an exit code."""

    DONE = enum.auto()
    NO = enum.auto()
    """The answer is no: there are findings, or something would change."""


@dataclass(frozen=True, eq=False, repr=False)
class Session:
    """The options that are given before the name of a command."""

    lists: Path | None
    name: str
    lang: str
    color: str
    verbosity: int
    """-1 is quiet, 0 is normal, 1 is verbose."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The settings of each command."""
    pages: bool = True
    """True if a report that is longer than the terminal goes through the pager."""

    @functools.cached_property
    def workspace(self) -> Workspace:
        """The workspace of the command: its list and the files next to it."""
        from kh_testlist.workspace import Workspace  # noqa: PLC0415 - loads the rules, and `--help` does not need them

        return Workspace(self.name, self.lists, self.settings)

    def say(self, text: str, tone: Tone = "", /) -> None:
        """Print `text` on stderr, unless quiet. It is made printable, and logins are hidden."""
        if self.verbosity >= 0:
            screen = Screen(self.talk_screen.color)  # a terminal wraps lines itself, and then commands can be copied
            click.echo(paint([(shown(text), "yellow" if tone else "")], screen), err=True)

    @property
    def tell(self) -> Tell:
        """The method `say`, or `silent` when quiet. So a job can see that its message was not shown."""
        return self.say if self.verbosity >= 0 else silent

    @property
    def loud(self) -> Session:
        """The same session, but never quiet."""
        return replace(self, verbosity=max(self.verbosity, 0))

    @property
    def can_ask(self) -> bool:
        """True if a person can answer questions in this terminal."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def step(self, text: str) -> str:
        """Return a next step. If the list is not the default one, its commands name it."""
        return self.workspace.step(text)

    def screen(self, output: Path | None) -> Screen:
        """Return what a text report is shown on: the terminal or pipe behind stdout, or the file `output`."""
        return PLAIN if output else self._screen(sys.stdout)

    @property
    def talk_screen(self) -> Screen:
        """What messages to the person are shown on: the terminal or pipe behind stderr."""
        return self._screen(sys.stderr)

    def _screen(self, stream: TextIO) -> Screen:
        """Return what is behind `stream`."""
        is_painted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()
        return Screen(self.color == "always" or (self.color == "auto" and is_painted), width(stream))

    def answer(self, *lines: str) -> None:
        """Print a report of a few lines. They are made printable, and logins are hidden."""
        for line in lines:
            self.prose(printable(without_logins(line)) + "\n")

    def prose(self, text: str) -> None:
        """Print a report of sentences, folded to the screen."""
        self.report(fold(text, self.screen(None).width))

    def advise(self, advice: Sequence[Finding], *, several: bool = False) -> None:
        """Print what the rules say about rows that were accepted. With `several` rows, name the URL of each."""
        for finding in advice:
            which = f"{finding.url}: " if several else ""
            self.say(f"{finding.severity}: {finding.code} {finding.name}: {which}{finding.message}", "warning")

    def report(self, text: str, output: Path | None = None) -> None:
        """Write the report to stdout or to a file. A file gets the whole report or is not changed.

        In a terminal, a report that is longer than the terminal goes through the pager.
        """
        if output is None and self._is_for_pager(text):
            click.echo_via_pager(text.removesuffix("\n"))
        elif output is None:
            sys.stdout.write(text)
            sys.stdout.flush()
        else:
            self.report_bytes(text.encode("utf-8", "backslashreplace"), output)

    def _is_for_pager(self, text: str) -> bool:
        """Return True if a person reads `text` in a terminal that it is too long for, and wants a pager."""
        is_wanted = self.pages and os.environ.get("PAGER", "less").strip() not in {"", "cat"}
        is_long = text.count("\n") >= shutil.get_terminal_size().lines
        return is_wanted and is_long and sys.stdout.isatty() and sys.stdin.isatty()

    def report_bytes(self, data: bytes, output: Path | None = None) -> None:
        """Write a report of bytes to stdout or to a file. A file gets the whole report or is not changed."""
        if output is None:
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        else:
            store.write(output, data)
            self.say(f"Written: {store.display(output)}")


_P = ParamSpec("_P")
_R = TypeVar("_R")


def pass_session(command: Callable[Concatenate[Session, _P], _R]) -> Callable[_P, _R]:
    """Pass the session to `command` as its first argument. Add the list to the next step of its errors."""

    @functools.wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        session = click.get_current_context().ensure_object(Session)
        try:
            return command(session, *args, **kwargs)
        except KhTestlistError as error:
            error.next_step = session.step(error.next_step)
            raise

    return run
