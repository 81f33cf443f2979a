"""URLs that are spelt anew, here or upstream: laws of a whole step that hold for any lists and any ledger."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh_testlist.categories import LEGEND
from kh_testlist.ledger import Record, renames
from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, HEADER, NOTES, SOURCE, URL, Entry, UrlList
from kh_testlist.ooni.sites import earlier_urls
from kh_testlist.store import to_bytes
from kh_testlist.upstream.merge_lists import MergedLists, merge_lists
from kh_testlist.upstream.settling import Side
from kh_testlist.urls import equivalence_key
from tests.samples import a_list, record

ROUNDS = int(os.environ.get("MERGE_ROUNDS", "250"))
"""How many random merges; more by hand, before a release."""
DAY = "2026-11-22"
SITES = [f"site{number}.example.com" for number in range(7)]
SPELLINGS = (
    "http://{}/",
    "https://{}/",
    "http://www.{}/",
    "https://www.{}/",
    "http://{}",
    "https://{}",
    "https://{}:443/",
)

Cells = list[str]


@dataclass(frozen=True)
class Case:
    """What a sync is given."""

    base: list[Cells]
    ours: list[Cells]
    theirs: list[Cells]
    records: list[Record]

    def step(self, side: Side | None, *, with_base: bool = True) -> MergedLists:
        """The sync, with all conflicts settled for a side."""
        base = listed(self.base) if with_base else None
        return merge_lists(base, listed(self.ours), listed(self.theirs), self.records, DAY, side, lambda _: Side.OURS)


def listed(rows: list[Cells]) -> UrlList:
    """A list of rows."""
    return a_list(*map(record, rows))


def key(cells: Cells | Entry) -> str:
    """What site a row is."""
    return equivalence_key(cells.url if isinstance(cells, Entry) else cells[URL])


def is_kept(cells: Cells) -> bool:
    """Whether a row stands beside an equivalent one on purpose."""
    return "keep:" in cells[NOTES]


def spelt(draw: st.DrawFn, site: str) -> str:
    """The URL of a site, in any spelling."""
    name = draw(st.sampled_from([site, site, site.capitalize()]))
    return draw(st.sampled_from(SPELLINGS)).format(name)


def site_of(url: str) -> str:
    """Which of the sites it is."""
    return equivalence_key(url)


def new_row(draw: st.DrawFn, site: str, notes: str = "") -> Cells:
    """A row of a site."""
    return [spelt(draw, site), "NEWS", LEGEND["NEWS"], "2024-01-31", "anon", notes]


def changed(draw: st.DrawFn, cells: Cells, what: str, others: list[str]) -> Cells:
    """A row after an edit."""
    after = list(cells)
    if "notes" in what:
        after[NOTES] = draw(st.sampled_from(["one", "two", "keep: the old name is blocked"]))
    if "source" in what:
        after[SOURCE] = draw(st.sampled_from(["one", "two"]))
    if "category" in what:
        code = draw(st.sampled_from(["HUMR", "ENV"]))
        after[CATEGORY_CODE], after[CATEGORY_DESCRIPTION] = code, LEGEND[code]
    if "respell" in what:
        after[URL] = spelt(draw, site_of(cells[URL]))
    if "url" in what and others:
        after[URL] = spelt(draw, draw(st.sampled_from(others)))
    return after


EDITS = (
    "keep", "keep", "keep", "remove", "notes", "source", "category", "respell", "respell", "respell notes",
    "respell category", "url", "respell away",
)  # fmt: skip


@st.composite
def sides(draw: st.DrawFn, base: list[Cells], others: list[str]) -> tuple[list[Cells], list[Record]]:
    """What a side makes of `base`, and what its ledger says of it."""
    rows: list[Cells] = []
    records: list[Record] = []
    moved: list[Cells] = []
    for cells in base:
        what = draw(st.sampled_from(EDITS))
        if what == "remove":
            if draw(st.booleans()):
                records.append(Record(cells[URL], DAY, "drop", "closed"))
            continue
        after = changed(draw, cells, what, others)
        if after[URL] != cells[URL] and (key(after) != key(cells) or draw(st.booleans())):
            records.append(Record(after[URL], DAY, "replace", "", previous_url=cells[URL]))
        (moved if "away" in what else rows).append(after)
    rows += moved
    for site in draw(st.lists(st.sampled_from(SITES), max_size=3)):
        notes = draw(st.sampled_from(["", "one", "keep: a variant"]))
        rows.insert(draw(st.sampled_from([len(rows), len(rows), 0])), new_row(draw, site, notes))
    if draw(st.integers(0, 9)) == 0:
        rows = list(draw(st.permutations(rows)))
    # Upstream's linter, and our `add`, have no URL twice.
    return list({cells[URL]: cells for cells in rows}.values()), records


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A base, our list with its ledger, and upstream's list."""
    count = draw(st.integers(1, 4))
    names = [*SITES[:count], *draw(st.lists(st.sampled_from(SITES[:count]), max_size=1))]
    base = list({(cells := new_row(draw, name))[URL]: cells for name in names}.values())
    if draw(st.integers(0, 3)) == 0:
        base[0][NOTES] = "keep: both are wanted"
    ours, records = draw(sides(base, SITES[count:]))
    theirs, _ = draw(sides(base, SITES[count:]))
    past = [
        Record(spelt(draw, site), "2026-01-01", "drop", "long closed")
        for site in draw(st.lists(st.sampled_from(SITES[count:]), max_size=2))
    ]
    return Case(base, ours, theirs, [*past, *records])


