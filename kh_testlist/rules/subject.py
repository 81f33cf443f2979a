"""The input of the rules: one list, the global list to compare it with, and the day."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import operator
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, cast

from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, URL, Entry, Place, UrlList
from kh_testlist.same_page import may_differ, page_key
from kh_testlist.urls import equivalence_key, host_of, ordinary_keys, site_host
from kh_testlist.well_known import SAME_SITE, locales_of_facebook
from kh_testlist.wrapped import Wrapped, inside

_ORDINARY_TEXT: Final = re.compile(r"(?![=+@ -])[ -\[\]-~]*+(?<! )")
"""Text in which no cell rule finds a fault, if it does not have two spaces in a row. A property test checks this.
Nearly all text on the lists matches."""


class Twin(NamedTuple):
    """Another entry of the same site, and the list that has it."""

    urls: UrlList
    entry: Entry

    @property
    def place(self) -> Place:
        """The place that a report should show."""
        return Place(self.urls.path, self.entry.line, self.entry.number)

    def __str__(self) -> str:
        return f"{self.urls.path}:{self.entry.line}"


class PageEntry(NamedTuple):
    """A complete entry whose URL names more than a host."""

    entry: Entry
    key: str
    """Its equivalence key."""
    host: str
    """Its host, without `www.`."""


@dataclass(frozen=True)
class Indexed:
    """A list with values that several rules need. Each value is computed once, at its first use."""

    urls: UrlList

    @cached_property
    def _ordinary_keys(self) -> list[str | None]:
        return ordinary_keys(self.urls.columns[URL])

    @cached_property
    def _unusual_urls(self) -> list[int]:
        """The positions, in the complete entries, of unusual URLs."""
        places: list[int] = []
        with contextlib.suppress(ValueError):
            while True:
                places.append(self._ordinary_keys.index(None, places[-1] + 1 if places else 0))
        return places

    @cached_property
    def _unusual(self) -> dict[int, list[Entry]]:
        return {}

    def unusual(self, column: int) -> list[Entry]:
        """Return the complete entries whose cell is unusual. No cell rule finds a fault in the others."""
        if column not in self._unusual:
            complete = self.urls.complete
            if column == URL:
                found = [complete[place] for place in self._unusual_urls]
            else:
                texts = set(self.urls.columns[column])
                odd = {text for text in texts if not _ORDINARY_TEXT.fullmatch(text)}
                if "  " in "\n".join(texts):
                    odd.update([text for text in texts if "  " in text])
                cells = self.urls.columns[column]
                found = list(itertools.compress(complete, map(odd.__contains__, cells))) if odd else []
            self._unusual[column] = found
        return self._unusual[column]

    @cached_property
    def categories(self) -> frozenset[tuple[str, str]]:
        """All pairs of code and description in the list. There are few, also in a long list."""
        columns = self.urls.columns
        return frozenset(zip(columns[CATEGORY_CODE], columns[CATEGORY_DESCRIPTION], strict=True))

    @cached_property
    def keys(self) -> list[str]:
        """The equivalence key of each complete entry."""
        keys = [*self._ordinary_keys]
        for place in self._unusual_urls:
            keys[place] = equivalence_key(self.urls.columns[URL][place])
        return cast("list[str]", keys)

    @cached_property
    def by_url(self) -> dict[str, Entry]:
        """The first entry of each exact URL."""
        return dict(zip(reversed(self.urls.columns[URL]), reversed(self.urls.complete), strict=True))

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """The first entry of each equivalence key."""
        return dict(zip(reversed(self.keys), reversed(self.urls.complete), strict=True))

    @cached_property
    def repeated(self) -> list[tuple[Entry, Entry]]:
        """Each entry whose equivalence key an earlier row has, with the first such row."""
        if len(self.by_key) == len(self.keys):
            return []
        complete = self.urls.complete
        firsts = list(map(self.by_key.__getitem__, self.keys))
        return list(itertools.compress(zip(complete, firsts, strict=True), map(operator.is_not, complete, firsts)))

    @cached_property
    def _page_places(self) -> list[int]:
        """The positions, in the complete entries, of URLs that name more than a host or are unusual."""
        # This runs in C as far as possible. For 39,000 rows, any other way costs more than all the rules that use it.
        are_pages = map(operator.contains, self.keys, itertools.repeat("/"))
        return sorted({*itertools.compress(itertools.count(), are_pages), *self._unusual_urls})

    @cached_property
    def unusual_hosts(self) -> list[tuple[Entry, str]]:
        """The complete entries whose URL is unusual, with their hosts."""
        return [(page.entry, page.host) for page in map(self._page, self._unusual_urls)]

    @cached_property
    def odd(self) -> list[PageEntry]:
        """The complete entries that name more than a host, or whose URL is unusual."""
        return [self._page(place) for place in self._page_places]

    @cached_property
    def pages(self) -> list[PageEntry]:
        """The complete entries that name more than a host. Most rules skip the other rows, which are three in four."""
        return [page for page in self.odd if page.host not in {"", page.key}]

    def _page(self, place: int) -> PageEntry:
        entry, key = self.urls.complete[place], self.keys[place]
        is_ordinary = self._ordinary_keys[place] is not None
        return PageEntry(entry, key, key.partition("/")[0] if is_ordinary else site_host(host_of(entry[2][URL])))

    @cached_property
    def other_pages(self) -> dict[str, list[PageEntry]]:
        """For each same-page key, the entries whose equivalence key is different, in their order.

        If both keys of an entry are the same, it is found by its equivalence key.
        """
        found: dict[str, list[PageEntry]] = {}
        for page in sorted([*self._odd_fronts(), *self.odd]):
            key = page_key(page.key) if may_differ(page.key) else page.key
            if key != page.key:
                found.setdefault(key, []).append(page)
        return found

    def _odd_fronts(self) -> list[PageEntry]:
        locales = locales_of_facebook("\n".join(["", *self.by_key, ""]))
        return [PageEntry(self.by_key[name], name, name) for name in {*SAME_SITE, *locales} if name in self.by_key]

    def first_of(self, page: str) -> Entry | None:
        """Return the first entry that has a same-page key."""
        found = [others[0].entry] if (others := self.other_pages.get(page)) else []
        return min([*found, self.by_key[page]] if page in self.by_key else found, default=None)


@dataclass(frozen=True)
class Subject(Indexed):
    """The list to check, the list to compare it with, and the day."""

    reference: Indexed | None
    """The global list. None if there is none to compare with, or if the list is the global list."""
    today: dt.date
    """In UTC."""

    @cached_property
    def in_reference(self) -> list[tuple[Entry, Entry]]:
        """Each entry whose equivalence key is in the global list, with the row that has it there."""
        if self.reference is None or self.reference.by_key.keys().isdisjoint(self.by_key):
            return []
        theirs = self.reference.by_key
        rows = zip(self.urls.complete, self.keys, strict=True)
        return [(entry, theirs[key]) for entry, key in itertools.compress(rows, map(theirs.__contains__, self.keys))]

    @cached_property
    def links(self) -> list[tuple[PageEntry, Wrapped]]:
        """The pages that lead to another URL, with the URL that they wrap."""
        found = ((page, inside(page.key, page.host)) for page in self.pages)
        return [(page, wrapped) for page, wrapped in found if wrapped is not None]

    def front_of(self, host: str) -> Twin | None:
        """Return the front page of `host`, if it is listed here or in the global list."""
        if (found := self.by_key.get(host)) is not None:
            return Twin(self.urls, found)
        if self.reference is not None and (found := self.reference.by_key.get(host)) is not None:
            return Twin(self.reference.urls, found)
        return None
