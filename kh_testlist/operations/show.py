"""Find rows of the list."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Collection

from kh_testlist.model import CATEGORY_CODE, NOTES, SOURCE, Entry, UrlList
from kh_testlist.urls import canonical, equivalence_key, host_of, unicode_host


def matching(urls: UrlList, pattern: str | None = None, categories: Collection[str] = ()) -> list[Entry]:
    """Return the rows of `urls` that match.

    Args:
        urls: the list.
        pattern: a URL in any spelling, or words in a URL, a source or a note. A * means any text, in URLs only.
        categories: the codes of the categories; all by default.

    """
    matches = _matcher(pattern)
    return [
        entry
        for entry in urls.complete
        if (not categories or entry.cells[CATEGORY_CODE] in categories) and matches(entry)
    ]


def find_equivalents(urls: UrlList, url: str) -> list[Entry]:
    """Return the rows of `urls` that are the same site as `url` for a browser or OONI Probe.

    They are in the list's order. The scheme, `www.`, a slash at the end, the host's case and a default port can differ.

    Args:
        urls: the list.
        url: a web address, in any spelling.

    Example:
        >>> [row.url for row in find_equivalents(load("lists/kh.csv"), "http://www.example.com")]

    """
    key = equivalence_key(canonical(url) or url)
    return [entry for entry in urls.complete if equivalence_key(entry.url) == key]


def _matcher(pattern: str | None) -> Callable[[Entry], bool]:
    if pattern is None:
        return lambda _: True
    whole = canonical(pattern)
    if whole is not None and "*" not in pattern:
        key = equivalence_key(whole)
        return lambda entry: equivalence_key(entry.url) == key
    word = pattern.casefold()
    if any(sign in word for sign in "*["):
        return lambda entry: fnmatch.fnmatchcase(entry.url.casefold(), f"*{word.strip('*')}*" if word == "*" else word)

    def contains(entry: Entry) -> bool:
        host = unicode_host(host_of(entry.url))
        return any(word in text.casefold() for text in (entry.url, host, entry.cells[SOURCE], entry.cells[NOTES]))

    return contains
