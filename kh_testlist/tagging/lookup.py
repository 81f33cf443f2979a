"""The categories of a site in other lists: of the same URL, of its host, of its registered domain."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from kh_testlist import urls
from kh_testlist.categories import LEGEND
from kh_testlist.model import CATEGORY_CODE, GLOBAL, UrlList
from kh_testlist.well_known import PLATFORMS

_AFTER_HOST: Final = re.compile(r"[:/?#].*", re.DOTALL)
_KEPT: Final = 1024
"""Sites, hosts and domains whose counts are kept. The rows of a large domain are near each other in a list."""


class Voice(NamedTuple):
    """One vote of a list for a category. The number of rows does not matter."""

    list: str
    code: str


class Votes(NamedTuple):
    """The votes of lists on a URL, in three circles. A row counts only in the nearest circle."""

    url: tuple[Voice, ...] = ()
    """From rows of the same site, in any spelling."""
    host: tuple[Voice, ...] = ()
    """From rows of other pages on its host."""
    domain: tuple[Voice, ...] = ()
    """From rows of other hosts under its registered domain."""


def _voices(rows: Counter[Voice], inner: Counter[Voice] | None = None, but: Container[str] = ()) -> tuple[Voice, ...]:
    """Return the votes of `rows` without those of `inner`, which are part of them, and without the lists `but`."""
    left = rows - inner if inner else rows
    return tuple(voice for voice in left if voice.list not in but)


class Index:
    """The rows of some lists, by site, host and domain."""

    def __init__(self, lists: Iterable[UrlList]) -> None:
        self._by_key: dict[str, list[Voice]] = defaultdict(list)
        self._by_host: dict[str, list[tuple[str, Voice]]] = defaultdict(list)
        # An audit asks for all rows of a domain, one after the other.
        self._of_key = lru_cache(_KEPT)(lambda key: Counter(self._by_key.get(key, ())))
        self._at_host = lru_cache(_KEPT)(self._rows_at_host)
        self._under = lru_cache(_KEPT)(lambda domain: Counter(voice for _, voice in self._by_host.get(domain, ())))
        for one in lists:
            addresses = [entry.url for entry in one.complete]
            for entry, key in zip(one.complete, urls.ordinary_keys(addresses), strict=True):
                code = entry.cells[CATEGORY_CODE]
                if code not in LEGEND:
                    continue
                voice = Voice(one.name, code)
                known = key or urls.equivalence_key(entry.url)
                self._by_key[known].append(voice)
                host = _AFTER_HOST.sub("", known) if key else urls.site_host(urls.host_of(entry.url))
                while "." in host:
                    self._by_host[host].append((known, voice))
                    host = host.partition(".")[2]

    def votes(self, url: str, judged: str | None = None) -> Votes:
        """Return the votes of the lists on `url`.

        In an audit of the list `judged`, its rows do not vote on their own site. The same holds for the global list. So
        two rows of one site never prove each other right. Rows of other hosts vote on each other.
        """
        key = urls.equivalence_key(urls.canonical(url) or url)
        same = self._of_key(key)
        but = () if judged is None else (judged, GLOBAL)
        host = urls.site_host(urls.host_of(url))
        domain = urls.registered_domain(host)
        is_alone = len(self._by_host.get(domain, ())) == len(self._by_key.get(key, ()))
        if not domain or is_alone or host in PLATFORMS or domain in PLATFORMS:
            return Votes(_voices(same, None, but))
        beside = self._at_host(host)
        return Votes(_voices(same, None, but), _voices(beside, same, but), _voices(self._under(domain), beside))

    def _rows_at_host(self, host: str) -> Counter[Voice]:
        return Counter(voice for known, voice in self._by_host.get(host, ()) if _AFTER_HOST.sub("", known) == host)
