"""`check --control`: blocked is what fails here and works there, at the same step; and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.farm.client import Farm
from tests.farm.kinds import KINDS
from tests.farm.runs import Survey, check
from tests.hostile.processes import Ended, assert_civil

STEPS = ("nxdomain-here", "refused-here", "tls-replaced-here", "reset-here")
"""Kinds that fail at DNS, TCP, TLS and HTTP."""
DEAD = frozenset({"down", "tls-failure"})


@pytest.mark.parametrize("kind", KINDS)
def test_verdict(controlled_survey: Survey, kind: str) -> None:
    """With a control, what is dead everywhere is told from what is blocked here; the rest stays what it was."""
    assert controlled_survey.of_kind(kind)
    assert controlled_survey.wrong(kind, control=True) == []


def test_only_what_failed_is_asked_for(controlled_survey: Survey) -> None:
    """A control learns the URLs that it is asked about: so of none but those that failed here."""
    asked = [question["body"]["http_request"] for question in controlled_survey.stats["helper"]]
    verdicts = controlled_survey.checked.verdicts()
    assert asked
    told = [
        url for url in asked if verdicts.get(url) in {"up", "moved", "restricted", "server-error", "gone", "parked"}
    ]
    assert told == []
    assert len(asked) <= sum(verdict in DEAD | {"possibly-blocked", "refused"} for verdict in verdicts.values())


def test_the_protocol(controlled_survey: Survey) -> None:
    """Questions are such as OONI's helper takes: POST, JSON, addresses with ports, the headers that it passes on."""
    for question in controlled_survey.stats["helper"]:
        assert question["method"] == "POST"
        body = question["body"]
        assert body["http_request"].startswith(("http://", "https://"))
        assert all(entry.rpartition(":")[2].isdigit() for entry in body["tcp_connect"])
        assert set(body["http_request_headers"]) <= {"Accept", "Accept-Language", "User-Agent"}
        assert all(isinstance(values, list) for values in body["http_request_headers"].values())


def test_what_the_control_said(controlled_survey: Survey) -> None:
    """The evidence is in the record: whom was asked, and what it said."""
    for kind in STEPS:
        ((_, record),) = controlled_survey.of_kind(kind)
        assert record["control"] is not None
        assert controlled_survey.place["test_helper"] in json.dumps(record["control"])
        assert record["vantage"] == "Phnom Penh 2"
    ((_, alive),) = controlled_survey.of_kind("ok")
    assert alive["control"] is None


def test_without_a_control_nobody_is_asked(plain_survey: Survey) -> None:
    """The default tells nobody."""
    assert plain_survey.stats["helper"] == []
    verdicts = {record["verdict"] for kind in STEPS for _, record in plain_survey.of_kind(kind)}
    assert verdicts <= DEAD


@pytest.mark.parametrize(
    ("kind", "seen", "verdict"),
    [
        ("nxdomain-here", "http:unknown_error", "possibly-blocked"),
        ("nxdomain-here", "tcp:connection_refused_error", "possibly-blocked"),
        ("nxdomain-here", "dns:dns_server_failure", "down"),
        ("nxdomain-here", "dns:", "down"),
        ("refused-here", "http:generic_timeout_error", "possibly-blocked"),
        ("refused-here", "tcp:generic_timeout_error", "down"),
        ("refused-here", "dns:dns_name_error", "down"),
        ("reset-here", "http:unknown_error", "down"),
        ("reset-here", "tls:ssl_invalid_certificate", "down"),
        ("reset-here", "status:403", "possibly-blocked"),
        ("reset-here", "status:500", "possibly-blocked"),
        ("tls-replaced-here", "http:unknown_error", "possibly-blocked"),
        ("tls-replaced-here", "tls:ssl_unknown_authority", "tls-failure"),
    ],
)
def test_the_same_step(farm: Farm, tmp_path: Path, kind: str, seen: str, verdict: str) -> None:
    """What counts is whether the control gets past the step that fails here."""
    (url,) = farm.of_kind(kind)
    farm.see(all=seen)
    checked = check(farm, tmp_path, [url], "--control", farm["test_helper"], "--passes", "1")
    assert checked.verdicts() == {url: verdict}


