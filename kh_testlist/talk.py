"""How a job reports while it works: through functions that it gets. By default they print nothing."""

from __future__ import annotations

from typing import Final, Literal, Protocol

Tone = Literal["", "warning"]


class Tell(Protocol):
    """Takes a message that a person should see now. It is not part of the result."""

    def __call__(self, text: str, tone: Tone = "", /) -> None:
        """Take `text`."""


class Progress(Protocol):
    """Gets the progress of a job."""

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of `total` steps."""

    def step(self) -> None:
        """Mark one step as done."""


class _NoProgress:
    """Ignores all progress."""

    def stage(self, name: str, total: int) -> None:
        """Do nothing."""

    def step(self) -> None:
        """Do nothing."""


NO_PROGRESS: Final[Progress] = _NoProgress()


def silent(text: str, tone: Tone = "", /) -> None:
    """Drop `text`."""
    del text, tone
