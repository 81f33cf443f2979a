"""A progress bar for long runs. It is shown only on a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kh_testlist.terminal.session import Session

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """A bar on stderr while a stage runs. It is removed at the end."""

    def __init__(self, session: Session) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        if session.verbosity >= 0 and sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415 - loaded only if there is a terminal
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self._bar = Progress(
                *columns,
                console=Console(stderr=True),
                transient=True,
                redirect_stdout=False,  # the report goes to stdout as usual, also while the bar is shown
                redirect_stderr=False,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of `total` steps."""
        if self._bar:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(name, total=total)
            self._bar.start()

    def step(self) -> None:
        """Mark one step as done."""
        if self._bar and self._task is not None:
            self._bar.advance(self._task)
            if self._bar.finished:
                self._bar.stop()  # so that the next message or question has a free line