@pytest.mark.parametrize("fault", ["503", "400", "empty", "garbage", "list", "wrong-types", "reset"])
def test_a_control_that_fails(farm: Farm, tmp_path: Path, fault: str) -> None:
    """A helper that is overloaded, or says nothing of use, proves nothing: what is down here stays down from here."""
    urls = farm.of_kind(*STEPS)
    farm.see(all=fault)
    checked = check(farm, tmp_path, urls, "--control", farm["test_helper"], "--passes", "1")
    assert checked.code == 0, checked.err
    assert_civil(Ended(checked.code, "", checked.err))
    assert sorted(checked.verdicts()) == sorted(urls)
    assert set(checked.verdicts().values()) <= DEAD
    assert farm.stats()["helper"]


@pytest.mark.parametrize("lacking", ["no-http", "null-http", "only-dns"])
def test_a_control_that_says_half(farm: Farm, tmp_path: Path, lacking: str) -> None:
    """Where the helper says nothing of the step that failed here, it does not say that it succeeded."""
    (url,) = farm.of_kind("reset-here")
    farm.see(all=lacking)
    checked = check(farm, tmp_path, [url], "--control", farm["test_helper"], "--passes", "1")
    assert checked.verdicts() == {url: "down"}


@pytest.mark.parametrize("nobody", ["http://127.64.250.99:9/", "http://nonesuch.farm.test/"])
def test_a_control_that_is_not_there(farm: Farm, tmp_path: Path, nobody: str) -> None:
    """A helper that can't be reached proves nothing either."""
    (url,) = farm.of_kind("reset-here")
    checked = check(farm, tmp_path, [url], "--control", nobody, "--passes", "1")
    assert checked.verdicts() == {url: "down"}


def test_another_vantage(farm: Farm, tmp_path: Path) -> None:
    """Another vantage's journal is a control: up there and down here is blocked; down or unheard of there is not."""
    up_there = farm.of_kind("reset-once", "eof-once")
    same, unheard_of = farm.of_kind("refused", "nxdomain")
    elsewhere = tmp_path / "abroad.jsonl"
    abroad = check(farm, tmp_path, [*up_there, same], "--journal", str(elsewhere), "--vantage", "abroad")
    assert abroad.verdicts() == {**dict.fromkeys(up_there, "up"), same: "down"}
    farm.reset()
    urls = [*up_there, same, unheard_of]
    here = check(farm, tmp_path, urls, "--control", str(elsewhere), "--passes", "1", "--vantage", "here")
    assert here.verdicts() == {**dict.fromkeys(up_there, "possibly-blocked"), same: "down", unheard_of: "down"}
    assert "abroad" in json.dumps(here.by_url[up_there[0]]["control"])


@pytest.mark.parametrize(
    "text",
    ["", "no journal\n", "[]\n", '{"url": "http://x.test/"}\n', '\x00\xff{"a":\n', '{"url": 7, "verdict": "up"}\n'],
)
def test_no_journal(farm: Farm, tmp_path: Path, text: str) -> None:
    """A file that holds no results is refused before anything is fetched, not taken for silence."""
    (tmp_path / "other.jsonl").write_bytes(text.encode("latin-1"))
    checked = check(farm, tmp_path, farm.of_kind("ok"), "--control", str(tmp_path / "other.jsonl"))
    assert checked.code in {2, 3}, checked
    assert "other.jsonl" in checked.err
    assert_civil(Ended(checked.code, checked.out, checked.err))
    assert farm.stats()["request_count"] == 0


def test_no_such_control(farm: Farm, tmp_path: Path) -> None:
    """A control that is neither none, ooni, a URL nor a file there is an error that names it."""
    checked = check(farm, tmp_path, farm.of_kind("ok"), "--control", "nonesuch.jsonl")
    assert checked.code in {2, 3}
    assert "nonesuch.jsonl" in checked.err
    assert farm.stats()["request_count"] == 0
