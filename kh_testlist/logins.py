"""Logins in text, such as `https://user:password@host/`: found, and hidden before anybody is shown the text."""

from __future__ import annotations

import re
from typing import Final

_HEAD: Final = r"(?P<head>[A-Za-z][A-Za-z0-9+.-]{1,20}:[/\\]{1,3}|//)"
_END: Final = r"(?![\w…])"
_LOGIN: Final = re.compile(
    rf"""
    {_HEAD}(?!\[)
    (?:
        [^\s/\\?#]+@                                     # user:password@
        | [^\s/\\?#:"'<>]*:(?!\d{{0,5}}{_END})            # user: and what is no port: cut short, or with a slash in it
          (?:[^\n"'<>]*@|[^\s"'<>]*)
    )""",
    re.VERBOSE,
)
"""In a URL, however it is spelt; a browser takes one slash, three, or backslashes too."""
_BARE: Final = re.compile(
    r"""(?<![\w./:@-])(?!mailto:)[^\s/\\:@"'<>()\[\]{},;=]{1,64}:[^\s/\\@"'<>]{1,1024}@(?=[\w\[])"""
)
"""Without a scheme: `user:password@host`. A mail address has no colon before its sign."""
_SSH: Final = re.compile(r"(?:git\+)?ssh:[/\\]{1,3}[A-Za-z0-9._-]+@", re.IGNORECASE)
"""An account at an ssh server, which is no secret: the key is."""
_HIDDEN: Final = "…@"


def has_login(text: str) -> bool:
    """Return True if there is a URL with a login in `text`."""
    return any(_SSH.fullmatch(match[0]) is None for match in _LOGIN.finditer(text))


def without_logins(text: str) -> str:
    """Return `text` with a mark in the place of each login."""
    return _BARE.sub(_HIDDEN, _LOGIN.sub(_hidden, text))


def _hidden(match: re.Match[str]) -> str:
    return match[0] if _SSH.fullmatch(match[0]) else f"{match['head']}{_HIDDEN}"
