"""What `pr` must not give away, must not touch, and must survive."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kh_testlist.upstream.identity import NEUTRAL
from tests.hostile import processes
from tests.hostile.processes import assert_one_error
from tests.samples import row
from tests.upstream.desk import PERSON, Desk, desk, github, hosted, site
from tests.upstream.github.stub import TOKEN, UPSTREAM, git

__all__ = ["desk", "github", "hosted"]

FORK = "volunteer/test-lists"
_SECRETS = (TOKEN.encode(), *(part.encode() for part in PERSON), b"Sokha", b"private.example")


def tree(*folders: Path) -> dict[str, tuple[int, int, bytes]]:
    """All that is in folders: names, kinds, times of change, contents."""
    found = {}
    for folder in folders:
        for path in sorted([folder, *folder.rglob("*")]):
            known = path.lstat()
            content = path.read_bytes() if stat.S_ISREG(known.st_mode) else b""
            found[str(path)] = (known.st_mode, known.st_mtime_ns, content)
    return found


class TestDryRun:
    """`--dry-run` shows all of it and touches nothing."""

    def dry(self, desk: Desk, *arguments: str, **environment: str) -> str:
        """What it prints, nothing having been touched."""
        before = tree(desk.project, desk.home, desk.github.root, *([desk.clone] if desk.clone.exists() else []))
        had_clone = desk.clone.exists()
        ended = desk.pr("--dry-run", *arguments, **environment)
        assert ended.code == 0, ended.err
        assert desk.clone.exists() is had_clone
        assert tree(desk.project, desk.home, desk.github.root, *([desk.clone] if had_clone else [])) == before
        assert desk.github.seen == []
        return ended.out

    def test_before_anything(self, desk: Desk) -> None:
        """Without a clone, without a token; and it shows what is then sent."""
        desk.add("new")
        desk.done("remove", site("three"), "--reason", "closed in 2023")
        printed = self.dry(desk, GITHUB_TOKEN="")
        assert desk.pr().code == 0
        [branch] = desk.branches(FORK)
        pull = desk.pull()
        assert printed.startswith(f"branch {branch}\n")
        assert f"title {pull['title']}\n" in printed
        assert printed.endswith(pull["body"])
        fork = desk.github.repository(FORK)
        for line in git(fork, "log", "-p", "--format=%s", f"master..{branch}").splitlines():
            if line.startswith(("+", "-", "kh: ")):
                assert line.strip() in printed

    def test_with_a_clone(self, desk: Desk) -> None:
        """With one, that is left as it is too, whether it has upstream's newest commit or not."""
        desk.add("new")
        desk.pr("--no-open", GITHUB_TOKEN="")
        self.dry(desk)
        desk.commit_upstream(desk.upstream_list() + row(site("late")) + "\n")
        assert site("late") in self.dry(desk)

    def test_without_a_network(self, desk: Desk) -> None:
        """It is shown on the state of the last sync, and said so; where there is none, it can't be."""
        desk.add("new")
        ended = desk.pr("--dry-run", "--upstream", "http://127.0.0.1:9/citizenlab/test-lists.git")
        assert_one_error(ended, 3)
        desk.pr("--no-open", GITHUB_TOKEN="")
        ended = desk.pr("--dry-run", "--upstream", "http://127.0.0.1:9/citizenlab/test-lists.git")
        assert ended.code == 0, ended.err
        assert "last sync" in ended.err
        assert site("new") in ended.out


