"""The walk through the due rows, on a real terminal."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from kh_testlist.review import review_store
from kh_testlist.review.record import RecordedDecision
from tests.hostile import processes
from tests.hostile.processes import HARMFUL, SECONDS
from tests.review.desk import Desk
from tests.samples import row

termios = pytest.importorskip("termios", reason="needs pseudo-terminals")
pty = pytest.importorskip("pty", reason="needs pseudo-terminals")

A, B, C = (f"https://{name}.example.com/" for name in "abc")
NEW = "https://new.example.org/"
KEYS = r"\[q\] quit\s"
"""The end of a screen."""
_ESCAPES = re.compile(rb"\x1b\[[0-9;]*[A-Za-z]")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three rows under review: one is up, one has moved, one can't be told."""
    made = Desk(tmp_path)
    made.put(row(A, notes="\x1b]0;evil\x07 \u202egnp"), row(B, "HUMR"), row(C, "ENV", notes="keep: it is blocked"))
    made.seen_everywhere({A: "up", B: f"moved {NEW}", C: "unknown"})
    made.done("review", "start")
    return made


class Terminal:
    """The program on a terminal, with somebody at the keys."""

    def __init__(self, desk: Desk, *arguments: str) -> None:
        self._master, slave = pty.openpty()
        environment = {**os.environ, **desk.environment, "TERM": "xterm"}
        self._process = subprocess.Popen(
            processes.command("review", "decide", *arguments, terminal=True),
            cwd=desk.project, env=environment, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self._seen = b""
        self._looked_at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def see(self, pattern: str) -> str:
        """Wait until that is shown: all that was shown since the last time, without colours."""
        deadline = time.monotonic() + SECONDS
        while True:
            whole = _ESCAPES.sub(b"", self._seen).decode("utf-8", "ignore").replace("\r\n", "\n")
            shown = whole[self._looked_at :]
            if found := re.search(pattern, shown):
                self._looked_at += found.end()
                return shown[: found.end()]
            assert time.monotonic() < deadline, f"{pattern!r} never came: {shown}"
            assert self._read(), f"it ended before {pattern!r}: {shown}"

    def press(self, key: str) -> None:
        """Press a key, once the program waits for one: what is typed before that is thrown away."""
        processes.until(lambda: not termios.tcgetattr(self._master)[3] & termios.ICANON)
        os.write(self._master, key.encode())

    def type(self, line: str) -> None:
        """Answer a question."""
        processes.until(lambda: bool(termios.tcgetattr(self._master)[3] & termios.ICANON))
        os.write(self._master, line.encode() + b"\n")

    def end(self) -> int:
        """Wait until the program ends: its exit code."""
        while self._read():
            pass
        return self._process.wait(SECONDS)

    def _read(self) -> bool:
        if not select.select([self._master], [], [], SECONDS)[0]:
            return False
        with contextlib.suppress(OSError):  # Linux says EIO where the other side is closed
            chunk = os.read(self._master, 65_536)
            self._seen += chunk
            return bool(chunk)
        return False


@pytest.fixture
def terminal(desk: Desk) -> Iterator[Terminal]:
    """The walk, at its first row."""
    with Terminal(desk) as found:
        yield found


def decisions(desk: Desk) -> dict[str, RecordedDecision]:
    """What was decided."""
    return dict(review_store.load(desk.review).decisions)


def test_each_row_with_a_key(desk: Desk, terminal: Terminal) -> None:
    """A screen a row, a key or two each; what is asked for is what the decision takes."""
    first = terminal.see(KEYS)
    assert "1 of 3" in first
    assert A in first
    assert "Advice: keep" in first
    assert "isp1" in first
    assert "not fetched" in first
    terminal.press("k")
    second = terminal.see(KEYS)
    assert "2 of 3" in second
    assert f"Advice: replace → {NEW}" in second
    terminal.press("r")
    terminal.see(rf"The new URL \[{re.escape(NEW)}\]: ")
    terminal.type("")
    terminal.see(r"Reason \[advice: it moved[^]]*\]: ")
    terminal.type("by its own notice")
    assert "3 of 3" in terminal.see(KEYS)
    terminal.press("L")
    assert "review finish" in terminal.see(r"Next: [^\n]+\n")
    assert terminal.end() == 0
    found = decisions(desk)
    assert {url: (one.decision, one.reason, one.new_url) for url, one in found.items()} == {
        A: ("keep", "", None),
        B: ("replace", "by its own notice", NEW),
        C: ("recheck", "", None),
    }


def test_undo_skip_and_quit(desk: Desk, terminal: Terminal) -> None:
    """The last decision is taken back, also one that replaced another; quitting keeps the others."""
    terminal.see(KEYS)
    terminal.press("k")
    terminal.see("2 of 3")
    terminal.see(KEYS)
    assert set(decisions(desk)) == {A}
    terminal.press("u")
    terminal.see("1 of 3")
    terminal.see(KEYS)
    assert decisions(desk) == {}
    terminal.press("u")
    terminal.see("There is nothing to undo")
    terminal.press("s")
    terminal.see("2 of 3")
    terminal.see(KEYS)
    terminal.press("a")
    terminal.see("The new URL")
    terminal.type("")
    terminal.see("Reason")
    terminal.type("")
    terminal.see("3 of 3")
    terminal.see(KEYS)
    terminal.press("q")
    assert "1 of 3 rows are decided" in terminal.see(r"To continue: [^\n]+\n")
    assert terminal.end() == 0
    found = decisions(desk)
    assert set(found) == {B}
    assert found[B].reason.startswith("advice: it moved")


def test_ctrl_c_keeps_what_was_decided(desk: Desk, terminal: Terminal) -> None:
    """At a screen as well as at a question."""
    terminal.see(KEYS)
    terminal.press("k")
    terminal.see("2 of 3")
    terminal.see(KEYS)
    terminal.press("\x03")
    terminal.see("All decisions are saved")
    assert terminal.end() == 130
    with Terminal(desk) as again:
        again.see("1 of 2")
        again.see(KEYS)
        again.press("d")
        again.see("Reason: ")
        again.type("\x03")
        assert again.end() == 130
    assert set(decisions(desk)) == {A}


def test_what_can_not_be_is_said(desk: Desk, terminal: Terminal) -> None:
    """A decision that is refused leaves the row where it is; other keys do what they say."""
    terminal.see(KEYS)
    terminal.press("d")
    terminal.see("Reason: ")
    terminal.type(" ")
    terminal.see("needs a reason")
    terminal.press("r")
    terminal.see("The new URL: ")
    terminal.type(B)
    terminal.see("Reason: ")
    terminal.type("moved")
    terminal.see("listed in line 3")
    terminal.press("o")
    assert f"the site, at your own risk: {A}" in terminal.see("web.archive.org")
    terminal.press("?")
    terminal.see("may be blocked, not dead")
    terminal.press("x")
    terminal.see("This key does nothing")
    terminal.press("c")
    assert "HUMR" in terminal.see("The category: ")
    terminal.type("ENV")
    terminal.see("Reason: ")
    terminal.type("a forest group")
    terminal.see("2 of 3")
    terminal.see(KEYS)
    terminal.press("q")
    assert terminal.end() == 0
    assert decisions(desk)[A].new_category == "ENV"


def test_what_speaks_against_is_asked_about(desk: Desk, terminal: Terminal) -> None:
    """To drop what a person wanted kept takes a second word."""
    for number in (1, 2):
        terminal.see(f"{number} of 3")
        terminal.see(KEYS)
        terminal.press("s")
    terminal.see("3 of 3")
    terminal.see(KEYS)
    terminal.press("d")
    terminal.see("Reason: ")
    terminal.type("sold")
    assert "keep: it is blocked" in terminal.see(r"Decide it anyway\? \[y/N\]: ")
    terminal.type("n")
    assert decisions(desk) == {}
    terminal.press("d")
    terminal.see("Reason: ")
    terminal.type("sold")
    terminal.see(r"\[y/N\]: ")
    terminal.type("y")
    terminal.see("To continue")
    assert terminal.end() == 0
    assert decisions(desk)[C].decision == "drop"


def test_nothing_raw_reaches_the_terminal(terminal: Terminal) -> None:
    """What notes and titles hold is written out."""
    shown = terminal.see(KEYS)
    assert "\\x1b]0;evil\\x07 \\u202egnp" in shown
    assert not HARMFUL.search(shown.replace("\r", ""))


def test_a_process_that_is_killed(desk: Desk, terminal: Terminal) -> None:
    """What was decided is on the disk the moment the next row is shown."""
    terminal.see(KEYS)
    terminal.press("k")
    terminal.see("2 of 3")
    os.kill(terminal._process.pid, signal.SIGKILL)  # noqa: SLF001 - the test's own
    assert set(decisions(desk)) == {A}


def test_nothing_is_left(desk: Desk) -> None:
    """It says so, and what comes next."""
    desk.keep_all(A, B, C)
    with Terminal(desk) as terminal:
        assert "is decided" in terminal.see("review finish")
        assert terminal.end() == 0


def test_a_site_is_asked_about_once(tmp_path: Path) -> None:
    """One key answers for all rows of a site, which then do not come up; undo takes all of it back."""
    desk = Desk(tmp_path)
    desk.put(row("http://zz.org/", "ENV"), row(A), row("https://zz.org/", "POLR"), row("https://zz.org/x", "HUMR"))
    desk.seen_everywhere(dict.fromkeys(desk.urls(), "up"))
    desk.done("review", "start")
    with Terminal(desk) as terminal:
        first = terminal.see(KEYS)
        assert "line 4: https://zz.org/  POLR" in first
        assert "3 rows of this site disagree: ENV here, POLR in line 4 and HUMR in line 5; which is right?" in " ".join(
            first.split()
        )
        terminal.press("c")
        terminal.see("The category: ")
        terminal.type("POLR")
        terminal.see("Reason: ")
        terminal.type("a party")
        terminal.see("2 of 4")
        terminal.see("also decided: https://zz.org/: keep")
        terminal.see("also decided: https://zz.org/x: recategorise → POLR")
        assert len(decisions(desk)) == 3
        terminal.press("u")
        terminal.see("1 of 4")
        terminal.see(KEYS)
        assert decisions(desk) == {}
        terminal.press("k")
        terminal.see("Reason")
        terminal.type("")
        terminal.see("2 of 4")
        terminal.see("also decided: https://zz.org/x: keep")
        terminal.press("k")
        terminal.see("review finish")
        assert terminal.end() == 0
    assert {str(one.decision) for one in decisions(desk).values()} == {"keep"}
    assert len(decisions(desk)) == 4
