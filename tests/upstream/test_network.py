"""`sync` over HTTP on loopback: what goes over the wire, servers that ask for a login, and servers that die."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kh_testlist import folder
from tests.commands.conftest import Put, Run
from tests.samples import HEADER_LINE, row
from tests.upstream.git_server import GitServer, Upstream


def text(count: int) -> str:
    """A list of as many rows, which do not pack well."""
    return HEADER_LINE + "".join(f"{row(f'https://{os.urandom(16).hex()}.example.com/')}\n" for _ in range(count))


@pytest.fixture(autouse=True)
def ours(put: Put) -> Path:
    """Our list."""
    return put(row("https://ours.example.com/"))


def test_sync(run: Run, upstream: Upstream, server: GitServer, ours: Path) -> None:
    """The newest commit alone comes over the wire; the second time, one exchange and nothing else."""
    for number in range(5):
        upstream.put(kh=text(number + 1))
    ran = run("sync", "--upstream", server.url())
    assert ran.code == 0, ran
    assert upstream.show("kh") in ours.read_text("utf-8")
    assert (folder.clone_folder() / ".git" / "shallow").exists()
    server.seen.clear()
    assert "nothing new" in run("sync").out
    ours_seen = list(server.seen)
    server.seen.clear()
    subprocess.run(["git", "ls-remote", server.url(), "HEAD"], check=True, capture_output=True)
    assert ours_seen == server.seen


def test_a_login(run: Run, server: GitServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A server that wants one is one clear error: nobody is asked, and no login that lies about is used."""
    server.token = "sesame"  # noqa: S105 - the test's own
    helper = tmp_path / "askpass"
    helper.write_text("#!/bin/sh\necho sesame\n")
    helper.chmod(0o755)
    (Path.home() / ".netrc").write_text("machine 127.0.0.1 login anybody password sesame\n")
    monkeypatch.setenv("GIT_ASKPASS", str(helper))
    monkeypatch.setenv("SSH_ASKPASS", str(helper))
    ran = run("sync", "--upstream", server.url())
    assert ran.code == 3
    assert "login" in ran.err


@pytest.mark.parametrize("dies_after", [0, 50, 2_000, 20_000])
def test_a_server_that_dies(run: Run, upstream: Upstream, server: GitServer, ours: Path, dies_after: int) -> None:
    """A clone that is cut off is one clear error, and the next run makes it whole."""
    upstream.put(kh=text(3_000))
    before = ours.read_bytes()
    server.dies_after = dies_after
    ran = run("sync", "--upstream", server.url())
    assert ran.code == 3, ran
    assert ran.err.count("Error: ") == 1
    assert ours.read_bytes() == before
    server.dies_after = None
    assert run("sync", "--upstream", server.url()).code == 0
    upstream.put(kh=text(3_100))
    server.dies_after = dies_after
    assert run("sync").code == 3
    server.dies_after = None
    assert run("sync").code == 0


def test_not_there(run: Run, server: GitServer) -> None:
    """No such repository, and no server."""
    ran = run("sync", "--upstream", server.url("absent.git"))
    assert ran.code == 3
    assert ran.err.count("Error: ") == 1
    ran = run("sync", "--upstream", "http://127.0.0.1:9/upstream.git")
    assert ran.code == 3
