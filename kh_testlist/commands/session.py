"""What every command is given: the options before its name, and the way out for what it has to say."""

from __future__ import annotations

import datetime as dt
import enum
import functools
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import click

from kh_testlist import folder, store
from kh_testlist.errors import Failure, KhTestlistError
from kh_testlist.logins import without_logins
from kh_testlist.model import DEFAULT_LIST, Skipped
from kh_testlist.reports.terminal import paint, printable


class Outcome(enum.Enum):
    """How a command ended. What exit code that makes is for `cli` to know."""

    DONE = enum.auto()
    NO = enum.auto()
    """The answer is no: there are findings, or something would change."""


@dataclass(frozen=True, slots=True)
class Session:
    """The options that stand before a command's name."""

    lists: Path | None
    name: str
    lang: str
    color: str
    verbosity: int
    """-1 quiet, 0 as usual, 1 verbose."""

    def folder(self) -> Path:
        """The lists folder."""
        return folder.find(self.lists, Path.cwd())

    def list_path(self) -> Path:
        """The chosen list's file."""
        return self.folder() / f"{self.name}.csv"

    def existing_list(self) -> Path:
        """The chosen list's file.

        Raises:
            Failure: there is none.

        """
        path = self.list_path()
        if not path.exists():
            where = f" --lists {store.typed(self.lists)}" if self.lists else ""
            raise Failure(
                f"There is no list {store.display(path)}.", f"Start it with: kh-testlist init --list {self.name}{where}"
            )
        return path

    def list_if_any(self) -> Path | None:
        """The chosen list's file; None where there is none, be it for want of a lists folder."""
        try:
            path = self.list_path()
        except Failure:
            return None
        return path if path.exists() else None

    def today(self) -> dt.date:
        """The day, in UTC."""
        return dt.datetime.now(dt.UTC).date()

    def say(self, text: str, style: str = "") -> None:
        """Talk to the person: stderr, and not when quiet. `text` is made printable, and no login in it is repeated."""
        if self.verbosity >= 0:
            shown = "\n".join(printable(line) for line in without_logins(text).split("\n"))
            click.echo(paint([(shown, style)], color=self._wants_color(sys.stderr)), err=True)

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to ask: to read the question, and to type the answer."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def step(self, text: str) -> str:
        """A next step, with the list named in its commands where it is not the default: without, they'd do another."""
        return text if self.name == DEFAULT_LIST else _COMMAND.sub(f"kh-testlist --list {self.name} ", text)

    def tell_skipped(self, skipped: tuple[Skipped, ...]) -> None:
        """Say what was not looked at, in one line each."""
        for one in skipped:
            self.say(f"Not checked: {one.what}, for {one.reason}. To have it: {self.step(one.next_step)}", "yellow")

    def paints(self, output: Path | None) -> bool:
        """Whether the report is to be in colour."""
        return output is None and self._wants_color(sys.stdout)

    def paints_talk(self) -> bool:
        """Whether what is said to the person is to be in colour."""
        return self._wants_color(sys.stderr)

    def _wants_color(self, stream: Any) -> bool:  # noqa: ANN401 - stdout may be anything that has isatty
        if self.color != "auto":
            return self.color == "always"
        return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()

    def answer(self, line: str) -> None:
        """Give a report of one line, made printable, with no login in it."""
        self.report(printable(without_logins(line)) + "\n")

    def report(self, text: str, output: Path | None = None) -> None:
        """Give the report: to stdout, or all of it or nothing to a file."""
        if output is None:
            sys.stdout.write(text)
            sys.stdout.flush()
        else:
            store.write(output, text.encode("utf-8", "backslashreplace"))
            self.say(f"Written: {store.display(output)}")


def settings_of(command: str) -> Mapping[str, Any]:
    """What the settings say of `command`, whichever command runs."""
    said: Mapping[str, Any] = (click.get_current_context().find_root().default_map or {}).get(command, {})
    return said


_COMMAND: Final = re.compile(r"kh-testlist (?=[a-z])(?!(?:rules|train)\b)(?!(?:(?!kh-testlist )[^`\n])*--list )")
"""A command in a next step that works on a list, and names none yet."""

_P = ParamSpec("_P")
_R = TypeVar("_R")


def pass_session(command: Callable[Concatenate[Session, _P], _R]) -> Callable[_P, _R]:
    """Give `command` its session first; an error that leaves it names the list in its next step."""

    @functools.wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        session = click.get_current_context().ensure_object(Session)
        try:
            return command(session, *args, **kwargs)
        except KhTestlistError as error:
            error.next_step = session.step(error.next_step)
            raise

    return run


output_option: Final = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report to FILE instead of stdout.",
)


def format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--format`, with the formats that the command has."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to write the report.",
    )
