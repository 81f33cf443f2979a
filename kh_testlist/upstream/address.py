"""Addresses of upstream: what git may fetch from, and by which protocol.

Pure, except that it looks at whether a path exists.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from kh_testlist.errors import Misuse
from kh_testlist.logins import without_logins

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)(://|::)")
_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]")
_SCP: Final = re.compile(r"(?:[A-Za-z0-9_.-]+@)?[A-Za-z0-9][A-Za-z0-9.-]*:(?!/{2})[^\s-]\S*")
_LOOPBACK: Final = re.compile(r"localhost|127(\.\d{1,3}){3}|::1")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_REVISION: Final = re.compile(r"(?![-/.])[\w./+@#=-]{1,255}")
_HINT: Final = "Give an https:// URL, or the path of a clone: --upstream https://github.com/citizenlab/test-lists"


class Address(NamedTuple):
    """A repository that git may fetch from or push to."""

    text: str
    """The address as git takes it and as `upstream.json` keeps it: a URL without a login, or an absolute path."""
    protocol: str
    """https, http, ssh or file. git may use no other protocol, also after a redirect."""
    is_told: bool = True
    """True if a person on this machine named it, or it is the default. Otherwise git follows no redirects."""

    @property
    def is_web(self) -> bool:
        """True for a URL of the web, which is the same on any machine. False for a local path or account."""
        return self.protocol in {"https", "http"}

    @property
    def environment(self) -> Mapping[str, str]:
        """Variables that let `git_door.git` use this protocol, and no other."""
        return {"GIT_ALLOW_PROTOCOL": self.protocol}

    @property
    def settings(self) -> Mapping[str, str]:
        """The configuration that git gets for this address."""
        return {} if self.is_told else {"http.followRedirects": "false"}


def parse(text: str) -> Address:
    """Return the repository that `text` names: an https:// URL, http:// on this machine, ssh, file://, or a path.

    Raises:
        Misuse: `text` is something else, or has a login in it.

    """
    if not text.strip() or text.startswith("-") or _CONTROL.search(text):
        raise Misuse(f"{text!r} is not the address of a repository.", _HINT)
    scheme = None if _DRIVE.match(text) else _SCHEME.match(text)
    if scheme is not None:
        return _url(text, scheme[1].lower(), scheme[2])
    if not _DRIVE.match(text) and _SCP.fullmatch(text) and not _is_here(text):
        return Address(text, "ssh")
    return _path(text)


def _is_here(text: str) -> bool:
    try:
        return Path(text).exists()
    except OSError:  # longer than a file name may be
        return False


def _url(text: str, scheme: str, separator: str) -> Address:
    if separator == "::" or scheme not in {"https", "http", "ssh", "file"}:
        raise Misuse(f"Addresses that start with {scheme}{separator} are not supported.", _HINT)
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        # The reason is not shown, because a text that is not a port may be a password.
        raise Misuse(f"{without_logins(text)} is not a URL: its server or its port is not valid.", _HINT) from None
    if parts.password is not None or (parts.username is not None and scheme != "ssh"):
        raise Misuse(
            f"There is a login in {without_logins(text)}. It would be written into files and into git's command line.",
            "Remove the login: upstream's lists are public. `kh-testlist pr` reads a token from GITHUB_TOKEN.",
        )
    if scheme == "file":
        if host not in {"", "localhost"}:
            raise Misuse(f"{text} is on another machine. A file:// address must be on this one.", _HINT)
        return Address(text, "file")
    if not host or host.startswith("-"):
        raise Misuse(f"{text} does not name a server.", _HINT)
    if scheme == "http" and not _LOOPBACK.fullmatch(host):
        raise Misuse(f"{text} is not encrypted. Others on the network could change the lists on the way.", _HINT)
    return Address(text, scheme)


def _path(text: str) -> Address:
    return Address(text if _DRIVE.match(text) and os.name != "nt" else os.path.abspath(text), "file")  # noqa: PTH100 - Path.resolve() would follow links


def revision(text: str) -> str:
    """Return `text` if it can only be the name of a branch or a tag, or a commit.

    Raises:
        Misuse: `text` may be something else: an option, a range, a path.

    """
    if not _REVISION.fullmatch(text) or ".." in text or "@{" in text or text.endswith((".lock", "/", ".")):
        raise Misuse(f"{text!r} is not the name of a revision.", "Give a branch, a tag, or all 40 digits of a commit.")
    return text
