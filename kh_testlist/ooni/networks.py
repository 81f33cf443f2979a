"""Networks for people: always their number, and the operator that several of them may share."""

from __future__ import annotations

from kh_testlist.ooni.operators import operator


def operator_name(asn: int, country: str) -> str | None:
    """Return the name of the operator of a network. Return None if it is not known."""
    found = operator(asn, country)
    return found.name if found else None


def use(asn: int, country: str) -> str:
    """Return what a network is for. A network without a known operator counts as one where people live."""
    found = operator(asn, country)
    return found.use.value if found else "access"


def label(asn: int, country: str) -> str:
    """Return the number of a network, with its operator if that is known."""
    name = operator_name(asn, country)
    return f"AS{asn} {name}" if name else f"AS{asn}"


def order(asn: int, country: str) -> tuple[bool, str, int]:
    """Return the key that sorts networks: those where people live first, and those of one operator together."""
    return use(asn, country) != "access", operator_name(asn, country) or "", asn
