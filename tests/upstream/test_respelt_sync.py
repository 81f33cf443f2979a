"""`sync` where a URL is spelt anew, with a real git and a real upstream on disk; and what `pr` then sends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kh_testlist import ledger
from kh_testlist.ooni.sites import earlier_urls
from tests.commands.conftest import Put, Ran, Run
from tests.samples import HEADER_LINE, row
from tests.upstream.desk import Desk, desk, github, hosted, site
from tests.upstream.git_server import Upstream
from tests.upstream.samples import ONE, THREE, TWO, text, the_list

__all__ = ["desk", "github", "hosted"]

HTTP, WWW = "http://one.example.com/", "https://www.one.example.com/"
HTTPS = "https://one.example.com/"
Sync = Callable[..., Ran]


def records(project: Path) -> list[ledger.Record]:
    """What the ledger says."""
    return ledger.records(ledger.load(project / "lists" / "kh.csv"))


class TestWithABase:
    """Both had the http row."""

    @pytest.fixture(autouse=True)
    def synced(self, put: Put, upstream: Upstream, sync: Sync) -> None:
        """Both have three rows, the first of them over http."""
        put(row(HTTP), TWO, THREE)
        upstream.put(kh=text(row(HTTP), TWO, THREE))
        assert sync().code == 0

    def test_it_stays_one_row(self, project: Path, upstream: Upstream, sync: Sync, run: Run) -> None:
        """It takes upstream's URL and place and keeps our note and category; the ledger leads to it, once."""
        assert run("edit", HTTP, "--notes", "ours", "--category", "HUMR", "--reason", "legal aid").code == 0
        upstream.put(kh=text(TWO, THREE, row(HTTPS)))
        ran = sync()
        assert ran.code == 0, ran
        assert f"{HTTP} → {HTTPS}" in ran.out
        assert the_list(project) == text(TWO, THREE, row(HTTPS, code="HUMR", notes="ours"))
        assert earlier_urls(records(project), [HTTPS]) == {HTTPS: (HTTP,)}
        assert records(project)[-1].reason == "legal aid"
        assert "only in our list, not upstream yet: 1 changed" in ran.out
        before = [path.read_bytes() for path in sorted((project / "lists").iterdir())]
        assert "nothing new" in sync().out
        assert [path.read_bytes() for path in sorted((project / "lists").iterdir())] == before
        shown = run("diff").out
        assert "url:" not in shown
        assert "1 changed." in shown

    def test_a_chain(self, project: Path, upstream: Upstream, sync: Sync) -> None:
        """Evidence follows through all spellings, and back to the first."""
        for url in (HTTPS, WWW, HTTP, HTTPS):
            upstream.put(kh=text(row(url), TWO, THREE))
            assert sync().code == 0
            assert the_list(project) == text(row(url), TWO, THREE)
            assert ledger.renames(records(project)).get(url) is None
        assert earlier_urls(records(project), [HTTPS]) == {HTTPS: (HTTP, WWW)}
        assert {one.decision for one in records(project)} == {"replace"}

    def test_we_did_the_same(self, project: Path, upstream: Upstream, sync: Sync, run: Run) -> None:
        """Nothing is left to merge."""
        assert run("edit", HTTP, "--url", HTTPS).code == 0
        upstream.put(kh=text(row(HTTPS, notes="theirs"), TWO, THREE))
        assert sync().code == 0
        assert the_list(project) == text(row(HTTPS, notes="theirs"), TWO, THREE)
        assert len(records(project)) == 1

    def test_spelt_differently_on_both_sides(self, project: Path, upstream: Upstream, sync: Sync, run: Run) -> None:
        """A conflict; upstream's version names each change of ours that it takes away."""
        assert run("edit", HTTP, "--url", WWW, "--notes", "ours", "--source", "us").code == 0
        upstream.put(kh=text(row(HTTPS), TWO, THREE))
        before = the_list(project)
        ran = sync()
        assert ran.code == 1
        assert WWW in ran.err
        assert HTTPS in ran.err
        assert the_list(project) == before
        ran = sync("--theirs")
        assert ran.code == 0
        assert the_list(project) == text(row(HTTPS), TWO, THREE)
        for lost in (f'url: "{WWW}" → "{HTTPS}"', 'notes: "ours" → ""', 'source: "us" → "anon"'):
            assert lost in ran.out
        assert earlier_urls(records(project), [HTTPS]) == {HTTPS: (HTTP, WWW)}

    def test_ours_stands(self, project: Path, upstream: Upstream, sync: Sync, run: Run) -> None:
        """The same conflict settled for us: a change of one row, which nobody asks about again."""
        assert run("edit", HTTP, "--url", WWW).code == 0
        upstream.put(kh=text(row(HTTPS), TWO, THREE))
        assert sync("--ours").code == 0
        assert the_list(project) == text(row(WWW), TWO, THREE)
        assert sync().code == 0
        assert "1 changed." in run("diff").out

    @pytest.mark.parametrize("back", [HTTPS, WWW, "http://one.example.com"])
    def test_dropped_and_back(self, project: Path, upstream: Upstream, sync: Sync, run: Run, back: str) -> None:
        """A row that we took off and that returns spelt anew is named, and a person decides, once."""
        assert run("remove", HTTP, "--reason", "closed in 2023").code == 0
        upstream.put(kh=text(row(back), TWO, THREE))
        ran = sync()
        assert ran.code == 1
        assert "closed in 2023" in ran.err
        assert back in ran.err
        assert the_list(project) == text(TWO, THREE)
        assert sync("--ours").code == 0
        assert the_list(project) == text(TWO, THREE)
        assert records(project)[-1][:4:2] == (back, "drop")
        assert sync().code == 0
        assert the_list(project) == text(TWO, THREE)

    def test_dropped_everywhere_and_back(self, project: Path, upstream: Upstream, sync: Sync, run: Run) -> None:
        """Upstream had taken it off too, and brings it back; upstream's version takes it back, and says so."""
        assert run("remove", HTTP, "--reason", "closed in 2023").code == 0
        upstream.put(kh=text(TWO, THREE))
        assert sync().code == 0
        for back in (HTTP, HTTPS):
            upstream.put(kh=text(row(back), TWO, THREE))
            assert sync().code == 1
        ran = sync("--theirs")
        assert ran.code == 0
        assert f"+ {HTTPS}" in ran.out
        assert the_list(project) == text(row(HTTPS), TWO, THREE)
        assert records(project)[-1].decision == "recheck"
        assert sync().code == 0

    def test_a_row_that_is_kept(self, project: Path, upstream: Upstream, sync: Sync, run: Run) -> None:
        """It is never taken for another spelling: both stand."""
        assert run("edit", HTTP, "--notes", "keep: only the http name is blocked").code == 0
        upstream.put(kh=text(row(HTTPS), TWO, THREE))
        assert sync().code == 1
        assert sync("--ours").code == 0
        assert the_list(project).count("one.example.com") == 2
        assert sync().code == 0

    def test_more_than_one_way(self, project: Path, upstream: Upstream, sync: Sync, put: Put) -> None:
        """Two rows of ours that could be the one: a conflict with both; nothing goes without being named."""
        put(row(HTTP), row(WWW, notes="ours"), TWO, THREE)
        upstream.put(kh=text(row(HTTPS), TWO, THREE))
        ran = sync()
        assert ran.code == 1
        assert all(url in ran.err for url in (HTTP, WWW, HTTPS))
        ran = sync("--theirs")
        assert f"- {WWW}" in ran.out
        assert f"- {HTTP}" in ran.out
        assert the_list(project) == text(row(HTTPS), TWO, THREE)

    def test_each_side_took_off_another_spelling(self, project: Path, upstream: Upstream, sync: Sync, put: Put) -> None:
        """Both kept the site, so it is not lost between them."""
        put(row(HTTP), row(HTTPS), TWO)
        upstream.put(kh=text(row(HTTP), row(HTTPS), TWO))
        assert sync().code == 0
        put(row(HTTP), TWO)
        upstream.put(kh=text(row(HTTPS), TWO))
        assert sync().code == 1
        assert sync("--ours").code == 0
        assert the_list(project) == text(row(HTTP), TWO)

    def test_the_same_page_is_another_row(self, project: Path, upstream: Upstream, sync: Sync, put: Put) -> None:
        """Only a spelling makes one row of two."""
        put(row("https://twitter.com/one"), TWO)
        upstream.put(kh=text(row("https://x.com/one"), TWO))
        assert sync().code == 0
        assert "https://twitter.com/one" in the_list(project)
        assert "https://x.com/one" in the_list(project)


