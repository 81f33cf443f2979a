"""What `docs/journeys.md` says, typed line by line: with websites, OONI's API and upstream on loopback."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.ooni.stub.server import serving
from tests.ooni.stub.world import Seen, World
from tests.review.country import may_listen, running
from tests.samples import HEADER_LINE, row
from tests.test_documents import Desk, commit, converse_by, desk

__all__ = ["desk"]  # the fixture

SITES: Final = {
    "https://www.example.com/": "up",
    "https://gone.example.net/": "gone",
    "https://old.example.org/": "moved",
    "https://blocked.example.com/": "bogon",
}
FIRST: Final = dt.date(2025, 7, 1)
CAMBODIAN: Final = re.compile(r"cambod|khmer|(?<![\w-])kh(?!\\?-testlist)\b|[\u1780-\u17ff]", re.IGNORECASE)


_STYLE: Final = re.compile(r"<style>.*?</style>", re.DOTALL)
"""Of a page: it names fonts for any language."""


def world() -> World:
    """A quarter in which one site is blocked on one of two networks."""
    days = [FIRST + dt.timedelta(number) for number in range(0, 90, 3)]
    made = [Seen(url, asn, day, "ok", "") for url in SITES for asn in (64500, 64502) for day in days]
    blocked = [
        one._replace(outcome="confirmed", method="dns") if one.asn == 64500 and "blocked" in one.url else one
        for one in made
    ]
    return World(tuple(SITES), {}, tuple(blocked))


@pytest.fixture
def furnished(desk: Desk, tmp_path: Path, socket_enabled: None) -> Iterator[Desk]:
    """A desk with a list upstream, whose sites can be visited, and of which OONI knows something."""
    del socket_enabled
    if sys.platform != "linux" or not may_listen():
        pytest.skip("needs Linux, and leave to listen at ports 80 and 443 of loopback")
    upstream = tmp_path / "upstream"
    rows = "".join(row(url, "NEWS") + "\n" for url in SITES)
    (upstream / "lists" / "kh.csv").write_text(HEADER_LINE + rows, encoding="utf-8", newline="\n")
    for name in ("th", "vn"):
        text = HEADER_LINE + row("https://www.example.com/", "CULTR") + "\n"
        (upstream / "lists" / f"{name}.csv").write_text(text, "utf-8")
    commit(upstream)
    with running(tmp_path / "country", SITES) as options, serving(world()) as stub:
        given = dict(zip(options["first"][::2], options["first"][1::2], strict=True))
        own = tmp_path / "home" / "kh-testlist"
        own.mkdir()
        (own / "settings.toml").write_text(
            f"""[check]
pause = 0
timeout = 3
resolver = ["{given["--resolver"]}"]
ca_file = "{given["--ca-file"]}"
allow_private = ["{given["--allow-private"]}"]
""",
            "utf-8",
        )
        more = {"OONI_API_URL": stub.root, "KH_TESTLIST_UPSTREAM": str(tmp_path / "clone")}
        yield dataclasses.replace(desk, environment=desk.environment | more, offline=False)


def test_journeys(furnished: Desk) -> None:
    """All of them, one after the other."""
    converse_by("docs/journeys.md", furnished)
    pages = furnished.folder / "report.km.html", furnished.folder / "handout.html"
    assert all(page.read_text("utf-8").lower().startswith("<!doctype html>") for page in pages)
    assert "blocked.example.com" in pages[0].read_text("utf-8")


THAI: Final = (
    "init",
    "add https://www.example.org/ --category NEWS",
    "show",
    "stats",
    "validate",
    "tag https://news.example/",
    "sync --upstream ../upstream --theirs",
    "diff",
    "check --all",
    "evidence fetch --since 2025-07-01 --until 2025-10-01",
    "evidence show",
    "evidence gaps",
    "target input",
    "target descriptor",
    "target link",
    "target handout --link 10123",
    "target plan",
    "candidates --from lists",
    "review start",
    "review status",
    "report",
    "report --format markdown",
    "pr --dry-run --upstream ../upstream",
)
"""What the curator of another country's list runs."""


def test_nothing_is_cambodian_but_the_default(furnished: Desk) -> None:
    """Thailand's curator never reads of another country."""
    leaks = {}
    for command in THAI:
        said = furnished.run(f"kh-testlist --list th {command}")
        assert said, command
        plain = _STYLE.sub("", said).replace("kh_testlist", "")
        if found := [line for line in plain.splitlines() if CAMBODIAN.search(line)]:
            leaks[command] = found
    assert leaks == {}
