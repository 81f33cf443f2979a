"""How a site was blocked, and where. Most of these tables say when nobody knows."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ooni.episode import Answers, Control, Day, Episode, Kind, Layer, Layers, More, Resolvers, Seen, Where
from kh_testlist.ooni.judging import judged
from kh_testlist.ooni.mechanisms import mechanism
from kh_testlist.ooni.placing import place
from kh_testlist.ooni.site_days import Site

HOST, HTTPS, HTTP = "a.example.com", "https://a.example.com/", "http://a.example.com/"
ONE = dt.date(2025, 7, 1).toordinal()
WHOLE = (ONE, ONE + 62)
ASN = 38623
ALIVE = Control(*WHOLE, ok=200, nxdomain=0, other=0, connected=200, refused=0)
MIX = Resolvers(700, 300, 0)
NX, BOGON = "dns_nxdomain_error", "dns_bogon_error"


def series(bad: int, good: int, *, days: int = 60) -> tuple[Day, ...]:
    """Tests of two months, spread over the days. So many are bad of each hundred."""
    share = bad / (bad + good)
    marks = [int((number + 1) * share) - int(number * share) for number in range(days * 2)]
    return tuple(Day(ONE + day, 2, sum(marks[2 * day : 2 * day + 2])) for day in range(days))


def site(url: str, days: tuple[Day, ...], **methods: int) -> Site:
    """A site that one network tests."""
    return Site(
        (url,), {ASN: days}, {name.replace("_", "-") if "http" in name else name: n for name, n in methods.items()}
    )


def found(days: tuple[Day, ...], kind: Kind = Kind.UNKNOWN) -> Episode:
    """An episode that lasts all the time."""
    bad = sum(day.bad for day in days)
    return Episode(ASN, None, None, kind, Where.UNKNOWN, sum(day.tests for day in days), bad, 0.99)


def more(failures: Mapping[str, int], *, resolvers: Resolvers | None = MIX, control: Control | None = ALIVE) -> More:
    """What the newer endpoints say of the network."""
    return More(
        controls={HOST: [control]} if control else {},
        seen={HOST: {ASN: [Seen(*WHOLE, failures)]}},
        resolvers={ASN: resolvers} if resolvers else {},
    )


ISP, PATH, SERVER, UNKNOWN = Where.ISP_RESOLVER, Where.PATH, Where.SERVER, Where.UNKNOWN


@pytest.mark.parametrize(
    ("bad", "failures", "changes", "expected"),
    [
        (70, {f"dns_isp.{NX}": 84, "none": 36}, {}, ISP),
        (97, {f"dns_isp.{NX}": 81, f"dns_other.{NX}": 35, "none": 4}, {}, PATH),
        (97, {f"dns_isp.{NX}": 81, f"dns_other.{BOGON}": 35, "none": 4}, {}, UNKNOWN),
        (70, {f"dns_isp.{NX}": 84, "none": 36}, {"resolvers": None}, UNKNOWN),
        (70, {f"dns_isp.{NX}": 84, "none": 36}, {"resolvers": Resolvers(30, 10, 0)}, UNKNOWN),
        (70, {f"dns_isp.{NX}": 84, "none": 36}, {"resolvers": Resolvers(1000, 0, 0)}, UNKNOWN),
        (70, {f"dns_isp.{NX}": 84, "none": 36}, {"resolvers": Resolvers(0, 1000, 0)}, UNKNOWN),
        (70, {f"dns_isp.{NX}": 84, "none": 36}, {"control": None}, UNKNOWN),
        (70, {f"dns_isp.{NX}": 84, "none": 36}, {"control": Control(*WHOLE, 0, 200, 0)}, UNKNOWN),
        (100, {f"dns_isp.{NX}": 120}, {}, UNKNOWN),
        (97, {f"dns_isp.{NX}": 81, f"dns_other.{NX}": 35}, {"resolvers": Resolvers(700, 300)}, UNKNOWN),
        (97, {f"dns_isp.{NX}": 81, f"dns_other.{NX}": 35}, {"resolvers": Resolvers(700, 300, 200)}, UNKNOWN),
        (97, {f"dns_isp.{NX}": 110, f"dns_other.{NX}": 6}, {}, UNKNOWN),
        (70, {"dns_isp.generic_timeout_error": 84, "none": 36}, {}, UNKNOWN),
        (70, {"tcp.generic_timeout_error": 84, "none": 36}, {}, UNKNOWN),
        (70, {f"dns_isp.{NX}": 20, "tcp.generic_timeout_error": 64}, {}, UNKNOWN),
        (70, {}, {}, UNKNOWN),
    ],
    ids=[
        "isp", "path", "two-lies", "mix-unknown", "mix-too-small", "all-isp", "nobody-isp", "no-control", "dead-name",
        "nobody-got-through", "independence-unknown", "resolvers-nearby", "few-others-lie", "timeouts",
        "forged-address", "few-lies", "nothing-seen",
    ],
)  # fmt: skip
def test_places_of_the_dns_by_counts(
    bad: int, failures: Mapping[str, int], changes: dict[str, Any], expected: Where
) -> None:
    """The lies must fit the network's mix of resolvers, and so must the good tests."""
    days = series(bad, 100 - bad)
    assert place(found(days, Kind.DNS), site(HTTPS, days, dns=999), more(failures, **changes)) is expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (Answers(isp_wrong=2, other_right=1), ISP),
        (Answers(isp_wrong=2, other_wrong=1), PATH),
        (Answers(isp_right=2, other_wrong=1), Where.OTHER_RESOLVER),
        (Answers(isp_right=2, isp_wrong=1, other_right=1), UNKNOWN),
        (Answers(isp_wrong=2), UNKNOWN),
        (Answers(isp_unclear=2, other_right=1), UNKNOWN),
        (Answers(isp_wrong=2, other_unclear=1), UNKNOWN),
        (Answers(isp_wrong=2, other_right=1, other_wrong=1), UNKNOWN),
        (Answers(isp_right=2, other_right=1), UNKNOWN),
    ],
    ids=["isp", "path", "other", "isp-in-part", "no-other", "unmatched", "other-unclear", "other-in-part", "all-right"],
)
def test_places_of_the_dns_by_single_tests(answers: Answers, expected: Where) -> None:
    """Answers on three days decide. Those outside of the episode, and those of another network, do not count."""
    days = series(70, 30)
    known = more({})
    shown = replace(known, answers={HTTPS: {ASN: {ONE + day: answers for day in (3, 9, 20)}}})
    few = replace(known, answers={HTTPS: {ASN: {ONE + day: answers for day in (3, 9)}}})
    abroad = replace(known, answers={HTTPS: {1: {ONE + day: answers for day in (3, 9, 20)}}})
    one = found(days, Kind.DNS)
    assert place(one, site(HTTPS, days), shown) is expected
    assert place(one, site(HTTPS, days), few) is UNKNOWN
    assert place(one, site(HTTPS, days), abroad) is UNKNOWN
    assert place(replace(one, start="2025-07-15"), site(HTTPS, days), shown) is UNKNOWN


