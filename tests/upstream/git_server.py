"""Real git over HTTP on loopback: `git http-backend` behind a small server that may ask for a login, wait, or die."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.server
import os
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit


class Reply(NamedTuple):
    """What `git http-backend` answered."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def backend(  # noqa: PLR0913, PLR0917 - what a request is made of
    root: Path, method: str, target: str, headers: Mapping[str, str], body: bytes, user: str = ""
) -> Reply:
    """What `git http-backend` answers to a request for the repositories below `root`; `headers` in lower case."""
    parts = urlsplit(target)
    environ = {
        "PATH": os.environ["PATH"],
        "GIT_PROJECT_ROOT": str(root),
        "GIT_HTTP_EXPORT_ALL": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_PROTOCOL": headers.get("git-protocol", ""),
        "REQUEST_METHOD": method,
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "CONTENT_TYPE": headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_CONTENT_ENCODING": headers.get("content-encoding", ""),
        "REMOTE_ADDR": "127.0.0.1",
        "REMOTE_USER": user,
    }
    ran = subprocess.run(["git", "http-backend"], env=environ, input=body, capture_output=True, check=False)
    head, _, content = ran.stdout.partition(b"\r\n\r\n")
    fields = [(name, value.strip()) for name, _, value in (line.partition(":") for line in head.decode().split("\r\n"))]
    status = next((int(value.split()[0]) for name, value in fields if name.lower() == "status"), 200)
    return Reply(status, [(name, value) for name, value in fields if name and name.lower() != "status"], content)


@dataclass
class GitServer:
    """A server of the bare repositories below `root`."""

    root: Path
    token: str | None = None
    """The password that it asks for."""
    dies_after: int | None = None
    """Bytes of an answer with a pack after which it closes the connection."""
    sends_on: str | None = None
    """The root of another server, to which it redirects whatever it is asked."""
    delay: float = 0.0
    """Seconds of a round trip to it, as if it were far: two to connect with TLS, one for each answer."""
    gate: threading.Event | None = None
    """What it waits for before it sends a pack."""
    reached: threading.Event = field(default_factory=threading.Event)
    """Set once it has a pack to send."""
    seen: list[str] = field(default_factory=list)
    """The requests, as `GET /path?query`."""
    port: int = 0

    def url(self, name: str = "upstream.git") -> str:
        """The address of a repository."""
        return f"http://127.0.0.1:{self.port}/{name}"

    def answers(self, authorization: str) -> str | None:
        """Whom the server takes the client for; None where it wants to see a login."""
        if self.token is None:
            return "anybody"
        kind, _, value = authorization.partition(" ")
        if kind.lower() != "basic":
            return None
        user, _, password = base64.b64decode(value).decode().partition(":")
        return user if password == self.token else None


class Handler(http.server.BaseHTTPRequestHandler):
    """Hands each request to git."""

    protocol_version = "HTTP/1.1"
    served: GitServer

    def setup(self) -> None:
        """Connect."""
        time.sleep(2 * self.served.delay)
        super().setup()

    def do_GET(self) -> None:
        """Advertise."""
        self._serve()

    def do_POST(self) -> None:
        """Fetch or push."""
        self._serve()

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as in the base class
        """Say nothing."""

    def _serve(self) -> None:
        served = self.served
        body = self._body()
        time.sleep(served.delay)
        served.seen.append(f"{self.command} {self.path}")
        if served.sends_on is not None:
            self._send(Reply(HTTPStatus.FOUND, [("Location", served.sends_on + self.path)], b""))
            return
        user = served.answers(self.headers.get("Authorization", ""))
        if user is None:
            self._send(Reply(HTTPStatus.UNAUTHORIZED, [("WWW-Authenticate", 'Basic realm="git"')], b""))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._send(backend(served.root, self.command, self.path, headers, body, user))

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        body = reply.body
        if b"packfile" in body[:4096]:
            self.served.reached.set()
            if self.served.gate is not None:
                self.served.gate.wait(60)
            if self.served.dies_after is not None:
                body = body[: self.served.dies_after]
                self.close_connection = True
        self.wfile.write(body)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:  # noqa: ANN401 - as in the base class
        """Clients that go away are what some tests are about."""


