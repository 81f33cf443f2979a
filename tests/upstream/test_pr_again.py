"""`pr` run again: the same request brought up to date, a new one once that is over, and nobody overrun."""

from __future__ import annotations

import pytest

from tests.hostile.processes import assert_one_error
from tests.samples import row
from tests.upstream.desk import Desk, commit, desk, github, hosted, site
from tests.upstream.github.stub import UPSTREAM, Answer, Seen, git

__all__ = ["desk", "github", "hosted"]

FORK = "volunteer/test-lists"


class TestAgain:
    """Run again, it updates; it starts anew once that is over."""

    def test_the_same_again(self, desk: Desk) -> None:
        """Nothing is pushed, nothing is opened, nothing is changed."""
        desk.add("new")
        first = desk.pr()
        commits = desk.pull()["commit"]
        again = desk.pr()
        assert (again.code, again.out) == (0, first.out)
        [branch] = desk.branches(FORK)
        assert git(desk.github.repository(FORK), "rev-parse", branch).strip() == commits
        assert desk.github.calls("PATCH") == []
        assert len(desk.github.calls("POST")) == 2

    def test_with_more(self, desk: Desk) -> None:
        """The same branch and the same request, with all of it."""
        desk.add("new")
        desk.pr()
        desk.add("more")
        assert desk.pr().code == 0
        [branch] = desk.branches(FORK)
        assert desk.subjects(FORK, branch) == ["kh: add 2 sites"]
        assert desk.pull()["title"] == "kh: add 2 sites"
        assert "more" in desk.pull()["body"]

    def test_on_another_day(self, desk: Desk) -> None:
        """The open request of an earlier day is the one that is updated, for its branch is looked for."""
        desk.add("new")
        desk.pr()
        old, [branch] = "kh-testlist/2026-01-31-kh", desk.branches(FORK)
        git(desk.github.repository(FORK), "branch", "-m", branch, old)
        desk.pull()["head"] = f"volunteer:{old}"
        desk.add("more")
        assert desk.pr().code == 0
        assert desk.branches(FORK) == [old]
        assert len(desk.github.pulls) == 1

    @pytest.mark.parametrize("merged", [True, False])
    def test_once_it_is_over(self, desk: Desk, *, merged: bool) -> None:
        """A request that was merged or closed is followed by a new one, from a branch of its own."""
        desk.add("new")
        desk.pr()
        desk.pull()["state"] = "closed"
        if merged:
            [branch] = desk.branches(FORK)
            desk.commit_upstream(desk.upstream_list(branch, FORK))
        desk.add("more")
        assert desk.pr().code == 0
        assert [pull["state"] for pull in desk.github.pulls] == ["closed", "open"]
        first, second = desk.branches(FORK)
        assert second == f"{first}.2"
        assert desk.subjects(FORK, second) == ["kh: add 1 site" if merged else "kh: add 2 sites"]

    def test_all_of_it_merged(self, desk: Desk) -> None:
        """What upstream has taken is no change any more."""
        desk.add("new")
        desk.pr()
        desk.pull()["state"] = "closed"
        [branch] = desk.branches(FORK)
        desk.commit_upstream(desk.upstream_list(branch, FORK))
        assert_one_error(desk.pr(), 1)
        assert len(desk.github.pulls) == 1

    def test_pushed_and_not_opened(self, desk: Desk) -> None:
        """A run that died between the two is gone on with."""
        desk.add("new")
        desk.github.faults = [lambda seen: _boom() if seen.method == "POST" and seen.path.endswith("/pulls") else None]
        assert desk.pr().code == 3
        desk.github.faults = []
        assert desk.pr().code == 0
        assert len(desk.branches(FORK)) == len(desk.github.pulls) == 1

    def test_upstream_moved(self, desk: Desk) -> None:
        """The request is put on upstream's newest commit, row by row, and has nothing but our rows."""
        desk.add("new")
        desk.pr()
        desk.commit_upstream(
            desk.upstream_list().replace(row(site("one")), row(site("one"), notes="theirs")) + row(site("late")) + "\n"
        )
        assert desk.pr().code == 0
        [branch] = desk.branches(FORK)
        assert desk.subjects(FORK, branch) == ["kh: add 1 site"]
        assert desk.upstream_list(branch, FORK) == desk.upstream_list() + _added("new")

    def test_two_people(self, desk: Desk) -> None:
        """Two people's rows on one base: the second applies after the first, with no conflict."""
        desk.add("mine")
        desk.pr()
        [branch] = desk.branches(FORK)
        desk.commit_upstream(desk.upstream_list() + _added("theirs"))
        assert desk.pr().code == 0
        assert desk.upstream_list(branch, FORK) == desk.upstream_list() + _added("mine")

    def test_a_conflict(self, desk: Desk) -> None:
        """What both changed is for `sync` to settle; nothing leaves."""
        desk.done("edit", site("one"), "--notes", "ours")
        desk.commit_upstream(desk.upstream_list().replace(row(site("one")), row(site("one"), notes="theirs")))
        ended = desk.pr()
        assert_one_error(ended, 1)
        assert site("one") in ended.err
        assert "kh-testlist sync" in ended.err
        assert desk.github.calls() == []

    def test_with_sync(self, desk: Desk) -> None:
        """From nothing: sync, add, pr; a conflict that `sync --ours` settles; pr again."""
        desk.list.unlink()
        (desk.project / "lists" / "upstream.json").unlink()
        desk.done("sync", "--upstream", f"{desk.github.url}/{UPSTREAM}.git")
        assert desk.list.read_text("utf-8") == desk.upstream_list()
        desk.done("edit", site("one"), "--notes", "ours")
        assert desk.pr().code == 0
        desk.commit_upstream(desk.upstream_list().replace(row(site("one")), row(site("one"), notes="theirs")))
        assert_one_error(desk.pr(), 1)
        desk.done("sync", "--ours")
        assert desk.pr().code == 0
        [branch] = desk.branches(FORK)
        assert desk.upstream_list(branch, FORK) == desk.list.read_text("utf-8")
        assert row(site("one"), notes="ours") in desk.upstream_list(branch, FORK)

    def test_rewritten_history(self, desk: Desk) -> None:
        """Upstream without the state of the last sync: compared with it as it is now, and said so."""
        desk.add("new")
        other = git(desk.upstream, "commit-tree", "master^{tree}", "-m", "anew").strip()
        git(desk.upstream, "update-ref", "refs/heads/master", other)
        git(desk.upstream, "reflog", "expire", "--expire=now", "--all")
        git(desk.upstream, "gc", "--quiet", "--prune=now")
        ended = desk.pr()
        assert ended.code == 0, ended.err
        assert "kh-testlist sync" in ended.err
        [branch] = desk.branches(FORK)
        assert desk.subjects(FORK, branch) == ["kh: add 1 site"]


