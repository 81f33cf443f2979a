"""`pr` as a process: on a terminal it asks first, and kill -9 at any moment leaves nothing broken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.hostile import processes
from tests.upstream.desk import Desk, desk, github, hosted, site

__all__ = ["desk", "github", "hosted"]

FORK = "volunteer/test-lists"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs terminals and signals of POSIX")


class TestAsked:
    """What becomes public is said first and, on a terminal, asked for."""

    def on_terminal(self, desk: Desk, typed: bytes, *arguments: str) -> tuple[int, str]:
        """Run `pr` on a terminal on which somebody types."""
        import pty  # Windows has none

        ours, theirs = pty.openpty()
        env = processes.environment(**desk.environment, TERM="dumb")
        command = [sys.executable, "-m", "kh_testlist", "pr", *arguments]
        process = subprocess.Popen(
            command, cwd=desk.project, env=env, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs
        )
        os.close(theirs)
        os.write(ours, typed)
        seen = b""
        try:
            while chunk := os.read(ours, 4096):
                seen += chunk
        except OSError:  # the other end is closed
            pass
        process.communicate(timeout=processes.SECONDS)
        os.close(ours)
        return process.returncode, seen.decode()

    def test_no(self, desk: Desk) -> None:
        """Whoever says no has sent nothing, and has no fork."""
        desk.add("new")
        code, seen = self.on_terminal(desk, b"n\n")
        assert code == 1
        for said in ("kh-testlist contributor <", "volunteer", "kh-testlist/20", site("new"), "Send it?"):
            assert said in seen
        assert desk.github.calls("POST") == []
        assert desk.github.parents == {}

    def test_yes(self, desk: Desk) -> None:
        """Whoever says yes has."""
        desk.add("new")
        code, _ = self.on_terminal(desk, b"y\n")
        assert code == 0
        assert len(desk.github.pulls) == 1

    def test_not_asked(self, desk: Desk) -> None:
        """With --yes nobody is asked; however quiet, it is said."""
        desk.add("new")
        code, seen = self.on_terminal(desk, b"", "--yes", "-q")
        assert code == 0
        assert "Send it?" not in seen
        assert "This becomes public" in seen


class TestKilled:
    """kill -9 at any moment: list and clone can be used by the next run, and one branch and one request come of it."""

    def test_at_every_step(self, desk: Desk) -> None:
        """Killed before a request to the API or to git reaches its answer, at each one in turn."""
        desk.add("new")
        before = desk.list.read_bytes()
        env = processes.environment(**desk.environment)
        for number in range(1, 60):
            desk.list.write_bytes(before)
            process = processes.launch("pr", folder=desk.project, env=env)
            desk.github.kill_at(number, process.kill)
            _, err = process.communicate(timeout=processes.SECONDS)
            assert desk.list.read_bytes() == before
            if process.returncode == 0:
                break
            assert process.returncode == -signal.SIGKILL, err
        else:
            pytest.fail("it never came to its end")
        assert number > 8, "the requests were not seen"
        desk.github.kill_at(0, lambda: None)
        assert desk.pr().code == 0
        assert len(desk.github.pulls) == len(desk.branches(FORK)) == 1
        [branch] = desk.branches(FORK)
        assert desk.upstream_list(branch, FORK) == before.decode()

    def test_at_any_moment(self, desk: Desk) -> None:
        """Killed at moments chosen by a seed, whatever it does then."""
        import random

        desk.add("new")
        before = desk.list.read_bytes()
        env = processes.environment(**desk.environment)
        generator = random.Random(7)  # noqa: S311 - moments, not secrets
        whole, killed = 1.0, 0
        for _ in range(8):
            started = time.monotonic()
            process = processes.launch(
                "pr", folder=desk.project, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                process.wait(timeout=whole * generator.random())
                whole = time.monotonic() - started  # it was over before it was killed
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
            assert desk.list.read_bytes() == before
        assert killed
        assert desk.pr().code == 0
        assert len(desk.github.pulls) == len(desk.branches(FORK)) == 1