def named(made: MergedLists) -> set[str]:
    """The URLs of all rows that the step tells of."""
    entries = [entry for conflict in made.conflicts for row in conflict.rows for entry in row if entry]
    entries += [entry for one in made.respelt for entry in (one.before, one.after)]
    entries += [entry for one in made.differing for entry in (one.before, one.after)]
    return {entry.url for entry in [*entries, *made.off]}


def given_up(made: MergedLists) -> set[tuple[str, int]]:
    """The cells of ours that the step says are given up."""
    lost = {(entry.url, column) for entry in made.given_up.removed for column in range(len(HEADER))}
    for one in (*made.given_up.changed, *made.differing):
        pairs = enumerate(zip(one.before.cells, one.after.cells, strict=True))
        lost |= {(one.url, column) for column, (was, now) in pairs if was != now}
    return lost


def assert_ours_is_there(case: Case, made: MergedLists, *, with_base: bool) -> None:
    """Each cell of ours is in the result, or we never changed it, or it is named."""
    now = {entry.url: entry for entry in made.urls.entries}
    went = {one.url: one.after.url for one in made.respelt}
    was = {tuple(cells) for cells in case.base} if with_base else set()
    unchanged: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    back = renames(case.records)
    for cells in case.base if with_base else ():
        for column, value in enumerate(cells):
            unchanged[column] |= {(key(cells), value), (equivalence_key(back.get(cells[URL], "")), value)}
    lost = given_up(made)
    # A new URL of ours that was given up: what else the row says may stand in the row that it became.
    became = {one.before.url: one.after.url for one in made.given_up.changed}
    theirs = {cells[URL] for cells in case.theirs}
    for cells in case.ours:
        url = cells[URL]
        entry = now.get(went.get(url, url))
        if entry is None:
            assert (tuple(cells) in was and url not in theirs) or (url, URL) in lost, cells
            continue
        for column in range(1, len(HEADER)):
            value = cells[column]
            stand = {row.cells[column] for row in (entry, now.get(became.get(url, ""))) if row}
            is_ours = value in stand or (key(cells), value) in unchanged[column]
            assert is_ours or (url, column) in lost, (cells, column)
        assert entry.url == url or url in went


def assert_theirs_is_there(case: Case, made: MergedLists, *, with_base: bool) -> None:
    """Each row of upstream's is in the result, or we took it off while upstream left it alone, or it is named."""
    now = {entry.url: entry for entry in made.urls.entries}
    sites = {key(entry) for entry in made.urls.entries}
    was = {tuple(cells) for cells in case.base} if with_base else set()
    told = named(made)
    edited = renames(case.records)
    unchanged = {
        (site, value)
        for cells in (case.base if with_base else ())
        for site in (key(cells), equivalence_key(edited.get(cells[URL], "")))
        for value in cells
    }
    onward = {equivalence_key(old): equivalence_key(new) for old, new in edited.items()}
    ours = {cells[URL] for cells in case.ours}
    for cells in case.theirs:
        url = cells[URL]
        took_off = tuple(cells) in was and url not in ours
        is_ours_now = not sites.isdisjoint({key(cells), equivalence_key(edited.get(url, url)), onward.get(key(cells))})
        assert url in now or took_off or is_ours_now or url in told, cells
        for value, stands in zip(cells, now[url].cells, strict=True) if url in now else ():
            assert value == stands or (key(cells), value) in unchanged or url in told, (cells, value)


def assert_nothing_is_doubled(case: Case, made: MergedLists) -> None:
    """No site has more rows than it had on the side that had more; but for those that are kept on purpose."""
    ours, theirs = (Counter(map(key, rows)) for rows in (case.ours, case.theirs))
    now = [list(entry.cells) for entry in made.urls.entries]
    kept = {key(cells) for rows in (case.base, case.ours, case.theirs, now) for cells in rows if is_kept(cells)}
    for site, count in Counter(map(key, now)).items():
        assert count <= (ours[site] + theirs[site] if site in kept else max(ours[site], theirs[site]))
    urls = [entry.url for entry in made.urls.entries]
    assert len(urls) == len(set(urls))


