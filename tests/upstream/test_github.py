"""The client of GitHub's API: what it makes of every answer, within which time, and whom it tells the token."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kh_testlist.errors import Failure
from kh_testlist.upstream import github as client
from kh_testlist.upstream.github import GitHub
from kh_testlist.upstream.origin import Repository, Token
from tests.upstream.desk import github, hosted
from tests.upstream.github.stub import LOGIN, TOKEN, UPSTREAM, Answer, GitHubStub, Seen

__all__ = ["github", "hosted"]

NOW = 1_800_000_000.0
WHOM = Repository("citizenlab", "test-lists")


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the client would have slept; time stands still."""
    slept: list[float] = []
    monkeypatch.setattr(client, "sleep", slept.append)
    monkeypatch.setattr(client, "time", lambda: NOW)
    return slept


@pytest.fixture
def api(github: GitHubStub, naps: list[float]) -> GitHub:
    """A client of the stub."""
    del naps
    return GitHub(github.url, Token(TOKEN))


def script(github: GitHubStub, *answers: Answer | None) -> None:
    """Have the stub give these answers, one after the other, and then do its work again."""
    rest: Iterator[Answer | None] = itertools.chain(answers, itertools.repeat(None))
    github.faults = [lambda _: next(rest)]


def failure(call: Callable[[], object]) -> Failure:
    """The error that a call ends in; the token is not in it, nor in what caused it."""
    with pytest.raises(Failure) as raised:
        call()
    error: BaseException | None = raised.value
    while error is not None:
        assert TOKEN not in f"{error!r} {error}"
        error = None if error.__suppress_context__ else error.__cause__ or error.__context__
    assert raised.value.next_step
    return raised.value


class TestRefusals:
    """Each refusal with its next step, at once."""

    @pytest.mark.parametrize(
        ("status", "step"),
        [(400, "GITHUB_API_URL"), (401, "GITHUB_TOKEN"), (403, "public_repo"), (404, "--upstream"),
         (410, "maintainers"), (422, "--base"), (451, "GITHUB_API_URL")],
    )  # fmt: skip
    def test_each(self, github: GitHubStub, api: GitHub, naps: list[float], status: int, step: str) -> None:
        """What GitHub says, and what to do about it; nothing is tried again."""
        script(github, Answer(status, {"message": "No, said GitHub", "errors": [{"message": "because"}, "of that"]}))
        error = failure(lambda: api.open_pull(WHOM, {"title": "x", "head": "a:b", "base": "master"}))
        assert f"HTTP {status}: No, said GitHub; because; of that" in error.message
        assert step in error.next_step
        assert len(github.seen) == 1
        assert naps == []

    def test_not_found_may_be_an_answer(self, api: GitHub) -> None:
        """A repository that isn't there is none."""
        assert api.repository(Repository("nobody", "nothing")) is None

    def test_what_exists_already(self, github: GitHubStub, api: GitHub) -> None:
        """A request that is open already is an answer; another 422 is not."""
        github.add_fork("volunteer/test-lists")
        asked = {"title": "x", "head": "volunteer:master", "base": "master", "body": ""}
        assert api.open_pull(WHOM, asked) is not None
        assert api.open_pull(WHOM, asked) is None

    @pytest.mark.parametrize(
        "body",
        [
            b"<html>log in</html>",
            b"",
            b"[]",
            b"null",
            b"{}",
            b'{"login": 7}',
            b"\xff\xfe",
            b"[" * 100_000,
            b'{"login": "a"',
        ],
    )
    def test_what_is_no_answer(self, github: GitHubStub, api: GitHub, body: bytes) -> None:
        """HTML, nothing, another shape, deep nesting."""
        script(github, Answer(200, body))
        assert "GITHUB_API_URL" in failure(api.login).next_step

    def test_refusals_that_are_no_json(self, github: GitHubStub, api: GitHub) -> None:
        """A proxy's page in place of a reason."""
        script(github, Answer(403, b"<html>" + b"[" * 50_000))
        assert "no reason given" in failure(api.login).message

    @pytest.mark.parametrize("status", [200, 403, 500])
    def test_a_huge_answer(self, github: GitHubStub, api: GitHub, status: int) -> None:
        """More than a mebibyte is not read, packed or not."""
        import gzip

        large = json.dumps({"login": "x" * 2_000_000}).encode()
        script(github, Answer(status, large))
        assert "1 MiB" in failure(api.login).message
        bomb = gzip.compress(b"x" * 50_000_000)
        script(github, Answer(status, bomb, {"Content-Encoding": "gzip"}))
        assert "1 MiB" in failure(api.login).message


