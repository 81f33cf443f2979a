"""Rows that our ledger says we took off: how one is known again, in whatever spelling it returns. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kh_testlist.ledger import Record
from kh_testlist.upstream.kin import keys_of
from kh_testlist.urls import equivalence_key


@dataclass(frozen=True, slots=True)
class Dropped:
    """The decisions to take a row off that are still the last word on it."""

    exactly: Mapping[str, Record] = field(default_factory=dict)
    """By the very URL that was dropped."""
    by_key: Mapping[str, Record] = field(default_factory=dict)
    """By the equivalence key of each URL that the site had."""

    def find(self, url: str) -> Record | None:
        """The decision to drop the site of `url`, in whatever spelling."""
        return self.exactly.get(url) or self.by_key.get(equivalence_key(url))


def drops(records: Sequence[Record]) -> Dropped:
    """What the ledger's last words drop; `records` has the oldest first."""
    keys = keys_of(url for record in records for url in (record.url, record.previous_url) if url)
    last: dict[str, Record] = {}
    word: dict[str, Record | str] = {}
    for record in records:
        last[record.url] = record
        if not record.url:
            continue
        key = keys[record.url]
        word[key] = record
        # What a site's URL was before goes by what becomes of the site, until there is another word on it.
        before = keys.get(record.previous_url, key)
        if before != key and not _is_another(word.get(before), record.previous_url):
            word[before] = key
    return Dropped(
        {url: record for url, record in last.items() if record.decision == "drop"},
        {key: found for key in word if (found := _followed(word, key)).decision == "drop"},
    )


def _is_another(word: Record | str | None, url: str) -> bool:
    """Whether the last word on a site drops it, and in another spelling than `url`: then that stays the last word."""
    return isinstance(word, Record) and word.decision == "drop" and word.url != url


def _followed(word: dict[str, Record | str], key: str) -> Record:
    """The last word on a site. No way leads in a circle: where one ended last, there is a record."""
    passed = []
    while isinstance(found := word[key], str):
        passed.append(key)
        key = found
    for one in passed:
        word[one] = found
    return found
