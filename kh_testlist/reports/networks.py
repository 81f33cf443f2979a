"""Networks for people: always their number, and the operator that several of them may share."""

from __future__ import annotations

from collections.abc import Iterable


def operator_name(asn: int) -> str | None:
    """Return the name of the operator of a network. Return None if it is not known."""
    del asn
    return None


def has_people(asn: int) -> bool:
    """Return False for networks where people do not live: VPN carriers, data centres, a ministry's own network."""
    del asn
    return True


def label(asn: int) -> str:
    """Return the number of a network, with its operator if that is known."""
    name = operator_name(asn)
    return f"AS{asn} {name}" if name else f"AS{asn}"


def grouped(asns: Iterable[int]) -> str:
    """Return numbers of networks. Those of one operator come together, before its name."""
    groups: dict[str, list[int]] = {}
    for asn in sorted(set(asns)):
        groups.setdefault(operator_name(asn) or "", []).append(asn)
    parts = []
    for name, found in groups.items():
        numbers = " ".join(f"AS{asn}" for asn in found)
        parts.append(f"{numbers} ({name})" if name else numbers)
    return " ".join(parts)


def order(asn: int) -> tuple[bool, str, int]:
    """Return the key that sorts networks: those where people live first, and those of one operator together."""
    return not has_people(asn), operator_name(asn) or "", asn
