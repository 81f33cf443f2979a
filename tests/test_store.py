"""Bytes to lists and back without losing one, and files replaced as a whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kh_testlist import store
from kh_testlist.errors import Failure
from kh_testlist.model import HEADER
from kh_testlist.store import lock, text
from tests.samples import HEADER_LINE, ListMaker, row

_UNIX = pytest.mark.skipif(os.name == "nt", reason="needs a Unix file system")

_LIST_LIKE = st.lists(
    st.sampled_from(
        [b'"', b'""', b",", b"\n", b"\r", b"\r\n", b"\0", b"\xef\xbb\xbf", b"\xff", b"\xed\xa0\x80", b"a", "ខ".encode()]
    ),
    max_size=40,
).map(b"".join)


def test_snapshot_is_lossless(upstream_lists: Path) -> None:
    """Every file of upstream's, read and written back, is the same to the byte."""
    files = sorted(upstream_lists.glob("*.csv"))
    assert len(files) > 100
    differing = [file.name for file in files if store.to_bytes(store.read(file)) != file.read_bytes()]
    assert differing == []


@given(st.one_of(st.binary(max_size=200), _LIST_LIKE))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b'a,"b\r\nc",d\re\n"open')
@example(b'a"b"c,"d"e\n')
def test_any_bytes_are_lossless(data: bytes) -> None:
    """No bytes are lost or changed, be they invalid UTF-8, NUL, a lone CR, a BOM or an open quote."""
    assert store.to_bytes(store.parse(data, "kh.csv")) == data


@given(_LIST_LIKE)
def test_numbers_and_lines_follow_the_text(data: bytes) -> None:
    """Records are numbered without gaps, and each starts in the line where the text before it ends."""
    urls = store.parse(data, "kh.csv")
    records = [*([urls.header] if urls.header else []), *urls.entries]
    assert [record.number for record in records] == list(range(len(records)))
    before = ""
    for record in records:
        assert record.line == 1 + before.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        before += record.raw


def test_quoted_line_breaks_move_lines_not_entries(make_list: ListMaker) -> None:
    """After a quoted line break the entry number stays right, and the line is the physical one."""
    urls = store.read(make_list(row(notes="one\ntwo\nthree"), "", row("https://example.org/")))
    assert [(entry.number, entry.line, entry.url) for entry in urls.entries] == [
        (1, 2, "https://example.com/"),
        (2, 5, ""),
        (3, 6, "https://example.org/"),
    ]
    assert urls.header is not None
    assert urls.header.cells == HEADER
    assert urls.entries[0].cells[5] == "one\ntwo\nthree"


def test_what_is_not_utf8_is_told(make_list: ListMaker) -> None:
    """A list says of itself whether it was UTF-8 and had a BOM."""
    path = make_list(row())
    assert store.read(path).is_utf8
    assert not store.read(path).has_bom
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"Mus\xe9e\n")
    assert not store.read(path).is_utf8
    assert store.read(path).has_bom


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch, make_list: ListMaker) -> None:
    """A file over the limit is refused, in memory and on disk; one at the limit is not."""
    path = make_list(row())
    size = path.stat().st_size
    monkeypatch.setattr(text, "MAX_BYTES", size)
    assert len(store.read(path).entries) == 1
    monkeypatch.setattr(text, "MAX_BYTES", size - 1)
    with pytest.raises(Failure, match="larger than") as caught:
        store.read(path)
    assert caught.value.next_step


def test_too_many_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """So is one of too many lines, however short they are."""
    monkeypatch.setattr(text, "MAX_RECORDS", 5)
    assert len(store.parse(b"\n" * 5, "kh.csv").entries) == 4
    with pytest.raises(Failure, match="more than 5 lines"):
        store.parse(b"\n" * 6, "kh.csv")


def test_a_million_lines_are_refused() -> None:
    """The real limit is not out of reach: a million rows end in one clear error."""
    with pytest.raises(Failure, match="lines"):
        store.parse(b"a,b\n" * 1_000_000, "kh.csv")


def test_a_cell_longer_than_pythons_limit_is_read() -> None:
    """A cell over 131,072 characters, where csv stops by default, is read like any other; judging it is for a rule."""
    data = HEADER_LINE.encode() + b"https://example.com/" + b"a" * 200_000 + b"\n"
    assert len(store.parse(data, "kh.csv").entries[0].cells[0]) == 200_020


def test_no_such_file(tmp_path: Path) -> None:
    """A missing file is named, with what to do next."""
    with pytest.raises(Failure, match=r"The file .*missing\.csv does not exist") as caught:
        store.read(tmp_path / "missing.csv")
    assert "Check the name" in caught.value.next_step


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    """Neither is a folder read nor is one replaced."""
    for attempt in (lambda: store.read(tmp_path), lambda: store.replace(tmp_path, b"")):
        with pytest.raises(Failure):
            attempt()
    assert tmp_path.is_dir()


@_UNIX
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/full", "/dev/null"])
def test_a_device_is_no_list(device: str) -> None:
    """A device is refused before a byte of it is read, endless ones too."""
    with pytest.raises(Failure, match="is not a file"):
        store.read(Path(device))


@_UNIX
def test_a_fifo_is_no_list(tmp_path: Path) -> None:
    """Reading one does not wait for a writer."""
    os.mkfifo(tmp_path / "kh.csv")
    with pytest.raises(Failure, match="is not a file"):
        store.read(tmp_path / "kh.csv")


