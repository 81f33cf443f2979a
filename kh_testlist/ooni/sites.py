"""Which URLs make up a site: the URL itself and its earlier ones; equivalents or a whole domain where that is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kh_testlist.ledger import Record
from kh_testlist.urls import equivalence_key, split


class Site(NamedTuple):
    """What evidence is gathered of."""

    name: str
    """A URL, or a domain."""
    urls: tuple[str, ...]
    """The exact strings that OONI counted, the name among them where it is a URL."""


Choose = Callable[[Iterable[str]], Sequence[Site]]
"""Makes sites of the URLs that were measured."""


def domain_of(url: str) -> str:
    """The domain as OONI records it: what stands between the slashes, `www.` and a port included.

    Source: ooni/backend, fastpath/fastpath/db.py, extract_input_domain.
    """
    parts = split(url)
    return parts.authority if parts else ""


def earlier_urls(records: Iterable[Record], listed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each listed URL the URLs that it had before, by the ledger; but for those that are rows of their own."""
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
    """A site for each URL, with its earlier ones: OONI counts each spelling by itself."""
    return [Site(url, (url, *earlier.get(url, ()))) for url in dict.fromkeys(listed)]


def joined(sites: Sequence[Site], measured: Iterable[str]) -> list[Site]:
    """`sites` with all that was measured under an equivalent URL; those that are equivalent become one."""
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
    """`sites` without URLs that an earlier one has: a measurement counts once."""
    taken: set[str] = set()
    found = []
    for site in sites:
        urls = tuple(url for url in site.urls if url == site.name or url not in taken)
        taken.update(urls)
        found.append(Site(site.name, urls))
    return found


def by_domain(listed: Sequence[str], measured: Iterable[str]) -> list[Site]:
    """A site for each domain of the URLs listed, with all that was measured there."""
    domains: dict[str, set[str]] = {domain: set() for url in listed if (domain := domain_of(url))}
    for url in measured:
        domain = domain_of(url)
        if domain in domains:
            domains[domain].add(url)
    return [Site(domain, tuple(sorted(urls))) for domain, urls in domains.items()]


def chooser(listed: Sequence[str] | None, earlier: Mapping[str, tuple[str, ...]], by: str, *, join: bool) -> Choose:
    """What makes sites of what was measured: those of the URLs that are `listed`, or of all where None are."""

    def choose(measured: Iterable[str]) -> list[Site]:
        known = list(measured)
        names = sorted(known) if listed is None else listed
        if by == "domain":
            return by_domain(names, known)
        sites = exact(names, earlier)
        return joined(sites, known) if join else sites

    return choose
