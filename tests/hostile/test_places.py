"""Places that are no files, may not be written, have no room, or change under the program's feet."""

from __future__ import annotations

import errno
import os
import re
import socket
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.processes import (
    Ended,
    assert_civil,
    assert_one_error,
    end,
    run,
    waiting,
)
from tests.samples import HEADER_LINE, row

LIST = (
    HEADER_LINE + row() + "\n" + row("https://example.org/") + "\nhttps://Faulty.example.com,NEWS,x,2024-01-31,anon,\n"
).encode()

READING = {
    "validate": ("validate",),
    "validate, named": ("validate", "lists/kh.csv"),
    "diff": ("validate", "--diff"),
    "show": ("show",),
    "stats": ("stats",),
}
WRITING = {
    "add": ("add", "https://new.example.com/", "--category", "NEWS"),
    "edit": ("edit", "https://example.com/", "--notes", "new"),
    "remove": ("remove", "https://example.com/", "--reason", "closed"),
    "import": ("import", "new.csv"),
    "normalize": ("normalize",),
    "fix": ("validate", "--fix"),
}
ALL = READING | WRITING


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a list, and a file to import."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "kh.csv").write_bytes(LIST)
    (tmp_path / "new.csv").write_bytes((HEADER_LINE + row("https://new.example.com/") + "\n").encode())
    return tmp_path


def put_no_file(place: Path, kind: str) -> None:
    """Put something at `place` that is no file."""
    place.unlink(missing_ok=True)
    match kind:
        case "folder":
            place.mkdir()
        case "folder with a list":
            place.mkdir()
            (place / "kh.csv").write_bytes(LIST)
        case "FIFO":
            os.mkfifo(place)
        case "endless device":
            place.symlink_to("/dev/zero")
        case "empty device":
            place.symlink_to("/dev/null")
        case "full device":
            place.symlink_to("/dev/full")
        case "link to itself":
            place.symlink_to(place.name)
        case "link to nowhere":
            place.symlink_to("nowhere")
        case "socket":
            with socket.socket(socket.AF_UNIX) as server:
                previous = Path.cwd()
                os.chdir(place.parent)  # a socket's path must be short
                try:
                    server.bind(place.name)
                finally:
                    os.chdir(previous)


KINDS = [
    "folder",
    "folder with a list",
    "FIFO",
    "endless device",
    "empty device",
    "full device",
    "link to itself",
    "link to nowhere",
    "socket",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ALL)
def test_no_file_for_a_list(project: Path, kind: str, name: str) -> None:
    """Something else in a list's place is one clear error, at once, and stays what it is."""
    path = project / "lists" / "kh.csv"
    put_no_file(path, kind)
    before = stat.S_IFMT(path.lstat().st_mode)
    ended = run(*ALL[name], folder=project)
    inside = kind == "folder with a list" and name in {"validate", "validate, named", "diff", "normalize", "fix"}
    if inside:
        assert_civil(ended)
    else:
        assert_one_error(ended, 3)
    assert stat.S_IFMT(path.lstat().st_mode) == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["validate", "add", "normalize", "edit"])
def test_no_file_for_the_global_list(project: Path, kind: str, name: str) -> None:
    """Nor does something else in the global list's place bring anything but words."""
    put_no_file(project / "lists" / "global.csv", kind)
    ended = run(*ALL[name], folder=project)
    if "Error: " in ended.err:
        assert_one_error(ended, 3)
        assert (project / "lists" / "kh.csv").read_bytes() == LIST
    else:
        assert_civil(ended)
        assert "global" in ended.err or name == "normalize"


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_for_the_ledger(project: Path, kind: str) -> None:
    """Something else in the ledger's place: the row stays, for its reason has no place; or it has one."""
    put_no_file(project / "lists" / "kh.ledger.csv", kind)
    ended = run(*WRITING["remove"], folder=project)
    if ended.code == 0:
        assert kind == "link to nowhere"
        assert (project / "lists" / "kh.ledger.csv").read_bytes().endswith(b",drop,closed,,,\n")
    else:
        assert_one_error(ended, 3)
        assert (project / "lists" / "kh.csv").read_bytes() == LIST


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_to_import(project: Path, kind: str) -> None:
    """Nor can it be imported."""
    put_no_file(project / "new.csv", kind)
    assert_one_error(run("import", "new.csv", "--category", "NEWS", folder=project), 3)
    assert (project / "lists" / "kh.csv").read_bytes() == LIST


