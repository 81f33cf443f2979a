"""The parts of the fetch: what is due, what fits into one request, and what is kept of an answer."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ooni import newer_api, newer_forms
from kh_testlist.ooni.cache import DAYS, METHODS, NETWORKS, Cache, Source, Tally
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.freshness import Freshness
from kh_testlist.ooni.hosts import Concern
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.spans import spans

SOURCE = Source("https://api.example.org", "KH")
JULY = Period(dt.date(2025, 7, 1), dt.date(2025, 8, 1))
JULY_1 = JULY.since.toordinal()


def at(text: str) -> dt.datetime:
    """Return a moment in UTC."""
    return dt.datetime.fromisoformat(f"{text}+00:00")


FRESH = {
    "never asked": (None, None, "2025-09-01 12:00", False, True),
    "asked when it was not over": ("2025-07-20 12:00", None, "2025-07-20 12:05", False, True),
    "a late upload may have come": ("2025-08-10 12:00", None, "2025-08-12 12:00", False, True),
    "also if the next fetch is months later": ("2025-08-10 12:00", None, "2026-08-12 12:00", False, True),
    "not within the hour": ("2025-08-10 12:00", None, "2025-08-10 12:59", False, False),
    "asked 30 days after its end": ("2025-08-31 12:00", None, "2025-09-10 12:00", False, False),
    "asked 29 days after its end": ("2025-08-30 12:00", None, "2025-09-10 12:00", False, True),
    "again": ("2025-10-01 12:00", None, "2025-10-02 12:00", True, True),
    "in a fetch that was stopped": ("2025-07-20 12:10", "2025-07-20 12:00", "2025-07-20 12:20", False, False),
    "also again": ("2025-10-01 12:10", "2025-10-01 12:00", "2025-10-01 12:20", True, False),
    "before a fetch that was stopped": ("2025-07-20 11:00", "2025-07-20 12:00", "2025-07-20 12:20", False, True),
    "in a fetch that was stopped long ago": ("2025-07-20 12:10", "2025-07-20 12:00", "2025-07-20 13:20", False, True),
}
"""When a piece of July was asked for, when a fetch was stopped, when the next one begins, and whether it is due."""


@pytest.mark.parametrize("name", FRESH)
def test_what_is_due(tmp_path: Path, name: str) -> None:
    """A piece is asked for again while measurements may come in, but not twice in one fetch."""
    asked, stopped, begins, again, expected = FRESH[name]
    with Cache(tmp_path / "cache.sqlite3") as cache:
        if asked:
            cache.put(SOURCE, NETWORKS, {JULY: []}, at(asked))
        if stopped:
            Freshness(cache, SOURCE, lambda: at(stopped), again=False)
        fresh = Freshness(cache, SOURCE, lambda: at(begins), again=again)
        assert fresh.due(NETWORKS, [JULY]) == ([JULY] if expected else [])


def test_no_older_than_its_networks(tmp_path: Path) -> None:
    """Counts by day that came before the newest counts by network are asked for again."""
    with Cache(tmp_path / "cache.sqlite3") as cache:
        cache.put(SOURCE, METHODS, {JULY: []}, at("2025-10-01 12:00"))
        cache.put(SOURCE, NETWORKS, {JULY: []}, at("2025-10-01 12:01"))
        fresh = Freshness(cache, SOURCE, lambda: at("2025-10-02 12:00"), again=False)
        networks = cache.pieces(SOURCE, NETWORKS)
        assert fresh.due(METHODS, [JULY]) == []
        assert fresh.due(METHODS, [JULY], networks) == [JULY]
        assert fresh.due(NETWORKS, [JULY], networks) == []


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1)),
    st.integers(1, 1000),
    st.data(),
    st.integers(1, 400),
    st.integers(31, 366),
)
def test_spans(since: dt.date, days: int, data: st.DataObject, most_rows: int, most_days: int) -> None:
    """All pieces are in one span each, in their order; spans are whole, and only single pieces may be too large."""
    pieces = Period(since, since + dt.timedelta(days)).pieces
    chosen = data.draw(st.lists(st.sampled_from(pieces), unique=True).map(sorted))
    between = data.draw(st.lists(st.sampled_from(pieces), unique=True).map(sorted))
    gaps = [piece for piece in between if piece not in chosen]
    expected = {piece: data.draw(st.integers(0, 200)) for piece in pieces}
    found = list(spans(chosen, expected, gaps, most_rows=most_rows, most_days=most_days))
    assert [piece for span in found for piece in span if piece in chosen] == chosen
    for span in found:
        assert all(piece in chosen or piece in gaps for piece in span)
        assert span[0] in chosen
        assert span[-1] in chosen
        assert all(one.until == other.since for one, other in itertools.pairwise(span))
        if len(span) > 1:
            assert sum(piece.days for piece in span) <= most_days
            assert sum(expected[piece] for piece in span) <= most_rows


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz0123456789.-", min_size=1, max_size=253), max_size=400))
def test_chunks(hosts: list[str]) -> None:
    """All hosts are asked for once, in their order, by URLs that are short enough."""
    root = "https://api.example.org"
    found = newer_api.chunks(root, hosts)
    assert [host for chunk in found for host in chunk] == hosts
    for chunk in found:
        assert chunk
        query = urlencode({"hostname": chunk}, doseq=True)
        assert len(root) + len(newer_api.CONTROL) + 200 + len(query) <= newer_api.MOST_LETTERS


def control(host: str = "a.example.com", *, own: bool = True, **counts: int) -> Any:  # noqa: ANN401 - a row
    """Return a row of the controls."""
    names = ("tcp_success", "tcp_failure", "dns_success", "dns_nxdomain", "dns_other_failure")
    return {"hostname": host, "in_dns_answers": own, **{f"{name}_count": counts.get(name, 0) for name in names}}


CONTROLS: dict[str, tuple[list[Any], dict[str, list[int]]]] = {
    "none": ([], {}),
    "a dead name": ([control(own=False, dns_nxdomain=7)], {"a.example.com": [0, 7, 0, 0, 0]}),
    "two addresses, whose counts of names are the same": (
        [control(dns_success=5, tcp_success=3, tcp_failure=1), control(dns_success=5, tcp_success=2)],
        {"a.example.com": [5, 0, 0, 5, 1]},
    ),
    "an address that a probe brought": (
        [control(dns_success=5, tcp_success=5), control(own=False, dns_success=5, tcp_failure=4)],
        {"a.example.com": [5, 0, 0, 5, 0]},
    ),
    "two hosts": (
        [control(dns_success=1), control("b.example.com", dns_other_failure=2)],
        {"a.example.com": [1, 0, 0, 0, 0], "b.example.com": [0, 0, 2, 0, 0]},
    ),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_controls(name: str) -> None:
    """Names count once for each host, and connections only at addresses that a control found itself."""
    rows, expected = CONTROLS[name]
    assert newer_forms.of_controls(rows) == expected


def test_observations() -> None:
    """Failures are summed by host and network. HTTPS counts as HTTP, and rows about nothing are left out."""
    rows: list[Any] = [
        {"observation_count": 3, "hostname": "a.example.com", "probe_asn": 1, "failure": "dns_isp.dns_nxdomain_error"},
        {"observation_count": 2, "hostname": "a.example.com", "probe_asn": 1, "failure": "http.eof_error"},
        {"observation_count": 4, "hostname": "a.example.com", "probe_asn": 1, "failure": "https.eof_error"},
        {"observation_count": 5, "hostname": "a.example.com", "probe_asn": 2, "failure": "none"},
        {"observation_count": 6, "hostname": None, "probe_asn": 2, "failure": "none"},
        {"observation_count": 7, "hostname": "b.example.com"},
    ]
    assert newer_forms.of_observations(rows) == {
        "a.example.com": {"1": {"dns_isp.dns_nxdomain_error": 3, "http.eof_error": 6}, "2": {"none": 5}}
    }


def test_tests() -> None:
    """An unknown resolver counts for no side. Services need not tell versions."""
    row = {"measurement_start_time": "2025-07-01T07:00:00Z", "probe_asn": 1}
    rows: list[Any] = [
        {**row, "resolver_asn": 1, "software_version": "5.0.0", "top_dns_rule_id": "x"},
        {**row, "resolver_asn": 1, "software_version": "5.0.0"},
        {**row, "resolver_asn": 2, "test_version": "0.5"},
        {**row, "resolver_asn": 0},
        {**row, "resolver_asn": None},
        {**row, "measurement_start_time": "yesterday", "software_version": "5.0.0"},
    ]
    assert newer_forms.of_tests(rows) == {
        "resolvers": [2, 1],
        "versions": {
            "probe 5.0.0": {str(JULY_1): 2},
            "rule dns x": {str(JULY_1): 1},
            "test 0.5": {str(JULY_1): 1},
        },
    }


def test_the_hosts_that_matter(tmp_path: Path) -> None:
    """Six suspicious tests on three days matter, or a confirmed one; the surest come first."""
    counts: dict[str, tuple[int, Counts]] = {
        "https://blocked.example.com/": (3, Counts(0, 2)),
        "https://noisy.example.com/": (3, Counts(30, 2)),
        "https://few-days.example.com/": (2, Counts(0, 9)),
        "https://few-tests.example.com/": (5, Counts(0, 1)),
        "https://marked.example.com/": (1, Counts(50, 0, 1)),
        "https://fine.example.com/": (9, Counts(9)),
        "https://[broken/": (3, Counts(0, 9)),
    }
    with Cache(tmp_path / "cache.sqlite3") as cache:
        days, networks = [], []
        for url, (number, each) in counts.items():
            days += [Tally(url, f"2025-07-{day:02}", each) for day in range(1, number + 1)]
            networks.append(Tally(url, "1", Counts(*(number * count for count in each))))
        cache.put(SOURCE, NETWORKS, {JULY: networks}, at("2025-10-01 12:00"))
        cache.put(SOURCE, DAYS, {JULY: days}, at("2025-10-01 12:00"))
        concern = Concern(cache, SOURCE, JULY)
        assert concern.hosts(JULY) == ["marked.example.com", "blocked.example.com", "noisy.example.com"]
        assert "https://few-tests.example.com/" in concern.suspicious(JULY, 3)
        assert "https://fine.example.com/" not in concern.suspicious(JULY, 3)
