"""The package that is published: the same bytes each time, whole, and running where the checkout is not."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Final

import pytest

from kh_testlist import __version__

ROOT: Final = Path(__file__).resolve().parents[1]
LEFT_OUT: Final = shutil.ignore_patterns(".git", ".venv", "build", "dist", "__pycache__", ".*_cache", ".hypothesis")
MOMENTS: Final = ("1700000000", "1700000000", "1800000000")


def built(source: Path, folder: Path, moment: str) -> dict[str, Path]:
    """The sdist and the wheel of `source`, by the ends of their names."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(folder)],
        cwd=source,
        env={**os.environ, "SOURCE_DATE_EPOCH": moment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {"sdist": next(folder.glob("*.tar.gz")), "wheel": next(folder.glob("*.whl"))}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Path]]:
    """Three builds: two of one commit's moment in two places, and one of another moment."""
    top = tmp_path_factory.mktemp("builds")
    found = []
    for number, moment in enumerate(MOMENTS):
        source = top / f"source-{number}"
        shutil.copytree(ROOT, source, ignore=LEFT_OUT)
        found.append(built(source, top / f"dist-{number}", moment))
    return found


def digest(path: Path) -> str:
    """What stands for a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_build_is_reproducible(builds: list[dict[str, Path]]) -> None:
    """Anybody who builds a commit again gets the bytes that were published; of another moment they differ."""
    once, again, later = ({kind: digest(path) for kind, path in found.items()} for found in builds)
    assert once == again
    assert once["wheel"] != later["wheel"]


def test_the_packages_are_whole(builds: list[dict[str, Path]]) -> None:
    """Every file of the package is in both, templates and translations too, and no list but our own."""
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "kh_testlist").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wheel = set(zipfile.ZipFile(builds[0]["wheel"]).namelist())
    with tarfile.open(builds[0]["sdist"]) as archive:
        sdist = {name.partition("/")[2] for name in archive.getnames()}
    assert ours <= wheel
    assert ours <= sdist
    assert {name.partition("/")[0] for name in wheel} == {"kh_testlist", f"kh_testlist-{__version__}.dist-info"}
    assert {name for name in sdist if name.startswith("lists/") and name.endswith(".csv")} == {"lists/kh.csv"}


def test_the_wheel_runs_where_the_checkout_is_not(builds: list[dict[str, Path]], tmp_path: Path) -> None:
    """Unpacked elsewhere it makes a list, adds to it and judges it."""
    place = tmp_path / "installed"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--no-index",
            "--target",
            place,
            builds[0]["wheel"],
        ],
        check=True,
        timeout=120,
    )
    work = tmp_path / "work"
    work.mkdir()
    script = f"import sys; sys.path.insert(0, {str(place)!r}); import kh_testlist.cli as cli; "
    script += f"assert cli.__file__.startswith({str(place)!r}); cli.main()"
    for words in (["init"], ["add", "https://example.com/", "--category", "NEWS"], ["validate"]):
        done = subprocess.run(
            [sys.executable, "-P", "-c", script, *words],
            cwd=work,
            env={**os.environ, "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert "https://example.com/,NEWS" in (work / "lists" / "kh.csv").read_text("utf-8")


def test_one_version() -> None:
    """Package, project and the newest release in the changelog are of one version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    released = re.findall(r"^## (\S+) - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert project == __version__
    assert released[0] == __version__
