"""`add --check`, and the settings of the user's own file that it goes by: the same eyes, before a row is added."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from kh_testlist.operations.add import Site, add
from kh_testlist.workspace import Workspace
from tests.farm.client import Farm
from tests.farm.runs import Checked, run
from tests.samples import HEADER_LINE, row

RESERVED = ("example.com", "example.org", "example.net")
"""Domains that upstream takes, unlike those below `.test`."""


@pytest.fixture
def project(farm: Farm, tmp_path: Path) -> Path:
    """A project with a list, and a user whose own settings lead to the farm."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "kh.csv").write_text(f"{HEADER_LINE}{row()}\n", "utf-8", newline="")
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "kh-testlist" / "settings.toml"
    settings.parent.mkdir(parents=True)
    check = {
        "resolver": [farm["resolver"]],
        "ca_file": str(farm.folder / "ca.pem"),
        "allow_private": [farm["allow"], farm["allow_6"]],
        "timeout": 2,
        "connect_timeout": 1,
        "pause": 0,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in check.items()]
    settings.write_text("[check]\n" + "\n".join(lines) + "\n", "utf-8")
    return tmp_path


def a_site(farm: Farm, *verdicts: str) -> str:
    """A URL of one of `verdicts` that upstream would take."""
    found = [
        truth.url
        for truth in farm.truth.values()
        if truth.verdict in verdicts and truth.host.endswith(RESERVED)
        if truth.deterministic and truth.service_s < 1 and not truth.kind.startswith("bait")
    ]
    return found[0]


def a_few(farm: Farm) -> list[str]:
    """URLs with a page of text that upstream would take."""
    kinds = ("ok", "ok-khmer", "ok-alias", "redirect-1", "redirect-2", "redirect-3")
    return [url for url in farm.of_kind(*kinds) if farm.truth[url].host.endswith(RESERVED)]


def added(project: Path, *given: str) -> tuple[Checked, str]:
    """Run `add --check`; how it ended, and what came to the end of the list."""
    path = project / "lists" / "kh.csv"
    before = path.read_text("utf-8")
    ended = run(project, "add", *given, "--category", "NEWS", "--date", "2026-11-22", "--check", "--yes")
    after = path.read_text("utf-8")
    assert after.startswith(before)
    return ended, after.removeprefix(before)


def test_own_settings(farm: Farm, project: Path) -> None:
    """Resolver, authorities and allowed networks of the user's own file hold for `check`."""
    url = a_site(farm, "up")
    checked = run(project, "check", url, "--format", "jsonl")
    assert checked.verdicts() == {url: "up"}, checked.err


def test_a_live_site(farm: Farm, project: Path) -> None:
    """A site that is up is visited, and added."""
    url = a_site(farm, "up")
    ended, new = added(project, url)
    assert ended.code == 0, ended.err
    assert new.startswith(f"{url},NEWS,")
    assert farm.stats()["requests"][url]


def test_what_is_shown(farm: Farm, project: Path) -> None:
    """The title of the page is told, so that a person sees if it is the right one."""
    url = a_few(farm)[0]
    ended, _ = added(project, url)
    assert re.search(r"; title: \S", ended.err)


def test_the_category_is_known(tmp_path: Path) -> None:
    """A site is visited with the category that it gets, because only that shows if it is in other hands."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "kh.csv").write_text(f"{HEADER_LINE}{row()}\n", "utf-8", newline="")
    given: list[Site] = []
    urls = ["https://one.example.org/", "https://two.example.org/"]
    add(Workspace("kh", tmp_path / "lists"), urls, lambda _: ["NEWS", "GMB"], look=given.extend)
    assert given == [Site(urls[0], "NEWS"), Site(urls[1], "GMB")]


@pytest.mark.parametrize("verdict", ["down", "gone", "parked", "moved"])
def test_a_site_with_something_about_it(farm: Farm, project: Path, verdict: str) -> None:
    """What is wrong is told by name; and where `add` refuses, exit code and list agree."""
    if verdict == "parked":
        (url,) = [url for url in farm.of_kind("parked-sedo") if url]
    else:
        url = a_site(farm, verdict)
    ended, new = added(project, url)
    told = ended.out + ended.err
    assert verdict in told
    assert ended.code in {0, 1}
    assert bool(new) is (ended.code == 0)


def test_nothing_is_visited_unless_told(farm: Farm, project: Path) -> None:
    """Without `--check`, nobody is asked."""
    ended = run(project, "add", a_site(farm, "up"), "--category", "NEWS")
    assert ended.code == 0, ended.err
    assert farm.stats()["connections"] == 0
    assert farm.stats()["dns"] == {}
