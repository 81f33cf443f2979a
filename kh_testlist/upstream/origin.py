"""The repository, the host and the token that `--upstream`, `--fork` and the environment name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from kh_testlist.errors import Misuse

API: Final = "https://api.github.com"
API_VARIABLE: Final = "GITHUB_API_URL"
TOKEN_VARIABLE: Final = "GITHUB_TOKEN"  # noqa: S105 - the variable's name

_NAME: Final = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_TOKEN: Final = re.compile(r"[\x21-\x7e]{1,4096}")
_LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}
_PORTS: Final = {"https": 443, "http": 80}
_GH_SECONDS: Final = 10
_TRAP: Final = re.compile(r"[\x00-\x20\x7f\\]|^[^/?#]*//[^/?#]*@")
"""A backslash, a space or a login. With one of them, the connecting library may read another host than this program."""


class Repository(NamedTuple):
    """A repository's owner and name."""

    owner: str
    name: str

    def __str__(self) -> str:
        return f"{self.owner}/{self.name}"


class Token:
    """A secret that is not shown when the object is printed."""

    __slots__ = ("secret",)

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def __repr__(self) -> str:
        return "Token(…)"

    def hidden_in(self, text: str) -> str:
        """Return `text` without the token, because a server may repeat it in its answer."""
        return text.replace(self.secret, "***")


def repository_of(place: str, option: str) -> Repository:
    """Return the owner and the name of the repository at `place`, a URL or a path: its last two segments.

    Raises:
        Misuse: it has fewer than two segments, or they cannot be names.

    """
    try:
        is_remote = place.lower().startswith(("https://", "http://"))
        path = urlsplit(place).path if is_remote else place.replace("\\", "/")
    except ValueError:  # a bracket without an IPv6 address
        path = ""
    segments = [segment for segment in path.replace(":", "/").split("/") if segment]
    if len(segments) >= 2 and segments[-1] == ".git":  # noqa: PLR2004 - owner and name
        segments.pop()
    owner, name = segments[-2:] if len(segments) >= 2 else ("", "")  # noqa: PLR2004 - the same
    found = Repository(owner, name.removesuffix(".git"))
    if not all(_NAME.fullmatch(part) for part in found):
        raise Misuse(
            f"{place!r} does not name a repository.",
            f"Give {option} a URL or a path that ends in OWNER/NAME, as on GitHub.",
        )
    return found


def repository_on_disk(place: str, option: str, owner: str) -> Repository:
    """Return the same for a run without GitHub. A folder may have any name; its repository then belongs to `owner`.

    Raises:
        Misuse: `place` is not a folder, and does not name a repository.

    """
    try:
        return repository_of(place, option)
    except Misuse:
        if not Path(place).is_dir():
            raise
        return Repository(owner, "test-lists")


def is_owner(text: str) -> bool:
    """Return True if `text` is the name of an account, not a URL or a path."""
    return _NAME.fullmatch(text) is not None


def api_root(environment: Mapping[str, str] = os.environ) -> str:
    """Return the root of GitHub's API that the environment names, or the usual one.

    Raises:
        Misuse: it is not a URL, or the token would be sent there without encryption.

    """
    root = environment.get(API_VARIABLE, "").strip().rstrip("/") or API
    try:
        parts = urlsplit(root)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = SplitResult("", "", "", "", ""), None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not host or not is_safe or _TRAP.search(root) or parts.query or parts.fragment or not root.isprintable():
        raise Misuse(
            f"{API_VARIABLE} is not an address that a token may be sent to.",
            "Set it to https://api.github.com, or to https://HOST/api/v3 for GitHub Enterprise.",
        )
    return root


def is_named(environment: Mapping[str, str] = os.environ) -> bool:
    """Return True if the environment names another API than the usual one, which GitHub's own runners name too."""
    return api_root(environment) != API


def web_root(api: str) -> str:
    """Return the address of the repositories of the API at `api`: git gets the token only for this host."""
    if api == API:
        return "https://github.com"
    parts = urlsplit(api)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def origin_of(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of `url`: URLs of one server have the same. Return nothing for an unclear URL."""
    if _TRAP.search(url):
        return "", "", None
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return "", "", None


def token(web: str, environment: Mapping[str, str] = os.environ) -> Token | None:
    """Return the token for the host of `web`, from the environment or else from `gh`; None if there is none.

    Raises:
        Misuse: it cannot be a token.

    """
    found = environment.get(TOKEN_VARIABLE, "").strip() or _of_gh(web)
    if not found:
        return None
    if not _TOKEN.fullmatch(found):
        # Not shown: it may contain the token.
        raise Misuse(f"The value of {TOKEN_VARIABLE} is not a token.", "Copy only the token into it, and try again.")
    return Token(found)


def _of_gh(web: str) -> str:
    program = shutil.which("gh")
    # Windows also searches the working folder, and a pull request may have put a program there.
    if program is None or Path(program).resolve().parent == Path.cwd():
        return ""
    host = urlsplit(web).netloc
    try:
        ended = subprocess.run(  # noqa: S603 - our own words, and a host
            [program, "auth", "token", "--hostname", host],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_GH_SECONDS,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout.strip() if ended.returncode == 0 else ""
