"""What every test gets: nothing of the machine it runs on, and lists made to measure."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.farm.fixtures import controlled_survey, farm, large_survey, plain_survey, running_farm
from tests.samples import HEADER_LINE, ListMaker, forget_folders

__all__ = ["controlled_survey", "farm", "large_survey", "plain_survey", "running_farm"]

settings.register_profile("local", deadline=None, database=None, max_examples=60)
settings.register_profile("ci", deadline=None, database=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

_TOP = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Places for the tests' home folders, one after the other: pytest's own way costs every test more time."""
    top = tmp_path_factory.mktemp("homes")
    return (top / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def nothing_leaks_in(monkeypatch: pytest.MonkeyPatch, homes: Iterator[Path]) -> Iterator[None]:
    """Hide the user's settings, caches and home folder, and forget what an earlier test found out about folders."""
    for name in [name for name in os.environ if name.startswith("KH_TESTLIST_")]:
        monkeypatch.delenv(name)
    home = next(homes)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    forget_folders()
    yield
    forget_folders()


@pytest.fixture(scope="session")
def upstream_lists() -> Path:
    """The snapshot of upstream's lists, which lies beside the repository where there is one."""
    lists = _TOP.parent / "shared" / "upstream" / "lists"
    if not lists.is_dir():
        pytest.skip("needs the snapshot of upstream's lists in ../shared/upstream/lists")
    return lists


@pytest.fixture
def make_list(tmp_path: Path) -> ListMaker:
    """A function that writes a list with the usual header and the rows given, and returns its path."""

    def make(*rows: str, name: str = "kh.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((HEADER_LINE + "".join(row + "\n" for row in rows)).encode())
        return path

    return make
