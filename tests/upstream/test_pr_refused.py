"""What `pr` does not send, and how it says so."""

from __future__ import annotations

import pytest

from tests.hostile.processes import assert_one_error
from tests.samples import HEADER_LINE, row
from tests.upstream.desk import Desk, desk, github, hosted, site
from tests.upstream.github.stub import UPSTREAM, git

__all__ = ["desk", "github", "hosted"]

FORK = "volunteer/test-lists"


class TestRefused:
    """What is not sent: exit code 1, and which rows."""

    def test_rows_that_upstream_would_refuse(self, desk: Desk) -> None:
        """What `validate` fails."""
        with desk.list.open("a", encoding="utf-8") as file:
            file.write("https://Bad,NEWZ,News Media,2024-01-31,anon,\n")
        for arguments in ((), ("--dry-run",), ("https://Bad",)):
            ended = desk.pr(*arguments)
            assert_one_error(ended, 1)
            assert "kh.csv:6" in ended.err
            assert "CAT001" in ended.err
            assert ended.out == ""

    def test_a_duplicate_of_upstreams_global_list(self, desk: Desk) -> None:
        """Upstream's newest global list is what counts."""
        desk.add("new")
        desk.commit_upstream(HEADER_LINE + row(site("new")) + "\n", file="lists/global.csv")
        for arguments in ((), ("--dry-run",)):
            ended = desk.pr(*arguments)
            assert_one_error(ended, 1)
            assert site("new") in ended.err

    def test_a_removal_without_a_reason(self, desk: Desk) -> None:
        """A row that was cut out by hand."""
        text = desk.list.read_text("utf-8")
        desk.list.write_text(text.replace(row(site("two")) + "\n", ""), "utf-8", newline="")
        for arguments in ((), ("--dry-run",)):
            ended = desk.pr(*arguments)
            assert_one_error(ended, 1)
            assert site("two") in ended.err
        desk.decide(site("two"), "2026-11-01", "drop", "closed")
        assert desk.pr().code == 0

    def test_nothing_to_send(self, desk: Desk) -> None:
        """An empty change."""
        assert_one_error(desk.pr(), 1)
        assert_one_error(desk.pr("--dry-run"), 1)

    def test_a_damaged_list(self, desk: Desk) -> None:
        """A list in which rows can't be told apart."""
        desk.list.write_bytes(desk.list.read_bytes() + b'https://x.example.com/,"NEWS\n')
        assert_one_error(desk.pr(), 1)

    @pytest.mark.parametrize(
        "name", ["--upload-pack=x", "-d", "a..b", "a b", "@{0}", "x.lock", "", "refs/../x", "a\x1b"]
    )
    def test_names_of_branches(self, desk: Desk, name: str) -> None:
        """What can't be a branch, or would be an option."""
        desk.add("new")
        assert_one_error(desk.pr(f"--branch={name}", "--dry-run"), 2)

    @pytest.mark.parametrize(("mode", "what"), [("120000", "link"), ("160000", "submodule")])
    def test_a_list_that_is_none(self, desk: Desk, mode: str, what: str) -> None:
        """A link or a submodule where upstream's list should be: nothing is read through it."""
        desk.add("new")
        oid = git(desk.upstream, "hash-object", "-w", "--stdin", given=b"/etc/passwd").strip()
        oid = oid if mode == "120000" else git(desk.upstream, "rev-parse", "master").strip()
        lists = git(
            desk.upstream, "mktree", given=f"{mode} {'commit' if mode[1] == '6' else 'blob'} {oid}\tkh.csv\n".encode()
        )
        top = git(desk.upstream, "mktree", given=f"040000 tree {lists.strip()}\tlists\n".encode())
        bad = git(desk.upstream, "commit-tree", top.strip(), "-p", "master", "-m", "bad").strip()
        git(desk.upstream, "update-ref", "refs/heads/master", bad)
        for arguments in ((), ("--dry-run",)):
            ended = desk.pr(*arguments)
            assert_one_error(ended, 3)
            assert what in ended.err
        assert desk.github.calls() == []

    @pytest.mark.parametrize("author", ["me", "me <>", "<a@b.org>", "a\nb <a@b.org>", "x <a@b.org> y", ". <a@b.org>"])
    def test_authors(self, desk: Desk, author: str) -> None:
        """What is no name with an address."""
        desk.add("new")
        assert_one_error(desk.pr("--author", author), 2)

    @pytest.mark.parametrize(
        "place", ["ext::sh -c x", "x", "--upload-pack=x", "https://user:pw@example.org/a/b", "http://example.org/a/b"]
    )
    def test_places(self, desk: Desk, place: str) -> None:
        """What names no repository, or one that is reached by a way that lists don't take."""
        desk.add("new")
        assert desk.pr(f"--upstream={place}").code in {2, 3}
        if place != "x":
            assert_one_error(desk.pr(f"--fork={place}"), 2)
        assert desk.branches(UPSTREAM) == []