@pytest.mark.parametrize("kind", ["folder", "FIFO", "socket", "link to itself"])
def test_no_file_for_a_report(project: Path, kind: str) -> None:
    """`--output` never puts a file in the place of what is none: as root, that might be a device."""
    place = project / "report"
    put_no_file(place, kind)
    before = stat.S_IFMT(place.lstat().st_mode)
    # Whoever writes to a FIFO waits for a reader: let there be one.
    reader = os.open(place, os.O_RDONLY | os.O_NONBLOCK) if kind == "FIFO" else -1
    ended = run("rules", "URL003", "--output", "report", folder=project)
    if kind == "FIFO":
        said = os.read(reader, 65_536) if ended.code == 0 else b"URL003"
        os.close(reader)
        assert said.startswith(b"URL003")
        assert_civil(ended)
    else:
        assert_one_error(ended, 2, 3)
    assert stat.S_IFMT(place.lstat().st_mode) == before


@pytest.mark.parametrize("name", ALL)
def test_a_link_to_a_list(project: Path, name: str) -> None:
    """A list that is a link is neither read nor written, without git as well; a lists folder may be one."""
    real = project / "real"
    (project / "lists").rename(real)
    (project / "lists").symlink_to("real")
    (real / "kh.csv").chmod(0o640)
    assert_civil(run(*ALL[name], folder=project))
    assert stat.S_IMODE((real / "kh.csv").stat().st_mode) == 0o640
    (real / "kh.csv").rename(project / "real.csv")
    before = (project / "real.csv").read_bytes()
    (real / "kh.csv").symlink_to("../real.csv")
    assert_one_error(run(*ALL[name], folder=project), 3)
    assert (project / "real.csv").read_bytes() == before


