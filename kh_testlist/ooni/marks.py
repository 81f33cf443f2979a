"""OONI's fingerprints for a country, and which of them speak about a provider.

The plain counts say that a measurement is confirmed, but not by which fingerprint. A raw measurement says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple


class Mark(NamedTuple):
    """A fingerprint of OONI."""

    name: str
    found_in: str
    """Where it is looked for: `dns` or `body`."""
    scope: str
    """Who shows it: a country (`nat`), a provider (`isp`), a product (`prod`), an institution (`inst`) and so on."""


OF_PROVIDERS: Final = frozenset({"nat", "isp"})
"""The scopes that speak about networks. `prod`, `inst`, `vbw` and `fp` never speak about a provider."""
MARKS: Final[Mapping[str, tuple[Mark, ...]]] = {
    "kh": (
        Mark("ooni.kh_dns_1", "dns", "isp"),
        Mark("ooni.kh_dns_2", "dns", "prod"),
        Mark("ooni.kh_http_1", "body", "prod"),
    ),
}
"""By the code of a country's list: ooni/blocking-fingerprints 171641e (2024-10-20)."""


def speaks_of_provider(names: Iterable[str], country: str = "kh") -> bool:
    """Return True if all of the fingerprints speak about networks. One that is not known does not."""
    scopes = {mark.name: mark.scope for mark in MARKS.get(country.lower(), ())}
    return all(scopes.get(name) in OF_PROVIDERS for name in names)
