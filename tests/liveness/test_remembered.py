"""What a check knows before it visits: categories of the list, and the pages that earlier journals saw."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

import pytest

from kh_testlist.errors import Refused
from kh_testlist.liveness.attempt import Known
from kh_testlist.liveness.record import Record
from kh_testlist.operations.check import CheckReport, Site, check, refuse_dead, select_sites
from kh_testlist.operations.journals import remembered
from kh_testlist.reports import check as reports
from kh_testlist.reports.terminal import PLAIN
from kh_testlist.workspace import Workspace
from tests.samples import HEADER_LINE, row

URL: Final = "https://example.com/"
OTHER: Final = "https://example.org/news"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with a list of two sites and a folder for journals."""
    for name in ("lists", "checks"):
        (tmp_path / name).mkdir()
    rows = [row(URL, "HUMR"), row(OTHER)]
    (tmp_path / "lists" / "kh.csv").write_text(HEADER_LINE + "".join(f"{one}\n" for one in rows), "utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    return Workspace("kh", tmp_path / "lists")


def result(url: str = URL, **others: Any) -> Record:  # noqa: ANN401 - of any type
    """The result of a check."""
    made: dict[str, Any] = {
        "url": url, "verdict": "up", "reason": "ok", "failure": None, "failed_operation": None, "status": 200,
        "final_url": url, "redirects": [], "title": "Rights News", "language": "km", "addresses": [], "signals": [],
        "attempts": 1, "elapsed_ms": 10, "vantage": "home", "checked_at": "2026-02-01T10:00:00Z", "control": None,
    }  # fmt: skip
    return made | others  # type: ignore[return-value]


def written(workspace: Workspace, name: str, *lines: object) -> None:
    """Write a journal of `lines`; text is written as it is."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in ({"journal": 1}, *lines)]
    (workspace.beside("checks") / name).write_text("\n".join(texts) + "\n", "utf-8")


def test_the_latest_page(workspace: Workspace) -> None:
    """The newest result that was up counts, in whichever journal it is; other verdicts take nothing away."""
    written(workspace, "a.jsonl", result(title="Newer", checked_at="2026-05-01T10:00:00Z"), result(OTHER, title="Old"))
    written(workspace, "b.jsonl", result(title="Older"), result(OTHER, verdict="parked", title="Buy this domain"))
    assert remembered(workspace, [URL, OTHER]) == {URL: Known(None, "Newer", "km"), OTHER: Known(None, "Old", "km")}
    assert remembered(workspace, [OTHER]).keys() == {OTHER}
    assert remembered(workspace, []) == {}


def test_journals_of_earlier_versions(workspace: Workspace) -> None:
    """Journals of 0.1.0 have no language, and attempts among the results."""
    old = dict(result())
    del old["language"]
    written(workspace, "a.jsonl", {"url": URL, "attempt": {"url": URL, "number": 1, "title": "Not this"}}, old)
    assert remembered(workspace, [URL]) == {URL: Known(None, "Rights News", None)}


@pytest.mark.parametrize(
    "line",
    [
        result(signals=["shared-page"]),
        result(verdict="unknown", reason="shared-page"),
        result(checked_at="2199-01-01T10:00:00Z"),
        result(checked_at="2099-01-01T10:00:00Z"),
        result(checked_at="soon"),
        result(checked_at=7),
        {"url": URL, "verdict": "up"},
        {"url": URL, "verdict": ["up"]},
        {"url": [URL], "verdict": "up"},
        '{"url": "https://example.com/", "verdict": "up", "title"',
        "[" * 100_000,
        "not JSON",
    ],
)
def test_what_is_no_memory(workspace: Workspace, line: object) -> None:
    """A damaged line, a page that unrelated sites share, a time to come: nothing is remembered, and nothing fails."""
    written(workspace, "a.jsonl", line)
    assert remembered(workspace, [URL]) == {}


@pytest.mark.parametrize(
    ("given", "title", "language"),
    [
        ({"title": 7, "language": 7}, None, None),
        ({"title": "x" * 5_000, "language": "x" * 5_000}, "x" * 200, None),
        ({"title": "\ud800", "language": "k\n"}, "?", None),
        ({"title": "", "language": ""}, None, None),
    ],
)
def test_hostile_values(workspace: Workspace, given: dict[str, Any], title: str | None, language: str | None) -> None:
    """A journal may come from a pull request: its values are taken only in the form that they should have."""
    written(workspace, "a.jsonl", result(**given))
    assert remembered(workspace, [URL]) == {URL: Known(None, title, language)}


def test_a_later_line_takes_back(workspace: Workspace) -> None:
    """Where a run found at its end that a page is shared, the line before is not believed."""
    written(workspace, "a.jsonl", result(), result(verdict="unknown", reason="shared-page", signals=["shared-page"]))
    assert remembered(workspace, [URL]) == {}


@pytest.mark.parametrize("place", ["link", "folder", "large", "none"])
def test_where_no_journal_is_read(workspace: Workspace, tmp_path: Path, place: str) -> None:
    """No link is followed, no folder is opened, no journal that is too large is read."""
    folder = workspace.beside("checks")
    if place == "link":
        (tmp_path / "elsewhere").write_text(json.dumps(result()) + "\n", "utf-8")
        (folder / "a.jsonl").symlink_to(tmp_path / "elsewhere")
    elif place == "folder":
        (folder / "a.jsonl").mkdir()
    elif place == "large":
        written(workspace, "a.jsonl", result())
        os.truncate(folder / "a.jsonl", 40 * 1024 * 1024)
    else:
        folder.rmdir()
    assert remembered(workspace, [URL]) == {}


def test_without_a_lists_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check of one URL works in any folder."""
    monkeypatch.chdir(tmp_path)
    assert remembered(Workspace(), [URL]) == {}


def test_the_category_of_the_list(workspace: Workspace) -> None:
    """A URL that is listed has its category, also where it is typed in another spelling."""
    typed = [URL, "http://www.example.com", OTHER, "https://example.net/"]
    found = select_sites(workspace, typed, (b"HTTPS://EXAMPLE.COM\n", "urls.txt"), everything=False)
    assert {site.url: site.category for site in found} == {
        URL: "HUMR", "http://www.example.com": "HUMR", OTHER: "NEWS", "https://example.net/": None,
        "HTTPS://EXAMPLE.COM": "HUMR",
    }  # fmt: skip


def test_what_the_run_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run is given both: the category of the site, and the page of earlier journals."""
    given: list[Any] = []

    class Run:
        amended: dict[str, Record] = {}  # noqa: RUF012 - stands in for a run
        clusters = ()

        def __init__(self, *args: object) -> None:
            given.extend(args)

        def check(self, urls: list[str]) -> Any:  # noqa: ANN401 - a generator
            return (result(url) for url in urls)

    monkeypatch.setattr("kh_testlist.operations.check.Run", Run)
    check([Site(URL, "HUMR"), OTHER], known={URL: Known(None, "Rights News", "km"), OTHER: Known("GMB", "x", None)})
    assert given[-1] == {URL: Known("HUMR", "Rights News", "km"), OTHER: Known(None, "x", None)}


@pytest.mark.parametrize("verdict", ["taken-over", "parked", "placeholder", "gone"])
@pytest.mark.parametrize("yes", [False, True])
def test_what_add_refuses(verdict: str, *, yes: bool) -> None:
    """What is in other hands, for sale, a placeholder or gone is refused by name, unless the person insists."""
    said: list[str] = []
    bad = result(verdict=verdict, reason={"taken-over": "other-hands", "placeholder": "host-placeholder",
                 "gone": "not-found"}.get(verdict, verdict), title="Slot gacor", language="id")  # fmt: skip
    report = CheckReport([result(OTHER), bad], "local", None)
    try:
        refuse_dead(report, yes=yes, tell=lambda text, _="", /: said.append(text))
        refused = ""
    except Refused as error:
        refused = error.message
    assert bool(refused) is not yes
    assert (f"{URL} ({verdict})" in refused) is not yes
    assert OTHER not in refused
    assert "title: Slot gacor; language: id" in said[1]


@pytest.mark.parametrize("verdict", ["up", "moved", "restricted", "server-error", "down", "unknown", "tls-failure"])
def test_what_add_takes(verdict: str) -> None:
    """What may be blocked, challenged or only not known is no reason to refuse a site."""
    refuse_dead(CheckReport([result(verdict=verdict)], "local", None), yes=False)


@pytest.mark.parametrize("verdict", ["taken-over", "moved", "placeholder", "parked", "gone"])
def test_reports_show_the_page(verdict: str) -> None:
    """Where a page is not what it was, its title and its language are shown, and nothing raw of them."""
    one = result(verdict=verdict, reason="not-found", title="Slot \x1b[31mgacor", language="id")
    report = CheckReport([one], "local", None)
    for text in (reports.text(report, screen=PLAIN), reports.markdown(report)):
        assert "gacor" in text
        assert "language id" in text
        assert "\x1b" not in text