class TestWithoutABase:
    """The first sync."""

    def test_what_is_given_up(self, project: Path, sync: Sync, put: Put) -> None:
        """Each cell of ours that upstream's takes the place of, in full; the ledger has the old URL."""
        long = "ours " * 100 + "end"
        put(row(HTTP, code="HUMR", date="2020-02-02", notes=long.strip()), TWO)
        ran = sync()
        assert ran.code == 0
        assert the_list(project) == text(ONE, TWO, THREE)
        for lost in (f'notes: "{long}" → ""', '"HUMR" → "NEWS"', '"2020-02-02" → "2024-01-31"', f'url: "{HTTP}"'):
            assert lost in ran.out
        assert earlier_urls(records(project), [HTTPS]) == {HTTPS: (HTTP,)}

    def test_ours_keeps_it(self, project: Path, sync: Sync, put: Put) -> None:
        """With --ours."""
        ours = row(HTTP, code="HUMR", notes="ours")
        put(ours, TWO)
        assert sync("--ours").code == 0
        assert the_list(project) == text(ours, TWO, THREE)
        assert records(project) == []

    def test_more_than_one_way(self, project: Path, sync: Sync, put: Put) -> None:
        """Two of ours and one of theirs."""
        put(row(HTTP, notes="a"), row(WWW, notes="b"), TWO)
        assert sync().code == 1
        ran = sync("--theirs")
        assert f"- {HTTP}" in ran.out
        assert f"- {WWW}" in ran.out
        assert the_list(project) == text(ONE, TWO, THREE)

    def test_dropped(self, project: Path, sync: Sync, run: Run, put: Put) -> None:
        """In the spelling that we dropped it stays off and is named; in another one a person decides."""
        put(row(HTTP), TWO, THREE)
        run("remove", HTTP, "--reason", "closed")
        run("remove", "https://two.example.com/", "--reason", "closed")
        ran = sync()
        assert ran.code == 1
        assert HTTPS in ran.err
        ran = sync("--ours")
        assert ran.code == 0
        assert "- https://two.example.com/" in ran.out
        assert the_list(project) == text(THREE)
        assert sync().code == 0
        assert the_list(project) == text(THREE)

    def test_a_ledger_without_its_list(self, project: Path, sync: Sync, run: Run, put: Put) -> None:
        """A list that starts as upstream's starts without what its ledger dropped."""
        put(row(HTTP), TWO)
        run("remove", HTTP, "--reason", "closed")
        (project / "lists" / "kh.csv").unlink()
        ran = sync()
        assert ran.code == 0
        assert f"- {HTTPS}" in ran.out
        assert the_list(project) == text(TWO, THREE)


class TestSent:
    """`pr` of a list whose row upstream spelt anew."""

    def test_upstream_s_own_spelling_is_not_sent(self, desk: Desk) -> None:
        """Before the next sync, and without any: only what we changed is sent."""
        desk.done("edit", site("one"), "--notes", "ours")
        desk.commit_upstream(HEADER_LINE + "".join(
            row(url) + "\n" for url in ("https://www.one.example.com/", *map(site, ("two", "three", "four")))
        ))  # fmt: skip
        upstream = f"{desk.github.url}/citizenlab/test-lists.git"
        for known in (True, False):
            if not known:
                (desk.project / "lists" / "upstream.json").unlink()
            ran = desk.done("pr", "--dry-run", "--upstream", upstream)
            assert "https://www.one.example.com/: notes" in ran.out
            assert f"{site('one')} " not in ran.out
            assert "remove" not in ran.out