class TestTroubles:
    """5xx, timeouts and cut connections are tried three times."""

    def test_once(self, github: GitHubStub, api: GitHub, naps: list[float]) -> None:
        """One trouble is none."""
        script(github, Answer(502, b"<html>"), Answer(500))
        assert api.login() == LOGIN
        assert naps == [1.0, 2.0]

    def test_for_good(self, github: GitHubStub, api: GitHub, naps: list[float]) -> None:
        """Three are an error."""
        script(github, *[Answer(503)] * 9)
        assert "HTTP 503" in failure(api.login).message
        assert len(github.seen) == 3
        assert sum(naps) < 10

    def test_nobody_there(self, naps: list[float], socket_enabled: None) -> None:
        """A port that nobody listens at."""
        del socket_enabled
        assert "no connection" in failure(GitHub("http://127.0.0.1:9", Token(TOKEN)).login).message
        assert naps == [1.0, 2.0]

    @pytest.mark.parametrize("limit", ["_READ_SECONDS", "_SECONDS"])
    def test_no_answer_in_time(
        self, github: GitHubStub, naps: list[float], monkeypatch: pytest.MonkeyPatch, limit: str
    ) -> None:
        """A server that says nothing is given up on."""
        import threading

        monkeypatch.setattr(client, limit, 0.1)
        done = threading.Event()

        def silent(seen: Seen) -> None:
            del seen
            done.wait(5)

        github.faults = [silent]
        assert "in time" in failure(GitHub(github.url, Token(TOKEN)).login).message
        assert naps == [1.0, 2.0]
        done.set()

    def test_a_broken_body(self, github: GitHubStub, api: GitHub) -> None:
        """A length that is not kept, or an encoding that is none."""
        script(github, Answer(200, b"no gzip", {"Content-Encoding": "gzip"}))
        assert api.login() == LOGIN


