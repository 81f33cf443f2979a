"""Operators of networks: who has which networks, and if people live there.

Names change hands. So each name has its source and its date, and a report also shows the number of the network.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

_Value = TypeVar("_Value")


class Use(enum.StrEnum):
    """What a network is for."""

    ACCESS = "access"
    """People use it at home, at work or on their phones."""
    STATE = "state"
    """A ministry's own network."""
    VPN = "vpn"
    """Its users come from anywhere. It does not show how the networks of a country are."""
    DATA_CENTRE = "data-centre"
    """Servers are there, and not people."""
    FOREIGN = "foreign"
    """A company of another country has it."""


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator and its networks."""

    name: str
    asns: tuple[int, ...]
    use: Use
    source: str
    """Who gave the name."""
    date: str
    """When the name was true: a year and month."""

    @property
    def is_access(self) -> bool:
        """True if people use its networks at home, at work or on their phones."""
        return self.use is Use.ACCESS


_SOURCE: Final = "Sinar/imap-data b0e2821, notebook of 2024"
_DATE: Final = "2024-06"
"""The last month of the measurements that the notebook has."""
_CAMBODIA: Final = (
    ("EZECOM", (38901, 131178), Use.ACCESS),
    ("Smart Axiata", (38600, 45498), Use.ACCESS),
    ("Viettel", (38623,), Use.ACCESS),
    ("CamGSM", (17976,), Use.ACCESS),
    ("COGETEL", (23673,), Use.ACCESS),
    ("WiCAM", (24492,), Use.ACCESS),
    ("S.I Group", (131207,), Use.ACCESS),
    ("Angkor Data", (38235,), Use.ACCESS),
    ("Telecom Cambodia", (17726,), Use.ACCESS),
    ("SEATEL", (55769,), Use.ACCESS),
    ("Xinwei", (58424,), Use.ACCESS),
    ("Camintel", (38209,), Use.ACCESS),
    ("PPCTV", (38286,), Use.ACCESS),
    ("Neocom", (133200,), Use.ACCESS),
    ("Today", (135375,), Use.ACCESS),
    ("Turbotech", (137236,), Use.ACCESS),
    ("Angkor E&C", (137952,), Use.ACCESS),
    ("Mega Truenet", (139628,), Use.ACCESS),
    ("Vonet", (140659,), Use.ACCESS),
    ("Maximum", (132730,), Use.ACCESS),
    ("CityLink", (18014,), Use.ACCESS),
    ("iseek", (9723,), Use.FOREIGN),
    ("MPTC", (132599,), Use.STATE),
    ("M247", (9009,), Use.VPN),
    ("Cyberzone", (209854,), Use.VPN),
)
OPERATORS: Final[Mapping[str, tuple[Operator, ...]]] = {
    "kh": tuple(Operator(name, asns, use, _SOURCE, _DATE) for name, asns, use in _CAMBODIA),
}
"""The operators that are known, by the code of a country's list."""


def operator(asn: int, country: str = "kh", others: Iterable[Operator] = ()) -> Operator | None:
    """Return the operator of a network, or None if it is not known. `others` come first: a person may know better."""
    for found in (*others, *OPERATORS.get(country.lower(), ())):
        if asn in found.asns:
            return found
    return None


def is_access(asn: int, country: str = "kh", others: Iterable[Operator] = ()) -> bool:
    """Return True if people live on the network. A network without a known name counts as one."""
    found = operator(asn, country, others)
    return found is None or found.is_access


def by_operator(
    networks: Mapping[int, _Value], country: str = "kh", others: Sequence[Operator] = ()
) -> list[tuple[Operator | None, dict[int, _Value]]]:
    """Return the networks grouped by operator. A network without a known operator is a group of its own.

    Groups where people live come first. Groups and networks are in the order of their numbers.
    """
    groups: dict[Operator | int, dict[int, _Value]] = {}
    for asn in sorted(networks):
        groups.setdefault(operator(asn, country, others) or asn, {})[asn] = networks[asn]
    found = [(None if isinstance(one, int) else one, members) for one, members in groups.items()]
    return sorted(found, key=lambda group: group[0] is not None and not group[0].is_access)
