"""The URLs of a site: the URL itself and its earlier ones, or also equivalents, or a whole domain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kh_testlist.ledger import Record
from kh_testlist.urls import equivalence_key, split


class Site(NamedTuple):
    """A site that evidence is gathered about."""

    name: str
    """A URL, or a domain."""
    urls: tuple[str, ...]
    """The exact strings that OONI counted. If the name is a URL, it is one of these."""


Choose = Callable[[Iterable[str]], Sequence[Site]]
"""A function that makes sites from the URLs that were measured."""


def domain_of(url: str) -> str:
    """Return the domain as OONI records it: what is between the slashes, with `www.` and a port.

    Source: ooni/backend, fastpath/fastpath/db.py, extract_input_domain.
    """
    parts = split(url)
    return parts.authority if parts else ""


def earlier_urls(records: Iterable[Record], listed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the earlier URLs of each listed URL, from the ledger. URLs that are listed themselves are left out."""
    rows = set(listed)
    before: dict[str, set[str]] = {}
    for record in records:
        if record.previous_url and record.previous_url != record.url:
            before.setdefault(record.url, set()).add(record.previous_url)
    return {url: found for url in rows if (found := tuple(sorted(_all_before(url, before) - rows)))}


def _all_before(url: str, before: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [url]
    while waiting:
        for one in before.get(waiting.pop(), set()) - found:
            found.add(one)
            waiting.append(one)
    return found


def exact(listed: Sequence[str], earlier: Mapping[str, tuple[str, ...]]) -> list[Site]:
    """Return a site for each URL, with its earlier ones. OONI counts each spelling separately."""
    return [Site(url, (url, *earlier.get(url, ()))) for url in dict.fromkeys(listed)]


def joined(sites: Sequence[Site], measured: Iterable[str]) -> list[Site]:
    """Return `sites` with all that was measured under an equivalent URL. Equivalent sites become one."""
    equivalents: dict[str, set[str]] = {}
    for url in measured:
        equivalents.setdefault(equivalence_key(url), set()).add(url)
    keys = {equivalence_key(site.name) for site in sites}
    together: dict[str, Site] = {}
    for site in sites:
        key = equivalence_key(site.name)
        first = together.get(key, site)
        more = {*first.urls, *site.urls}
        for other in map(equivalence_key, site.urls):
            if other == key or other not in keys:  # an earlier URL of one site may be equivalent to another site
                more |= equivalents.get(other, set())
        together[key] = Site(first.name, (first.name, *sorted(more - {first.name})))
    return _disjoint(together.values())


def _disjoint(sites: Iterable[Site]) -> list[Site]:
    """Return `sites` without URLs that a site before has, so that a measurement counts once."""
    taken: set[str] = set()
    found = []
    for site in sites:
        urls = tuple(url for url in site.urls if url == site.name or url not in taken)
        taken.update(urls)
        found.append(Site(site.name, urls))
    return found


def by_domain(listed: Sequence[str], measured: Iterable[str]) -> list[Site]:
    """Return a site for each domain of the listed URLs, with all that was measured there."""
    domains: dict[str, set[str]] = {domain: set() for url in listed if (domain := domain_of(url))}
    for url in measured:
        domain = domain_of(url)
        if domain in domains:
            domains[domain].add(url)
    return [Site(domain, tuple(sorted(urls))) for domain, urls in domains.items()]


def chooser(listed: Sequence[str] | None, earlier: Mapping[str, tuple[str, ...]], by: str, *, join: bool) -> Choose:
    """Return a function that makes sites from measured URLs: of the URLs `listed`, or of all if that is None."""

    def choose(measured: Iterable[str]) -> list[Site]:
        known = list(measured)
        names = sorted(known) if listed is None else listed
        if by == "domain":
            return by_domain(names, known)
        sites = exact(names, earlier)
        return joined(sites, known) if join else sites

    return choose
