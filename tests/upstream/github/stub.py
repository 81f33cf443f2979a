"""The server: GitHub's API as far as it is asked, real repositories, and git over HTTP by `git http-backend`."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from tests.upstream.git_server import backend
from tests.upstream.github.description import Description

TOKEN: Final = "ghp_" + "Z3cret" * 6
LOGIN: Final = "volunteer"
UPSTREAM: Final = "citizenlab/test-lists"

_PULLS: Final = re.compile(r"/repos/([^/]+/[^/]+)/pulls(?:/(\d+))?")
_LABELS: Final = re.compile(r"/repos/([^/]+/[^/]+)/labels")
_ISSUE_LABELS: Final = re.compile(r"/repos/([^/]+/[^/]+)/issues/(\d+)/labels")
_FORKS: Final = re.compile(r"/repos/([^/]+/[^/]+)/forks")
_REPOSITORY: Final = re.compile(r"/repos/([^/]+/[^/]+)")


@dataclass(slots=True)
class Seen:
    """A request that came."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any


@dataclass(slots=True)
class Answer:
    """An answer of the stub's."""

    status: int
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)


Fault = Callable[[Seen], "Answer | None"]
"""What a test has the server do in place of its work; None leaves it to that."""


class GitHubStub:
    """The state of it: repositories, forks, pull requests, labels; and what was asked."""

    def __init__(self, root: Path, description: Description | None) -> None:
        self.root = root
        self.description = description
        self.url = ""
        self.login = LOGIN
        self.pushable: set[str] = set()
        """Repositories that the token may push to; forks come to it by themselves."""
        self.parents: dict[str, str] = {}
        """For each fork, what it is one of."""
        self.pulls: list[dict[str, Any]] = []
        self.labels: list[str] = []
        self.page = 100
        """The most that a page has."""
        self.slow_forks = 0
        """How often git finds nothing at a new fork, before it is there."""
        self.seen: list[Seen] = []
        self.git_seen: list[Seen] = []
        self.faults: list[Fault] = []
        self.violations: list[str] = []
        self.open_to_all = False
        """Whether anybody may push."""
        self._fatal: tuple[int, Callable[[], None]] = (0, lambda: None)
        self._came = 0
        self.before_git: Callable[[Seen], None] | None = None
        """What happens right before git is let through."""

    def kill_at(self, number: int, kill: Callable[[], None]) -> None:
        """Have something happen when the so manieth request from now on came, before it is answered."""
        self._came, self._fatal = 0, (number, kill)

    def count(self) -> None:
        """A request came."""
        self._came += 1
        number, kill = self._fatal
        if self._came == number:
            kill()

    def repository(self, name: str) -> Path:
        """Where the bare repository is."""
        return self.root / f"{name}.git"

    def add_fork(self, name: str, of: str = UPSTREAM) -> Path:
        """A fork, as it is now."""
        git(self.root, "clone", "--quiet", "--bare", "--", str(self.repository(of)), str(self.repository(name)))
        serve(self.repository(name))
        self.parents[name] = of
        self.pushable.add(name)
        return self.repository(name)

    def calls(self, method: str | None = None) -> list[str]:
        """What the API was asked, in order."""
        return [f"{one.method} {one.path}" for one in self.seen if method in {None, one.method}]

    def answer(self, seen: Seen) -> Answer:
        """Answer an API request."""
        self.seen.append(seen)
        self._inspect(seen)
        for fault in self.faults:
            found = fault(seen)
            if found is not None:
                return found
        if seen.headers.get("authorization") != f"Bearer {TOKEN}":
            return Answer(401, {"message": "Bad credentials"})
        if seen.path == "/user":
            return Answer(200, {"login": self.login, "id": 1})
        for form, work in (
            (_PULLS, self._pulls), (_LABELS, self._labels), (_ISSUE_LABELS, self._issue_labels),
            (_FORKS, self._forks), (_REPOSITORY, self._repository),
        ):  # fmt: skip
            match = form.fullmatch(seen.path)
            if match:
                return work(seen, *match.groups())
        return Answer(404, {"message": "Not Found"})

    def _inspect(self, seen: Seen) -> None:
        wanted = {"accept": "application/vnd.github+json", "x-github-api-version": "2022-11-28"}
        self.violations += [
            f"{key}: {seen.headers.get(key)}" for key, value in wanted.items() if seen.headers.get(key) != value
        ]
        if not seen.headers.get("user-agent", "").startswith("kh-testlist/"):
            self.violations.append("GitHub refuses requests without a User-Agent")
        if seen.body is not None and seen.headers.get("content-type") != "application/json":
            self.violations.append("a body that is not said to be JSON")
        if self.description:
            self.violations += self.description.against(seen.method, seen.path, seen.query, seen.body)

    def _repository(self, seen: Seen, name: str) -> Answer:
        del seen
        name = next((found for found in (UPSTREAM, *self.parents) if found.lower() == name.lower()), name)
        if not self.repository(name).is_dir() or not (name == UPSTREAM or name in self.parents):
            return Answer(404, {"message": "Not Found"})
        return Answer(200, self._shown(name))

    def _shown(self, name: str) -> dict[str, Any]:
        parent = self.parents.get(name)
        return {
            "full_name": name,
            "clone_url": f"{self.url}/{name}.git",
            "fork": parent is not None,
            "parent": {"full_name": parent} if parent else None,
            "default_branch": "master",
            "permissions": {"push": name in self.pushable, "pull": True},
        }

    def _forks(self, seen: Seen, name: str) -> Answer:
        owner = (seen.body or {}).get("organization") or self.login
        fork = f"{owner}/{name.partition('/')[2]}"
        if fork not in self.parents:
            while self.repository(fork).exists():  # somebody's own, of the same name
                fork += "-1"
            self.add_fork(fork, name)
        return Answer(202, self._shown(fork))

    def _pulls(self, seen: Seen, name: str, number: str | None) -> Answer:
        if seen.method == "GET":
            wanted = [pull for pull in self.pulls if self._fits(pull, seen.query)]
            return self._paged(seen, [self._pull(pull) for pull in reversed(wanted)])
        if seen.method == "PATCH":
            pull = next(pull for pull in self.pulls if pull["number"] == int(number or 0))
            pull.update({key: seen.body[key] for key in ("title", "body", "state") if key in seen.body})
            return Answer(200, self._pull(pull))
        owner, _, branch = seen.body["head"].partition(":")
        source = seen.body.get("head_repo") or next(
            (found for found in (*self.parents, name) if found.startswith(f"{owner}/")), ""
        )
        commit = git(self.repository(source), "rev-parse", f"refs/heads/{branch}").strip() if source else ""
        asked = {"head": seen.body["head"], "base": seen.body["base"], "state": "open"}
        if any(asked.items() <= pull.items() for pull in self.pulls):
            said = f"A pull request already exists for {seen.body['head']}."
            return Answer(422, {"message": "Validation Failed", "errors": [{"message": said}]})
        self.pulls.append({
            **seen.body, **asked, "number": len(self.pulls) + 1, "commit": commit, "labels": [], "merged_at": None,
        })  # fmt: skip
        return Answer(201, self._pull(self.pulls[-1]))

    def _fits(self, pull: dict[str, Any], query: dict[str, list[str]]) -> bool:
        state = query.get("state", ["open"])[0]
        asked = {key: query[key][0] for key in ("head", "base") if key in query}
        return state in {"all", pull["state"]} and asked.items() <= pull.items()

    def _pull(self, pull: dict[str, Any]) -> dict[str, Any]:
        shown = {key: pull[key] for key in ("number", "state", "title", "body", "merged_at")}
        return {**shown, "html_url": f"{self.url}/{UPSTREAM}/pull/{pull['number']}", "new_field": {"nobody": "knows"}}

    def _labels(self, seen: Seen, name: str) -> Answer:
        del name
        return self._paged(seen, [{"name": label} for label in self.labels])

    def _issue_labels(self, seen: Seen, name: str, number: str) -> Answer:
        del name
        self.pulls[int(number) - 1]["labels"] += seen.body["labels"]
        return Answer(200, [{"name": label} for label in seen.body["labels"]])

    def _paged(self, seen: Seen, found: list[dict[str, Any]]) -> Answer:
        size = min(self.page, int(seen.query.get("per_page", ["30"])[0]))
        page = int(seen.query.get("page", ["1"])[0])
        headers = {}
        if len(found) > page * size:
            rest = "&".join(f"{key}={value[0]}" for key, value in seen.query.items() if key != "page")
            headers["Link"] = f'<{self.url}{seen.path}?{rest}&page={page + 1}>; rel="next"'
        return Answer(200, found[(page - 1) * size : page * size], headers)

    def may(self, seen: Seen) -> Answer | None:
        """Why a git request is refused; None where it isn't."""
        self.git_seen.append(seen)
        name = seen.path.removeprefix("/").partition(".git/")[0]
        if name in self.parents and self.slow_forks > 0:
            self.slow_forks -= 1
            return Answer(404, "Repository not found.")
        if "git-receive-pack" not in seen.path and seen.query.get("service") != ["git-receive-pack"]:
            return None
        if self.open_to_all:
            return None
        login = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()
        if seen.headers.get("authorization") != f"Basic {login}":
            return Answer(401, "Unauthorized", {"WWW-Authenticate": 'Basic realm="GitHub"'})
        return None if name in self.pushable else Answer(403, f"Permission to {name}.git denied to {self.login}.")


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """What git answers, in an environment of its own."""
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
        "GIT_AUTHOR_NAME": "Someone", "GIT_AUTHOR_EMAIL": "someone@example.org",
        "GIT_COMMITTER_NAME": "Someone", "GIT_COMMITTER_EMAIL": "someone@example.org",
    }  # fmt: skip
    ended = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, input=given, capture_output=True, check=False
    )
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stdout.decode()


