"""Find logins in text, such as `https://user:password@host/`, and hide them before the text is shown."""

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
        | [^\s/\\?#:"'<>]*:(?!\d{{0,5}}{_END})            # user: and then not a port (cut short, or with a slash)
          (?:[^\n"'<>]*@|[^\s"'<>]*)
    )""",
    re.VERBOSE,
)
"""A login in a URL, in any spelling. Browsers also accept one slash, three slashes, or backslashes."""
_BARE: Final = re.compile(
    r"""(?<![\w./:@-])(?!mailto:)[^\s/\\:@"'<>()\[\]{},;=]{1,64}:[^\s/\\@"'<>]{1,1024}@(?=[\w\[])"""
)
"""A login without a scheme: `user:password@host`. A mail address has no colon before the `@`."""
_SSH: Final = re.compile(r"(?:git\+)?ssh:[/\\]{1,3}[A-Za-z0-9._-]+@", re.IGNORECASE)
"""An account name at an ssh server. It is not secret, because ssh uses a key."""
_HIDDEN: Final = "…@"


def has_login(text: str) -> bool:
    """Return True if there is a URL with a login in `text`."""
    return any(_SSH.fullmatch(match[0]) is None for match in _LOGIN.finditer(text))


def without_logins(text: str) -> str:
    """Return `text` with `…@` in place of each login."""
    return _BARE.sub(_HIDDEN, _LOGIN.sub(_hidden, text))


def _hidden(match: re.Match[str]) -> str:
    return match[0] if _SSH.fullmatch(match[0]) else f"{match['head']}{_HIDDEN}"
