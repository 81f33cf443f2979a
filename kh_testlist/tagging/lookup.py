"""The categories of a site in other lists: of the same URL, of its host, of its registered domain."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from kh_testlist import urls
from kh_testlist.categories import LEGEND
from kh_testlist.model import CATEGORY_CODE, UrlList
from kh_testlist.well_known import PLATFORMS

_AFTER_HOST: Final = re.compile(r"[:/?#].*", re.DOTALL)
_KEPT: Final = 1024
"""Sites, hosts and domains whose counts are kept. The rows of a large domain are near each other in a list."""


class Voice(NamedTuple):
    """One vote of a list for a category. The number of rows does not matter."""

    list: str
    code: str


_Listed = tuple[tuple[str, int], Voice]
"""A row, by the name of its list and its number, with its vote."""


class Votes(NamedTuple):
    """The votes of lists on a URL, in three circles. A row counts only in the nearest circle."""

    url: tuple[Voice, ...] = ()
    """From rows of the same site, in any spelling."""
    host: tuple[Voice, ...] = ()
    """From rows of other pages on its host."""
    domain: tuple[Voice, ...] = ()
    """From rows of other hosts under its registered domain."""


class _Rows:
    """Rows of one site, host or domain, counted by vote. One row can be left out without counting all of them again."""

    def __init__(self, rows: Iterable[_Listed]) -> None:
        self.voice_of = dict(rows)
        self.counts = Counter(self.voice_of.values())

    def voices(self, but: tuple[str, int] | None, inner: _Rows | None = None) -> tuple[Voice, ...]:
        """Return the votes without one row, and without the rows of `inner`, which are part of these."""
        left = self.counts - inner.counts if inner else self.counts.copy()
        if but in self.voice_of and not (inner and but in inner.voice_of):
            left[self.voice_of[but]] -= 1
        return tuple(voice for voice, count in left.items() if count)


class Index:
    """The rows of some lists, by site, host and domain."""

    def __init__(self, lists: Iterable[UrlList]) -> None:
        self._by_key: dict[str, list[_Listed]] = defaultdict(list)
        self._by_host: dict[str, list[tuple[str, _Listed]]] = defaultdict(list)
        # An audit asks for all rows of a domain, one after the other.
        self._of_key = lru_cache(_KEPT)(lambda key: _Rows(self._by_key.get(key, ())))
        self._at_host = lru_cache(_KEPT)(self._rows_at_host)
        self._under = lru_cache(_KEPT)(lambda domain: _Rows(row for _, row in self._by_host.get(domain, ())))
        for one in lists:
            addresses = [entry.url for entry in one.complete]
            for entry, key in zip(one.complete, urls.ordinary_keys(addresses), strict=True):
                code = entry.cells[CATEGORY_CODE]
                if code not in LEGEND:
                    continue
                row = (one.name, entry.number), Voice(one.name, code)
                known = key or urls.equivalence_key(entry.url)
                self._by_key[known].append(row)
                host = _AFTER_HOST.sub("", known) if key else urls.site_host(urls.host_of(entry.url))
                while "." in host:
                    self._by_host[host].append((known, row))
                    host = host.partition(".")[2]

    def votes(self, url: str, but: tuple[str, int] | None = None) -> Votes:
        """Return the votes of the lists on `url`. `but` is a row, by list and entry, that does not count."""
        key = urls.equivalence_key(urls.canonical(url) or url)
        same = self._of_key(key)
        host = urls.site_host(urls.host_of(url))
        domain = urls.registered_domain(host)
        is_alone = len(self._by_host.get(domain, ())) == len(self._by_key.get(key, ()))
        if not domain or is_alone or host in PLATFORMS or domain in PLATFORMS:
            return Votes(same.voices(but))
        beside = self._at_host(host)
        return Votes(same.voices(but), beside.voices(but, same), self._under(domain).voices(but, beside))

    def _rows_at_host(self, host: str) -> _Rows:
        return _Rows(row for known, row in self._by_host.get(host, ()) if _AFTER_HOST.sub("", known) == host)
