"""Worlds of real events have the days, networks and answers that the sources tell."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.ooni.truths import events
from tests.ooni.truths.networks import NETWORKS
from tests.ooni.truths.records import COUNTRY, Measurement
from tests.ooni.truths.telling import episodes_that_count
from tests.ooni.truths.world import World


def seen_of(made: World, url: str, asn: int | None = None) -> list[Measurement]:
    """Return the tests of a URL in the country, on one network or on all."""
    return [
        test for test in made.tests if test.url == url and test.run.country == COUNTRY and asn in {test.run.asn, None}
    ]


@pytest.mark.parametrize(
    ("name", "urls", "day"),
    [
        ("election 2018", events.ELECTION, dt.date(2018, 7, 28)),
        ("VOD 2023", events.VOD, dt.date(2023, 2, 13)),
        ("letter 2023", events.LETTER, dt.date(2023, 7, 17)),
    ],
)
def test_orders(name: str, urls: tuple[str, ...], day: dt.date) -> None:
    """The sites of an order are blocked from its day on, to the end."""
    made = events.EVENTS[name]()
    blocks = [truth for truth in made.truths if truth.is_block]
    assert {truth.urls[0] for truth in blocks} == set(urls)
    assert {(truth.start, truth.end) for truth in blocks} == {(day, None)}
    assert len(episodes_that_count(made)) > len(urls) * 3
    for truth in blocks:
        tests = [test for test in seen_of(made, truth.urls[0], truth.asn) if test.run.is_isp]
        before, after = ([test for test in tests if (made.date(test.run.day) >= day) == late] for late in (False, True))
        assert sum(test.fate.is_bad for test in before) < 0.3 * len(before)
        assert sum(test.fate.is_bad for test in after) > 0.8 * len(after)


@pytest.mark.parametrize(
    ("asn", "answer", "failure"),
    [
        (38901, "127.0.0.1", "dns.dns_bogon_error"),
        (131207, "127.0.0.1", "dns.dns_bogon_error"),
        (38235, "127.0.0.1", "dns.dns_bogon_error"),
        (23673, "127.0.0.1", "dns.dns_bogon_error"),
        (23673, None, "dns.dns_nxdomain_error"),
        (38623, "203.190.164.182", "tcp.generic_timeout_error"),
        (9723, "203.190.164.182", "tcp.generic_timeout_error"),
        (24492, None, "dns.dns_nxdomain_error"),
        (17976, None, "dns.dns_nxdomain_error"),
        (45498, "", "tls.connection_reset"),
        (58424, "", "tls.generic_timeout_error"),
    ],
)
def test_rfa(asn: int, answer: str | None, failure: str) -> None:
    """Each network blocks www.rfa.org in its own way."""
    tests = [test for test in seen_of(events.rfa_2024(), events.RFA, asn) if test.fate.is_bad]
    same = sum((test.fate.answer, test.fate.failure) == (answer, failure) for test in tests)
    assert same > (0.3 if asn == 23673 else 0.8) * len(tests)


def test_dead_names() -> None:
    """Two names are dead in the control. One network answers for them, and OONI calls that confirmed."""
    made = events.dead_names()
    assert not [truth for truth in made.truths if truth.is_block]
    assert {truth.start for truth in made.truths if truth.urls == (events.HON,)} == {events.HON_DAY}
    for url in (events.HON, events.YCC):
        dead = [test for test in seen_of(made, url) if url == events.YCC or made.date(test.run.day) >= events.HON_DAY]
        assert {test.control for test in dead} == {"nxdomain"}
        confirmed = [test for test in dead if test.fate.outcome == "confirmed"]
        assert {test.run.asn for test in confirmed} == {38623}
        assert {test.fate.answer for test in confirmed} == {"36.37.242.94"}
        assert len(confirmed) > 20
    assert {test.control for test in seen_of(made, events.HON) if made.date(test.run.day) < events.HON_DAY} == {"fine"}


def test_cen_com_kh() -> None:
    """The site of the issue has about 195 anomalies of 369 tests, on 8 of 12 networks from day 23."""
    made = events.cen_com_kh()
    tests = seen_of(made, events.CEN)
    blocks = [truth for truth in made.truths if truth.is_block]
    assert len(tests) == pytest.approx(events.CEN_TESTS, abs=8)
    assert sum(test.fate.is_bad for test in tests) == pytest.approx(events.CEN_ANOMALIES, abs=8)
    assert len({test.run.asn for test in tests}) == len(NETWORKS) == 12
    assert len({truth.asn for truth in blocks}) == 8
    assert {truth.start for truth in blocks} == {made.date(23), None}  # one network has no tests before
    assert {truth.end for truth in blocks} == {None}