def assert_dropped_stays_off(case: Case, made: MergedLists, side: Side) -> None:
    """What the ledger dropped is back only where somebody chose so, and it is named then."""
    sites = {key(cells) for cells in case.ours}
    for one in case.records:
        if one.decision != "drop" or equivalence_key(one.url) in sites:
            continue
        back = {entry.url for entry in made.urls.entries if key(entry) == equivalence_key(one.url)}
        if back:
            assert side is Side.THEIRS
            # One that we had edited away from there is in conflict for itself.
            edited = {one.after.url for one in made.given_up.changed}
            assert back <= {entry.url for entry in made.given_up.added} | edited


def assert_it_is_followed(case: Case, made: MergedLists) -> None:
    """The ledger leads from each URL that was given up for upstream's spelling to that, and evidence with it."""
    records = [*case.records, *made.records]
    urls = {entry.url for entry in made.urls.entries}
    before = earlier_urls(records, urls)
    for one in made.respelt:
        assert renames(records)[one.url] == one.after.url
        assert one.url in before.get(one.after.url, ()) or one.url in urls
    sent = {entry.url for entry in (*made.to_send.added, *made.to_send.removed)}
    assert sent.isdisjoint(one.after.url for one in made.respelt), "upstream's own spelling is sent back"


def assert_clear_pairs_merge(case: Case, made: MergedLists) -> None:
    """A site that each list has once is one row, merged column by column, and is asked about in no clear case."""
    lists = [case.base, case.ours, case.theirs]
    by_site = [{key(cells): cells for cells in rows} for rows in lists]
    counts = [Counter(map(key, rows)) for rows in lists]
    said = {equivalence_key(url) for one in case.records for url in (one.url, one.previous_url) if url}
    now = {key(entry): entry for entry in made.urls.entries}
    for site in by_site[0].keys() & by_site[1].keys() & by_site[2].keys() - said:
        was, mine, yours = (rows[site] for rows in by_site)
        merged = [new if old == before else old for before, old, new in zip(was, mine, yours, strict=True)]
        is_clear = all(new in {before, value} for before, new, value in zip(was, yours, merged, strict=True))
        if is_clear and {count[site] for count in counts} == {1} and not any(map(is_kept, (was, mine, yours))):
            assert list(now[site].cells) == merged
            assert merged[URL] in {mine[URL], *(one.after.url for one in made.respelt)}


def assert_again(case: Case, made: MergedLists, side: Side, *, with_base: bool) -> None:
    """After a kill the same is made, or nothing is lost at least where a site has several rows; later, nothing."""
    after = [list(entry.cells) for entry in made.urls.entries]
    records = [*case.records, *made.records]
    killed = Case(case.base, after, case.theirs, records)
    again = killed.step(side, with_base=with_base)
    has_variants = any(len(set(map(key, rows))) < len(rows) for rows in (case.base, case.ours, case.theirs))
    is_back = any(equivalence_key(record.previous_url) == key(cells) for record in case.records for cells in case.ours)
    if with_base and (has_variants or is_back):
        assert_laws(killed, again, side, with_base=with_base)
    elif with_base:
        assert to_bytes(again.urls) == to_bytes(made.urls)
        assert again.records == ()
    else:
        # Rows that pair now, because a person's decisions are in the ledger, may stand in another order.
        assert sorted(entry.cells for entry in again.urls.entries) == sorted(tuple(cells) for cells in after)
        assert again.records == ()
    next_time = Case(case.theirs, after, case.theirs, records).step(None)
    assert to_bytes(next_time.urls) == to_bytes(made.urls)
    assert (next_time.conflicts, next_time.records, next_time.respelt) == ((), (), ())
    assert not next_time.came


def assert_laws(case: Case, made: MergedLists, side: Side, *, with_base: bool) -> None:
    """Nothing is lost unnamed, nothing is doubled, nothing that was dropped is back unseen."""
    assert_ours_is_there(case, made, with_base=with_base)
    assert_theirs_is_there(case, made, with_base=with_base)
    assert_nothing_is_doubled(case, made)
    assert_dropped_stays_off(case, made, side)
    assert_it_is_followed(case, made)


@pytest.mark.parametrize("with_base", [True, False], ids=["with a base", "without a base"])
@given(case=cases(), side=st.sampled_from(Side))
@settings(max_examples=ROUNDS)
def test_laws(case: Case, side: Side, *, with_base: bool) -> None:
    """A random merge holds to the laws, and so does the same merge made again."""
    made = case.step(side, with_base=with_base)
    assert_laws(case, made, side, with_base=with_base)
    sites = {key(entry) for entry in made.urls.entries}
    off = {entry.url for entry in made.off}
    theirs = {key(cells) for cells in case.theirs if cells[URL] not in off}
    assert set(map(key, case.ours)) & theirs <= sites, "a site that both lists have is gone"
    if with_base:
        assert_clear_pairs_merge(case, made)
    assert_again(case, made, side, with_base=with_base)