def test_a_burst_is_one_day() -> None:
    """A hundred tests of one evening are not three days."""
    days = series(70, 30)
    shown = replace(more({}), answers={HTTPS: {ASN: {ONE: Answers(isp_wrong=90, other_right=60)}}})
    assert place(found(days, Kind.DNS), site(HTTPS, days), shown) is UNKNOWN


def test_two_kinds_of_evidence_that_differ() -> None:
    """If single tests and counts show different places, nobody knows."""
    days = series(70, 30)
    counted = more({f"dns_isp.{NX}": 84, "none": 36})
    lies = dict.fromkeys(range(ONE, ONE + 9), Answers(isp_wrong=2, other_wrong=1))
    assert place(found(days, Kind.DNS), site(HTTPS, days), counted) is ISP
    assert place(found(days, Kind.DNS), site(HTTPS, days), replace(counted, answers={HTTPS: {ASN: lies}})) is UNKNOWN


@pytest.mark.parametrize(
    ("marks", "expected"), [([], ISP), (["ooni.kh_dns_1"], ISP), (["ooni.kh_dns_2"], UNKNOWN), (["other"], UNKNOWN)]
)
def test_a_mark_of_a_product_names_no_provider(marks: list[str], expected: Where) -> None:
    """A block page of a product at home is not the provider's."""
    days = series(70, 30)
    known = more({f"dns_isp.{NX}": 84, "none": 36})
    assert place(found(days, Kind.DNS), site(HTTPS, days), known, marks) is expected


