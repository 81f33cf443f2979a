"""`sync` and `diff` once there is a base, with a real git and a real upstream on disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import jsonschema
import pytest
from pydantic import TypeAdapter

from kh_testlist import folder, ledger
from kh_testlist.reports.diff import DifferenceReport
from kh_testlist.terminal.session import Session
from tests.commands.conftest import Put, Ran, Run
from tests.samples import row
from tests.upstream.git_server import Upstream
from tests.upstream.samples import FIVE, FOUR, ONE, THREE, TWO, recorded, text, the_list


class TestAgain:
    """There is a base."""

    @pytest.fixture(autouse=True)
    def synced(self, put: Put, sync: Callable[..., Ran]) -> None:
        """Both have three rows."""
        put(ONE, TWO, THREE)
        assert sync().code == 0

    def test_nothing_new(self, project: Path, sync: Callable[..., Ran]) -> None:
        """Nothing is written, and stdout says so."""
        before = {path: path.stat().st_mtime_ns for path in (project / "lists").glob("*.*")}
        ran = sync()
        assert ran.code == 0
        assert "nothing new" in ran.out
        assert {path: path.stat().st_mtime_ns for path in before} == before

    def test_both_changed(self, project: Path, upstream: Upstream, sync: Callable[..., Ran], run: Run) -> None:
        """Different rows go together; what is ours is told, and `diff` shows it."""
        assert run("add", "https://four.example.com/", "--category", "NEWS", "--date", "2024-01-31").code == 0
        assert run("edit", "https://one.example.com/", "--notes", "new").code == 0
        upstream.put(kh=text(ONE, row("https://two.example.com/", notes="seen"), FIVE))
        ran = sync()
        assert ran.code == 0, ran
        assert "1 added, 1 changed, 1 removed" in ran.out
        assert "only in our list, not upstream yet: 1 added, 1 changed" in ran.out
        four = row("https://four.example.com/").replace("anon", "Community member")
        one = row("https://one.example.com/", notes="new")
        assert the_list(project) == text(one, row("https://two.example.com/", notes="seen"), FIVE, four)

    def test_a_conflict(self, project: Path, upstream: Upstream, sync: Callable[..., Ran], run: Run) -> None:
        """It is shown with both versions; nothing is changed until it is settled."""
        run("edit", "https://one.example.com/", "--notes", "we say")
        before, base = the_list(project), recorded(project)
        upstream.put(kh=text(row("https://one.example.com/", notes="they say"), TWO, THREE, FOUR))
        ran = sync()
        assert ran.code == 1
        assert "we say" in ran.err
        assert "they say" in ran.err
        assert "--theirs" in ran.err.splitlines()[-1]
        assert (the_list(project), recorded(project)) == (before, base)
        assert sync("--ours").code == 0
        assert the_list(project) == text(row("https://one.example.com/", notes="we say"), TWO, THREE, FOUR)

    def test_theirs(self, project: Path, upstream: Upstream, sync: Callable[..., Ran], run: Run) -> None:
        """Upstream's version, where we say so; the rest of ours stays."""
        run("remove", "https://one.example.com/", "--reason", "closed")
        run("edit", "https://two.example.com/", "--notes", "ours")
        upstream.put(kh=text(row("https://one.example.com/", notes="theirs"), TWO, THREE))
        assert sync().code == 1
        assert sync("--theirs").code == 0
        one, two = row("https://one.example.com/", notes="theirs"), row("https://two.example.com/", notes="ours")
        assert the_list(project) == text(one, two, THREE)

    def test_asked(
        self, project: Path, upstream: Upstream, sync: Callable[..., Ran], run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """On a terminal each conflict is asked of; what changes meanwhile is not lost."""
        run("edit", "https://one.example.com/", "--notes", "ours")
        run("edit", "https://two.example.com/", "--notes", "ours")
        upstream.put(kh=text(*(row(f"https://{name}.example.com/", notes="theirs") for name in ("one", "two")), THREE))
        answers = iter(["ours", "theirs"])

        def prompt(*_: object, **__: object) -> str:
            with (project / "lists" / "kh.csv").open("ab") as file:
                if not the_list(project).endswith(FOUR + "\n"):
                    file.write((FOUR + "\n").encode())
            return next(answers)

        monkeypatch.setattr(Session, "can_ask", True)
        monkeypatch.setattr(click, "prompt", prompt)
        assert sync().code == 0
        one, two = row("https://one.example.com/", notes="ours"), row("https://two.example.com/", notes="theirs")
        assert the_list(project) == text(one, two, THREE, FOUR)

    def test_an_edited_url(self, project: Path, upstream: Upstream, sync: Callable[..., Ran], run: Run) -> None:
        """A URL edited twice is followed through the ledger; what upstream says of the old one lands on the new."""
        run("edit", "https://one.example.com/", "--url", "https://uno.example.com/")
        run("edit", "https://uno.example.com/", "--url", "https://eins.example.com/")
        upstream.put(kh=text(row("https://one.example.com/", notes="seen"), TWO, THREE))
        assert sync().code == 0
        assert the_list(project) == text(row("https://eins.example.com/", notes="seen"), TWO, THREE)

    def test_two_pull_requests(self, tmp_path: Path, upstream: Upstream, run: Run) -> None:
        """Two people append different rows to one base: both go in, one after the other, with no conflict."""
        base = text(ONE, TWO, THREE)
        for name, site in (("ann", FOUR), ("bob", FIVE)):
            lists = tmp_path / name / "lists"
            lists.mkdir(parents=True)
            (lists / "kh.csv").write_text(base)
            assert run("--lists", str(lists), "sync", "--upstream", str(upstream.folder)).code == 0
            (lists / "kh.csv").write_text(base + site + "\n")
        for name in ("ann", "bob"):
            lists = tmp_path / name / "lists"
            ran = run("--lists", str(lists), "sync")
            assert ran.code == 0, ran
            upstream.put(kh=(lists / "kh.csv").read_text())
        assert upstream.show("kh") + "\n" == text(ONE, TWO, THREE, FOUR, FIVE)
        ran = run("--lists", str(tmp_path / "ann" / "lists"), "sync")
        assert (tmp_path / "ann" / "lists" / "kh.csv").read_text() == text(ONE, TWO, THREE, FOUR, FIVE)
        assert "only in our list, not upstream yet" not in ran.out

    def test_rewritten_history(self, project: Path, upstream: Upstream, sync: Callable[..., Ran], run: Run) -> None:
        """After a force-push the base is still in our clone: the merge goes on as if nothing had been."""
        run("remove", "https://two.example.com/", "--reason", "closed")
        upstream.commit({"lists/kh.csv": text(ONE, TWO, THREE, FIVE).encode()}, rewrite=True)
        assert sync().code == 0
        assert the_list(project) == text(ONE, THREE, FIVE)

    def test_a_base_that_is_gone(
        self, project: Path, upstream: Upstream, sync: Callable[..., Ran], run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """On another machine, after a force-push: it says so, and compares from scratch; nothing is lost."""
        run("remove", "https://two.example.com/", "--reason", "closed")
        run("edit", "https://three.example.com/", "--notes", "ours")
        run("add", "https://four.example.com/", "--category", "NEWS")
        upstream.commit({"lists/kh.csv": text(ONE, TWO, THREE, FIVE).encode()}, rewrite=True)
        upstream.git("reflog", "expire", "--expire=now", "--all")
        upstream.git("gc", "--quiet", "--prune=now")
        monkeypatch.setenv(folder.UPSTREAM_VARIABLE, str(project.parent / "elsewhere"))
        ran = sync()
        assert ran.code == 0, ran
        assert "rewritten" in ran.err
        assert 'notes: "ours" → ""' in ran.out
        assert "https://four.example.com/" in the_list(project)
        assert "https://two.example.com/" not in the_list(project)

    def test_revisions(self, project: Path, upstream: Upstream, sync: Callable[..., Ran]) -> None:
        """A branch, a tag, an annotated one, a commit."""
        first = recorded(project)["commit"]
        second = upstream.put(kh=text(ONE, TWO, THREE, FOUR))
        upstream.git("tag", "v1", first)
        upstream.git("tag", "-a", "-m", "two", "v2", second)
        upstream.git("branch", "work/one", first)
        for revision, expected in (("v2", second), ("v1", first), (second, second), ("work/one", first)):
            ran = sync("--rev", revision)
            assert ran.code == 0, ran
            assert recorded(project)["commit"] == expected
        assert the_list(project) == text(ONE, TWO, THREE)
        for revision in ("nowhere", "1" * 40, first[:10]):
            ran = sync("--rev", revision)
            assert ran.code == 3
            assert "40 digits" in ran.err

    def test_upstream_took_the_list_away(self, project: Path, upstream: Upstream, sync: Callable[..., Ran]) -> None:
        """Our list is not emptied because upstream's is gone."""
        upstream.commit({"lists/kh.csv": None})
        assert sync().code == 3
        assert the_list(project) == text(ONE, TWO, THREE)

    def test_several_lists(self, project: Path, upstream: Upstream, sync: Callable[..., Ran], put: Put) -> None:
        """Each list has a base of its own, in one file."""
        put(FOUR, name="th")
        upstream.put(th=text(FIVE), kh=text(ONE, TWO, THREE, FOUR))
        assert sync("--list", "th").code == 0
        assert (project / "lists" / "th.csv").read_text("utf-8") == text(FIVE, FOUR)
        ran = sync()
        assert "1 added" in ran.out
        assert the_list(project) == text(ONE, TWO, THREE, FOUR)

    def test_diff(self, run: Run) -> None:
        """Rows added, changed cell by cell, removed: as text, as Markdown, and as JSON that fits its schema."""
        run("add", "https://four.example.com/", "--category", "NEWS", "--notes", "<b>|@all")
        run("edit", "https://one.example.com/", "--url", "https://uno.example.com/", "--category", "HUMR")
        run("remove", "https://two.example.com/", "--reason", "closed")
        shown = run("diff")
        assert shown.code == 0
        assert "+ https://four.example.com/" in shown.out
        assert '    category_code: "NEWS" → "HUMR"' in shown.out
        assert "- https://two.example.com/" in shown.out
        report = json.loads(run("diff", "--format", "json").out)
        jsonschema.validate(report, TypeAdapter(DifferenceReport).json_schema())
        assert report["changed"][0]["url"] == "https://one.example.com/"
        assert report["changed"][0]["after"]["url"] == "https://uno.example.com/"
        assert report["added"][0]["notes"] == "<b>|@all"
        page = run("diff", "--format", "markdown").out
        assert "<b>" not in page
        assert "1 row added" in page

    def test_diff_of_nothing(self, run: Run) -> None:
        """Exit 0, and words for it."""
        ran = run("diff")
        assert ran.code == 0
        assert "no difference" in ran.out

    def test_offline(self, project: Path, upstream: Upstream, run: Run, sync: Callable[..., Ran]) -> None:
        """With upstream gone `diff` still works; `sync` says that it can't be reached, and changes nothing."""
        upstream.folder.rename(upstream.folder.with_name("moved"))
        assert run("diff").code == 0
        before = the_list(project)
        ran = sync()
        assert ran.code == 3
        assert the_list(project) == before

    def test_remembered(self, project: Path, upstream: Upstream, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """Upstream is remembered; but a path that only `upstream.json` names, on another machine, is not believed."""
        upstream.put(kh=text(ONE, TWO, THREE, FOUR))
        assert run("sync").code == 0
        assert the_list(project) == text(ONE, TWO, THREE, FOUR)
        monkeypatch.setenv(folder.UPSTREAM_VARIABLE, str(project.parent / "elsewhere"))
        ran = run("sync")
        assert ran.code == 3
        assert "--upstream" in ran.err

    def test_damaged_records(self, project: Path, run: Run, sync: Callable[..., Ran]) -> None:
        """A file that is no `upstream.json`, or a link in its place, is one clear error."""
        path = project / "lists" / "upstream.json"
        for content in (
            "{",
            "[]",
            '{"repository": 1}',
            '{"repository": "x", "commit": "--upload-pack=x"}',
            "[" * 100_000,
        ):
            path.write_text(content)
            for ran in (sync(), run("diff")):
                assert ran.code == 3
                assert "is a bug in the program" not in ran.err
        path.unlink()
        path.symlink_to(project / "elsewhere")
        assert sync().code == 3
        assert not (project / "elsewhere").exists()

    def test_a_damaged_ledger(self, project: Path, upstream: Upstream, sync: Callable[..., Ran]) -> None:
        """It stops the sync, and nothing is changed."""
        upstream.put(kh=text(ONE))
        ledger.path_of(project / "lists" / "kh.csv").write_text("no ledger")
        before = the_list(project)
        assert sync().code == 3
        assert the_list(project) == before
