"""Files that are no lists, or hardly: findings or one clear error, and the file as it was."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kh_testlist import store
from tests.hostile.inside import run_inside
from tests.hostile.processes import JUDGING, Ended, assert_civil, assert_one_error, run
from tests.samples import HEADER_LINE, messy_lists, row

HEADER = HEADER_LINE.encode()
GOOD = (row() + "\n").encode()
NEW = "https://new.example.com/"

CELLS = "https://example.com/,NEWS,News Media,2024-01-31,anon,"

FILES: dict[str, bytes] = {
    "empty": b"",
    "a line end": b"\n",
    "a NUL": b"\0",
    "NULs": HEADER + b"\0" * 1000,
    "a NUL in a row": HEADER + b"https://example.com/\0,NEWS,News Media,2024-01-31,anon,\n",
    "a BOM": b"\xef\xbb\xbf",
    "two BOMs": b"\xef\xbb\xbf" * 2 + HEADER + GOOD,
    "invalid UTF-8": HEADER + CELLS.encode() + b"\xff\xfe\x80\n",
    "overlong UTF-8": HEADER + CELLS.encode() + b"\xc0\xaf\xe0\x80\xaf\n",
    "UTF-8 cut short": HEADER + CELLS.encode() + "ក".encode()[:2],
    "lone surrogates": HEADER + CELLS.encode() + b"\xed\xa0\x80\xed\xb0\x80\xed\xbf\xbf\n",
    "beyond Unicode": HEADER + CELLS.encode() + b"\xf5\x80\x80\x80\n",
    "Latin-1": HEADER + CELLS.encode() + "Musée".encode("latin-1") + b"\n",
    "UTF-16": (HEADER_LINE + row()).encode("utf-16"),
    "UTF-16, big end first": (HEADER_LINE + row()).encode("utf-16-be"),
    "UTF-32": (HEADER_LINE + row()).encode("utf-32"),
    "CR alone": HEADER.replace(b"\n", b"\r") + GOOD.replace(b"\n", b"\r"),
    "every line end": HEADER + b"\r\n\r\r\n\n\n\r" + GOOD + "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e".encode(),
    "an open quote": HEADER + GOOD + b'"',
    "an open quote in the header": b'"' + HEADER + GOOD,
    "an open quote after a stray one": HEADER + CELLS.encode().replace(b"anon", b'"a"b') + b'"never closed\n',
    "quotes": HEADER + b'"' * 999 + b"\n",
    "commas": HEADER + b"," * 1000 + b"\n",
    "10,000 columns": HEADER + b",".join([b"a"] * 10_000) + b"\n",
    "10,000 columns of header": b",".join([b"url"] * 10_000) + b"\n" + GOOD,
    "a long cell": HEADER + CELLS.encode() + b"a" * 200_000 + b"\n",
    "HTML": b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>\n",
    "JSON": b'{"url": "https://example.com/"}\n',
    "a merge conflict": HEADER + b"<<<<<<< ours\n" + GOOD + b"=======\n" + GOOD + b">>>>>>> theirs\n",
    "a Git LFS pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    "a ZIP, as .xlsx is": b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0" + bytes(range(256)),
    "every byte": HEADER + bytes(range(256)) + b"\n",
    "semicolons": HEADER.replace(b",", b";") + GOOD.replace(b",", b";"),
    "URLs from hell": HEADER
    + b"".join(
        f"{url},NEWS,News Media,2024-01-31,anon,\n".encode("utf-8", "surrogateescape")
        for url in (
            "http://[::1", "http://[", "http://]", "http://a]b/", "http://" + "a." * 300 + "com/", "http://%00/", "http://xn--/",
            "http://xn--a/", "http://xn--" + "9" * 60 + ".com/", "http://0x7f.1/", "http://1.2.3.4.5/",
            "http://①②③.com/",
            "http://" + "\u0300" * 100 + "/", "https://a.com:99999999999999999999/", "https://a.com/" + "../" * 500,
            "https://a.com/%", "https://a.com/%zz", "https://a.com/?" + "&" * 500, "https://a.com/#" + "#" * 500,
            "//", "://", ":", "http://",
            "http:///", "javascript:alert(1)", "data:text/html,x",
            "http://\ufdd0.com/", "http://a\u200bb.com/", "http://ß.com/", "http://\udcff.com/",
        )
    ),
}  # fmt: skip

READING = [
    *JUDGING,
    ("normalize", "--check"),
    ("show",),
    ("show", "--format", "json"),
    ("show", "--format", "csv"),
    ("show", NEW),
    ("stats",),
    ("stats", "--format", "json"),
    ("stats", "--format", "markdown"),
]
WRITING = [
    ("add", NEW, "--category", "NEWS"),
    ("edit", "https://example.com/", "--notes", "new"),
    ("remove", "https://example.com/", "--reason", "closed"),
    ("normalize",),
    ("validate", "--fix", "--unsafe-fixes"),
]


def assert_answer(ended: Ended) -> None:
    """Findings, or one clear error."""
    if "Error: " in ended.err:
        assert_one_error(ended, 1, 2, 3)
    else:
        assert_civil(ended)
        assert ended.code in {0, 1}


def assert_unharmed(folder: Path, before: bytes, arguments: Sequence[str], ended: Ended) -> None:
    """A command that failed left the list as it was; one that added a row added it, and nothing else."""
    path = folder / "kh.csv"
    after = path.read_bytes()
    assert {entry.name for entry in folder.iterdir()} <= {"kh.csv", "kh.ledger.csv", ".kh.csv.lock"}
    if ended.code and arguments[0] != "validate":
        assert after == before
    elif arguments[0] == "add":
        assert after.startswith(before)
        assert store.parse(after, "kh.csv").entries[-1].url == NEW
    elif arguments[0] == "edit":
        old, new = (store.parse(data, "kh.csv").entries for data in (before, after))
        assert len(old) == len(new)
    elif arguments[0] == "remove":
        old, new = (store.parse(data, "kh.csv").entries for data in (before, after))
        assert len(old) == len(new) + 1


@pytest.mark.parametrize("name", FILES)
def test_reading(tmp_path: Path, name: str) -> None:
    """Commands that read take any bytes: findings or one clear error, nothing raw, nothing written."""
    path = tmp_path / "kh.csv"
    path.write_bytes(FILES[name])
    for arguments in READING:
        ended = run_inside(tmp_path, *arguments)
        assert_answer(ended)
        assert path.read_bytes() == FILES[name]
        if "json" in arguments or "sarif" in arguments:
            json.loads(ended.out or "{}")
    assert [entry.name for entry in tmp_path.iterdir()] == ["kh.csv"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_writing(tmp_path: Path, name: str, arguments: tuple[str, ...]) -> None:
    """Commands that write do it well or leave every byte."""
    path = tmp_path / "kh.csv"
    path.write_bytes(FILES[name])
    ended = run_inside(tmp_path, *arguments)
    assert_answer(ended)
    assert_unharmed(tmp_path, FILES[name], arguments, ended)


@pytest.mark.parametrize("name", FILES)
def test_importing(tmp_path: Path, name: str) -> None:
    """The same bytes from a file, or piped in, as what is to be imported."""
    path = tmp_path / "kh.csv"
    path.write_bytes(HEADER)
    (tmp_path / "new").write_bytes(FILES[name])
    for arguments in (("import", str(tmp_path / "new")), ("import", "-"), ("import", "-", "--partial")):
        for category in ((), ("--category", "NEWS")):
            path.write_bytes(HEADER)
            ended = run_inside(tmp_path, *arguments, *category, stdin=FILES[name])
            assert_answer(ended)
            after = path.read_bytes()
            assert after == HEADER or ended.code == 0 or "--partial" in arguments
            assert run_inside(tmp_path, "validate").code == 0


@pytest.mark.parametrize("name", FILES)
def test_as_the_global_list(tmp_path: Path, name: str) -> None:
    """The same bytes as the global list beside a good one: that is judged, or one clear error says why not."""
    (tmp_path / "kh.csv").write_bytes(HEADER + GOOD)
    (tmp_path / "global.csv").write_bytes(FILES[name])
    for arguments in (("validate",), ("add", NEW, "--category", "NEWS"), ("normalize",)):
        assert_answer(run_inside(tmp_path, *arguments))
    assert (tmp_path / "kh.csv").read_bytes().startswith(HEADER + GOOD)
    assert (tmp_path / "global.csv").read_bytes() == FILES[name]


@settings(max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda tail: HEADER + GOOD + tail),
        st.binary(max_size=60).map(lambda middle: HEADER + CELLS.encode() + b'"' + middle + b'"\n' + GOOD),
        st.text(alphabet='",\n\r\0\x1b\ufeff a', max_size=60).map(lambda text: HEADER + text.encode()),
        messy_lists(),
    )
)
@example(HEADER + b'https://example.com/,NEWS,News Media,2024-01-31,"a"b,"never closed\n')
@example(HEADER + b'https://Example.com/,NEWS,News Media,2024-01-31,x,"a\rb"\n')
def test_random_bytes(data: bytes) -> None:
    """Whatever the bytes: an answer, never a surprise; and what is fixed once stays as it is the second time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "kh.csv"
        for arguments in (*READING[:6], ("show",), ("show", "--format", "csv"), ("stats",), *WRITING):
            path.write_bytes(data)
            ended = run_inside(folder, *arguments)
            assert_answer(ended)
            assert_unharmed(folder, data, arguments, ended)
        for arguments in WRITING[-2:]:
            path.write_bytes(data)
            run_inside(folder, *arguments)
            once = path.read_bytes()
            run_inside(folder, *arguments)
            assert path.read_bytes() == once


@pytest.mark.parametrize("seed", range(4))
def test_random_bytes_in_a_process(tmp_path: Path, seed: int) -> None:
    """The same with 200 kB of noise, in real processes."""
    data = random.Random(seed).randbytes(200_000)  # noqa: S311 - noise, not secrets
    (tmp_path / "lists").mkdir()
    path = tmp_path / "lists" / "kh.csv"
    path.write_bytes(data if seed % 2 else HEADER + data)
    before = path.read_bytes()
    for arguments in (READING[seed], READING[seed + 4], ("show",), *WRITING[:3]):
        assert_answer(run(*arguments, folder=tmp_path))
        assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["empty", "NULs", "UTF-16", "lone surrogates", "every byte", "URLs from hell"])
def test_in_a_process(tmp_path: Path, name: str) -> None:
    """Some of it in real processes, whose streams are the real ones."""
    (tmp_path / "lists").mkdir()
    path = tmp_path / "lists" / "kh.csv"
    path.write_bytes(FILES[name])
    for arguments in (READING[0], READING[1], ("show", "--format", "csv"), ("add", NEW, "--category", "NEWS")):
        assert_answer(run(*arguments, folder=tmp_path))
    assert path.read_bytes().startswith(FILES[name])
