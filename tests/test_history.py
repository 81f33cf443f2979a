"""Lists as they were at an earlier revision, on real git repositories, and the findings that a change answers for."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kh_testlist import folder, history, store
from kh_testlist.errors import Failure
from kh_testlist.rules.engine import validate
from kh_testlist.rules.registry import RULES
from kh_testlist.rules.revision import change, only_changed
from tests.samples import HEADER_LINE, TODAY, a_list, row

Git = Callable[..., str]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """An empty folder that a repository is made in, with a lists folder."""
    top = tmp_path / "checkout"
    (top / "lists").mkdir(parents=True)
    return top


@pytest.fixture
def git(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A function that runs git in the checkout, with a configuration of nobody's."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tester@example.com")

    def run(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=checkout, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    run("init", "--quiet", "--initial-branch", "main")
    return run


def _write(path: Path, *rows: str) -> Path:
    path.write_bytes((HEADER_LINE + "".join(text + "\n" for text in rows)).encode())
    return path


def _commit(git: Git, message: str = "change") -> str:
    git("add", "--all")
    git("commit", "--quiet", "--message", message)
    return git("rev-parse", "HEAD")


def test_the_list_as_it_was(checkout: Path, git: Git) -> None:
    """By commit, branch, tag or distance, the old bytes come back, whatever the working tree holds now."""
    path = _write(checkout / "lists" / "kh.csv", row("https://example.com/"))
    first = _commit(git, "first")
    git("tag", "v1")
    _write(path, row("https://example.org/"))
    _commit(git)
    _write(path, row("https://example.net/"))
    for revision in (first, first[:10], "v1", "HEAD~1", "main~1", "HEAD^", "HEAD@{1}", "HEAD^{/first}", ":/first"):
        old = history.reader(revision)(path)
        assert old is not None
        assert [entry.url for entry in old.entries] == ["https://example.com/"]
    now = history.reader("HEAD")(path)
    assert now is not None
    assert [entry.url for entry in now.entries] == ["https://example.org/"]


def test_bytes_come_back_as_they_were(checkout: Path, git: Git) -> None:
    """No filter, no line-end conversion: the blob itself."""
    path = checkout / "lists" / "kh.csv"
    (checkout / ".gitattributes").write_text("*.csv text eol=crlf\n", encoding="utf-8")
    path.write_bytes(HEADER_LINE.encode() + b"Mus\xe9e\n")
    _commit(git)
    path.write_bytes(b"")
    old = history.reader("HEAD")(path)
    assert old is not None
    assert store.to_bytes(old) == HEADER_LINE.encode() + b"Mus\xe9e\n"


def test_a_list_that_was_not_there(checkout: Path, git: Git) -> None:
    """A new list has no older version; nor has one whose name was a folder's."""
    (checkout / "lists" / "th.csv").mkdir()
    _write(checkout / "lists" / "th.csv" / "inside.csv")
    _commit(git)
    assert history.reader("HEAD")(_write(checkout / "lists" / "kh.csv")) is None
    assert history.reader("HEAD")(checkout / "lists" / "th.csv") is None


def test_a_list_that_is_gone(checkout: Path, git: Git) -> None:
    """The old version of a list is found though the file is not there any more."""
    path = _write(checkout / "lists" / "kh.csv", row())
    _commit(git)
    path.unlink()
    old = history.reader("HEAD")(path)
    assert old is not None
    assert len(old.entries) == 1


