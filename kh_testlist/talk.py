"""How a job speaks while it works: through functions that it is given, and says nothing where it is given none."""

from __future__ import annotations

from typing import Final, Literal, Protocol

Tone = Literal["", "warning"]


class Tell(Protocol):
    """Takes what a person should know now; it is no part of the result."""

    def __call__(self, text: str, tone: Tone = "", /) -> None:
        """Take `text`."""


class Progress(Protocol):
    """Is told how far a job is."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins, of so many steps."""

    def step(self) -> None:
        """One of them is done."""


class _NoProgress:
    """Listens to nothing."""

    def stage(self, name: str, total: int) -> None:
        """Do nothing."""

    def step(self) -> None:
        """Do nothing."""


NO_PROGRESS: Final[Progress] = _NoProgress()


def silent(text: str, tone: Tone = "", /) -> None:
    """Drop `text`."""
    del text, tone
