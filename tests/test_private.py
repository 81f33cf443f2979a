"""Which sites were visited, and when, is for nobody else on this computer to read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kh_testlist import store
from kh_testlist.liveness import journal
from kh_testlist.ooni.cache import Cache
from tests.hostile.processes import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """The umask of most systems, under which others may read what is made."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """Who may do what with it."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("is_there", [False, True])
def test_the_evidence_cache(tmp_path: Path, is_there: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Folder and files, also those that an earlier version left open."""
    path = tmp_path / "kh-testlist" / "evidence-1.sqlite3"
    if is_there:
        path.parent.mkdir(mode=0o755)
        Cache(path).__exit__(None, None, None)
        path.chmod(0o644)
        path.parent.chmod(0o755)
    with Cache(path):
        assert mode(path.parent) == 0o700
        assert {mode(found) for found in path.parent.iterdir()} == {0o600}


@pytest.mark.parametrize("is_there", [False, True])
def test_a_journal(tmp_path: Path, is_there: bool) -> None:  # noqa: FBT001 - the same
    """The journal and the folder for journals; another folder is not ours to close."""
    header = journal.Header("kh-testlist 0", "isp1", journal.list_hash([]), 0, {})
    for folder, expected in (("checks", 0o700), ("shared", 0o755)):
        path = tmp_path / folder / "today.jsonl"
        if is_there or folder == "shared":
            path.parent.mkdir(mode=0o755)
        if is_there:
            journal.start(path, header, resume=False).close()
            path.chmod(0o644)
            path.parent.chmod(0o755)
        journal.start(path, header, resume=is_there).close()
        assert mode(path) == 0o600
        assert mode(path.parent) == expected


def test_the_vantage_marks(tmp_path: Path) -> None:
    """From where somebody checked."""
    (tmp_path / "state" / "kh-testlist" / "vantages").mkdir(parents=True, mode=0o755)
    env = {name: str(tmp_path / "state") for name in ("HOME", "XDG_STATE_HOME")}
    once = ("--vantage", "home", "--no-canary", "--passes", "1")
    ended = run("check", "http://192.168.0.1/", *once, folder=tmp_path, env=env)
    assert "first check from the vantage" in ended.err
    [mark] = (tmp_path / "state" / "kh-testlist" / "vantages").iterdir()
    assert mode(mark) == 0o600
    assert mode(mark.parent) == 0o700


def test_devices_and_links_stay(tmp_path: Path) -> None:
    """Nothing but files and folders is closed: a journal may be written to a device."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo, 0o644)
    real = tmp_path / "real"
    real.touch(mode=0o644)
    link = tmp_path / "link"
    link.symlink_to(real)
    for path in (fifo, link, tmp_path / "missing"):
        store.make_private(path)
    assert mode(fifo) == mode(real) == 0o644
