"""A hostile upstream, and a hostile surrounding: nothing but one clear error, or nothing at all."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from kh_testlist import folder
from kh_testlist.store import MAX_BYTES
from tests.commands.conftest import Put, Ran, Run
from tests.samples import HEADER_LINE, row
from tests.upstream.git_server import GitServer, Upstream, make_upstream

ONE = row("https://one.example.com/")
LIST = (HEADER_LINE + ONE + "\n").encode()


@pytest.fixture(autouse=True)
def ours(put: Put) -> Path:
    """Our list."""
    return put(ONE, row("https://ours.example.com/"))


@pytest.fixture
def refused(run: Run, upstream: Upstream, ours: Path) -> Callable[..., Ran]:
    """A function that syncs, sees to it that it ends in one error and changed nothing, and gives the error."""

    def refused_(code: int = 3, *arguments: str) -> Ran:
        before = ours.read_bytes()
        ran = run("sync", *(arguments or ("--upstream", str(upstream.folder))))
        assert ran.code == code, ran
        assert ran.err.count("Error: ") == 1
        assert "is a bug in the program" not in ran.err
        assert ours.read_bytes() == before
        assert not (ours.parent / "upstream.json").exists()
        return ran

    return refused_


@pytest.mark.parametrize(
    "place", ["/etc/passwd", "../../../ours.csv", "kh.csv", "../../project/lists/kh.csv", "global.csv"]
)
def test_a_link(upstream: Upstream, refused: Callable[..., Ran], place: str) -> None:
    """A list that is a link, wherever it leads."""
    target = upstream.git("hash-object", "-w", "--stdin", given=place.encode())
    upstream.commit({"lists/kh.csv": ("120000", target)})
    assert "a link" in refused().err
    upstream.commit({"lists/kh.csv": LIST, "lists/th.csv": ("120000", target)})
    assert "a link" in refused().err


def test_a_linked_folder(upstream: Upstream, refused: Callable[..., Ran]) -> None:
    """The lists folder itself is a link out of the tree."""
    target = upstream.git("hash-object", "-w", "--stdin", given=b"/etc")
    listed = upstream.git("ls-tree", "-r", "--name-only", "master").splitlines()
    upstream.commit({**dict.fromkeys(listed), "lists": ("120000", target)})
    assert "no folder lists/" in refused().err


def test_a_submodule(upstream: Upstream, refused: Callable[..., Ran], run: Run) -> None:
    """In the place of a list it is refused; elsewhere nobody looks at it."""
    modules = b'[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% /tmp/kh-testlist-owned\n'
    upstream.commit({".gitmodules": modules, "lists/kh.csv": ("160000", "1" * 40)})
    assert "a submodule" in refused().err
    upstream.commit({"lists/kh.csv": LIST, "x": ("160000", "1" * 40)})
    assert run("sync", "--upstream", str(upstream.folder)).code == 0


def test_large(upstream: Upstream, server: GitServer, refused: Callable[..., Ran]) -> None:
    """A list of 200 MB: where the server can leave it out, it does not come through the wire at all."""
    huge = HEADER_LINE.encode() + os.urandom(1024) * (200 * 1024)
    upstream.commit({"lists/zz.csv": huge})
    assert "larger than 16 MiB" in refused(3, "--upstream", server.url()).err
    packs = sum(path.stat().st_size for path in (folder.clone_folder() / ".git").rglob("*") if path.is_file())
    assert packs < 100_000


def test_large_without_a_filter(tmp_path: Path, refused: Callable[..., Ran]) -> None:
    """Where the server can't, it is not unpacked either."""
    upstream = make_upstream(tmp_path / "host" / "plain.git", filters=False)
    upstream.commit({"lists/kh.csv": LIST, "lists/zz.csv": b"\0" * (MAX_BYTES + 1)})
    assert "larger than 16 MiB" in refused(3, "--upstream", str(upstream.folder)).err