def serve(repository: Path) -> None:
    """Let a bare repository be fetched from as GitHub lets it: parts of it, and any commit."""
    for key in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant", "http.receivepack"):
        git(repository, "config", key, "true")


def _handler(stub: GitHubStub) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - a class in a function, small parts
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._handle()

        do_POST = do_PATCH = do_GET  # noqa: N815 - http.server asks for these names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _handle(self) -> None:
            data = self._data()
            url = urlsplit(self.path)
            headers = {key.lower(): value for key, value in self.headers.items()}
            seen = Seen(self.command, unquote(url.path), parse_qs(url.query, keep_blank_values=True), headers, None)
            stub.count()
            with contextlib.suppress(ConnectionError):
                if ".git/" in seen.path:
                    refused = stub.may(seen)
                    if refused:
                        self._give(refused)
                        return
                    if stub.before_git:
                        stub.before_git(seen)
                    self._git(seen, data)
                    return
                seen.body = json.loads(data) if data else None
                self._give(stub.answer(seen))

        def _data(self) -> bytes:
            if self.headers.get("Transfer-Encoding") == "chunked":
                parts = []
                while size := int(self.rfile.readline(), 16):
                    parts.append(self.rfile.read(size))
                    self.rfile.readline()
                self.rfile.readline()
                return b"".join(parts)
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))

        def _give(self, answer: Answer) -> None:
            body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for key, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **answer.headers,
            }.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def _git(self, seen: Seen, data: bytes) -> None:
            reply = backend(stub.root, seen.method, self.path, seen.headers, data, stub.login)
            self.send_response(reply.status)
            for key, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(reply.body)

    return Handler


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that hang up."""


@contextlib.contextmanager
def running(root: Path, description: Description | None) -> Iterator[GitHubStub]:
    """A GitHub that is up for as long as this is held. The test must be allowed sockets."""
    stub = GitHubStub(root, description)
    server = _Server(("127.0.0.1", 0), _handler(stub))
    server.daemon_threads = True
    stub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