@contextlib.contextmanager
def serving(root: Path, token: str | None = None) -> Iterator[GitServer]:
    """A server on loopback of the repositories below `root`."""
    served = GitServer(root, token)
    handler = type("OneHandler", (Handler,), {"served": served})
    with _Server(("127.0.0.1", 0), handler) as server:
        served.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


_IDENTITY: Final = {
    "GIT_AUTHOR_NAME": "Upstream",
    "GIT_AUTHOR_EMAIL": "upstream@example.org",
    "GIT_COMMITTER_NAME": "Upstream",
    "GIT_COMMITTER_EMAIL": "upstream@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


@dataclass
class Upstream:
    """A bare repository that tests commit to, without a work tree."""

    folder: Path

    def git(self, *arguments: str, given: bytes | None = None, index: str = "index") -> str:
        """Run git in it."""
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_DIR": str(self.folder),
            "GIT_INDEX_FILE": str(self.folder / index),
            **_IDENTITY,
        }
        return (
            subprocess.run(["git", *arguments], env=environ, input=given, capture_output=True, check=True)
            .stdout.decode()
            .strip()
        )

    def commit(
        self, files: Mapping[str, bytes | tuple[str, str] | None], *, branch: str = "master", rewrite: bool = False
    ) -> str:
        """Commit `files`: bytes, a mode with an object's name, or None for one less; with `rewrite`, on no parent."""
        ref = f"refs/heads/{branch}"
        parent = self.git("for-each-ref", "--format=%(objectname)", ref)
        self.git("read-tree", *([parent] if parent else ["--empty"]))
        lines = []
        for path, content in files.items():
            if content is None:
                lines.append(f"0 {'0' * 40}\t{path}")
            elif isinstance(content, tuple):
                lines.append(f"{content[0]} {content[1]}\t{path}")
            else:
                lines.append(f"100644 {self._keep(content)}\t{path}")
        self.git("update-index", "--index-info", given="".join(f"{line}\n" for line in lines).encode())
        tree = self.git("write-tree")
        parents = ["-p", parent] if parent and not rewrite else []
        made = self.git("commit-tree", tree, *parents, "-m", f"change {len(files)} files")
        self.git("update-ref", ref, made)
        return made

    def _keep(self, content: bytes) -> str:
        """Keep the content of a file as git does, which needs no process: the name of the object."""
        data = b"blob %d\0" % len(content) + content
        name = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        path = self.folder / "objects" / name[:2] / name[2:]
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(zlib.compress(data, 1))
        return name

    def put(self, **lists: str) -> str:
        """Commit lists, by their names: `put(kh="…")`."""
        return self.commit({f"lists/{name}.csv": text.encode() for name, text in lists.items()})

    def show(self, name: str, branch: str = "master") -> str:
        """A list as it is on a branch."""
        return self.git("show", f"{branch}:lists/{name}.csv")


def make_upstream(folder: Path, *, filters: bool = True) -> Upstream:
    """A new bare repository; with `filters`, its server can leave large files out."""
    folder.mkdir(parents=True)
    subprocess.run(
        ["git", "init", "--quiet", "--bare", "--initial-branch=master", str(folder)],
        check=True,
        env={"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull},
    )
    with (folder / "config").open("a", encoding="utf-8") as config:
        config.write(f"[uploadpack]\n\tallowFilter = {str(filters).lower()}\n[http]\n\treceivepack = true\n")
    return Upstream(folder)


def protect(upstream: Upstream, branch: str = "master") -> None:
    """Have the repository refuse pushes to `branch`, as code hosts do for protected ones."""
    hook = upstream.folder / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\nif [ "$1" = "refs/heads/{branch}" ]; then\n'
        'echo "GH006: Protected branch update failed for $1." >&2\nexit 1\nfi\n'
    )
    hook.chmod(0o755)