@pytest.mark.parametrize(
    ("kind", "bad", "failures", "control", "expected"),
    [
        (Kind.TCP, 97, {"tcp.generic_timeout_error": 116}, ALIVE, PATH),
        (Kind.TLS, 97, {"tls.connection_reset": 116}, ALIVE, PATH),
        (Kind.TLS, 97, {"tls.ssl_unknown_authority": 116}, ALIVE, UNKNOWN),
        (Kind.HTTP, 97, {"http.connection_reset": 116}, ALIVE, PATH),
        (Kind.HTTP, 97, {"none": 116}, ALIVE, UNKNOWN),
        (Kind.TCP, 40, {"tcp.generic_timeout_error": 48}, ALIVE, UNKNOWN),
        (Kind.TCP, 97, {"tcp.connection_refused": 116}, ALIVE, UNKNOWN),
        (Kind.TCP, 97, {"tcp.generic_timeout_error": 116}, ALIVE._replace(connected=20, refused=180), UNKNOWN),
        (Kind.TCP, 97, {"tcp.generic_timeout_error": 116}, None, UNKNOWN),
        (Kind.UNKNOWN, 97, {"tcp.generic_timeout_error": 116}, ALIVE, UNKNOWN),
        (Kind.DOWN, 97, {"tcp.generic_timeout_error": 116}, ALIVE, UNKNOWN),
    ],
)
def test_places_of_broken_connections(
    kind: Kind, bad: int, failures: Mapping[str, int], control: Control | None, expected: Where
) -> None:
    """Resets and timeouts are on the way if the control can connect. A flaky server breaks only a part."""
    days = series(bad, 100 - bad)
    assert place(found(days, kind), site(HTTP, days), more(failures, control=control)) is expected


@pytest.mark.parametrize(
    ("others", "methods", "expected"),
    [
        ([97, 97, 97], {"http_diff": 400}, SERVER),
        ([97, 97, 5], {"http_diff": 400}, UNKNOWN),
        ([97, 97], {"http_diff": 400}, UNKNOWN),
        ([97, 97, 97], {"http_diff": 100, "http_failure": 300}, UNKNOWN),
    ],
    ids=["all", "one-is-fine", "too-few", "other-methods"],
)
def test_a_server_treats_all_networks_alike(others: list[int], methods: dict[str, int], expected: Where) -> None:
    """A page of somebody else on all of many networks is the server's own."""
    days = series(97, 3)
    of = site(HTTP, days, **methods)
    of = of._replace(series={ASN: days} | {asn: series(bad, 100 - bad) for asn, bad in enumerate(others)})
    assert place(found(days, Kind.HTTP), of, more({"none": 120})) is expected


LIE, SAW_OK = Layers(120, Layer(0.9, 0.1, 0.0)), Layer(0.0, 0.0, 1.0)
FORGED = Layers(120, Layer(0.75, 0.0, 0.25))
TCP = Layers(120, SAW_OK, Layer(0.75, 0.25, 0.0))
TLS = Layers(120, SAW_OK, SAW_OK, Layer(0.8, 0.2, 0.0))
NOISY = Layers(120, Layer(0.75, 0.0, 0.9), Layer(0.75, 0.25, 0.0))
FINE, PLAIN = Layers(120, SAW_OK, SAW_OK, SAW_OK), Layers(120, SAW_OK, SAW_OK)


