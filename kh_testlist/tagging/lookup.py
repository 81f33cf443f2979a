"""What other lists say of a site: the same URL, its host, its registered domain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from kh_testlist import urls
from kh_testlist.categories import LEGEND
from kh_testlist.model import CATEGORY_CODE, UrlList

_AFTER_HOST: Final = re.compile(r"[:/?#].*", re.DOTALL)


class Listed(NamedTuple):
    """A row that speaks for a category."""

    list: str
    """The list's name: `th`, `global`."""
    entry: int
    code: str


class Votes(NamedTuple):
    """The rows that speak of a URL, each in the nearest of three circles."""

    url: tuple[Listed, ...] = ()
    """Rows of the same site, in whatever spelling."""
    host: tuple[Listed, ...] = ()
    """Rows of other pages on its host."""
    domain: tuple[Listed, ...] = ()
    """Rows of other hosts under its registered domain."""


class Index:
    """The rows of some lists, by what their URLs have in common."""

    def __init__(self, lists: Iterable[UrlList]) -> None:
        self._by_key: dict[str, list[Listed]] = defaultdict(list)
        self._by_host: dict[str, list[tuple[str, Listed]]] = defaultdict(list)
        for one in lists:
            addresses = [entry.url for entry in one.complete]
            for entry, key in zip(one.complete, urls.ordinary_keys(addresses), strict=True):
                code = entry.cells[CATEGORY_CODE]
                if code not in LEGEND:
                    continue
                row = Listed(one.name, entry.number, code)
                known = key or urls.equivalence_key(entry.url)
                self._by_key[known].append(row)
                host = _AFTER_HOST.sub("", known) if key else urls.site_host(urls.host_of(entry.url))
                while "." in host:
                    self._by_host[host].append((known, row))
                    host = host.partition(".")[2]

    def votes(self, url: str, but: tuple[str, int] | None = None) -> Votes:
        """What the lists say of `url`; `but` is a row, by its list and entry, that is not to speak for itself."""
        key = urls.equivalence_key(urls.canonical(url) or url)
        same = [row for row in self._by_key.get(key, ()) if row[:2] != but]
        host = urls.site_host(urls.host_of(url))
        domain = urls.registered_domain(host)
        if not domain or host in urls.PLATFORMS or domain in urls.PLATFORMS:
            return Votes(tuple(same))
        beside: list[Listed] = []
        around: list[Listed] = []
        for known, row in self._by_host.get(domain, ()):
            if known == key or row[:2] == but:
                continue
            (beside if _AFTER_HOST.sub("", known) == host else around).append(row)
        return Votes(tuple(same), tuple(beside), tuple(around))