def test_from_another_working_folder(checkout: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path is taken from the working folder, the repository from the path."""
    _write(checkout / "lists" / "kh.csv", row())
    _commit(git)
    for place, path in (
        (checkout, "lists/kh.csv"),
        (checkout / "lists", "kh.csv"),
        (checkout.parent, "checkout/lists/kh.csv"),
    ):
        monkeypatch.chdir(place)
        assert history.reader("HEAD")(Path(path)) is not None


@pytest.mark.parametrize(
    "revision",
    [
        "nope",
        "HEAD~99",
        "",
        "--help",
        "-h",
        "HEAD@{99}",
        ":",
        "HEAD:lists",
        "HEAD^{tree}",
        "main..main",
        "~",
        "a b",
        "\n",
        "\u202e",
    ],
)
def test_no_such_revision(checkout: Path, git: Git, revision: str) -> None:
    """What names no commit is one clear error that says so."""
    path = _write(checkout / "lists" / "kh.csv", row())
    _commit(git)
    with pytest.raises(Failure, match="git does not know the revision") as caught:
        history.reader(revision)(path)
    assert caught.value.next_step


def test_the_revision_before_the_first(checkout: Path, git: Git) -> None:
    """Zeros alone are what code hosts say for no revision: then every row is new."""
    path = _write(checkout / "lists" / "kh.csv", row())
    _commit(git)
    assert history.reader("0" * 40)(path) is None


def test_a_repository_without_commits(checkout: Path, git: Git) -> None:
    """So is HEAD where nothing was committed yet."""
    del git
    with pytest.raises(Failure, match="git does not know the revision"):
        history.reader("HEAD")(_write(checkout / "lists" / "kh.csv"))


def test_no_repository(tmp_path: Path) -> None:
    """And a list outside of any repository."""
    path = _write(tmp_path / "kh.csv")
    with pytest.raises(Failure, match="not in a git repository"):
        history.reader("HEAD")(path)


def test_a_damaged_repository(checkout: Path, git: Git) -> None:
    """A commit whose list git has lost is one clear error too."""
    path = _write(checkout / "lists" / "kh.csv", row())
    _commit(git)
    blob = git("rev-parse", "HEAD:lists/kh.csv")
    (checkout / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(Failure):
        history.reader("HEAD")(path)


def test_nothing_of_the_checkout_is_run(checkout: Path, git: Git, tmp_path: Path) -> None:
    """Hooks, filters and text conversions that a pull request brings are not run when a list is read."""
    ran = tmp_path / "ran"
    path = _write(checkout / "lists" / "kh.csv", row())
    _commit(git)
    (checkout / ".gitattributes").write_text("*.csv filter=evil diff=evil\n", encoding="utf-8")
    git("config", "filter.evil.smudge", f"touch {ran}")
    git("config", "diff.evil.textconv", f"touch {ran}")
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        (checkout / ".git" / "hooks" / hook).write_text(f"#!/bin/sh\ntouch {ran}\n", encoding="utf-8")
        (checkout / ".git" / "hooks" / hook).chmod(0o755)
    assert history.reader("HEAD")(path) is not None
    assert not ran.exists()


@pytest.mark.skipif(os.name == "nt", reason="the traps are shell commands")
def test_nothing_of_the_surroundings_counts(
    checkout: Path, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the caller's environment, or the user's configuration, would have git do is left out."""
    marker, other = tmp_path / "it-ran", tmp_path / "elsewhere"
    path = _write(checkout / "lists" / "kh.csv", row())
    first = _commit(git)
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(f"[core]\n\tfsmonitor = touch {marker}\n\tpager = touch {marker}\n", "utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_DIR", str(other))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other))
    monkeypatch.setenv("GIT_TRACE", str(other))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor'='touch {marker}'")
    assert history.reader("HEAD")(path) is not None
    assert history.commit(checkout) == first
    assert history.last_before(checkout, dt.date(2090, 1, 1)) == first
    assert not marker.exists()
    assert not other.exists()


def test_a_second_work_tree(checkout: Path, git: Git) -> None:
    """Its `.git` is a file that names the repository."""
    _write(checkout / "lists" / "kh.csv", row())
    first = _commit(git)
    git("worktree", "add", "--quiet", "--detach", "../second")
    second = checkout.parent / "second"
    assert history.commit(second) == first
    old = history.reader("HEAD")(second / "lists" / "kh.csv")
    assert old is not None
    assert len(old.entries) == 1


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
@pytest.mark.parametrize(
    "name", [":(top)kh.csv", ":kh.csv", "k*.csv", "k[h].csv", "-kh.csv", "k\nh.csv", " kh.csv", "ខ្មែរ.csv"]
)
def test_odd_names(checkout: Path, git: Git, name: str) -> None:
    """A file's name is a name, and no pattern."""
    _write(checkout / "lists" / "kh.csv", row(), row())
    path = _write(checkout / "lists" / name, row())
    _commit(git)
    old = history.reader("HEAD")(path)
    assert old is not None
    assert len(old.entries) == 1


def test_what_is_no_repository(checkout: Path) -> None:
    """An entry named .git that is none is one clear error."""
    (checkout / ".git").mkdir()
    path = _write(checkout / "lists" / "kh.csv", row())
    with pytest.raises(Failure, match="git could not read") as caught:
        history.reader("HEAD")(path)
    assert "fsck" in caught.value.next_step
    assert history.commit(checkout) is None


def test_changed_entries() -> None:
    """Rows added or changed are told from rows moved, rows that stayed, and rows written with other quotes."""
    old = a_list(row("https://example.com/"), row("https://example.org/"), row("https://example.net/"))
    new = a_list(
        row("https://example.net/"),
        row("https://example.com/", notes="changed"),
        '"https://example.org/",NEWS,News Media,2024-01-31,"anon",',
        row("https://example.com.kh/"),
        row("https://example.net/"),
    )
    assert history.changed_entries(old, new) == {2, 4, 5}
    assert history.changed_entries(None, new) == {1, 2, 3, 4, 5}
    assert history.changed_entries(new, new) == set()


def _answered(before: tuple[str, ...] | None, after: tuple[str, ...]) -> list[tuple[str, int]]:
    old = None if before is None else a_list(*before)
    new = a_list(*after)
    validation = validate([new], RULES, {}, TODAY)
    kept = only_changed(validation, {new.path: change(old, new, RULES, TODAY)})
    assert kept.lists == validation.lists
    return [(finding.code, finding.entry) for finding in kept.findings]


