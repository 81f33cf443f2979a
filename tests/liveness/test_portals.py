"""Portals and shared pages over real sockets: what the operation returns, what the program says, and how it ends."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from kh_testlist.liveness import journal
from kh_testlist.liveness.record import Record
from kh_testlist.operations.check import check, require_verdicts
from kh_testlist.reports import check as reports
from kh_testlist.reports.terminal import PLAIN
from tests.farm.runs import run
from tests.liveness.portals import NETWORK, Answered, network, options
from tests.liveness.test_shared import LOGIN, NAMES, NOTICE, SOON
from tests.liveness.world import article

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(sys.platform != "linux", reason="needs all of 127.0.0.0/8 on the loopback interface"),
]

LIVING: Final = ("kampot.example", "takeo.example", "kep.example", "kratie.example", "pursat.example", "pailin.example")
ESCAPE: Final = "\x1b[31m"


def own(host: str) -> Answered:
    """A page that no other site has."""
    return 200, article(f"http://{host}/").body.decode(), {}


def redirecting(host: str, path: str) -> Answered:
    """A portal that redirects."""
    return (
        (200, LOGIN, {})
        if host == "login.operator.example"
        else (302, "", {"Location": f"http://login.operator.example:{PORT}/{path[1:5]}"})
    )


def in_place(host: str, path: str) -> Answered:
    """A portal that answers in the place of the site."""
    return 200, f"{LOGIN}<a href='{path}'>{host}</a>", {}


def authenticating(host: str, path: str) -> Answered:
    """A portal that says so by its status. Source: RFC 6585, 6."""
    return 511, f"<title>{host}</title>{LOGIN}{path}", {}


PORT = 0
"""Of the server that runs now."""


@pytest.mark.parametrize("portal", [redirecting, in_place, authenticating])
@pytest.mark.parametrize("canaries", [(), ("canary-one.example", "canary-two.example")])
def test_a_portal(
    portal: Callable[[str, str], Answered], canaries: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a portal, the program says that the network is at fault, calls nothing up, down or gone, and exits with 3."""
    with network(portal) as (port, resolver):
        monkeypatch.setattr(sys.modules[__name__], "PORT", port)
        urls = [f"http://{name}:{port}/a/story" for name in NAMES]
        given = [word for name in canaries for word in ("--canary", f"http://{name}:{port}/")]
        how = ("--resolver", resolver, "--allow-private", NETWORK, "--pause", "0", "--timeout", "5")
        checked = run(tmp_path, "check", *urls, *how, *given, "--format", "jsonl")
    assert checked.code == 3, checked.err
    assert "this network is at fault" in checked.err
    assert {(one["verdict"], one["reason"]) for one in checked.records} == {("unknown", "network-at-fault")}
    assert len(checked.records) == len(urls)


def test_a_network_that_works() -> None:
    """With the same canaries on a network without a portal, all is as it is."""
    with network(lambda host, _: own(host)) as (port, resolver):
        canaries = (f"http://canary-one.example:{port}/", f"http://canary-two.example:{port}/")
        urls = [f"http://{name}:{port}/" for name in NAMES]
        found = check(urls, options(resolver, canary=canaries))
    assert found.verdicts == {"up"}
    assert not found.clusters
    require_verdicts(found)


def placed(host: str, path: str) -> Answered:
    """A hosting company's page at some sites."""
    return (200, SOON.format(host, len(path), ESCAPE), {}) if host in NAMES else own(host)


def refusing(host: str, _: str) -> Answered:
    """A block page in the place of some sites, by its status."""
    return (451, NOTICE, {}) if host in NAMES else own(host)


def redirected(host: str, _: str) -> Answered:
    """Some sites that lead to one host, which has a title that is after the terminal."""
    if host in NAMES:
        return 302, "", {"Location": f"http://landing.operator.example:{PORT}/"}
    return (200, NOTICE.replace("Notice", f"Not{ESCAPE}ice"), {}) if "operator" in host else own(host)


@pytest.mark.parametrize(("serve", "verdict"), [(placed, "unknown"), (refusing, "restricted"), (redirected, "unknown")])
def test_a_cluster(
    serve: Callable[[str, str], Answered], verdict: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that some of the sites share is named in each report, and in the journal; the others are what they are."""
    path = tmp_path / "journal.jsonl"
    with network(serve) as (port, resolver):
        monkeypatch.setattr(sys.modules[__name__], "PORT", port)
        sharing = [f"http://{name}:{port}/" for name in NAMES]
        living = [f"http://{name}:{port}/" for name in LIVING]
        came: list[Record] = []
        found = check([*sharing, *living], options(resolver, journal=path, concurrency=4), on_result=came.append)
    by_url = {one["url"]: one for one in found.results}
    assert {by_url[url]["verdict"] for url in sharing} == {verdict}
    assert {by_url[url]["verdict"] for url in living} == {"up"}
    assert {url for url, one in by_url.items() if "shared-page" in one["signals"]} == set(sharing)
    assert journal.records(path) == by_url
    assert [set(one.urls) for one in found.clusters] == [set(sharing)]
    assert sorted(one["url"] for one in came) == sorted(by_url), "each result came once"
    (cluster,) = json.loads(reports.json(found))["clusters"]
    assert set(cluster["sites"]) == set(sharing)
    assert cluster["host"] == ("landing.operator.example" if serve is redirected else None)
    for report in (reports.text(found, screen=PLAIN), reports.markdown(found)):
        assert "7 unrelated sites" in report
        assert all(url in report.replace("\\", "") for url in sharing)
        assert "\x1b" not in report
    require_verdicts(found)
