"""The commands, run inside the test in a folder of its own."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kh_testlist import cli, folder, store
from tests.samples import HEADER_LINE


class Ran(NamedTuple):
    """How a command went."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Put = Callable[..., Path]


def forget_folders() -> None:
    """Let the program look anew for checkouts and global lists: a process of its own would have to."""
    for module in (folder, store):
        for found in vars(module).values():
            if hasattr(found, "cache_clear"):
                found.cache_clear()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, far from any clone of upstream's lists."""
    place = tmp_path / "project"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv(folder.UPSTREAM_VARIABLE, str(tmp_path / "clone"))
    return place


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs the program on arguments as the shell would give them, and on what is piped into it."""
    del project

    def run_(*arguments: str, stdin: bytes = b"") -> Ran:
        forget_folders()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            capsys.readouterr()
            code = cli.run(list(arguments))
        return Ran(code, *capsys.readouterr())

    return run_


@pytest.fixture
def put(project: Path) -> Put:
    """A function that writes a list with the usual header and the rows given into the lists folder."""

    def put_(*rows: str, name: str = "kh") -> Path:
        path = project / "lists" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((HEADER_LINE + "".join(row + "\n" for row in rows)).encode())
        return path

    return put_


@pytest.fixture
def put_global(put: Put) -> Put:
    """A function that writes the global list beside the others."""

    def put_(*rows: str) -> Path:
        return put(*rows, name="global")

    return put_


@pytest.fixture
def put_clone(tmp_path: Path) -> Put:
    """A function that writes the global list into a clone of upstream's lists."""

    def put_(*rows: str) -> Path:
        path = tmp_path / "clone" / "lists" / "global.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((HEADER_LINE + "".join(row + "\n" for row in rows)).encode())
        return path

    return put_
