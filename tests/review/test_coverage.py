"""Where a list is measured, and where not: the same as counting it cell by cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ooni.evidence import Counts, NetworkEvidence, SiteEvidence, Status
from kh_testlist.review.coverage import coverage
from tests.reports.materials import evidence

_ASNS = (64500, 64501, 64502)


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), max_size=12))
def test_as_counted_by_hand(tests: list[list[int]]) -> None:
    """Gaps, sites tested enough, sites tested by nobody: by category, by network and in all."""
    entries = [
        SiteEvidence(
            f"https://{number}.example.com/",
            Counts(sum(counts)),
            tuple(
                NetworkEvidence(asn, None, Counts(count), 0.0, blocked=False)
                for asn, count in zip(_ASNS, counts, strict=True)
                if count
            ),
            {}, None, None, Status.OK,
        )
        for number, counts in enumerate(tests)
    ]  # fmt: skip
    code_of = {one.url: ("NEWS", "GMB", None)[number % 3] for number, one in enumerate(entries)}
    found = coverage(evidence(entries, dict.fromkeys(_ASNS)), code_of.get)
    cells = [count for counts in tests for count in counts]
    assert (found.websites, found.pairs, found.gaps) == (len(tests), len(cells), sum(count < 6 for count in cells))
    assert sum(row.gaps for row in found.by_category) == sum(row.gaps for row in found.by_network) == found.gaps
    for number, asn in enumerate(_ASNS):
        row = next(row for row in found.by_network if row.asn == asn)
        assert row.tested_enough == sum(counts[number] >= 6 for counts in tests) == len(tests) - row.gaps
        assert sum(one.by_network.get(asn, 0) for one in found.by_category) == row.tested_enough
    for one in found.by_category:
        mine = [counts for place, counts in enumerate(tests) if ("NEWS", "GMB", None)[place % 3] == one.category_code]
        assert one.websites == len(mine)
        assert one.tested_enough == sum(max(counts) >= 6 for counts in mine)
        assert one.untested == sum(not any(counts) for counts in mine)
    order = [(one.enough, one.measurements) for one in found.by_site]
    assert order == sorted(order)
    assert len(order) == len(tests)