class TestToken:
    """The token is told to the API and, after a 401, to the API's own host; to nobody and nothing else."""

    @pytest.mark.skipif(sys.platform != "linux", reason="needs /proc, where all arguments can be seen")
    def test_it_is_nowhere(self, desk: Desk, tmp_path: Path) -> None:
        """In no file, no argument of any process, no trace, nothing that is printed."""
        log = tmp_path / "processes"
        spy = tmp_path / "bin" / "git"
        spy.parent.mkdir()
        real = subprocess.run(["sh", "-c", "command -v git"], capture_output=True, check=True).stdout.decode().strip()
        # Every process of the machine, as it can be seen while git runs.
        spy.write_text(f'#!/bin/sh\ncat /proc/[0-9]*/cmdline >> {log} 2>/dev/null\nexec {real} "$@"\n', "utf-8")
        spy.chmod(0o755)
        desk.add("new")
        trace = tmp_path / "trace"
        ended = desk.run_apart(
            "pr", "-v", PATH=f"{spy.parent}:{os.environ['PATH']}",
            GIT_TRACE=str(trace), GIT_TRACE_CURL=str(trace), GIT_TRACE2=str(trace), GIT_CURL_VERBOSE="1",
        )  # fmt: skip
        assert ended.code == 0, ended.err
        assert b"kh_testlist" in log.read_bytes()
        # GitPython asks git for its version in the caller's environment; what we run is in none of it.
        assert b"push" not in trace.read_bytes()
        for path, (_, _, content) in tree(desk.project, desk.clone, desk.github.root, log.parent).items():
            assert TOKEN.encode() not in content, path
        assert TOKEN not in json.dumps(desk.github.pulls)

    def test_only_when_pushing_after_a_401(self, desk: Desk) -> None:
        """Git says it where the push was answered with 401, and nowhere else."""
        desk.add("new")
        assert desk.pr().code == 0
        told = [seen for seen in desk.github.git_seen if "authorization" in seen.headers]
        assert told
        assert {seen.path.partition(".git")[0] for seen in told} == {f"/{FORK}"}
        assert all("receive-pack" in str(seen) for seen in told)

    def test_not_to_a_server_that_asks_for_none(self, desk: Desk) -> None:
        """Where git is let in without a login, it gives none."""
        desk.github.add_fork(FORK)
        desk.github.open_to_all = True
        desk.add("new")
        assert desk.pr().code == 0
        assert not any("authorization" in seen.headers for seen in desk.github.git_seen)

    def test_not_to_another_host(self, desk: Desk) -> None:
        """A fork elsewhere that asks for a login is not given this one."""
        desk.github.add_fork(FORK)
        desk.add("new")
        elsewhere = desk.github.url.replace("127.0.0.1", "localhost")
        ended = desk.pr("--fork", f"{elsewhere}/{FORK}.git")
        assert_one_error(ended, 3)
        assert f"The token is not sent to {elsewhere}/{FORK}.git" in ended.err
        assert not any("authorization" in seen.headers for seen in desk.github.git_seen)

    @pytest.mark.parametrize("place", ["server", "path"])
    def test_said_where_it_is_of_no_use(self, desk: Desk, place: str) -> None:
        """Where upstream is not at the token's host, nobody is told it, and the person is told so."""
        desk.add("new")
        elsewhere = f"{desk.github.url}/{UPSTREAM}.git" if place == "server" else str(desk.upstream)
        ended = desk.pr("--upstream", elsewhere, GITHUB_API_URL="")
        assert (
            f"GITHUB_TOKEN is not used, because it is for https://github.com, and {elsewhere} is another" in ended.err
        )
        assert not any("authorization" in seen.headers for seen in (*desk.github.seen, *desk.github.git_seen))
        assert "GITHUB_TOKEN is not" not in desk.pr("--upstream", elsewhere, GITHUB_API_URL="", GITHUB_TOKEN="").err
        assert "oken is not" not in desk.pr().err

    @pytest.mark.skipif(os.name == "nt", reason="the stand-in for git is a script")
    def test_git_has_it_for_that_host_alone(self, desk: Desk, tmp_path: Path) -> None:
        """The git that pushes to another host does not even have it; those that look at GitHub's fork and push have."""
        spy, log = tmp_path / "bin" / "git", tmp_path / "seen"
        spy.parent.mkdir()
        real = shutil.which("git")
        spy.write_text(f'#!/bin/sh\n{{ echo "= $*"; env; }} >> {log}\nexec {real} "$@"\n', "utf-8")
        spy.chmod(0o755)
        desk.github.add_fork(FORK)
        desk.add("new")
        elsewhere = f"{desk.github.url.replace('127.0.0.1', 'localhost')}/{FORK}.git"
        for fork, has in ((elsewhere, False), ("volunteer", True)):
            log.unlink(missing_ok=True)
            desk.run_apart("pr", "--fork", fork, PATH=f"{spy.parent}:{os.environ['PATH']}")
            runs = log.read_text("utf-8").split("\n= ")
            # GitPython asks for the version of git in the caller's own environment.
            told = [run for run in runs if TOKEN in run and not run.removeprefix("= ").startswith("version\n")]
            assert bool(told) is has
            assert {run.partition(" ")[0] for run in told} <= {"ls-remote", "fetch", "push"}

    def test_no_netrc(self, desk: Desk) -> None:
        """A login in .netrc is neither used nor does it take the token's place."""
        (desk.home / ".netrc").write_text("machine 127.0.0.1 login netrc-user password netrc-password\n", "utf-8")
        (desk.home / ".netrc").chmod(0o600)
        desk.add("new")
        assert desk.pr().code == 0
        sent = str([seen.headers for seen in (*desk.github.seen, *desk.github.git_seen)])
        assert "bmV0cmMtdXNlcjpuZXRyYy1wYXNzd29yZA" not in sent  # netrc-user:netrc-password in base64

    def test_an_api_that_says_it_back(self, desk: Desk) -> None:
        """A server that repeats the token in its refusal does not have us print it."""
        from tests.upstream.github.stub import Answer

        desk.github.faults = [lambda _: Answer(422, {"message": f"bad token {TOKEN}"})]
        desk.add("new")
        for verbose in ((), ("-v",)):
            ended = processes.run("pr", *verbose, folder=desk.project, env=desk.environment)
            assert ended.code == 3
            assert "***" in ended.err
            assert TOKEN not in ended.err

    @pytest.mark.parametrize("token", [f"{TOKEN}\n{TOKEN}", f"{TOKEN} ", "\x1b[31m", "ក"])
    def test_one_that_is_none(self, desk: Desk, token: str) -> None:
        """Something that can't be a token is refused without being shown; a stray space at its end is forgiven."""
        desk.add("new")
        ended = desk.pr(GITHUB_TOKEN=token)
        if token.strip() == TOKEN:
            assert ended.code == 0
        else:
            assert_one_error(ended, 2)
            assert desk.github.seen == []