class TestRateLimits:
    """Waited for, at most a minute in all."""

    @pytest.mark.parametrize(
        ("status", "headers", "body", "seconds"),
        [
            (429, {"Retry-After": "7"}, {}, 7.0),
            (403, {"Retry-After": "7"}, {}, 7.0),
            (429, {"Retry-After": "Fri, 15 Jan 2027 08:00:20 GMT"}, {}, 20.0),
            (403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": f"{NOW + 30:.0f}"}, {}, 30.0),
            (403, {}, {"message": "You have exceeded a secondary rate limit."}, 60.0),
            (429, {"Retry-After": "0"}, {}, 1.0),
            (429, {"X-RateLimit-Reset": f"{NOW - 30:.0f}"}, {}, 1.0),
        ],
    )
    def test_waited_for(  # noqa: PLR0913, PLR0917 - a row of the table above
        self, github: GitHubStub, api: GitHub, naps: list[float], status: int, headers: dict[str, str],
        body: dict[str, str], seconds: float,
    ) -> None:  # fmt: skip
        """As long as GitHub says, and then asked again."""
        script(github, Answer(status, body, headers))
        assert api.login() == LOGIN
        assert naps == [seconds]

    @pytest.mark.parametrize(
        "headers",
        [{"Retry-After": "61"}, {"X-RateLimit-Reset": f"{NOW + 3600:.0f}"}, {"Retry-After": "9" * 30},
         {"X-RateLimit-Reset": "9" * 30}, {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}],
    )  # fmt: skip
    def test_too_long(self, github: GitHubStub, api: GitHub, naps: list[float], headers: dict[str, str]) -> None:
        """More than a minute is an error that says when to come again."""
        script(github, Answer(429, {}, headers))
        assert "UTC" in failure(api.login).next_step
        assert naps == []

    def test_too_often(self, github: GitHubStub, api: GitHub, naps: list[float]) -> None:
        """Many short waits are a long one; over all requests of a run."""
        github.faults = [lambda seen: Answer(429, {}, {"Retry-After": "25"}) if seen.path == "/user" else None]
        failure(api.login)
        assert naps == [25.0, 25.0]
        script(github, Answer(429, {}, {"Retry-After": "25"}))
        failure(lambda: api.repository(WHOM))

    def test_a_refusal_is_none(self, github: GitHubStub, api: GitHub, naps: list[float]) -> None:
        """A 403 for want of rights is not waited for."""
        script(github, Answer(403, {"message": "Resource not accessible"}, {"X-RateLimit-Remaining": "4999"}))
        failure(api.login)
        assert naps == []


class TestRedirects:
    """Followed within the API's own origin alone."""

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_within(self, github: GitHubStub, api: GitHub, status: int) -> None:
        """A repository that was renamed is found."""
        script(github, Answer(status, {}, {"Location": f"/repos/{UPSTREAM}"}))
        found = api.repository(Repository("citizenlab", "old"))
        assert found is not None
        assert found.full_name == UPSTREAM

    @pytest.mark.parametrize(
        "place",
        [
            "http://localhost:{port}/user",
            "https://127.0.0.1:{port}/user",
            "http://127.0.0.1:9/user",
            "//evil.example/user",
            "ftp://127.0.0.1/",
            "http://[",
            "http://127.0.0.1:{port}@evil.example/",
            "http://127.0.0.1:9\\@127.0.0.1:{port}/user",
            "//127.0.0.1:9\\@127.0.0.1:{port}/user",
            "http://user@127.0.0.1:{port}/user",
        ],
    )
    def test_elsewhere(self, github: GitHubStub, api: GitHub, place: str) -> None:
        """Another host, port or scheme is not told the token."""
        script(github, Answer(302, {}, {"Location": place.format(port=github.url.rpartition(":")[2])}))
        assert "another host" in failure(api.login).message
        assert len(github.seen) == 1

    def test_in_circles(self, github: GitHubStub, api: GitHub) -> None:
        """Some redirects are enough."""
        script(github, *[Answer(302, {}, {"Location": "/user"})] * 50)
        failure(api.login)
        assert len(github.seen) < 6

    @pytest.mark.parametrize("status", [301, 302, 303])
    def test_a_post_is_not_made_a_get(self, github: GitHubStub, api: GitHub, status: int) -> None:
        """What would lose its body is not followed."""
        script(github, Answer(status, {}, {"Location": "/user"}))
        failure(lambda: api.fork(WHOM, None))
        assert len(github.seen) == 1


class TestPages:
    """Long answers come in pages."""

    def test_all_of_them(self, github: GitHubStub, api: GitHub) -> None:
        """Each page is asked for once."""
        github.labels = [f"label{number}" for number in range(250)]
        assert len(api.labels(WHOM)) == 250
        assert len(github.seen) == 3

    def test_elsewhere(self, github: GitHubStub, api: GitHub) -> None:
        """A next page on another host is not asked for."""
        script(github, Answer(200, [], {"Link": '<http://localhost:1/x>; rel="next"'}))
        assert "another host" in failure(lambda: api.labels(WHOM)).message

    @pytest.mark.parametrize("place", ["http://127.0.0.1:9\\@127.0.0.1:{port}/x", "http://u@127.0.0.1:{port}/x"])
    def test_traps(self, github: GitHubStub, api: GitHub, place: str) -> None:
        """Nor is one whose address may be read in two ways."""
        link = place.format(port=github.url.rpartition(":")[2])
        script(github, Answer(200, [], {"Link": f'<{link}>; rel="next"'}))
        assert "another host" in failure(lambda: api.labels(WHOM)).message
        assert len(github.seen) == 1

    def test_beside_the_root(self, github: GitHubStub) -> None:
        """A next page of the same server that is not below the API's root is asked for where it is."""
        script(github, Answer(200, [], {"Link": f'<{github.url}/repos/{UPSTREAM}/labels>; rel="next"'}))
        github.labels = ["kh"]
        assert GitHub(f"{github.url}/api/v3", Token(TOKEN)).labels(WHOM) == {"kh"}

    def test_without_end(self, github: GitHubStub, api: GitHub) -> None:
        """A server that always has another page is left at some point."""
        link = {"Link": f'<{github.url}/repos/{UPSTREAM}/labels>; rel="next"'}
        github.faults = [lambda _: Answer(200, [], link)]
        assert api.labels(WHOM) == set()
        assert len(github.seen) <= 20

    @pytest.mark.parametrize("link", ["nonsense", "<>; rel=next", "<x", ',;"', '<a>; rel="prev"'])
    def test_links_that_are_none(self, github: GitHubStub, api: GitHub, link: str) -> None:
        """What can't be read as a link brings no traceback."""
        script(github, Answer(200, [{"name": "kh"}], {"Link": link}))
        try:
            assert "kh" in api.labels(WHOM)
        except Failure as error:
            assert error.next_step  # noqa: PT017 - either is fine


def test_unknown_fields_are_passed_over(github: GitHubStub, api: GitHub) -> None:
    """GitHub adds fields at any time."""
    body: dict[str, Any] = {"login": "x", "plan": {"name": "y"}, "new": [1, {}]}
    script(github, Answer(200, body))
    assert api.login() == "x"


def test_the_token_is_one_header(github: GitHubStub, api: GitHub) -> None:
    """It is in Authorization and nowhere else, and the client shows it to nobody."""
    api.login()
    [seen] = github.seen
    assert [key for key, value in seen.headers.items() if TOKEN in value] == ["authorization"]
    assert TOKEN not in repr(vars(api))
    assert TOKEN not in f"{Token(TOKEN)!r} {Token(TOKEN)}"


def test_what_the_stub_knows_is_checked(github: GitHubStub) -> None:
    """The stub itself finds fault with a request that GitHub would refuse."""
    github.answer(Seen("GET", "/user", {}, {}, None))
    assert github.violations
    github.violations.clear()
