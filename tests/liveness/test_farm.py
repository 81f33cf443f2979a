"""The farm itself: what it promises to those who measure by it."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest

from tests.farm.acts import BOMB_BYTES, bomb
from tests.farm.client import Farm, Truth
from tests.farm.kinds import KINDS
from tests.farm.listing import STALLERS_LAST, Wanted, counts, draw
from tests.farm.plan import FARM, FORBIDDEN, Listed, Plan
from tests.hostile.processes import run

VERDICTS: Final = {
    "up", "moved", "restricted", "server-error", "tls-failure", "gone", "parked", "down", "possibly-blocked", "refused",
    "unknown",
}  # fmt: skip


def drawn(wanted: Wanted) -> list[Listed]:
    """The list of a farm whose servers nobody starts."""
    plan = Plan(wanted.seed, wanted.timeout, wanted.speed, wanted.literal, http_port=8080, https_port=8443)
    draw(plan, wanted)
    return plan.listed


def test_a_seed_is_a_farm() -> None:
    """The same seed gives the same list in the same order, another seed another."""
    first, again, other = (drawn(Wanted(Path(), seed=seed, urls=400)) for seed in (7, 7, 8))
    assert first == again
    assert {found.url for found in first}.isdisjoint({found.url for found in other} - {"http://127.0.0.1:8080/"})


@pytest.mark.parametrize("literal", [False, True])
def test_the_whole_list(*, literal: bool) -> None:
    """2,000 URLs, no two the same, of every kind, a twentieth of them on one host, 500 and more plainly alive."""
    wanted = Wanted(Path(), literal=literal)
    listed = drawn(wanted)
    assert len(listed) == len({found.url for found in listed}) == 2000
    assert Counter(found.kind for found in listed) == counts(wanted)
    ((_, most), (_, next_most)) = Counter(found.host for found in listed).most_common(2)
    assert 80 <= most <= 160
    assert next_most < most / 2
    assert sum(found.kind.startswith(("ok", "bait")) for found in listed) > 500
    assert {found.verdict for found in listed if isinstance(found.verdict, str)} | {
        "moved",
        "parked",
        "unknown",
    } == VERDICTS


def test_the_kind_does_not_show() -> None:
    """No kind can be read from a path, nor from where it stands in the list."""
    listed = drawn(Wanted(Path()))
    for found in listed:
        assert found.kind not in found.url
        assert not any(word in urlsplit(found.url).path for word in ("404", "soft", "parked", "hang", "redirect"))
    places = [place for place, found in enumerate(listed) if found.kind == "hang"]
    assert places[0] < 300
    assert places[-1] > 1700


def test_stallers_last() -> None:
    """The order that is worst for whoever starts from the top: what takes longest comes last."""
    listed = drawn(Wanted(Path(), order=STALLERS_LAST))
    services = [found.service_s for found in listed]
    assert services == sorted(services)
    assert services[-1] >= 10


def test_the_forbidden_address_is_outside() -> None:
    """What a check of the farm must be allowed to reach does not cover what it must not."""
    assert ip_address(FORBIDDEN) not in ip_network(FARM)
    assert ip_address(FORBIDDEN).is_loopback


def test_the_bomb() -> None:
    """It is a gzip file, small, and large."""
    assert len(bomb()) < 512 * 1024
    assert len(gzip.decompress(bomb())) == BOMB_BYTES


def test_files(running_farm: Farm) -> None:
    """What the farm writes down is what it serves."""
    urls = running_farm.urls.read_text("utf-8").splitlines()
    assert urls == list(running_farm.truth)
    assert {truth.kind for truth in running_farm.truth.values()} == set(KINDS)
    place = json.loads((running_farm.folder / "farm.json").read_text("utf-8"))
    assert place["allow"] == FARM
    assert (running_farm.folder / "ca.pem").read_bytes().startswith(b"-----BEGIN CERTIFICATE-----")


def test_it_counts(farm: Farm, tmp_path: Path) -> None:
    """What comes is counted until it is to be forgotten; also a run that may go where it must not, and ends there."""
    url = farm.of_kind("redirect-to-forbidden-0")[0]
    wide = ("--allow-private", "127.0.0.0/8")
    ended = run("check", url, *farm.options(), *wide, "--no-canary", "--passes", "1", folder=tmp_path)
    assert ended.code == 0, ended.err
    seen = farm.stats()
    assert len(seen["requests"][url]) == len(seen["held"][url]) == 1
    assert seen["forbidden_hits"] >= 1
    farm.reset()
    assert farm.stats()["request_count"] == farm.stats()["forbidden_hits"] == 0


@pytest.mark.parametrize(
    ("verdict", "failure", "is_right"),
    [
        ("down", "unknown_failure: BadStatusLine", True),
        ("down", None, True),
        ("up", None, False),
        ("down", "connection_reset", False),
    ],
)
def test_how_truth_is_told(verdict: str, failure: str | None, *, is_right: bool) -> None:
    """A truth with several right answers takes each of them, and nothing else."""
    truth = Truth(
        "http://a.test/",
        "a",
        "down",
        [None, "unknown_failure*"],
        "a.test",
        0.0,
        deterministic=True,
        with_control="down",
        control="",
    )
    assert truth.allows({"verdict": verdict, "failure": failure}) is is_right
