"""Rows that we dropped, by our ledger: find one again when it returns, also in another spelling. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kh_testlist.ledger import Record
from kh_testlist.upstream.kin import keys_of
from kh_testlist.urls import equivalence_key


@dataclass(frozen=True, slots=True)
class Dropped:
    """The decisions to drop a row. Only decisions that no later one replaced."""

    exactly: Mapping[str, Record] = field(default_factory=dict)
    """By the exact URL that was dropped."""
    by_key: Mapping[str, Record] = field(default_factory=dict)
    """By the equivalence key of each URL that the site had."""

    def find(self, url: str) -> Record | None:
        """Return the decision to drop the site of `url`, in any spelling."""
        return self.exactly.get(url) or self.by_key.get(equivalence_key(url))


def drops(records: Sequence[Record]) -> Dropped:
    """Return the rows that the latest records of the ledger drop; `records` has the oldest first."""
    keys = keys_of(url for record in records for url in (record.url, record.previous_url) if url)
    last: dict[str, Record] = {}
    word: dict[str, Record | str] = {}
    for record in records:
        last[record.url] = record
        if not record.url:
            continue
        key = keys[record.url]
        word[key] = record
        # An old URL of a site follows the later decisions on the site, until it has its own decision.
        before = keys.get(record.previous_url, key)
        if before != key and not _is_another(word.get(before), record.previous_url):
            word[before] = key
    return Dropped(
        {url: record for url, record in last.items() if record.decision == "drop"},
        {key: found for key in word if (found := _followed(word, key)).decision == "drop"},
    )


def _is_another(word: Record | str | None, url: str) -> bool:
    """Return True if the last record of a site drops another spelling than `url`. That record then stays valid."""
    return isinstance(word, Record) and word.decision == "drop" and word.url != url


def _followed(word: dict[str, Record | str], key: str) -> Record:
    """Return the last record of a site. Links never form a circle: the one that was followed last ends at a record."""
    passed = []
    while isinstance(found := word[key], str):
        passed.append(key)
        key = found
    for one in passed:
        word[one] = found
    return found
