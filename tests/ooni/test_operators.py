"""Operators of networks, and OONI's fingerprints: the tables, and what they never say."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from kh_testlist.ooni import marks
from kh_testlist.ooni.operators import OPERATORS, Operator, Use, by_operator, is_access, operator

OWN = Operator("New Name", (38600,), Use.DATA_CENTRE, "a person", "2026-11")


@pytest.mark.parametrize(
    ("asn", "name", "use"),
    [
        (38901, "EZECOM", Use.ACCESS),
        (131178, "EZECOM", Use.ACCESS),
        (45498, "Smart Axiata", Use.ACCESS),
        (38623, "Viettel", Use.ACCESS),
        (132599, "MPTC", Use.STATE),
        (9009, "M247", Use.VPN),
        (209854, "Cyberzone", Use.VPN),
        (9723, "iseek", Use.FOREIGN),
    ],
)
def test_the_table(asn: int, name: str, use: Use) -> None:
    """Networks of one operator have one name. Only some are where people live."""
    found = operator(asn)
    assert found is not None
    assert (found.name, found.use, found.is_access) == (name, use, use is Use.ACCESS)
    assert is_access(asn) is (use is Use.ACCESS)


def test_every_name_has_its_source_and_date() -> None:
    """No network has two operators, and each name says who gave it and when."""
    for table in OPERATORS.values():
        assert max(Counter(asn for one in table for asn in one.asns).values()) == 1
        assert all(one.source and re.fullmatch(r"\d{4}-\d{2}", one.date) for one in table)


def test_a_network_without_a_name() -> None:
    """Nothing is made up about a network or a country that the table lacks. It counts as one where people live."""
    assert operator(64500) is None
    assert operator(38623, "th") is None
    assert is_access(64500)


def test_a_person_knows_better() -> None:
    """Operators that a person gives come before the table."""
    assert operator(38600, others=[OWN]) == OWN
    assert operator(38623, "th", [OWN]) is None


def test_groups() -> None:
    """Networks are grouped by operator with their numbers. Those where nobody lives come last."""
    groups = by_operator(dict.fromkeys((9009, 45498, 64500, 38600, 132599), 1))
    shown = [(one and one.name, sorted(members)) for one, members in groups]
    assert shown == [("Smart Axiata", [38600, 45498]), (None, [64500]), ("M247", [9009]), ("MPTC", [132599])]


@pytest.mark.parametrize(
    ("names", "speaks"),
    [
        ([], True),
        (["ooni.kh_dns_1"], True),
        (["ooni.kh_dns_2"], False),
        (["ooni.kh_http_1"], False),
        (["ooni.kh_dns_1", "ooni.kh_dns_2"], False),
        (["ooni.somebody"], False),
    ],
)
def test_marks_of_products_never_speak_about_a_provider(names: list[str], *, speaks: bool) -> None:
    """A product at home and a mark that is not known say nothing about a network."""
    assert marks.speaks_of_provider(names) is speaks