def test_large_together(upstream: Upstream, refused: Callable[..., Ran]) -> None:
    """Many lists, each of a size that one may have."""
    content = upstream.git("hash-object", "-w", "--stdin", given=b"x" * (MAX_BYTES - 1))
    upstream.commit({f"lists/{name}.csv": ("100644", content) for name in ("aa", "bb", "cc", "dd", "ee")})
    assert "together" in refused().err


def test_many(upstream: Upstream, refused: Callable[..., Ran]) -> None:
    """Thousands of lists."""
    content = upstream.git("hash-object", "-w", "--stdin", given=LIST)
    upstream.commit({f"lists/x{number}.csv": ("100644", content) for number in range(2_001)})
    assert "lists" in refused().err


@pytest.mark.parametrize("name", ["KH.csv", "kh.CSV", "Global.csv"])
def test_names_that_collide(upstream: Upstream, refused: Callable[..., Ran], name: str) -> None:
    """Two lists that are one file where case is ignored."""
    upstream.commit({f"lists/{name}": LIST})
    refused()


@pytest.mark.parametrize("name", ["a b.csv", "..\\x.csv", "-rf.csv", "x:y.csv", ".csv", "\u0430.csv", "x\x1b[31m.csv"])
def test_names_that_mislead(upstream: Upstream, refused: Callable[..., Ran], name: str) -> None:
    """A name that could be an option, a path elsewhere, or steer a terminal."""
    upstream.git("config", "core.quotePath", "false")
    upstream.commit({f"lists/{name}": LIST})
    assert "\x1b" not in refused().err


def test_filters(upstream: Upstream, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ours: Path) -> None:
    """Attributes that name a filter: the lists are the bytes of the commit, and no program of anybody's is run."""
    owned = tmp_path / "owned"
    home = tmp_path / "home"
    home.mkdir()
    hook = tmp_path / "hooks" / "post-checkout"
    hook.parent.mkdir()
    for name in ("post-checkout", "reference-transaction", "post-merge", "pre-auto-gc"):
        hook.with_name(name).write_text(f"#!/bin/sh\ntouch {owned}\n")
        hook.with_name(name).chmod(0o755)
    (home / ".gitconfig").write_text(
        f'[core]\n\thooksPath = {hook.parent}\n\tfsmonitor = "touch {owned}"\n\tsshCommand = "touch {owned}"\n'
        f'[filter "evil"]\n\tsmudge = "touch {owned}; cat"\n\tprocess = "touch {owned}"\n'
        f'[url "ext::sh -c touch% {owned}% "]\n\tinsteadOf = {upstream.folder}\n'
        f'[credential]\n\thelper = "!touch {owned}; :"\n'
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_TEMPLATE_DIR", str(tmp_path))
    monkeypatch.setenv("GIT_SSH_COMMAND", f"touch {owned}")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"touch {owned}")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.hooksPath'='{hook.parent}'")
    upstream.commit({".gitattributes": b"*.csv filter=evil diff=evil ident eol=crlf\n", "lists/kh.csv": LIST})
    assert run("sync", "--upstream", str(upstream.folder)).code == 0
    assert (folder.clone_folder() / "lists" / "kh.csv").read_bytes() == LIST
    assert ONE.encode() in ours.read_bytes()
    own_hooks = folder.clone_folder() / ".git" / "hooks"
    own_hooks.mkdir(exist_ok=True)
    for path in hook.parent.iterdir():
        path.rename(own_hooks / path.name)
    upstream.commit({"lists/kh.csv": LIST + row("https://two.example.com/").encode()})
    assert run("sync").code == 0
    assert not owned.exists()


@pytest.mark.parametrize("branch", ["--upload-pack=touch owned", "-c", "--exec=x", "x;touch owned", "$(touch owned)"])
def test_a_branch(upstream: Upstream, run: Run, project: Path, branch: str) -> None:
    """A default branch with the name of an option, or of a command."""
    branch = branch.replace(" ", "${IFS}")
    commit = upstream.git("rev-parse", "master")
    packed = upstream.folder / "packed-refs"
    packed.write_text(f"{commit} refs/heads/{branch}\n")
    (upstream.folder / "refs" / "heads" / "master").unlink()
    (upstream.folder / "HEAD").write_text(f"ref: refs/heads/{branch}\n")
    ran = run("sync", "--upstream", str(upstream.folder))
    assert ran.code in {0, 3}
    assert "Traceback" not in ran.err
    assert not list(project.rglob("owned"))
    assert not list(upstream.folder.rglob("owned"))