@_UNIX
def test_a_fifo_is_not_replaced(tmp_path: Path) -> None:
    """What is no ordinary file is not replaced by one: as root, that would cost the machine its /dev/full."""
    fifo = tmp_path / "kh.csv"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)  # else whoever opened it to write would wait for ever
    try:
        with pytest.raises(Failure):
            store.replace(fifo, b"new")
    finally:
        os.close(reader)
    assert fifo.is_fifo()


@_UNIX
def test_a_link_in_a_circle(tmp_path: Path) -> None:
    """A link that leads to itself is one clear error, whether it is read, locked or written."""
    loop = tmp_path / "kh.csv"
    loop.symlink_to(loop)

    def hold() -> None:
        with store.locked(loop):
            pass

    for attempt in (lambda: store.read(loop), lambda: store.replace(loop, b""), hold):
        with pytest.raises(Failure):
            attempt()
    assert loop.is_symlink()


def test_replace_makes_and_changes(tmp_path: Path) -> None:
    """A file that isn't there is made, one that is there is changed, and nothing else is left in the folder."""
    path = tmp_path / "kh.csv"
    store.replace(path, b"one")
    assert path.read_bytes() == b"one"
    store.replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert [item.name for item in tmp_path.iterdir()] == ["kh.csv"]


@_UNIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_replace_keeps_permissions(tmp_path: Path, mode: int) -> None:
    """The new file may be read and written by whom the old one could."""
    path = tmp_path / "kh.csv"
    path.write_bytes(b"old")
    path.chmod(mode)
    store.replace(path, b"new")
    assert path.stat().st_mode & 0o7777 == mode


@_UNIX
def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    """A file made anew is as open as any other program would make it, not as closed as a temporary one."""
    before = os.umask(0o027)
    try:
        store.replace(tmp_path / "kh.csv", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "kh.csv").stat().st_mode & 0o777 == 0o640


@_UNIX
def test_replace_follows_links(tmp_path: Path) -> None:
    """The link stays, and what it leads to is replaced in its own folder."""
    target = tmp_path / "real" / "list.csv"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link = tmp_path / "kh.csv"
    link.symlink_to(Path("real", "list.csv"))
    store.replace(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert not target.is_symlink()
    assert [item.name for item in target.parent.iterdir()] == ["list.csv"]


def test_a_failed_write_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full, the old bytes stay, the error says so, and no temporary file is left."""
    path = tmp_path / "kh.csv"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Failure, match="Nothing was changed") as caught:
        store.replace(path, b"new")
    assert os.strerror(errno.ENOSPC) in caught.value.message
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["kh.csv"]


_WRITE_TOO_MUCH = """
import resource, sys
from pathlib import Path
from kh_testlist import store
from kh_testlist.errors import Failure
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    store.replace(Path(sys.argv[1]), b"x" * 100_000)
except Failure:
    sys.exit(7)
"""


@_UNIX
def test_a_write_that_the_system_cuts_short(tmp_path: Path) -> None:
    """The same with a real process that the system lets write 4 KiB and no more."""
    path = tmp_path / "kh.csv"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", _WRITE_TOO_MUCH, str(path)], capture_output=True, check=False)
    assert done.returncode == 7, done.stderr.decode()
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["kh.csv"]


def test_a_missing_folder(tmp_path: Path) -> None:
    """Nothing is written or locked in a folder that isn't there."""
    path = tmp_path / "gone" / "kh.csv"
    with pytest.raises(Failure):
        store.replace(path, b"new")
    assert not path.parent.exists()


_HOLD = """
import sys
from pathlib import Path
from kh_testlist import store
with store.locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_lock_is_exclusive(make_list: ListMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a real second process holds a list, we get one clear error; once it lets go, we get the list."""
    path = make_list(row())
    monkeypatch.setattr(lock, "_LOCK_SECONDS", 0.05)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Failure, match=r"Another process has had .*kh\.csv") as caught, store.locked(path):
            pass
        assert "run the command again" in caught.value.next_step
        other.communicate()
    with store.locked(path):
        assert path.exists()


@_UNIX
def test_a_lock_sees_through_links(make_list: ListMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lists folder and a link to it are one folder, so its lists have one lock each."""
    path = make_list(row())
    link = tmp_path / "link"
    link.symlink_to(path.parent)
    link /= path.name
    monkeypatch.setattr(lock, "_LOCK_SECONDS", 0.05)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(link)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Failure), store.locked(path):
            pass
        other.communicate()


@given(st.lists(st.text(), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n", "\r", ""]))
@example(["a", "b\nc"], "")
@example(["a", "b\rc"], "\n")
@example([""], "\n")
def test_a_record_reads_back_as_written(cells: list[str], end: str) -> None:
    """Whatever the cells hold and however the line ends, one record is written, and the same cells are read."""
    assume(not cells[0].startswith("\ufeff"))
    read = store.parse(store.write_record(cells, end).encode(), "kh.csv")
    assert read.header is not None
    assert read.entries == ()
    assert read.header.cells == tuple(cells)


@pytest.mark.parametrize(
    ("text", "end"), [("a\n", "\n"), ("a\r\n", "\r\n"), ("a\r", "\r"), ("a", ""), ("", ""), ("a\n\r", "\r")]
)
def test_line_end(text: str, end: str) -> None:
    """The end of a record is told apart from what looks like it."""
    assert store.line_end(text) == end


def test_display_is_relative_where_it_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in reports are relative to the working folder, and whole outside of it."""
    monkeypatch.chdir(tmp_path)
    assert store.display(tmp_path / "lists" / "kh.csv") == "lists/kh.csv"
    assert store.display(Path("lists/kh.csv")) == "lists/kh.csv"
    assert store.display(tmp_path.parent / "kh.csv") == (tmp_path.parent / "kh.csv").as_posix()