@pytest.mark.parametrize("name", ALL)
def test_a_link_out_of_the_checkout(project: Path, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """In a checkout, a link that leads out of it is not followed: a pull request may have brought it."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("user,secret\n", "utf-8")
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    path = project / "lists" / "kh.csv"
    path.unlink()
    path.symlink_to(secret)
    ended = run(*ALL[name], folder=project)
    assert_one_error(ended, 3)
    assert "user" not in ended.out + ended.err
    assert secret.read_text("utf-8") == "user,secret\n"


@pytest.fixture
def shared() -> Iterator[Path]:
    """A project that any user can reach, but whose lists folder only its owner may write to, if anybody."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        lists = place / "lists"
        lists.mkdir()
        (lists / "kh.csv").write_bytes(LIST)
        (place / "new.csv").write_bytes((HEADER_LINE + row("https://new.example.com/") + "\n").encode())
        for path in (lists / "kh.csv", place / "new.csv"):
            path.chmod(0o644)
        lists.chmod(0o555)
        yield place
        lists.chmod(0o755)


def run_powerless(*arguments: str, folder: Path) -> Ended:
    """Run the program as somebody whom file modes stop."""
    homes = {name: str(folder / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return run(*arguments, folder=folder, env=homes, nobody=os.geteuid() == 0)


@pytest.mark.parametrize("name", [*WRITING, "init", "output"])
def test_an_unwritable_folder(shared: Path, name: str) -> None:
    """Where the folder may not be written to, one clear error; the list and the folder are as they were."""
    more = {"init": ("init", "--list", "th"), "output": ("stats", "--output", "lists/report")}
    ended = run_powerless(*(WRITING | more)[name], folder=shared)
    assert_one_error(ended, 3)
    assert re.search("lists.*Permission denied", ended.err)
    assert (shared / "lists" / "kh.csv").read_bytes() == LIST
    assert [path.name for path in (shared / "lists").iterdir()] == ["kh.csv"]


@pytest.mark.parametrize("name", READING)
def test_reading_there(shared: Path, name: str) -> None:
    """Reading needs no leave to write."""
    ended = run_powerless(*READING[name], folder=shared)
    assert_civil(ended)
    assert "Error" not in ended.err


@pytest.mark.parametrize("name", ALL)
def test_an_unreadable_list(shared: Path, name: str) -> None:
    """A list that may not be read is one clear error."""
    path = shared / "lists" / "kh.csv"
    path.chmod(0o000)
    ended = run_powerless(*ALL[name], folder=shared)
    path.chmod(0o644)
    assert_one_error(ended, 3)
    assert re.search("lists/kh.csv.*Permission denied", ended.err)


@pytest.mark.parametrize("name", ALL)
def test_an_unreadable_folder(shared: Path, name: str) -> None:
    """So is a folder that may not be looked into."""
    lists = shared / "lists"
    lists.chmod(0o000)
    ended = run_powerless(*ALL[name], folder=shared)
    also = run_powerless("validate", "lists", folder=shared)
    lists.chmod(0o755)
    for one in (ended, also):
        assert_one_error(one, 3)
        assert re.search("lists.*Permission denied", one.err)


def test_a_home_that_is_closed(shared: Path) -> None:
    """The user's own settings that may not be looked at, as in somebody else's home, are passed over, or named."""
    (shared / "home").mkdir()
    (shared / "home").chmod(0o000)
    ended = run_powerless("validate", folder=shared)
    (shared / "home").chmod(0o755)
    if "Error" in ended.err:
        assert_one_error(ended, 2, 3)
        assert "settings" in ended.err
    else:
        assert_civil(ended)


@pytest.mark.parametrize("name", [*WRITING, "output", "output over a file"])
@pytest.mark.parametrize("room", [0, 1, 100])
def test_a_full_disk(project: Path, name: str, room: int) -> None:
    """Where the disk is full in the middle of a write: one clear error, the old bytes, no litter."""
    more = {"output": ("show", "-o", "report"), "output over a file": ("show", "-o", "old")}
    (project / "old").write_bytes(LIST)
    ended = run(*(WRITING | more)[name], folder=project, file_size=room)
    assert_one_error(ended, 3)
    assert os.strerror(errno.EFBIG) in ended.err
    assert (project / "lists" / "kh.csv").read_bytes() == LIST
    assert (project / "old").read_bytes() == LIST
    assert {path.name for path in (project / "lists").iterdir()} <= {"kh.csv", ".kh.csv.lock"}
    assert {path.name for path in project.iterdir()} == {"lists", "new.csv", "old"}
    assert run(*WRITING["add"], folder=project).code == 0


def test_a_full_disk_after_the_ledger(project: Path) -> None:
    """With room for the ledger alone, the row stays; a reason without its change does no harm."""
    path = project / "lists" / "kh.csv"
    path.write_bytes(LIST + (row("https://example.net/", notes="x" * 1000) + "\n").encode())
    before = path.read_bytes()
    assert_one_error(run(*WRITING["remove"], folder=project, file_size=500), 3)
    assert path.read_bytes() == before
    assert run(*WRITING["remove"], folder=project).code == 0


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("fate", ["deleted", "a folder", "another list", "folder deleted"])
def test_while_it_waits(project: Path, tmp_path_factory: pytest.TempPathFactory, name: str, fate: str) -> None:
    """A list that is gone, or another one, once the lock is free: an error, or the new list is what counts."""
    path = project / "lists" / "kh.csv"
    marker = tmp_path_factory.mktemp("marker") / "waits"
    other = (HEADER_LINE + row("https://other.example.com/") + "\n" + row("https://example.com/") + "\n").encode()
    with waiting(*WRITING[name], path=path, marker=marker) as (process, lock):
        assert marker.exists(), end(process)
        path.unlink()
        if fate == "a folder":
            path.mkdir()
        elif fate == "another list":
            path.write_bytes(other)
        elif fate == "folder deleted":
            path.with_name(".kh.csv.lock").unlink()
            path.parent.rmdir()
        lock.release()
        ended = end(process)
    if fate == "another list":
        assert ended.code == 0
        assert b"https://other.example.com/" in path.read_bytes()
        assert LIST not in path.read_bytes()
    else:
        assert_one_error(ended, 3)
        assert not path.is_file()
