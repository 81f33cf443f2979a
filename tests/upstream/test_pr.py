"""`pr` against a GitHub of our own: where the branch goes, and what is asked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from kh_testlist.ledger import HEADER as LEDGER_HEADER
from tests.hostile.processes import assert_one_error
from tests.samples import HEADER_LINE, row
from tests.upstream.desk import Desk, commit, desk, github, hosted, site
from tests.upstream.github.description import needed
from tests.upstream.github.stub import UPSTREAM, git, serve

__all__ = ["desk", "github", "hosted"]

FORK = "volunteer/test-lists"


class TestSent:
    """The usual way: a fork, a branch, a request."""

    def test_a_fork_is_made(self, desk: Desk) -> None:
        """Without a fork one is made, and waited for; the request says what, why and what was validated."""
        desk.github.slow_forks = 2
        desk.add("new")
        desk.done("edit", site("one"), "--notes", "moved")
        desk.done("edit", site("two"), "--category", "HUMR")
        desk.done("remove", site("three"), "--reason", "closed in 2023")
        ended = desk.pr()
        assert ended.code == 0, ended.err
        assert ended.out == f"{desk.github.url}/{UPSTREAM}/pull/1\n"
        pull = desk.pull()
        [branch] = desk.branches(FORK)
        assert pull["head"] == f"volunteer:{branch}"
        assert pull["base"] == "master"
        assert pull["title"] == "kh: add 1 site, correct 1 row, recategorise 1 site, remove 1 site"
        assert "closed in 2023" in pull["body"]
        assert desk.subjects(FORK, branch) == [
            "kh: add 1 site", "kh: correct 1 row", "kh: recategorise 1 site", "kh: remove 1 site",
        ]  # fmt: skip
        assert desk.upstream_list(branch, FORK) == desk.list.read_text("utf-8")
        changed = git(desk.github.repository(FORK), "diff", "--name-only", "master", branch)
        assert changed == "lists/kh.csv\n"

    def test_a_fork_is_found(self, desk: Desk) -> None:
        """The fork that is there is taken; nothing but the branch changes in it."""
        fork = desk.github.add_fork(FORK)
        before = git(fork, "rev-parse", "master")
        desk.add("new")
        assert desk.pr().code == 0
        assert "POST /repos/citizenlab/test-lists/forks" not in desk.github.calls()
        assert git(fork, "rev-parse", "master") == before

    def test_a_fork_that_is_behind(self, desk: Desk) -> None:
        """A fork that lacks upstream's newest commits takes the branch all the same."""
        fork = desk.github.add_fork(FORK)
        behind = git(fork, "rev-parse", "master")
        for number in range(3):
            desk.commit_upstream(desk.upstream_list() + row(site(f"later{number}")) + "\n")
        desk.in_step()
        desk.add("other")
        assert desk.pr("--no-open", GITHUB_TOKEN="").code == 0
        assert (desk.clone / ".git" / "shallow").exists()
        desk.add("new")
        ended = desk.pr()
        assert ended.code == 0, ended.err
        [branch] = desk.branches(FORK)
        assert git(fork, "rev-parse", "master") == behind
        assert desk.upstream_list(branch, FORK) == desk.list.read_text("utf-8")

    def test_rights_on_upstream(self, desk: Desk) -> None:
        """Who may push to upstream has the branch there, and no fork."""
        desk.github.pushable.add(UPSTREAM)
        desk.add("new")
        assert desk.pr().code == 0
        assert desk.github.calls("POST") == [f"POST /repos/{UPSTREAM}/pulls"]
        [branch] = desk.branches(UPSTREAM)
        assert desk.pull()["head"] == f"citizenlab:{branch}"

    def test_a_repository_of_that_name_that_is_no_fork(self, desk: Desk) -> None:
        """One's own repository of the same name is left alone; GitHub gives the fork another one."""
        own = desk.github.repository(FORK)
        own.mkdir(parents=True)
        git(own, "init", "--quiet", "--bare", "-b", "master")
        serve(own)
        desk.add("new")
        assert desk.pr().code == 0
        assert desk.github.parents == {f"{FORK}-1": UPSTREAM}
        assert git(own, "for-each-ref") == ""

    def test_a_fork_that_is_named(self, desk: Desk) -> None:
        """An organisation's, by its name, by its URL, or on disk."""
        desk.github.add_fork("an-ngo/test-lists")
        desk.add("new")
        assert desk.pr("--fork", "an-ngo").code == 0
        assert len(desk.branches("an-ngo/test-lists")) == 1
        assert desk.pull()["head"].startswith("an-ngo:kh-testlist/")
        assert desk.pr("--fork", f"{desk.github.url}/an-ngo/test-lists.git").code == 0
        assert desk.pr("--fork", str(desk.github.repository("an-ngo/test-lists"))).code == 0
        assert len(desk.github.pulls) == 1

    def test_options(self, desk: Desk) -> None:
        """Branch, title, draft, base and labels; a label that upstream lacks is said to be left out."""
        desk.github.labels = ["kh", "other"] + [f"label{number}" for number in range(5)]
        desk.github.page = 3
        commit(desk.upstream, {"lists/kh.csv": desk.upstream_list()}, "next")
        desk.add("new")
        ended = desk.pr(
            "--branch", "my/branch", "--title", "Sites\tof the elections @all", "--draft", "--base", "next",
            "--label", "KH", "--label", "label4", "--label", "absent",
        )  # fmt: skip
        assert ended.code == 0, ended.err
        assert "absent" in ended.err
        pull = desk.pull()
        assert (pull["head"], pull["base"], pull["draft"]) == ("volunteer:my/branch", "next", True)
        assert pull["title"] == "Sites of the elections @\u200ball"
        assert pull["labels"] == ["kh", "label4"]

    def test_the_checks_are_cited(self, desk: Desk) -> None:
        """The latest result of the journals that are named."""
        desk.add("new", "unseen")
        for day, verdict in (("20", "up"), ("18", "down")):
            line = {"url": site("new"), "verdict": verdict, "reason": "ok", "vantage": "Phnom Penh 2",
                    "checked_at": f"2026-11-{day}T10:00:00Z"}  # fmt: skip
            (desk.project / f"{verdict}.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
        ended = desk.pr("--journal", "up.jsonl", "--journal", "down.jsonl")
        assert ended.code == 0, ended.err
        body = desk.pull()["body"]
        assert "**up** (ok), from Phnom Penh 2, 2026" in body
        assert "down" not in body
        assert body.count("not checked") == 1
        assert "Phnom Penh 2" in ended.err

    def test_some_urls_alone(self, desk: Desk) -> None:
        """With URLs, those changes; other ones have a branch and a request of their own."""
        desk.add("new", "other")
        assert desk.pr("http://new.example.com").code == 0
        assert desk.pr(site("other")).code == 0
        assert desk.pr(site("new")).code == 0
        assert len(desk.github.pulls) == 2
        first, second = (pull["head"].partition(":")[2] for pull in desk.github.pulls)
        assert "other" not in desk.upstream_list(first, FORK)
        assert "new" not in desk.upstream_list(second, FORK)
        assert_one_error(desk.pr(site("four")), 1)

    def test_a_list_that_upstream_lacks(self, desk: Desk) -> None:
        """A country's first list is added beside the others."""
        (desk.project / "lists" / "zz.csv").write_text(HEADER_LINE + row(site("first")) + "\n", "utf-8")
        ended = desk.run("--list", "zz", "pr")
        assert ended.code == 0, ended.err
        [branch] = desk.branches(FORK)
        repository = desk.github.repository(FORK)
        assert git(repository, "diff", "--name-only", "master", branch) == "lists/zz.csv\n"


class TestWithoutOpening:
    """`--no-open`, or no token: pushed if possible, and the link to click."""

    def link(self, desk: Desk, owner: str, branch: str) -> str:
        """The page that opens the request."""
        return f"{desk.github.url}/{UPSTREAM}/compare/master...{owner}:{branch}?expand=1\n"

    def test_no_open(self, desk: Desk) -> None:
        """The branch is in the fork; no request is opened."""
        desk.add("new")
        ended = desk.pr("--no-open")
        [branch] = desk.branches(FORK)
        assert (ended.code, ended.out) == (0, self.link(desk, "volunteer", branch))
        assert desk.github.pulls == []

    def test_no_token(self, desk: Desk) -> None:
        """Nobody is asked; the branch waits in the clone, with how to push it."""
        desk.add("new")
        ended = desk.pr(GITHUB_TOKEN="")
        [branch] = git(desk.clone, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()
        assert (ended.code, ended.out) == (0, self.link(desk, "YOUR-ACCOUNT", branch))
        assert f"push {desk.github.url}/YOUR-ACCOUNT/test-lists.git {branch}" in ended.err
        assert git(desk.clone, "show", f"{branch}:lists/kh.csv") == desk.list.read_text("utf-8")
        assert desk.github.calls() == []

    def test_no_token_and_a_fork(self, desk: Desk) -> None:
        """A fork that may not be pushed to without a login: the same, with its name."""
        desk.github.add_fork(FORK)
        desk.add("new")
        ended = desk.pr("--fork", "volunteer", GITHUB_TOKEN="")
        [branch] = git(desk.clone, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()
        assert (ended.code, ended.out) == (0, self.link(desk, "volunteer", branch))

    def test_a_fork_on_disk(self, desk: Desk) -> None:
        """One that may be pushed to has the branch; twice is once."""
        path = desk.github.add_fork(FORK)
        desk.add("new")
        for _ in range(2):
            ended = desk.pr("--fork", str(path), GITHUB_TOKEN="")
            [branch] = desk.branches(FORK)
            assert (ended.code, ended.out) == (0, self.link(desk, "volunteer", branch))

    def test_all_on_disk(self, desk: Desk) -> None:
        """A path for upstream and no GitHub at all."""
        desk.add("new")
        desk.github.add_fork(FORK)
        for fork, repository in ((("--fork", "volunteer"), FORK), ((), UPSTREAM)):
            ended = desk.pr("--upstream", str(desk.upstream), *fork, GITHUB_API_URL="", GITHUB_TOKEN="x" * 20)
            assert ended.code == 0, ended.err
            [branch] = desk.branches(repository)
            owner = "" if repository == UPSTREAM else "volunteer:"
            assert ended.out == f"https://github.com/{UPSTREAM}/compare/master...{owner}{branch}?expand=1\n"
        assert desk.github.seen == []


def test_a_folder_of_any_name(desk: Desk, tmp_path: Path) -> None:
    """On disk, where GitHub is not asked, upstream and fork may be called anything."""
    desk.add("new")
    places = [tmp_path / "my lists" / name for name in ("up stream.git", "fork.git")]
    for place in places:
        shutil.copytree(desk.upstream, place)
    ended = desk.pr("--upstream", str(places[0]), "--fork", str(places[1]), GITHUB_API_URL="", GITHUB_TOKEN="")
    assert ended.code == 0, ended.err
    assert git(places[1], "for-each-ref", "refs/heads/kh-testlist")
    assert_one_error(
        desk.pr("--upstream", str(places[0]), "--fork", "volunteer", GITHUB_API_URL="", GITHUB_TOKEN=""), 2
    )


def test_the_real_lists(desk: Desk, upstream_lists: Path) -> None:
    """On upstream's own lists: one line is added, and nothing else of 39,000 rows is touched."""
    files = {f"lists/{path.name}": path.read_bytes().decode("utf-8") for path in upstream_lists.glob("*.csv")}
    commit(desk.upstream, files)
    desk.in_step()
    desk.add("new")
    ended = desk.pr()
    assert ended.code == 0, ended.err
    [branch] = desk.branches(FORK)
    assert git(desk.github.repository(FORK), "diff", "--numstat", "master", branch) == "1\t0\tlists/kh.csv\n"
    assert "the global list (1,7" in desk.pull()["body"]


def test_the_description_was_asked(desk: Desk) -> None:
    """GitHub's own description was there to judge what these tests send, and knows a bad request when it sees one."""
    found = needed()
    assert desk.github.description is found
    assert found.against("GET", "/repos/a/b/pulls", {"stat": ["open"]}, None)
    assert found.against("GET", "/repos/a/b/pulls", {"state": ["opened"]}, None)
    assert found.against("POST", "/repos/a/b/pulls", {}, {"head": 1})
    assert found.against("PUT", "/user", {}, None)
    assert found.against("GET", "/nowhere/at/all", {}, None)
    assert not found.against("GET", "/repos/a/b/pulls", {"state": ["open"], "per_page": ["10"]}, None)


def test_no_ledger_of_ours_goes_along(desk: Desk) -> None:
    """The ledger's header is nowhere in what was sent."""
    desk.done("remove", site("one"), "--reason", "closed")
    assert desk.pr().code == 0
    assert ",".join(LEDGER_HEADER) not in str(desk.github.seen) + desk.pull()["body"]