def test_old_faults_are_not_held_against_a_change() -> None:
    """Only the new row's finding stays; a list that was not there before answers for all of its rows."""
    bad, new = row("https://example.com/", date="bad"), row("https://example.org/", date="bad")
    assert _answered((bad,), (bad, new)) == [("DAT001", 2)]
    assert _answered((bad,), (bad,)) == []
    assert _answered(None, (bad,)) == [("DAT001", 1)]


def test_a_changed_row_answers_for_all_of_it() -> None:
    """Who touches a row answers for its old faults too."""
    before = row("https://Example.com/", date="2024-01-31")
    assert _answered((before,), (row("https://Example.com/", date="2024-02-01"),)) == [("URL002", 1)]


def test_a_duplicate_put_above_the_old_row() -> None:
    """The finding stands on the later row, which is old; the row it points to is new, so it stays."""
    old = row("https://example.com/")
    assert _answered((old,), (row("http://www.example.com/"), old)) == [("DUP003", 2)]


def test_a_row_moved_is_no_change() -> None:
    """Sorting a list answers for nothing."""
    rows = (row("https://example.com/", date="bad"), row("https://example.org/", date="bad"))
    assert _answered(rows, rows[::-1]) == []


def test_a_fault_of_the_file_is_held_against_who_brought_it() -> None:
    """A BOM that was there before is not the change's doing; one that came with it is."""
    plain = a_list(row())
    marked = store.parse(b"\xef\xbb\xbf" + store.to_bytes(plain), plain.path)
    validation = validate([marked], RULES, {}, TODAY)
    assert [finding.code for finding in validation.findings] == ["FIL002"]
    for old, kept in ((marked, []), (plain, validation.findings), (None, validation.findings)):
        changes = {plain.path: change(old, marked, RULES, TODAY)}
        assert only_changed(validation, changes).findings == kept


def test_a_new_row_of_the_global_list(checkout: Path, git: Git) -> None:
    """A row added to global.csv brings up the country's row that it makes a duplicate, where both are looked at."""
    ours = _write(checkout / "lists" / "kh.csv", row("https://example.com/"))
    theirs = _write(checkout / "lists" / "global.csv", row("https://example.org/"))
    _commit(git)
    _write(theirs, row("https://example.org/"), row("https://example.com/"))
    files = [theirs, ours]
    lists = [folder.load(file) for file in files]
    references, _ = folder.references(files)
    read_old = history.reader("HEAD")
    changes = {urls.path: change(read_old(file), urls, RULES, TODAY) for urls, file in zip(lists, files, strict=True)}
    kept = only_changed(validate(lists, RULES, references, TODAY), changes)
    assert [(finding.code, Path(finding.path).name) for finding in kept.findings] == [("DUP002", "kh.csv")]


@pytest.mark.skipif(os.name == "nt", reason="the trap is a shell command")
def test_a_bare_repository_in_the_checkout_is_a_trap(checkout: Path, git: Git, tmp_path: Path) -> None:
    """A pull request can bring a folder that git takes for a bare repository, whose configuration names a program."""
    path = _write(checkout / "lists" / "kh.csv", row())
    first = _commit(git)
    marker = tmp_path / "it-ran"
    trap = checkout / "lists"
    for name in ("objects", "refs/heads"):
        (trap / name).mkdir(parents=True)
    (trap / "HEAD").write_text("ref: refs/heads/main\n")
    (trap / "config").write_text(
        "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tpartialClone = origin\n"
        f'[remote "origin"]\n\turl = .\n\tpromisor = true\n\tuploadpack = "touch {marker}; false"\n'
    )
    assert history.reader(first)(path) is not None
    with pytest.raises(Failure):
        history.reader("1" * 40)(path)
    assert not marker.exists()


def test_the_commit_before_a_day(checkout: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last one that was there when the day began, in UTC; none where nothing was yet."""
    assert history.last_before(checkout, TODAY) is None
    made = []
    for when in ("2026-06-30T23:59:59Z", "2026-07-01T00:30:00+01:00", "2026-07-01T12:00:00Z"):
        _write(checkout / "lists" / "kh.csv", row(), when)
        monkeypatch.setenv("GIT_COMMITTER_DATE", when)
        monkeypatch.setenv("GIT_AUTHOR_DATE", "2020-01-01T00:00:00Z")
        made.append(_commit(git))
    assert history.last_before(checkout, dt.date(2026, 7, 1)) in made[:2]
    assert history.last_before(checkout, dt.date(2026, 7, 2)) == made[2]
    assert history.last_before(checkout, dt.date(2026, 6, 30)) is None


def test_no_commit_before_a_day_of_no_repository(tmp_path: Path) -> None:
    """Where git can't tell, that is an error with a next step."""
    with pytest.raises(Failure, match="could not find the list"):
        history.last_before(tmp_path, TODAY)