@pytest.mark.parametrize(
    ("url", "methods", "layers", "failures", "expected"),
    [
        (HTTPS, {"dns": 99}, LIE, {}, Kind.DNS),
        (HTTPS, {"dns": 99}, FORGED, {"tcp.generic_timeout_error": 99}, Kind.DNS),
        (HTTPS, {"dns": 99, "tcp_ip": 80}, LIE, {}, Kind.DNS),
        (HTTPS, {"dns": 99, "tcp_ip": 80}, TCP, {"tcp.generic_timeout_error": 99}, Kind.TCP),
        (HTTPS, {"dns": 99, "tcp_ip": 80}, NOISY, {"tcp.generic_timeout_error": 99}, Kind.UNKNOWN),
        (HTTPS, {"http_failure": 99}, TLS, {"tls.connection_reset": 99}, Kind.TLS),
        (HTTPS, {"http_failure": 99}, FINE, {"http.connection_reset": 99}, Kind.HTTP),
        (HTTP, {"http_failure": 99}, PLAIN, {"http.connection_reset": 99}, Kind.HTTP),
        (HTTP, {"http_diff": 99}, PLAIN, {"none": 99}, Kind.HTTP),
        (HTTPS, {"http_diff": 99}, FINE, {"none": 99}, Kind.UNKNOWN),
        (HTTPS, {"tcp_ip": 99}, LIE, {}, Kind.UNKNOWN),
        (HTTPS, {"tcp_ip": 9}, FORGED, {}, Kind.UNKNOWN),
        (HTTPS, {}, LIE, {f"dns_isp.{NX}": 99}, Kind.UNKNOWN),
        (HTTPS, {"dns": 99}, None, {}, Kind.UNKNOWN),
        (HTTPS, {"dns": 99}, None, {f"dns_isp.{NX}": 99}, Kind.DNS),
        (HTTPS, {"dns": 99, "tcp_ip": 99}, None, {"tcp.generic_timeout_error": 99}, Kind.UNKNOWN),
    ],
    ids=[
        "lies", "forged-address", "lies-here-tcp-elsewhere", "tcp-here-lies-elsewhere", "noise", "tls", "https-reset",
        "http-reset", "page", "no-page-over-https", "they-contradict", "unmatched-alone", "no-methods", "nothing-newer",
        "observations-alone", "forged-or-tcp",
    ],
)  # fmt: skip
def test_mechanisms(
    url: str, methods: dict[str, int], layers: Layers | None, failures: dict[str, int], expected: Kind
) -> None:
    """The methods of the first version and what the newer endpoints say must fit. Otherwise nobody knows."""
    days = series(97, 3)
    known = replace(more(failures), by_network={url: {ASN: {ONE: layers}}} if layers else {})
    known = known if failures else replace(known, seen={})
    assert mechanism(found(days), site(url, days, **methods), known) is expected


def test_one_noisy_piece_is_not_the_mechanism() -> None:
    """The mechanism is in pieces with most of the bad tests. A short piece has a high score by chance."""
    days = series(97, 3)
    pieces = {ONE: Layers(9, Layer(0.9, 0.1, 0.0)), ONE + 5: TCP}
    known = replace(more({"none": 1}), by_network={HTTPS: {ASN: pieces}})
    assert mechanism(found(days), site(HTTPS, days, dns=99, tcp_ip=99), known) is Kind.TCP


SIMPLE = st.sampled_from([
    (70, {f"dns_isp.{NX}": 84, "none": 36}, LIE, {"dns": 84}),
    (97, {f"dns_isp.{NX}": 81, f"dns_other.{NX}": 35}, LIE, {"dns": 116}),
    (97, {"tls.connection_reset": 116}, TLS, {"http_failure": 116}),
    (97, {"tcp.generic_timeout_error": 116}, TCP, {"tcp_ip": 116}),
])  # fmt: skip
PARTS = ("by_day", "by_network", "controls", "seen", "resolvers", "answers")


def known_of(bad: int, failures: Mapping[str, int], layers: Layers) -> More:
    """All that the endpoints say of one network, in agreement."""
    if bad == 70:
        answers = Answers(isp_wrong=1, other_right=1)
    else:
        answers = Answers(isp_wrong=1, other_wrong=1) if LIE is layers else Answers(isp_right=2)
    return replace(
        more(failures),
        by_network={HTTPS: {ASN: {ONE: layers}}},
        answers={HTTPS: {ASN: dict.fromkeys(range(ONE, ONE + 20), answers)}},
    )


