"""What is proposed: which rows, in which commits, with which words; and what is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kh_testlist.errors import Refused
from kh_testlist.ledger import Record, renames
from kh_testlist.model import NOTES, UrlList
from kh_testlist.store import parse, to_bytes
from kh_testlist.upstream.difference import Difference, difference
from kh_testlist.upstream.proposal import (
    SIGNATURE,
    Grounds,
    Kind,
    LastCheck,
    Proposal,
    only,
    propose,
    quiet,
    suffix,
)
from tests.samples import HEADER_LINE, a_list, clean_cells, record, row

ORIGIN = "a" * 40
DAY = "2026-11-21"


def site(name: str) -> str:
    """The URL of a site of that name."""
    return f"https://{name}.example.com/"


def proposed(base: UrlList, ours: UrlList, *records: Record, **seen: LastCheck) -> Proposal:
    """The proposal to make `ours` of `base`."""
    changes = difference(base, ours, renames(records))
    return propose(base, changes, Grounds(records, {site(name): one for name, one in seen.items()}), ORIGIN)


BASE = a_list(*(row(site(name)) for name in ("one", "two", "three", "four")))
OURS = a_list(
    row(site("one"), notes="moved here"),
    row(site("two"), code="HUMR"),
    row(site("four")),
    row(site("new"), notes="the only one in Khmer"),
)
DROPPED = Record(site("three"), DAY, "drop", "closed in 2023", "https://example.org/proof")


class TestCommits:
    """A commit for each kind of change, and the list's bytes after it."""

    def test_in_an_order_to_read(self) -> None:
        """Additions, corrections, category changes, removals; each with what a reviewer should know of its rows."""
        commits = proposed(BASE, OURS, DROPPED).commits
        assert [commit.kind for commit in commits] == list(Kind)
        assert [commit.message.splitlines()[0] for commit in commits] == [
            "kh: add 1 site", "kh: correct 1 row", "kh: recategorise 1 site", "kh: remove 1 site",
        ]  # fmt: skip
        assert [commit.message.splitlines()[2] for commit in commits] == [
            f"- {site('new')} (NEWS)",
            f"- {site('one')}: notes",
            f"- {site('two')}: NEWS -> HUMR",
            f"- {site('three')}: closed in 2023",
        ]
        assert all(SIGNATURE.findall(commit.message) == [ORIGIN] for commit in commits)

    def test_each_brings_its_own_rows(self) -> None:
        """What a commit is about, and nothing else; the last one is all of it."""
        made = proposed(BASE, OURS, DROPPED)
        sizes = [len(commit.urls.entries) for commit in made.commits]
        assert sizes == [5, 5, 5, 4]
        assert to_bytes(made.urls) == to_bytes(OURS)

    def test_kinds_that_do_not_happen_have_none(self) -> None:
        """One commit for one kind."""
        made = proposed(BASE, a_list(*(entry.raw.strip() for entry in BASE.entries), row(site("new"))))
        assert [commit.kind for commit in made.commits] == [Kind.ADDITION]
        assert made.title == "kh: add 1 site"

    def test_untouched_bytes_stay(self) -> None:
        """Upstream's quotes, line ends and odd rows are as they were, whatever ours are."""
        odd = f'"{site("one")}",NEWS,"News Media",2024-01-31,anon,\r\n\r\n{row(site("two"))}\r\n'
        base = parse((HEADER_LINE + odd).encode(), "lists/kh.csv")
        ours = a_list(row(site("two")), row(site("one")), row(site("new")))
        made = proposed(base, ours)
        assert to_bytes(made.urls).startswith(to_bytes(base))
        assert to_bytes(made.urls) == to_bytes(base) + (row(site("new")) + "\r\n").encode()

    def test_many_rows_make_no_endless_message(self) -> None:
        """A message names fifty rows; the diff has them all."""
        made = proposed(
            BASE, a_list(*(entry.raw.strip() for entry in BASE.entries), *(row(site(f"s{n}")) for n in range(80)))
        )
        [commit] = made.commits
        assert commit.message.count("\n- ") == 51
        assert "- and 30 more" in commit.message

    @given(st.lists(clean_cells(), max_size=8), st.data())
    def test_the_commits_make_ours_of_theirs(self, cells: list[list[str]], data: st.DataObject) -> None:
        """For any two lists: the last commit has exactly our rows, and what neither side touched keeps its bytes."""
        unique = list({one[0]: one for one in cells}.values())
        here = data.draw(st.lists(st.sampled_from(unique), unique_by=lambda one: one[0])) if unique else []
        ours = [[*one[:NOTES], data.draw(st.sampled_from([one[NOTES], "changed"]))] for one in here]
        there = data.draw(st.lists(st.sampled_from(unique), unique_by=lambda one: one[0])) if unique else []
        base, mine = a_list(*map(record, there)), a_list(*map(record, ours))
        changes = difference(base, mine, {})
        if not changes:
            return
        dropped = [Record(entry.url, DAY, "drop", "closed") for entry in changes.removed]
        made = propose(base, changes, Grounds(dropped), ORIGIN)
        assert sorted(entry.cells for entry in made.urls.entries) == sorted(entry.cells for entry in mine.entries)
        kept = {entry.raw for entry in base.entries} & {entry.raw for entry in mine.entries}
        assert kept <= {entry.raw for entry in made.urls.entries}