class TestIdentity:
    """A volunteer's own name is in nothing that leaves, unless they ask for it."""

    def sent(self, desk: Desk) -> bytes:
        """All that left: commits with their headers, names of branches, requests, talk to git."""
        fork = desk.github.repository(FORK)
        [branch] = desk.branches(FORK)
        commits = git(fork, "log", "--format=raw", f"master..{branch}") + branch
        return (commits + str(desk.github.seen) + str(desk.github.git_seen) + json.dumps(desk.github.pulls)).encode()

    def test_neutral(self, desk: Desk) -> None:
        """Git's configuration, the login's name and the host's are nowhere; times are UTC."""
        import getpass
        import socket

        desk.add("new")
        config = desk.project / ".git" / "config"
        config.parent.mkdir()
        config.write_text(f"[user]\n\tname = {PERSON[0]}\n\temail = {PERSON[1]}\n", "utf-8")
        ended = desk.run_apart(
            "pr", GIT_AUTHOR_NAME=PERSON[0], GIT_AUTHOR_EMAIL=PERSON[1], GIT_COMMITTER_NAME=PERSON[0],
            EMAIL=PERSON[1], USER="sokha-login", LOGNAME="sokha-login", TZ="Asia/Phnom_Penh",
        )  # fmt: skip
        assert ended.code == 0, ended.err
        sent = self.sent(desk)
        for secret in (*_SECRETS, b"sokha-login", b"+0700", socket.gethostname().encode()):
            if secret != TOKEN.encode():
                assert secret not in sent, secret
        assert getpass.getuser() not in git(desk.github.repository(FORK), "log", "-1", "--format=%an%ae%cn%ce", "--all")
        assert f"author {NEUTRAL}".encode() in sent
        assert f"committer {NEUTRAL}".encode() in sent
        assert str(NEUTRAL) in ended.err

    def test_one_that_is_given(self, desk: Desk) -> None:
        """`--author`, for author and committer both, and it is shown; the settings' where there is none."""
        desk.add("new")
        (desk.project / "kh-testlist.toml").write_text('[pr]\nauthor = "Our NGO <us@ngo.example>"\n', "utf-8")
        ended = desk.pr()
        assert ended.code == 0, ended.err
        assert "Our NGO <us@ngo.example>" in ended.err
        assert self.sent(desk).count(b"Our NGO <us@ngo.example>") == 2
        ended = desk.pr("--branch", "another", "--author", "Someone Else <else@ngo.example>")
        assert ended.code == 0, ended.err
        log = git(desk.github.repository(FORK), "log", "-1", "--format=%an <%ae> %cn <%ce>", "another")
        assert log == "Someone Else <else@ngo.example> Someone Else <else@ngo.example>\n"

    def test_gits_own(self, desk: Desk) -> None:
        """Only `--author git` reads git's, and says so."""
        desk.add("new")
        ended = desk.pr("--author", "git")
        assert ended.code == 0, ended.err
        assert f"{PERSON[0]} <{PERSON[1]}>" in ended.err.splitlines()[0]
        assert PERSON[0].encode() in self.sent(desk)

    def test_gits_own_where_it_has_none(self, desk: Desk) -> None:
        """Without one, the login's name is not taken in its place."""
        (desk.home / ".gitconfig").unlink()
        desk.add("new")
        assert_one_error(desk.pr("--author", "git"), 3)

    def test_settings_can_not_publish_it(self, desk: Desk) -> None:
        """A pull request to our own repository can't have the name of whoever runs `pr` next."""
        desk.add("new")
        (desk.project / "kh-testlist.toml").write_text('[pr]\nauthor = "git"\n', "utf-8")
        assert_one_error(desk.pr(), 2)
        assert desk.github.seen == []


