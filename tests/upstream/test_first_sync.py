"""The first `sync`, when there is no base and perhaps no clone, with a real git and a real upstream on disk."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kh_testlist import folder, store
from tests.commands.conftest import Put, Ran, Run
from tests.samples import row
from tests.upstream.git_server import Upstream, make_upstream
from tests.upstream.samples import FOUR, ONE, THREE, TWO, recorded, text, the_list

if TYPE_CHECKING:
    import pytest


class TestFirst:
    """There is no base yet."""

    def test_without_a_list(self, project: Path, sync: Callable[..., Ran], upstream: Upstream) -> None:
        """Our list starts as upstream's, to the byte."""
        (project / "lists").mkdir()
        ran = sync()
        assert ran.code == 0, ran
        assert the_list(project) == text(ONE, TWO, THREE)
        assert recorded(project)["commit"] == upstream.git("rev-parse", "master")
        assert recorded(project)["repository"] == str(upstream.folder)

    def test_union(self, project: Path, sync: Callable[..., Ran], put: Put) -> None:
        """Equivalent rows take upstream's bytes and are listed where they differ; all else of both stays."""
        put(row("http://www.one.example.com", notes="ours"), FOUR)
        ran = sync()
        assert ran.code == 0, ran
        assert the_list(project) == text(ONE, TWO, THREE, FOUR)
        assert 'notes: "ours" → ""' in ran.out
        assert 'url: "http://www.one.example.com" → "https://one.example.com/"' in ran.out
        assert "only in our list, not upstream yet: 1 added" in ran.out

    def test_union_for_ours(self, project: Path, sync: Callable[..., Ran], put: Put) -> None:
        """With --ours, our bytes stand instead."""
        ours = row("https://one.example.com/", notes="ours")
        put(ours)
        assert sync("--ours").code == 0
        assert the_list(project) == text(ours, TWO, THREE)

    def test_the_ledger_counts(self, project: Path, sync: Callable[..., Ran], run: Run, put: Put) -> None:
        """What we took off stays off, and what we gave another URL stays one row."""
        put(ONE, TWO, THREE)
        run("remove", "https://two.example.com/", "--reason", "closed")
        run("edit", "https://one.example.com/", "--url", "https://uno.example.com/")
        assert sync().code == 0
        assert the_list(project) == text(row("https://uno.example.com/"), THREE)
        report = json.loads(run("diff", "--format", "json").out)
        assert [one["url"] for one in report["changed"]] == ["https://one.example.com/"]
        assert [one["url"] for one in report["removed"]] == ["https://two.example.com/"]

    def test_a_list_that_upstream_lacks(self, project: Path, sync: Callable[..., Ran], run: Run, put: Put) -> None:
        """A new country's list stays as it is, and is all to be sent."""
        put(ONE, name="zz")
        ran = sync("--list", "zz")
        assert ran.code == 0, ran
        assert (project / "lists" / "zz.csv").read_text("utf-8") == text(ONE)
        assert "1 added" in run("--list", "zz", "diff").out
        assert sync("--list", "yy").code == 3

    def test_the_global_list(self, sync: Callable[..., Ran], run: Run, put: Put) -> None:
        """Once synced, the global list is known to all commands; before, one line says how to have it."""
        put(row("https://global.example.com/"))
        assert "kh-testlist sync" in run("validate").err
        assert sync().code == 0
        ran = run("validate")
        assert "DUP002" in ran.out
        assert "Not checked" not in ran.err


def test_never_synced(run: Run, put: Put) -> None:
    """`diff` without a base says what to do."""
    put(ONE)
    ran = run("diff")
    assert ran.code == 3
    assert "kh-testlist sync" in ran.err


def test_a_clone_made_by_hand(
    project: Path, upstream: Upstream, put: Put, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clone that a person made, shallow or whole, serves as well."""
    put(ONE)
    for name, depth in (("shallow", ["--depth", "1"]), ("whole", [])):
        place = project.parent / name
        subprocess.run(["git", "clone", "--quiet", *depth, upstream.folder.as_uri(), str(place)], check=True)
        monkeypatch.setenv(folder.UPSTREAM_VARIABLE, str(place))
        newest = upstream.put(kh=text(ONE, TWO, THREE, row(f"https://{name}.example.com/")))
        assert run("sync", "--upstream", str(upstream.folder)).code == 0
        assert recorded(project)["commit"] == newest
        assert (place / ".git" / "shallow").exists() is (name == "shallow")


def test_own_folder(project: Path, upstream: Upstream, run: Run, monkeypatch: pytest.MonkeyPatch, put: Put) -> None:
    """The lists that somebody works on are no place for a clone."""
    put(ONE)
    monkeypatch.setenv(folder.UPSTREAM_VARIABLE, str(project))
    assert run("sync", "--upstream", str(upstream.folder)).code == 2
    assert not (project / ".git").exists()


def test_a_damaged_clone(project: Path, upstream: Upstream, sync: Callable[..., Ran], put: Put) -> None:
    """As after a power cut: one clear error, which says to remove the clone; then all is well."""
    put(ONE)
    for damage in ("config", "refs", "objects"):
        assert sync().code == 0
        upstream.put(kh=text(ONE, TWO, THREE, row(f"https://{damage}.example.com/")))
        git_folder = folder.clone_folder() / ".git"
        if damage == "config":
            (git_folder / "config").write_bytes(b"\0\0\0[")
        else:
            for path in (git_folder / damage).rglob("*"):
                if path.is_file():
                    path.chmod(0o600)
                    path.write_bytes(b"")
        ran = sync()
        assert ran.code in {0, 3}
        assert "is a bug in the program" not in ran.err
        assert ran.code == 0 or "Remove the clone's folder" in ran.err, ran
        shutil.rmtree(folder.clone_folder())
    assert sync().code == 0
    assert the_list(project).startswith(text(ONE, TWO, THREE))


def test_the_snapshot(tmp_path: Path, project: Path, upstream_lists: Path, run: Run) -> None:
    """Upstream's real lists: all are in the clone to the byte, and ours is upstream's; then nothing is new."""
    upstream = make_upstream(tmp_path / "host" / "real.git")
    files = {path.name: path.read_bytes() for path in upstream_lists.glob("*.csv")}
    upstream.commit({f"lists/{name}": data for name, data in files.items()})
    (project / "lists").mkdir()
    assert run("sync", "--upstream", str(upstream.folder)).code == 0
    assert the_list(project).encode() == files["kh.csv"]
    clone = folder.clone_folder() / "lists"
    assert {path.name: path.read_bytes() for path in clone.glob("*.csv")} == files
    assert "nothing new" in run("sync").out
    assert run("add", "https://new.example.com/", "--category", "NEWS").code == 0
    ran = run("diff")
    assert "1 added." in ran.out
    assert store.read(project / "lists" / "kh.csv").entries[-1].url == "https://new.example.com/"
