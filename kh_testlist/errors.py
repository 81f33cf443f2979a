"""What can go wrong. Every error says what happened and what to do next; findings on a list are values, not errors."""

from __future__ import annotations


class KhTestlistError(Exception):
    """The root of this program's errors: one sentence of what happened, one of what to do next."""

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class Refused(KhTestlistError):  # noqa: N818 - "Refused" reads as the outcome it is; "RefusedError" would not
    """The answer is no: the request is understood, and doing it would spoil the list."""


class Failure(KhTestlistError):  # noqa: N818 - see Refused
    """The work could not be done: a file, the network, git or a setting stood in the way."""


class Misuse(KhTestlistError):  # noqa: N818 - see Refused
    """The command was given something it does not take; found only once it ran."""