@given(SIMPLE, st.sets(st.sampled_from(PARTS)))
def test_missing_data_only_ever_gives_unknown(case: Any, missing: set[str]) -> None:  # noqa: ANN401 - a row of the table
    """Whatever is missing: mechanism and place stay what they were, or become unknown."""
    bad, failures, layers, methods = case
    days = series(bad, 100 - bad)
    of, known = site(HTTPS, days, **methods), known_of(bad, failures, layers)
    (whole,) = judged(of, [found(days)], known)
    (less,) = judged(of, [found(days)], replace(known, **{name: {} for name in missing}))
    assert Kind.UNKNOWN is not whole.kind
    assert UNKNOWN is not whole.where
    assert less.kind in {whole.kind, Kind.UNKNOWN}
    assert less.where in {whole.where, UNKNOWN}
    if missing == set(PARTS):
        assert (less.kind, less.where) == (Kind.UNKNOWN, UNKNOWN)


@given(SIMPLE, st.integers(1, 30000), st.integers(0, 100), SIMPLE)
def test_another_network_never_changes_a_place(case: Any, asn: int, bad: int, other: Any) -> None:  # noqa: ANN401
    """What is measured on another network says nothing about this one."""
    share, failures, layers, _ = case
    days = series(share, 100 - share)
    known, added = known_of(share, failures, layers), known_of(*other[:3])
    of = site(HTTPS, days)
    grown = of._replace(series={**of.series, asn: series(bad, 100 - bad)})
    both = replace(
        known,
        seen={HOST: {**known.seen[HOST], asn: added.seen[HOST][ASN]}},
        by_network={HTTPS: {**known.by_network[HTTPS], asn: added.by_network[HTTPS][ASN]}},
        answers={HTTPS: {**known.answers[HTTPS], asn: added.answers[HTTPS][ASN]}},
        resolvers={**known.resolvers, asn: Resolvers(10, 990, 0)},
    )
    for kind in (Kind.DNS, Kind.TCP, Kind.TLS):
        one = found(days, kind)
        assert place(one, grown, both) is place(one, of, known)


def test_few_people_with_their_own_resolvers() -> None:
    """In truth a network has few phones, each with one resolver, and phones come and go. A wrong place is rare."""
    wrong = placed = 0
    for seed in range(300):
        chance = random.Random(seed)  # noqa: S311 - the same each time, and no secret
        is_path = seed % 2 == 0
        where = _of_phones(chance, is_path=is_path)
        placed += where is not UNKNOWN
        wrong += where not in {UNKNOWN, PATH if is_path else ISP}
    assert placed >= 100
    assert wrong <= 0.02 * placed


def _of_phones(chance: random.Random, *, is_path: bool) -> Where:
    """Return the place of a block of sixty days that starts in the middle of a period, on a network of a few phones."""
    phones = [(chance.random() < 0.7, *sorted(chance.sample(range(-60, 61), 2))) for _ in range(chance.randint(2, 8))]
    mix, days = [0, 0], list[Day]()
    failures = {"none": 0, f"dns_isp.{NX}": 0, f"dns_other.{NX}": 0}
    for day in range(-60, 60):
        tests = bad = 0
        for is_isp, first, last in phones:
            if not first <= day < last or chance.random() < 0.4:
                continue
            mix[not is_isp] += 60
            if day < 0:
                continue
            lied = (is_path or is_isp) and chance.random() < 0.97
            tests, bad = tests + 1, bad + lied
            failures["none" if not lied else f"dns_isp.{NX}" if is_isp else f"dns_other.{NX}"] += 1
        if tests:
            days.append(Day(ONE + day, tests, bad))
    if not days:
        return UNKNOWN
    of = site(HTTPS, tuple(days), dns=999)
    return place(found(tuple(days), Kind.DNS), of, more(failures, resolvers=Resolvers(mix[0], mix[1], 0)))
