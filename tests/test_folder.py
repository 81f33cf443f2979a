"""Which files are lists, and which may be read at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kh_testlist import folder
from kh_testlist.errors import Failure, Misuse
from tests.samples import ListMaker, forget_folders, row

_UNIX = pytest.mark.skipif(os.name == "nt", reason="needs links")


@pytest.mark.parametrize(("text", "name"), [("kh", "kh"), ("KH", "kh"), ("Global", "global")])
def test_list_name(text: str, name: str) -> None:
    """Two letters in any case, or global."""
    assert folder.list_name(text) == name


@pytest.mark.parametrize("text", ["", "k", "khm", "../kh", "kh.csv", "k1", "កម"])
def test_no_list_name(text: str) -> None:
    """Nothing else, least of all a way out of the folder."""
    with pytest.raises(Misuse):
        folder.list_name(text)


def test_lists_in(make_list: ListMaker, tmp_path: Path) -> None:
    """Direct CSV files, but for legends and ledgers; never recursive."""
    for name in ("kh.csv", "global.csv", "kh.ledger.csv", "00-LEGEND.csv", "notes.txt", "deeper/th.csv"):
        make_list(name=name)
    assert [path.name for path in folder.lists_in(tmp_path)] == ["global.csv", "kh.csv"]
    assert [path.name for path in folder.expand([tmp_path, tmp_path / "kh.csv"])] == ["global.csv", "kh.csv"]


def test_empty_and_missing_folders(tmp_path: Path) -> None:
    """A folder without a list, or none at all, is one clear error."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(Failure, match="has no list"):
        folder.expand([tmp_path / "empty"])
    with pytest.raises(Failure):
        folder.lists_in(tmp_path / "missing")
    with pytest.raises(Failure):
        folder.find(tmp_path / "missing", tmp_path)


def test_find(tmp_path: Path) -> None:
    """The nearest lists folder upwards, unless one was chosen."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "lists").mkdir()
    assert folder.find(None, inner) == tmp_path / "lists"
    assert folder.find(inner, tmp_path) == inner


@_UNIX
def test_a_link_out_of_the_checkout(make_list: ListMaker, tmp_path: Path) -> None:
    """A pull request can't have a file of the machine read out to it, nor another file of the checkout."""
    secret = make_list(row(), name="outside/secret.csv")
    (tmp_path / "checkout" / ".git").mkdir(parents=True)
    real = make_list(row(), name="checkout/lists/real.csv")
    good, bad, parent = (real.with_name(name) for name in ("good.csv", "bad.csv", "parent"))
    good.symlink_to(real)
    bad.symlink_to(secret)
    parent.symlink_to(secret.parent, target_is_directory=True)
    assert len(folder.load(real).entries) == 1
    for path in (good, bad, parent / "secret.csv", parent / ".." / "lists" / "bad.csv"):
        with pytest.raises(Failure):
            folder.load(path)


@_UNIX
def test_a_link_to_another_checkout(make_list: ListMaker, tmp_path: Path) -> None:
    """A folder that a pull request links to does not become a checkout of its own by having a repository in it."""
    make_list(row(), name="outside/kh.csv")
    (tmp_path / "outside" / ".git").mkdir()
    (tmp_path / "checkout" / ".git").mkdir(parents=True)
    lists = tmp_path / "checkout" / "lists"
    lists.symlink_to(tmp_path / "outside", target_is_directory=True)
    with pytest.raises(Failure):
        folder.load(lists / "kh.csv")


@_UNIX
def test_a_link_in_a_circle(tmp_path: Path) -> None:
    """A pull request's link that leads to itself is one clear error as well."""
    (tmp_path / ".git").mkdir()
    loop = tmp_path / "kh.csv"
    loop.symlink_to(loop)
    with pytest.raises(Failure):
        folder.load(loop)


def test_references(make_list: ListMaker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The global list lies beside, else in upstream's clone; where neither has it, one line says so, and what to do."""
    path = make_list(row())
    urls = folder.load(path)
    found, skipped = folder.references([path])
    assert found == {}
    assert len(skipped) == 1
    assert "kh-testlist sync" in skipped[0].next_step
    clone = tmp_path / "clone"
    theirs = make_list(row("https://example.org/"), name="clone/lists/global.csv")
    monkeypatch.setenv("KH_TESTLIST_UPSTREAM", str(clone))
    forget_folders()
    found, skipped = folder.references([path])
    assert skipped == ()
    assert found[urls.path] == folder.load(theirs)
    make_list(row("https://example.net/"), name="global.csv")
    forget_folders()
    found, _ = folder.references([path])
    assert found[urls.path].entries[0].url == "https://example.net/"