@pytest.mark.parametrize(
    "place",
    [
        "", "-", "--upload-pack=touch owned", "ext::sh -c touch% owned", "fd::17", "git://example.org/lists",
        "http://example.org/lists", "https://user:secret@example.org/lists", "https://token@example.org/lists",
        "https:///lists", "ssh://-oProxyCommand=touch/x", "https://[/x", "ftp://example.org/x", "file://example.org/x",
        "transport::x", "https://example.org/\nx",
    ],
)  # fmt: skip
def test_places(refused: Callable[..., Ran], project: Path, place: str) -> None:
    """What `--upstream` does not take: options, other ways, logins, the open network."""
    ran = refused(2, f"--upstream={place}")
    assert "secret" not in ran.err
    assert "token@" not in ran.err
    assert not list(project.rglob("owned"))


@pytest.mark.parametrize(
    "revision", ["--upload-pack=x", "-x", "a..b", "a b", "a:b", "a^", "a~1", "@{-1}", "", "a\nb", "*"]
)
def test_revisions(refused: Callable[..., Ran], upstream: Upstream, revision: str) -> None:
    """What `--rev` does not take: options, ranges, patterns."""
    refused(2, "--upstream", str(upstream.folder), f"--rev={revision}")


@pytest.mark.parametrize(
    "place", ["ext::sh -c touch% owned", "/etc", "git@example.org:x/y", "https://u:p@example.org/x"]
)
def test_recorded_places(run: Run, ours: Path, place: str) -> None:
    """What `upstream.json`, which a pull request may have written, can't have us reach for."""
    record = {"repository": place, "commit": "1" * 40}
    (ours.parent / "upstream.json").write_text(json.dumps(record))
    for command in ("sync", "diff"):
        ran = run(command)
        assert ran.code == 3, ran
        assert "Traceback" not in ran.err
        assert "is a bug in the program" not in ran.err
    assert not list(ours.parent.parent.rglob("owned"))


@pytest.mark.parametrize("place", ["/x/$(touch owned)", "/x/y; touch owned", "/x/`touch owned`", "/x/it's"])
def test_what_is_recorded_is_one_word(run: Run, ours: Path, place: str) -> None:
    """The command that is named as the next step may be pasted into a shell: what it names is a word there."""
    record = {"repository": place, "commit": "1" * 40}
    (ours.parent / "upstream.json").write_text(json.dumps(record))
    (line,) = [line for line in run("sync").err.splitlines() if "sync --upstream" in line]
    assert shlex.split(line.partition("confirm it once: ")[2]) == ["kh-testlist", "sync", "--upstream", place]


def test_damaged_lists(upstream: Upstream, refused: Callable[..., Ran]) -> None:
    """A list in pieces: an open quote, stray bytes, NULs, no header, nothing."""
    for content in (LIST + b'"open', LIST + b"\xff\n", LIST + b"a\0b\n", LIST.partition(b"\n")[2], b""):
        upstream.commit({"lists/kh.csv": content})
        refused()


def test_no_repository(refused: Callable[..., Ran], tmp_path: Path) -> None:
    """A path where there is none, and one that was never committed to."""
    refused(3, "--upstream", str(tmp_path / "absent"))
    refused(3, "--upstream", str(make_upstream(tmp_path / "empty.git").folder))
    refused(3, "--upstream", str(tmp_path))


def test_a_clone_folder_that_is_none(
    refused: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, upstream: Upstream
) -> None:
    """A device or a file where the clone should be."""
    for place in (os.devnull, upstream.folder / "HEAD"):
        monkeypatch.setenv(folder.UPSTREAM_VARIABLE, str(place))
        refused()
