"""Where upstream is: what may be fetched from, and by which way. Pure, but that it sees what a path is."""

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
    """A repository that may be fetched from or pushed to."""

    text: str
    """As git takes it, and as `upstream.json` keeps it: a URL without a login in it, or an absolute path."""
    protocol: str
    """https, http, ssh or file: the only way that git may go for it, redirects included."""
    is_told: bool = True
    """Whether a person of this machine named it, or it is the default. Nobody else's server may send git elsewhere."""

    @property
    def is_web(self) -> bool:
        """Whether anybody could name it: a URL of the web, and no path or account of this machine."""
        return self.protocol in {"https", "http"}

    @property
    def environment(self) -> Mapping[str, str]:
        """What opens the way to it, and no other, to `git_door.git`."""
        return {"GIT_ALLOW_PROTOCOL": self.protocol}

    @property
    def settings(self) -> Mapping[str, str]:
        """What git is to be configured with on that way."""
        return {} if self.is_told else {"http.followRedirects": "false"}


def parse(text: str) -> Address:
    """The repository that `text` names: an https:// URL, http:// on this machine, ssh, file://, or a path.

    Raises:
        Misuse: it is something else, or has a login in it.

    """
    if not text.strip() or text.startswith("-") or _CONTROL.search(text):
        raise Misuse(f"{text!r} names no repository.", _HINT)
    scheme = None if _DRIVE.match(text) else _SCHEME.match(text)
    if scheme is not None:
        return _url(text, scheme[1].lower(), scheme[2])
    if not _DRIVE.match(text) and _SCP.fullmatch(text) and not _is_here(text):
        return Address(text, "ssh")
    return _path(text)


def _is_here(text: str) -> bool:
    try:
        return Path(text).exists()
    except OSError:  # longer than any name of a file
        return False


def _url(text: str, scheme: str, separator: str) -> Address:
    if separator == "::" or scheme not in {"https", "http", "ssh", "file"}:
        raise Misuse(f"git is not to go the way {scheme}{separator} for lists.", _HINT)
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        # The reason is not said: what is no port may be a password.
        raise Misuse(f"{without_logins(text)} is not a URL: its server or its port can't be read.", _HINT) from None
    if parts.password is not None or (parts.username is not None and scheme != "ssh"):
        raise Misuse(
            f"There is a login in {without_logins(text)}; it would end up in files and in what git is called with.",
            "Leave it out; upstream's lists are public, and `pr` takes a token from GITHUB_TOKEN.",
        )
    if scheme == "file":
        if host not in {"", "localhost"}:
            raise Misuse(f"{text} is on another machine.", _HINT)
        return Address(text, "file")
    if not host or host.startswith("-"):
        raise Misuse(f"{text} names no server.", _HINT)
    if scheme == "http" and not _LOOPBACK.fullmatch(host):
        raise Misuse(f"{text} goes through the network in the open, where anybody may change the lists.", _HINT)
    return Address(text, scheme)


def _path(text: str) -> Address:
    return Address(text if _DRIVE.match(text) and os.name != "nt" else os.path.abspath(text), "file")  # noqa: PTH100 - Path.resolve() would follow links


def revision(text: str) -> str:
    """`text`, once it is sure that it can only be the name of a branch, of a tag, or a commit.

    Raises:
        Misuse: it is something else: an option, a range, a path.

    """
    if not _REVISION.fullmatch(text) or ".." in text or "@{" in text or text.endswith((".lock", "/", ".")):
        raise Misuse(f"{text!r} names no revision.", "Give a branch, a tag, or all 40 digits of a commit.")
    return text
