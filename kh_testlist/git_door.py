"""git, run in one way: started by GitPython, in an environment that is ours and nobody else's.

What the caller's environment, the user's and the system's configuration, a clone's own hooks or attributes would have
git do is left out. Only what a network needs (proxies, certificate authorities, an ssh agent) is passed on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kh_testlist.errors import Failure
from kh_testlist.store import reason

if TYPE_CHECKING:
    from subprocess import Popen

_PASSED_ON: Final = frozenset({
    "PATH", "SYSTEMROOT", "PATHEXT", "COMSPEC", "TEMP", "TMP", "TMPDIR", "SSH_AUTH_SOCK", "SSL_CERT_FILE",
    "SSL_CERT_DIR", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
})  # fmt: skip
"""What git sees of the caller's environment, in upper or lower case. HOME is not among it: curl reads .netrc there."""

_ENVIRONMENT: Final = {
    "HOME": os.devnull,
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_SSH_COMMAND": "ssh -oBatchMode=yes",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ALLOW_PROTOCOL": "none",
}
"""git asks nobody, runs nothing that a repository brings, and reaches nowhere unless `environment` says how."""

_CONFIGURATION: Final = {
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.excludesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.pager": "cat",
    "core.bigFileThreshold": "32m",
    "credential.helper": "",
    "fetch.recurseSubmodules": "false",
    "fetch.writeCommitGraph": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "commit.gpgSign": "false",
    "push.gpgSign": "false",
    "push.recurseSubmodules": "no",
    "protocol.version": "2",
    "submodule.recurse": "false",
    "safe.bareRepository": "explicit",
    "http.followRedirects": "initial",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "60",
    "http.sslVerify": "true",
    "http.cookieFile": "",
}
"""Said to git in its environment, where it comes before what the repository itself is configured to do."""


class GitFailed(Failure):
    """git could not do it."""

    def __init__(self, command: str, status: int, said: str, otherwise: str = "") -> None:
        told = _told(said)
        super().__init__(f"git {command} failed: {told or f'it ended with {status}'}.", _next_step(said, otherwise))
        self.status = status
        """git's exit code."""
        self.said = said
        """All that git said."""


def git(  # noqa: PLR0913 - all but the first by name, and most calls give two
    arguments: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    given: bytes | None = None,
    held: Sequence[int] = (),
    meanwhile: Callable[[], object] | None = None,
) -> bytes:
    """What git answers to `arguments`, in the repository whose git directory is `folder`.

    Args:
        arguments: the subcommand and what it takes; the caller puts `--` before what came from outside.
        folder: the git directory itself: `clone/.git`, or a bare repository; or the file `.git` that names it.
        environment: added to what git is usually given; `GIT_ALLOW_PROTOCOL` opens a way to the network.
        settings: git's configuration, for this once; nothing of it is written.
        given: what git reads on stdin.
        held: open files that git is to hold too, for as long as it runs.
        meanwhile: what to do while git is at it.

    Raises:
        GitFailed: git said no.
        Failure: there is no git.

    """
    process = _start(arguments, folder, {**_environment(folder, settings or {}), **(environment or {})}, held)
    try:
        if meanwhile is not None:
            meanwhile()
        out, err = process.communicate(given)
    except BaseException:
        process.kill()
        process.communicate()
        raise
    if process.returncode:
        # Without a network in it, nothing but the clone itself can be at fault.
        otherwise = "" if "GIT_ALLOW_PROTOCOL" in (environment or {}) else _DAMAGED
        said = err.decode("utf-8", "backslashreplace")
        raise GitFailed(arguments[0], process.returncode, said, otherwise)
    assert isinstance(out, bytes)  # noqa: S101 - tells mypy what a pipe without an encoding gives
    return out


def _start(arguments: Sequence[str], folder: Path, environment: Mapping[str, str], held: Sequence[int]) -> Popen[bytes]:
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # or the import itself would fail where there is no git
    from subprocess import PIPE  # noqa: PLC0415 - what GitPython starts takes it

    from git.cmd import Git, safer_popen  # noqa: PLC0415 - 0.1 s of imports that few commands need

    inherited = {} if os.name == "nt" else {"pass_fds": tuple(held)}
    try:
        # Git.execute() would pass the whole of the caller's environment on; this is what it starts git with itself.
        process: Popen[bytes] = safer_popen(
            [Git.GIT_PYTHON_GIT_EXECUTABLE or "git", *arguments],
            env=environment,
            cwd=folder if folder.is_dir() else folder.parent,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            **inherited,
        )
    except (OSError, ValueError) as error:
        raise Failure(
            f"git could not be run: {reason(error)}.", "Install git (https://git-scm.com), and see that it is found."
        ) from error
    return process


def _environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.upper() in _PASSED_ON}
    configuration = {**_CONFIGURATION, **settings}
    if os.name == "nt":
        configuration["http.sslBackend"] = "schannel"  # what Git for Windows has in the configuration left out here
    counted = {"GIT_CONFIG_COUNT": str(len(configuration))}
    for number, (key, value) in enumerate(configuration.items()):
        counted |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return {**kept, **_ENVIRONMENT, **counted, "GIT_DIR": str(folder)}


_TELLING: Final = ("fatal: ", "error: ", "remote: ", " ! ")


def _told(said: str) -> str:
    """The part of what git said that says most: its last error, without the sign that it is one."""
    lines = [line.strip() for line in said.replace("\r", "\n").splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("fatal: ")] or [
        line for line in lines if line.startswith(_TELLING)
    ]
    line = (errors or lines or [""])[0]
    for sign in _TELLING:
        line = line.removeprefix(sign)
    return line[:300].rstrip(".")


def _next_step(said: str, otherwise: str) -> str:
    """What to do about what git said; `otherwise` where that says nothing of it."""
    low = said.lower()
    for sign, step in _STEPS.items():
        if sign in low:
            return step
    return otherwise or "Check the repository's address and the network, then try again."


_DAMAGED: Final = "The clone is damaged. Remove its folder, which holds nothing of yours; the next sync makes it anew."

_STEPS: Final = {
    "could not resolve host": "Check the network and the address; behind a proxy, set HTTPS_PROXY.",
    "could not read username": "The server asks for a login, or there is no such repository: check the address.",
    "authentication failed": "The server asks for a login, or there is no such repository: check the address.",
    "permission denied (publickey": "The server knows none of your ssh keys: check them, or give an https:// address.",
    "dubious ownership": "It belongs to another user of this machine: copy it, or give its https:// address.",
    "does not appear to be a git repository": "Check the path: a clone, or a bare repository.",
    "not a git repository": _DAMAGED,
    "bad config": _DAMAGED,
    "object file": _DAMAGED,
    "bad object": _DAMAGED,
    "corrupt": _DAMAGED,
    "not a valid object": _DAMAGED,
    "returned error: 30": "The server sends git on to another place. If you trust it, name it: --upstream URL",
    "not found": "Check the repository's address.",
    "no space left": "Make room on the disk, then try again.",
    "permission denied": "See that the folder of the clone is yours to write; KH_TESTLIST_UPSTREAM names another.",
    "ssl certificate": "The server's certificate is not trusted here; GIT_SSL_CAINFO names another authority's file.",
}
"""For words that git says, what helps."""