class TestOthersWork:
    """Nobody's commits are pushed over."""

    def test_commits_of_somebody_else(self, desk: Desk) -> None:
        """A branch that a maintainer has added to is left alone, request or not."""
        desk.add("new")
        desk.pr()
        [branch] = desk.branches(FORK)
        theirs = commit(desk.github.repository(FORK), {"README.md": "# Mended\n"}, branch)
        desk.add("more")
        ended = desk.pr()
        assert_one_error(ended, 3)
        assert "--branch" in ended.err
        assert git(desk.github.repository(FORK), "rev-parse", branch).strip() == theirs
        assert desk.pr("--branch", "another").code == 0

    def test_a_commit_that_was_amended(self, desk: Desk) -> None:
        """Nor is one of ours that somebody else amended."""
        desk.add("new")
        desk.pr()
        [branch] = desk.branches(FORK)
        fork = desk.github.repository(FORK)
        message = git(fork, "log", "-1", "--format=%B", branch)
        amended = git(
            fork, "commit-tree", f"{branch}^{{tree}}", "-p", "master", "-F", "-", given=message.encode()
        ).strip()
        git(fork, "update-ref", f"refs/heads/{branch}", amended)
        desk.add("more")
        assert_one_error(desk.pr(), 3)
        assert git(fork, "rev-parse", branch).strip() == amended

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_somebody_pushes_meanwhile(self, desk: Desk, method: str) -> None:
        """A push between our look and ours is not undone, however late: a lease holds what was seen."""
        desk.add("new")
        desk.pr()
        [branch] = desk.branches(FORK)
        fork = desk.github.repository(FORK)
        desk.add("more")
        theirs: list[str] = []

        def push_first(seen: Seen) -> None:
            if seen.method == method and "git-receive-pack" in str(seen) and not theirs:
                theirs.append(commit(fork, {"README.md": "# Meanwhile\n"}, branch))

        desk.github.before_git = push_first
        ended = desk.pr()
        assert_one_error(ended, 3)
        assert "again" in ended.err
        assert git(fork, "rev-parse", branch).strip() == theirs[0]

    def test_the_base_itself(self, desk: Desk) -> None:
        """Nobody's changes go to upstream's own branch."""
        desk.github.pushable.add(UPSTREAM)
        desk.add("new")
        before = git(desk.upstream, "rev-parse", "master")
        assert_one_error(desk.pr("--branch", "master"), 2)
        assert git(desk.upstream, "rev-parse", "master") == before

    def test_a_protected_branch(self, desk: Desk) -> None:
        """A server that refuses the push says why, and we say what to do."""
        fork = desk.github.add_fork(FORK)
        hook = fork / "hooks" / "update"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\necho 'error: GH006: Protected branch update failed' >&2\nexit 1\n", "utf-8")
        hook.chmod(0o755)
        desk.add("new")
        ended = desk.pr()
        assert_one_error(ended, 3)
        assert "GH006" in ended.err
        assert "--branch" in ended.err
        assert desk.github.pulls == []


def _added(name: str) -> str:
    return f"{site(name)},NEWS,News Media,2026-11-01,Community member,worth it\n"


def _boom() -> Answer:
    return Answer(500, {"message": "boom"})
