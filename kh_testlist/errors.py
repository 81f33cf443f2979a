"""The errors of this program. Each says what happened and what to do next. Findings are values, not errors."""

from __future__ import annotations


class KhTestlistError(Exception):
    """The base class of this program's errors. It has a message (what happened) and a next step (what to do)."""

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class Refused(KhTestlistError):  # noqa: N818 - "Refused" names an outcome; "RefusedError" would not
    """The answer is no. The request is understood, but it would damage the list."""


class Failure(KhTestlistError):  # noqa: N818 - see Refused
    """The work could not be done, because of a file, the network, git or a setting."""


class Misuse(KhTestlistError):  # noqa: N818 - see Refused
    """The command got a value that it does not accept. This was found only when it ran."""
