"""What other lists say of a site: the same URL, its host, its registered domain."""

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
"""Sites, hosts and domains whose rows stay counted. With one that has more than a few rows, the next row is near."""


class Voice(NamedTuple):
    """A list that speaks for a category, by however many rows."""

    list: str
    code: str


_Listed = tuple[tuple[str, int], Voice]
"""A row, by its list's name and its number, and what it says."""


class Votes(NamedTuple):
    """The lists that speak of a URL, by what rows they have in three circles, each row in the nearest one alone."""

    url: tuple[Voice, ...] = ()
    """By rows of the same site, in whatever spelling."""
    host: tuple[Voice, ...] = ()
    """By rows of other pages on its host."""
    domain: tuple[Voice, ...] = ()
    """By rows of other hosts under its registered domain."""


class _Rows:
    """Rows that stand together, counted by voice: so none of them is looked at again for each that is left out."""

    def __init__(self, rows: Iterable[_Listed]) -> None:
        self.voice_of = dict(rows)
        self.counts = Counter(self.voice_of.values())

    def voices(self, but: tuple[str, int] | None, inner: _Rows | None = None) -> tuple[Voice, ...]:
        """The voices of them all, but for one row and for those of `inner`, which are some of these."""
        left = self.counts - inner.counts if inner else self.counts.copy()
        if but in self.voice_of and not (inner and but in inner.voice_of):
            left[self.voice_of[but]] -= 1
        return tuple(voice for voice, count in left.items() if count)


class Index:
    """The rows of some lists, by what their URLs have in common."""

    def __init__(self, lists: Iterable[UrlList]) -> None:
        self._by_key: dict[str, list[_Listed]] = defaultdict(list)
        self._by_host: dict[str, list[tuple[str, _Listed]]] = defaultdict(list)
        # An audit asks for each row of a domain in turn.
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
        """What the lists say of `url`; `but` is a row, by its list and entry, that is not to speak for itself."""
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
