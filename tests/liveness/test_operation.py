"""Check, suggest and candidates as a library: values in, values out, and nothing is printed."""

from __future__ import annotations

import ipaddress
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kh_testlist.check_options import CheckOptions
from kh_testlist.errors import Failure, Misuse, Refused
from kh_testlist.operations.candidates import candidates
from kh_testlist.operations.check import Record, check, refuse_dead, require_verdicts, select_sites
from kh_testlist.operations.suggest import Subject, audit_list, suggest
from kh_testlist.talk import Tell, Tone, silent
from kh_testlist.web.resolve import Server
from kh_testlist.workspace import Workspace
from tests.farm.client import Farm
from tests.samples import HEADER_LINE, row

NO_ADDRESS = "no web address"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with a list of two sites."""
    lists = tmp_path / "lists"
    lists.mkdir()
    rows = [row("https://example.com/", "HUMR"), row("https://example.org/news")]
    (lists / "kh.csv").write_text(HEADER_LINE + "".join(f"{one}\n" for one in rows), "utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    return Workspace("kh", lists)


def options(farm: Farm, **others: Any) -> CheckOptions:  # noqa: ANN401 - of any type
    """Options that lead to the farm."""
    host, _, port = farm["resolver"].rpartition(":")
    allowed = tuple(ipaddress.ip_network(one) for one in (farm["allow"], farm["allow_6"]))
    return CheckOptions(
        timeout=2,
        connect_timeout=1,
        pause=0,
        resolver=(Server(host, int(port)),),
        ca_file=farm.folder / "ca.pem",
        allow_private=allowed,
        **others,
    )


def site(farm: Farm, verdict: str) -> str:
    """A URL of the farm whose verdict is sure."""
    found = (one for one in farm.truth.values() if one.verdict == verdict and one.deterministic and one.service_s < 1)
    return next(one.url for one in found)


@pytest.mark.enable_socket
def test_check(farm: Farm, capfd: pytest.CaptureFixture[str]) -> None:
    """The report has a result for each URL, in their order; each was given as it was known, and none was printed."""
    urls = [site(farm, "gone"), site(farm, "up"), site(farm, "gone")]
    known: list[Record] = []
    report = check(urls, options(farm, vantage="isp1"), on_result=known.append)
    assert [one["url"] for one in report.results] == urls
    assert [one["verdict"] for one in report.results] == ["gone", "up", "gone"]
    assert len(known) == 2
    assert (report.vantage, report.control, report.error) == ("isp1", None, None)
    require_verdicts(report)
    with pytest.raises(Refused, match="Nothing was added"):
        refuse_dead(report, yes=False)
    refuse_dead(report, yes=True)
    assert capfd.readouterr() == ("", "")


def test_interrupted(farm: Farm) -> None:
    """Ctrl-C is no end of a notebook: what was found is in the report, and what ended it."""

    def stop(_: Record) -> None:
        raise KeyboardInterrupt

    report = check([NO_ADDRESS, site(farm, "up")], options(farm), on_result=_once(stop))
    assert [one["reason"] for one in report.results] == ["not-a-web-address", "interrupted"]
    assert isinstance(report.error, KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        require_verdicts(report)


def _once(act: Any) -> Any:  # noqa: ANN401 - a function like `act`
    left = [act]

    def first(record: Record) -> None:
        if left:
            left.pop()(record)

    return first


def test_who_was_warned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The first check from a vantage is told once; where nobody listens, it is not taken for told."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    said: list[str] = []

    def tell(text: str, tone: Tone = "", /) -> None:
        assert tone == "warning"
        said.append(text)

    told: tuple[Tell, ...] = (silent, tell, tell)
    for how in told:
        check([NO_ADDRESS], tell=how)
    assert len(said) == 1
    assert said[0].startswith("This is the first check from the vantage 'local'.")


@pytest.mark.parametrize(
    "given",
    [
        {"concurrency": 0},
        {"per_host": 65},
        {"timeout": 0},
        {"connect_timeout": -1},
        {"pause": float("nan")},
        {"passes": 6},
        {"canary": ("https://example.org/",), "no_canary": True},
        {"resume": True},
        {"vantage": ""},
    ],
)
def test_options_that_can_not_be(given: dict[str, Any]) -> None:
    """A library is refused what the command line is."""
    with pytest.raises(Misuse):
        CheckOptions(**given)


def test_what_a_journal_has_of_options() -> None:
    """All that a verdict may depend on, and no folder of this computer."""
    found = CheckOptions(ca_file=Path("/home/me/ca.pem"), control="/home/me/abroad.jsonl", allow_private=()).judged
    assert "/home" not in json.dumps(found)
    assert list(found) == sorted(found)
    assert set(found) == {
        "allow-private", "ca-file", "canary", "connect-timeout", "control", "no-canary", "passes", "resolver",
        "timeout", "user-agent",
    }  # fmt: skip


def test_no_verdict() -> None:
    """Where nothing could be told of any site, that is a failure with its reasons."""
    with pytest.raises(Failure, match="No verdict could be reached: it is no web address"):
        require_verdicts(check([NO_ADDRESS]))


def test_select_sites(workspace: Workspace) -> None:
    """URLs, the sites of a file and all of the list: each once, with its category where the list knows it."""
    said: list[str] = []
    file = (b"url\nhttps://example.net/\nhttps://example.com/\n", "sites.csv")
    found = select_sites(
        workspace,
        ["https://example.com/"],
        file,
        everything=True,
        skipped={"NEWS"},
        tell=lambda text, _="", /: said.append(text),
    )
    assert [one.url for one in found] == ["https://example.com/", "https://example.net/"]
    assert said == ["Left out by --skip-category: 1 of 3 sites."]


def test_suggest(workspace: Workspace, capfd: pytest.CaptureFixture[str]) -> None:
    """Each URL gets its suggestions, in order; the words of a page count; nothing is printed."""
    given: Sequence[Subject | str] = ["https://example.org/news", Subject("https://x.example.net/", "casino betting")]
    first, second = suggest(given, workspace)
    assert first.suggestions[0].category_code == "NEWS"
    assert second.suggestions[0].category_code == "GMB"
    assert audit_list(workspace).rows == 2
    assert capfd.readouterr() == ("", "")


def test_candidates(workspace: Workspace, tmp_path: Path) -> None:
    """Links of a file that are not on the list, each with a category."""
    page = tmp_path / "page.html"
    page.write_text('<a href="https://example.com/">listed</a> <a href="https://casino.example.net/">new</a>', "utf-8")
    found = candidates(workspace, [str(page)])
    assert [one.candidate.url for one in found] == ["https://casino.example.net/"]
    assert os.fspath(tmp_path) not in found[0].candidate.reason