class TestWhy:
    """Each row with its reason and what the last check saw."""

    def test_from_the_ledger_the_notes_and_the_check(self) -> None:
        """The ledger's reason, else the row's notes; the evidence; the verdict."""
        seen = LastCheck("up", "ok", "Phnom Penh", "2026-11-20T10:00:00Z")
        rows = {one.entry.url: one for one in proposed(BASE, OURS, DROPPED, new=seen).rows}
        assert rows[site("new")].why == "the only one in Khmer"
        assert rows[site("new")].seen == seen
        assert rows[site("three")].why == "closed in 2023"
        assert rows[site("three")].evidence == "https://example.org/proof"
        assert rows[site("two")].why == ""
        assert rows[site("two")].seen is None

    def test_an_edited_url(self) -> None:
        """It is one row that changed, with the reason that its edit gave, and no addition with a removal."""
        edited = Record(site("uno"), DAY, "replace", "they moved", previous_url=site("one"))
        made = proposed(a_list(row(site("one"))), a_list(row(site("uno"))), edited)
        [found] = made.rows
        assert (found.kind, found.why) == (Kind.CORRECTION, "they moved")
        assert made.commits[0].message.splitlines()[2] == f"- {site('one')} -> {site('uno')}"

    def test_edited_and_then_removed(self) -> None:
        """The reason for the new URL is the reason for the old one."""
        edited = Record(site("uno"), DAY, "replace", "they moved", previous_url=site("one"))
        gone = Record(site("uno"), DAY, "drop", "and closed")
        [found] = proposed(a_list(row(site("one"))), a_list(), edited, gone).rows
        assert (found.kind, found.why) == (Kind.REMOVAL, "and closed")


class TestRefused:
    """What is not sent."""

    def test_nothing(self) -> None:
        """An empty change."""
        with pytest.raises(Refused, match="nothing to send"):
            proposed(BASE, BASE)

    @pytest.mark.parametrize(
        "records",
        [(), (Record(site("three"), DAY, "drop", " "),), (Record(site("three"), DAY, "keep", "blocked"),),
         (DROPPED, Record(site("three"), DAY, "keep", "no, it is blocked"))],
    )  # fmt: skip
    def test_a_removal_without_a_reason(self, records: tuple[Record, ...]) -> None:
        """A row that goes and nobody said why, or somebody said to keep; it is named."""
        with pytest.raises(Refused) as refused:
            proposed(BASE, OURS, *records)
        assert site("three") in refused.value.message
        assert site("two") not in refused.value.message
        assert "--reason" in refused.value.next_step

    def test_a_url_that_does_not_change(self) -> None:
        """Whoever names a row that is as upstream has it, or that is nowhere, is told so."""
        changes = difference(BASE, OURS, {})
        for name in ("four", "nowhere"):
            with pytest.raises(Refused, match=name):
                only(changes, [site(name), site("new")])


class TestOnly:
    """With URLs, those changes alone."""

    def test_each_kind(self) -> None:
        """An addition, a change and a removal are found by their URL, in other spellings too."""
        changes = difference(BASE, OURS, {})
        assert [entry.url for entry in only(changes, ["http://www.new.example.com"]).added] == [site("new")]
        assert [one.url for one in only(changes, [site("two")]).changed] == [site("two")]
        assert [entry.url for entry in only(changes, [site("three")]).removed] == [site("three")]
        assert only(changes, ()) == changes

    def test_an_edited_url_by_both_names(self) -> None:
        """The old URL and the new one both name the row."""
        changes = difference(a_list(row(site("one"))), a_list(row(site("uno"))), {site("one"): site("uno")})
        assert only(changes, [site("one")]) == only(changes, [site("uno")]) == changes

    def test_the_exact_url_comes_first(self) -> None:
        """Of two variants, the one that is spelt so."""
        changes = difference(a_list(), a_list(row("http://new.example.com/"), row(site("new"))), {})
        assert [entry.url for entry in only(changes, [site("new")]).added] == [site("new")]

    def test_names_of_branches(self) -> None:
        """The same URLs make the same name, in whatever order and spelling; others another one."""
        assert suffix("kh", ()) == "kh"
        one = suffix("kh", [site("a"), site("b")])
        assert one == suffix("kh", ["http://www.b.example.com", site("a")]) != suffix("kh", [site("a")])
        assert re.fullmatch(r"kh-[a-p]{8}", one)


@given(st.text())
@example("fixes #1, closes gh-2, resolves citizenlab/test-lists#3 for @somebody and org/team@1234567")
@example("fixes https://github.com/citizenlab/test-lists/issues/4 and HTTPS://GITHUB.COM/o/r/PULL/5, /discussions/6")
def test_messages_call_nobody(text: str) -> None:
    """No text of a list or a ledger names a person or a request in a commit's message, or makes a second line."""
    said = quiet(text)
    assert not re.search(r"[@#]\w", said)
    assert not re.search(r"\bgh-\d|/(issues|pull|discussions)/\d", said, re.IGNORECASE)
    assert said.splitlines() in ([said], [])
    assert all(letter.isprintable() or letter == "\u200b" for letter in said)
    said.encode("utf-8")


def test_no_difference_is_false() -> None:
    """What `propose` refuses as empty."""
    assert not Difference()