def test_hostile_words_call_nobody(desk: Desk) -> None:
    """Notes and reasons that would call people, close requests or make markup are data in all that is sent."""
    evil = (
        "@octocat fixes #1, GH-2 <script>x</script> [x](http://evil.example) http://evil.example www.evil.example | `"
    )
    desk.add("new", notes=evil)
    desk.done("remove", site("one"), "--reason", f"{evil} Co-authored-by: x <x@y.example>")
    ended = desk.pr()
    assert ended.code == 0, ended.err
    [branch] = desk.branches(FORK)
    messages = git(desk.github.repository(FORK), "log", "--format=%B", f"master..{branch}")
    assert "@octocat" not in messages
    assert "#1" not in messages
    trailers = git(desk.github.repository(FORK), "log", "--format=%(trailers)", f"master..{branch}").strip()
    assert trailers == ""
    body: Any = desk.pull()["body"]
    assert "<script" not in body
    assert "](http://evil" not in body


@pytest.mark.parametrize(
    "place", ["--upload-pack=touch evil", "ext::touch evil", "{elsewhere}/volunteer/test-lists.git"]
)
def test_a_fork_that_lies_elsewhere(desk: Desk, place: str) -> None:
    """What GitHub names as the fork's address is no option of git's, and on its own host or not believed."""
    address = place.format(elsewhere=desk.github.url.replace("127.0.0.1", "localhost"))
    from tests.upstream.github.stub import Answer

    def evil(seen: Any) -> Answer | None:  # noqa: ANN401 - whatever came
        if seen.path != f"/repos/{FORK}":
            return None
        return Answer(200, {"full_name": FORK, "fork": True, "clone_url": address, "permissions": {}})

    desk.github.add_fork(FORK)
    desk.github.faults = [evil]
    desk.add("new")
    assert desk.pr().code == 0
    assert not any("localhost" in seen.headers["host"] for seen in desk.github.git_seen)
    assert len(desk.branches(FORK)) == 1
