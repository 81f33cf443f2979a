"""Run git, always in the same way: GitPython starts it, in an environment that this module makes.

git does not see the caller's environment, or the configuration of the user and the system. It does not use the hooks
and attributes of a clone. Only settings for a network are passed on: proxies, certificate authorities, an ssh agent.
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
"""The variables that git gets from the caller, in upper or lower case. Not HOME, because curl reads .netrc there."""

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
"""With these, git asks nobody and runs no program of a repository. It uses a network only if `environment` says so."""

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
"""Configuration in git's environment. It comes before the configuration of the repository."""


class GitFailed(Failure):
    """git failed."""

    def __init__(self, command: str, status: int, said: str, otherwise: str = "") -> None:
        told = _told(said)
        super().__init__(f"git {command} failed: {told or f'exit code {status}'}.", _next_step(said, otherwise))
        self.status = status
        """git's exit code."""
        self.said = said
        """The whole text that git wrote on stderr."""


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
    """Run git with `arguments` in the repository of the git directory `folder`, and return its stdout.

    Args:
        arguments: the subcommand and its arguments. The caller puts `--` before texts from outside.
        folder: the git directory: `clone/.git`, or a bare repository; or the file `.git` that names it.
        environment: variables added to git's usual environment. `GIT_ALLOW_PROTOCOL` opens a way to the network.
        settings: configuration for this run. It is not written to a file.
        given: bytes for git's stdin.
        held: open files that git also holds while it runs.
        meanwhile: a function that is called while git runs.

    Raises:
        GitFailed: git failed.
        Failure: git is not installed.

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
        # Without a network, only the clone itself can be at fault.
        otherwise = "" if "GIT_ALLOW_PROTOCOL" in (environment or {}) else _DAMAGED
        said = err.decode("utf-8", "backslashreplace")
        raise GitFailed(arguments[0], process.returncode, said, otherwise)
    assert isinstance(out, bytes)  # noqa: S101 - tells mypy the type of a pipe without an encoding
    return out


def _start(arguments: Sequence[str], folder: Path, environment: Mapping[str, str], held: Sequence[int]) -> Popen[bytes]:
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # otherwise the import fails if git is not installed
    from subprocess import PIPE  # noqa: PLC0415 - only needed to start git

    from git.cmd import Git, safer_popen  # noqa: PLC0415 - 0.1 s of imports that few commands need

    inherited = {} if os.name == "nt" else {"pass_fds": tuple(held)}
    try:
        # Git.execute() would pass on the caller's whole environment. It uses this function itself.
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
            f"git could not be run: {reason(error)}.",
            "Install git from https://git-scm.com, then check it with: git --version",
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
    """Return the most useful line of git's messages: its first error, without the word that marks it as an error."""
    lines = [line.strip() for line in said.replace("\r", "\n").splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("fatal: ")] or [
        line for line in lines if line.startswith(_TELLING)
    ]
    line = (errors or lines or [""])[0]
    for sign in _TELLING:
        line = line.removeprefix(sign)
    return line[:300].rstrip(".")


def _next_step(said: str, otherwise: str) -> str:
    """Return the next step for git's messages; `otherwise` if none is known for them."""
    low = said.lower()
    for sign, step in _STEPS.items():
        if sign in low:
            return step
    return otherwise or "Check the repository's address and the network, then try again."


_DAMAGED: Final = "Remove the clone's folder: it is damaged, and has no work of yours. The next sync makes it again."

_STEPS: Final = {
    "could not resolve host": "Check the network and the address. Behind a proxy, set HTTPS_PROXY.",
    "could not read username": "Check the address: the server asks for a login, or the repository does not exist.",
    "authentication failed": "Check the address: the server asks for a login, or the repository does not exist.",
    "permission denied (publickey": "Check your ssh keys: the server knows none of them. Or give an https:// address.",
    "dubious ownership": "Copy the repository, or give its https:// address: another user of this computer owns it.",
    "does not appear to be a git repository": "Check the path: it must be a clone or a bare repository.",
    "not a git repository": _DAMAGED,
    "bad config": _DAMAGED,
    "object file": _DAMAGED,
    "bad object": _DAMAGED,
    "corrupt": _DAMAGED,
    "not a valid object": _DAMAGED,
    "returned error: 30": "The server redirects git to another address. If you trust it, give it: --upstream URL",
    "not found": "Check the repository's address.",
    "no space left": "Free space on the disk, then try again.",
    "permission denied": "Check that you may write to the clone's folder. KH_TESTLIST_UPSTREAM sets another folder.",
    "ssl certificate": "Set GIT_SSL_CAINFO to another authority's file, if you trust the server's certificate.",
}
"""The next step, by words of git's messages."""
