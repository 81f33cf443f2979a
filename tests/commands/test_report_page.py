"""`report` as a page, by the whole program: what was measured, the list's history in git, checks, a review's end."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Put, Run
from tests.ooni.conftest import api, fetch, listed, world
from tests.ooni.stub.server import Stub
from tests.ooni.stub.world import World
from tests.reports.test_page import Tree
from tests.samples import row

__all__ = ["api", "fetch", "listed", "world"]

_SECTIONS = ["summary", "health", "changes", "coverage", "blocking", "in-time", "previous", "method"]


def commit(folder: Path, day: str) -> None:
    """Commit everything in `folder`, as of a day."""
    when = f"{day}T12:00:00Z"
    names = {f"GIT_{role}_{what}": "anon" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {
        **os.environ, **names, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }  # fmt: skip
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", day]):
        subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


def reported(run: Run, *options: str) -> dict[str, Any]:
    """The report in JSON."""
    ran = run("report", "--format", "json", *options)
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


class TestMeasured:
    """After a fetch."""

    @pytest.fixture
    def measured(self, fetch: Run, run: Run, api: Stub) -> Run:
        """The program, once the quarter was fetched; nobody is to be asked any more."""
        assert fetch().code == 0
        api.reset()
        return run

    @pytest.mark.parametrize("lang", ["en", "km"])
    def test_html(self, measured: Run, lang: str, api: Stub) -> None:
        """Every section, in the language that was asked for, with what is blocked."""
        ran = measured("report", "--format", "html", "--lang", lang, "--exclude-category", "GMB")
        assert ran.code == 0, ran.err
        tree = Tree(ran.out)
        assert tree.all("html") == [{"lang": lang}]
        assert [one["id"] for one in tree.all("section")] == _SECTIONS
        for one in reported(measured)["blocked"]:
            assert one["url"] in tree.said
        assert "GMB" in tree.said
        assert not api.asked

    def test_markdown(self, measured: Run) -> None:
        """The same sections for an issue or a pull request, in English or Khmer."""
        texts = [measured("report", "--format", "markdown", "--lang", lang).out for lang in ("en", "km")]
        assert [text.count("\n## ") for text in texts] == [len(_SECTIONS)] * 2
        assert "Blocked websites in Cambodia" in texts[0]
        assert "កម្ពុជា" in texts[1]

    def test_a_quarter(self, measured: Run) -> None:
        """A quarter is a period by its name; one that was not fetched says so."""
        found = reported(measured, "--quarter", "2025q3")
        assert (found["since"], found["until"]) == ("2025-07-01", "2025-10-01")
        assert found == reported(measured, "--since", "2025-07-01", "--until", "2025-10-01")
        assert reported(measured, "--quarter", "2024Q3")["evidence"] is None
        assert measured("report", "--quarter", "2025Q3", "--since", "2025-07-01").code == 2
        for wrong in ("2025Q5", "summer", "2025", "9999Q1"):
            assert measured("report", "--quarter", wrong).code == 2

    def test_fetched_in_part(self, measured: Run) -> None:
        """No number of a period is shown before all of it is there."""
        for form in ("html", "markdown", "json"):
            ran = measured("report", "--since", "2025-09-01", "--until", "2025-11-01", "--format", form)
            assert ran.code == 3
            assert ran.out == ""

    def test_where_it_comes_from(self, measured: Run) -> None:
        """The day of the fetch and the version of the program."""
        from kh_testlist import __version__

        found = reported(measured)
        assert found["program"] == __version__
        assert found["fetched_at"][:10] == found["made_on"] == dt.datetime.now(dt.UTC).date().isoformat()

    def test_coverage(self, measured: Run, world: World) -> None:
        """The gaps are those of `evidence gaps`."""
        found = reported(measured)["coverage"]
        gaps = json.loads(measured("evidence", "gaps", "--format", "json").out)
        assert found["gaps"] == len(gaps["gaps"])
        assert found["websites"] == len(world.listed)
        assert {one["asn"]: one["gaps"] for one in found["by_network"]} == {
            one["asn"]: one["gaps"] for one in gaps["networks"]
        }

    def test_excluded_by_the_settings(self, measured: Run, project: Path) -> None:
        """A project says once which categories it does not ask for; an option says otherwise."""
        (project / "kh-testlist.toml").write_text('[report]\nexclude_category = ["GMB", "porn"]\n', "utf-8")
        assert reported(measured)["excluded_categories"] == ["GMB", "PORN"]
        assert reported(measured, "--exclude-category", "NEWS")["excluded_categories"] == ["NEWS"]


def a_check(url: str, verdict: str, **more: object) -> str:
    """A line of a journal."""
    today = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return json.dumps({"url": url, "verdict": verdict, "vantage": "home", "checked_at": today, **more}) + "\n"


class TestHealth:
    """How the list is."""

    def test_a_journal_that_is_named(self, put: Put, run: Run, project: Path) -> None:
        """The rows by what it says of them."""
        put(row("https://a.example.com/"), row("https://b.example.com/", "GMB"))
        journal = project / "one.jsonl"
        journal.write_text(a_check("https://a.example.com/", "up") + a_check("https://other.example.com/", "down"))
        found = reported(run, "--journal", "one.jsonl")["health"]
        assert (found["rows"], found["checked"], found["vantages"]) == (2, 1, ["home"])
        assert found["by_verdict"] == [{"verdict": "up", "rows": 1}]
        assert run("report", "--journal", "none.jsonl").code == 2

    def test_journals_beside_the_lists(self, put: Put, run: Run, project: Path) -> None:
        """Those that volunteers and jobs left in `checks/` are taken where none is named."""
        put(row("https://a.example.com/"))
        (project / "checks").mkdir()
        (project / "checks" / "one.jsonl").write_text(a_check("https://a.example.com/", "gone"))
        assert reported(run)["health"]["by_verdict"] == [{"verdict": "gone", "rows": 1}]

    def test_no_list(self, project: Path, run: Run) -> None:
        """Without a list there is nothing to say of its rows, and the page says that."""
        assert project.exists()
        found = reported(run)
        assert found["health"] is found["changes"] is None
        ran = run("report", "--format", "html")
        assert ran.code == 0
        assert "No list was found" in ran.out


class TestHistory:
    """What changed, by git."""

    def test_the_list_as_it_was(self, put: Put, run: Run, project: Path) -> None:
        """It is compared with the commit before the period, and for a period that is over with the one at its end."""
        put(row("https://gone.example.com/"), row("https://stays.example.com/"))
        commit(project, "2025-06-01")
        put(row("https://stays.example.com/"), row("https://new.example.com/", date="2025-08-01"))
        (project / "lists" / "kh.ledger.csv").write_text(
            "url,last_reviewed,decision,reason,evidence,next_due,previous_url\n"
            "https://gone.example.com/,2025-08-01,drop,nobody is there,,,\n"
        )
        commit(project, "2025-08-01")
        put(row("https://later.example.com/", date="2025-11-01"))
        found = reported(run, "--quarter", "2025Q3")["changes"]
        assert found["compared"]
        assert [(one["kind"], one["url"], one["reason"]) for one in found["rows"]] == [
            ("added", "https://new.example.com/", ""),
            ("removed", "https://gone.example.com/", "nobody is there"),
        ]
        html = run("report", "--quarter", "2025Q3", "--format", "html").out
        assert "nobody is there" in html
        assert "https://later.example.com/" not in html.replace("&#8203;", "").partition('id="coverage"')[0]

    def test_no_history(self, put: Put, run: Run) -> None:
        """Outside of git, dates tell."""
        put(row("https://new.example.com/", date="2025-08-01"), row("https://old.example.com/", date="2015-08-01"))
        found = reported(run, "--quarter", "2025Q3")["changes"]
        assert not found["compared"]
        assert [one["url"] for one in found["rows"]] == ["https://new.example.com/"]


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_never_fetched(put: Put, run: Run, form: str) -> None:
    """It is said how to have what is missing, and the rest is there."""
    put(row("https://a.example.com/"))
    ran = run("report", "--format", form)
    assert ran.code == 0
    assert ("never fetched" if form == "text" else "not fetched for this period") in ran.out
    assert "kh-testlist evidence fetch" in ran.err
    assert "never fetched" in run("report", "--format", form, "--lang", "km").err


class TestReview:
    """The reports of a review that ends."""

    def finish(self, run: Run, put: Put) -> dict[str, str]:
        """Start a review of two rows, decide them, finish it: the reports."""
        path = put(row("https://a.example.com/", "GMB"), row("https://b.example.com/"))
        assert run("review", "start").code == 0
        assert run("review", "decide", "https://a.example.com/", "drop", "--reason", "it closed").code == 0
        assert run("review", "decide", "https://b.example.com/", "keep", "--reason", "it works").code == 0
        ran = run("review", "finish")
        assert ran.code == 0, ran.err
        (folder,) = (path.parent.parent / "reviews").iterdir()
        return {one.name: one.read_text("utf-8") for one in folder.glob("report*")}

    def test_all_three(self, run: Run, put: Put) -> None:
        """In English, in Khmer, in Markdown, with what was decided and why; the title has the quarter."""
        reports = self.finish(run, put)
        assert set(reports) == {"report.html", "report.km.html", "report.md"}
        for text in reports.values():
            assert "it closed" in text
        today = dt.datetime.now(dt.UTC).date()
        assert f"{today.year} Q{(today.month + 2) // 3}" in Tree(reports["report.html"]).said
        assert Tree(reports["report.km.html"]).all("html") == [{"lang": "km"}]

    def test_measurements_of_another_quarter(self, fetch: Run, run: Run, put: Put, project: Path) -> None:
        """Where the quarter was not fetched, the last that was is shown, and that is said."""
        (project / "kh-testlist.toml").write_text('[report]\nexclude_category = ["GMB"]\n', "utf-8")
        assert fetch().code == 0
        report = self.finish(run, put)["report.html"]
        assert "were not fetched, so this report shows the last ones that were fetched" in report
        assert "1 July 2025 to 30 September 2025" in report
        assert "does not ask to unblock websites of these categories: Gambling (GMB)" in report
