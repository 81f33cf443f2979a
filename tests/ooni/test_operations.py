"""Evidence, target and report as a library: values in, values out, and questions through functions that are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from kh_testlist.errors import Refused
from kh_testlist.ooni import login, published
from kh_testlist.ooni.published import Published
from kh_testlist.operations.evidence import EvidenceQuery, NeverFetched, fetch, gaps, matching, read_evidence
from kh_testlist.operations.report import ReportRequest, period_material
from kh_testlist.operations.target.publishing import PublishOptions, publish
from kh_testlist.workspace import Workspace
from tests.ooni.run_client import RunStub
from tests.ooni.run_stub import signed
from tests.ooni.stub.server import Stub
from tests.ooni.test_target_publish import EMAIL, URLS, place, stub

__all__ = ["place", "stub"]


class Steps:
    """Counts what a job says of its progress."""

    def __init__(self) -> None:
        self.wanted = self.done = 0

    def stage(self, name: str, total: int) -> None:
        """A stage begins."""
        assert name
        self.wanted += total

    def step(self) -> None:
        """One of them is done."""
        self.done += 1


def test_evidence(api: Stub, listed: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What was fetched is what is stored; a site is found in any spelling; nothing is printed."""
    workspace, steps = Workspace("kh", listed.parent), Steps()
    with pytest.raises(NeverFetched):
        read_evidence(workspace)
    query = EvidenceQuery(since="2025-07-01", until="2025-10-01", api=api.root)
    fetched = fetch(workspace, query, progress=steps)
    assert fetched.requests > 0
    assert steps.done > 0
    assert read_evidence(workspace) == fetched.evidence
    first = fetched.evidence.entries[0]
    assert first in matching(fetched.evidence, [first.url.replace("https://", "HTTPS://WWW.")]).entries
    assert gaps(fetched.evidence).gaps
    material = period_material(workspace, ReportRequest(EvidenceQuery(since="2025-07-01", until="2025-10-01")))
    assert material.summary is not None
    assert material.period == fetched.evidence.period
    assert capfd.readouterr() == ("", "")


def test_publish(stub: RunStub, place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing is public before it was confirmed; the link is told before it is remembered."""
    token = signed({"aud": "user_auth", "role": "user", "email_address": EMAIL})
    login.save(login.file(), login.Login(token, EMAIL), stub.root)
    workspace = Workspace("kh", place / "lists")
    asked: list[str] = []
    told: list[tuple[Published, int, bool]] = []

    def refuse(what: str) -> None:
        asked.append(what)
        raise Refused("no", "")

    def take(now: Published, sites: int) -> None:
        told.append((now, sites, published.path_of(workspace.path).exists()))

    options = PublishOptions(api=stub.root)
    with pytest.raises(Refused):
        publish(workspace, options, confirm=refuse, on_result=take)
    assert EMAIL in asked[0]
    assert (stub.state["links"], told) == ({}, [])
    made = publish(workspace, options, confirm=asked.append, on_result=take)
    assert told == [(made, len(URLS), False)]
    assert published.load(workspace.path) == made
    assert capfd.readouterr() == ("", "")
