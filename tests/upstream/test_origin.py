"""Whose repository, at which host, with which token."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kh_testlist.errors import Misuse
from kh_testlist.upstream import origin
from kh_testlist.upstream.origin import Repository, api_root, origin_of, repository_of, token, web_root


@pytest.mark.parametrize(
    "place",
    ["https://github.com/citizenlab/test-lists", "https://github.com/citizenlab/test-lists.git",
     "https://ghe.example:8443/some/where/citizenlab/test-lists/", "/srv/git/citizenlab/test-lists.git",
     "/home/x/citizenlab/test-lists/.git", "git@github.com:citizenlab/test-lists.git",
     "C:\\git\\citizenlab\\test-lists",
     "ssh://git@example.org/citizenlab/test-lists", "file:///srv/citizenlab/test-lists"],
)  # fmt: skip
def test_the_last_two_segments(place: str) -> None:
    """Owner and name, of whatever names a repository."""
    assert repository_of(place, "--upstream") == Repository("citizenlab", "test-lists")


@pytest.mark.parametrize(
    "place", ["", "x", "/", "https://github.com/", "https://github.com/a", "/a/..", "/a/b c", "/a/b?x", "../.."]
)
def test_what_names_none(place: str) -> None:
    """No two segments, or such as no repository has."""
    with pytest.raises(Misuse):
        repository_of(place, "--upstream")


@pytest.mark.parametrize(
    ("root", "web"),
    [("", "https://github.com"), ("https://api.github.com", "https://github.com"),
     ("https://api.github.com/", "https://github.com"), ("https://ghe.example/api/v3", "https://ghe.example"),
     ("https://ghe.example:8443/api/v3/", "https://ghe.example:8443"), ("http://127.0.0.1:99", "http://127.0.0.1:99"),
     ("http://[::1]:99", "http://[::1]:99"), ("http://localhost", "http://localhost")],
)  # fmt: skip
def test_the_web_host(root: str, web: str) -> None:
    """The one host for which git is given the token."""
    assert web_root(api_root({"GITHUB_API_URL": root})) == web


@pytest.mark.parametrize(
    "root",
    ["http://ghe.example", "http://127.0.0.1.evil.example", "ftp://x", "ghe.example", "https://user:pw@ghe.example",
     "https://", "https://ghe.example?x=1", "https://ghe.example#x", "https://[", "https://x:99999", "https://x\x1b"],
)  # fmt: skip
def test_roots_that_get_no_token(root: str) -> None:
    """In the clear over a network, with a login, or no URL at all."""
    with pytest.raises(Misuse):
        api_root({"GITHUB_API_URL": root})


def test_origins() -> None:
    """Scheme, host and port; the usual port may be left out."""
    assert origin_of("https://a.example/x") == origin_of("https://A.example:443/y")
    assert origin_of("https://a.example") != origin_of("http://a.example:443")
    assert origin_of("https://a.example") != origin_of("https://a.example:444")


@pytest.mark.parametrize(
    "trap",
    [
        "https://a.example@b.example/",
        "https://b.example@a.example/",
        "https://b.example\\@a.example/",
        "https://a.example\\@b.example/",
        "https://a.example\\.b.example/",
        "https://a.example\t@b.example/",
        "https:\\\\a.example/",
        " https://a.example/",
        "https://a.exam\nple/",
    ],
)
def test_traps_are_of_no_origin(trap: str) -> None:
    """Where another program might take another part of a URL for its host, it is of no server that we know."""
    assert origin_of(trap) not in {origin_of("https://a.example/"), origin_of("https://b.example/")}


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for gh is a script")
class TestGh:
    """`gh auth token`, for the host that is meant."""

    @pytest.fixture
    def gh(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A gh that notes what it was asked, and has a token for one host."""
        place = tmp_path / "bin" / "gh"
        place.parent.mkdir()
        place.write_text(
            f'#!/bin/sh\necho "$@" > {tmp_path}/asked\n[ "$4" = ghe.example ] && echo gho_token && exit\nexit 1\n',
            "utf-8",
        )
        place.chmod(0o755)
        monkeypatch.setenv("PATH", f"{place.parent}:{os.environ['PATH']}")
        return tmp_path / "asked"

    def test_for_that_host_alone(self, gh: Path) -> None:
        """A token for github.com is never given to another host."""
        found = token("https://ghe.example", {})
        assert found is not None
        assert found.secret == "gho_token"  # noqa: S105 - invented
        assert gh.read_text("utf-8") == "auth token --hostname ghe.example\n"
        assert token("https://github.com", {}) is None

    def test_the_environment_comes_first(self, gh: Path) -> None:
        """Gh is not even asked."""
        found = token("https://ghe.example", {"GITHUB_TOKEN": " ghp_x\n"})
        assert found is not None
        assert found.secret == "ghp_x"  # noqa: S105 - invented
        assert not gh.exists()

    def test_not_from_the_working_folder(self, gh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A gh that came with a checkout is not run."""
        monkeypatch.chdir(gh.parent / "bin")
        assert token("https://ghe.example", {}) is None
        assert not gh.exists()


def test_no_gh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without either there is no token."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert token("https://github.com", {}) is None
    assert origin.is_owner("citizenlab")
    assert not origin.is_owner("../x")
