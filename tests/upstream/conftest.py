"""Upstreams to sync with: bare repositories on disk, and a server of them on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Ran, Run, project, put, run
from tests.samples import HEADER_LINE, row
from tests.upstream.git_server import GitServer, Upstream, make_upstream, serving

__all__ = ["project", "put", "run"]


@pytest.fixture
def upstream(tmp_path: Path) -> Upstream:
    """A bare repository with a list of three rows, a global list of one, and a legend."""
    made = make_upstream(tmp_path / "host" / "upstream.git")
    rows = "".join(f"{row(f'https://{name}.example.com/')}\n" for name in ("one", "two", "three"))
    made.commit(
        {
            "README.md": b"# Lists\n",
            "lists/00-LEGEND-new_category_codes.csv": b"Category Description,New Code\nNews Media,NEWS\n",
            "lists/kh.csv": (HEADER_LINE + rows).encode(),
            "lists/global.csv": (HEADER_LINE + row("https://global.example.com/") + "\n").encode(),
        }
    )
    return made


@pytest.fixture
def server(upstream: Upstream, monkeypatch: pytest.MonkeyPatch, socket_enabled: None) -> Iterator[GitServer]:
    """A server of `upstream` on loopback, as `server.url()`."""
    del socket_enabled
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving(upstream.folder.parent) as served:
        yield served


@pytest.fixture
def sync(run: Run, upstream: Upstream) -> Callable[..., Ran]:
    """A function that syncs with the upstream on disk."""
    return lambda *arguments: run("sync", "--upstream", str(upstream.folder), *arguments)
