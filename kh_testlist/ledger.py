"""What people decided of a list's sites, and why: a file beside the list, for upstream's six columns have no room.

Records are only ever added: the last one on a URL counts, and the earlier ones are how it came to that.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist import transaction
from kh_testlist.errors import Failure
from kh_testlist.model import Entry, UrlList
from kh_testlist.store import display, inside, parse, prevailing_line_end, to_bytes, write_record


class Record(NamedTuple):
    """One decision on one site."""

    url: str
    last_reviewed: str
    """The day of the decision, in UTC: `2026-11-21`."""
    decision: str
    """keep, keep-blocked, replace, recategorise, drop or recheck."""
    reason: str = ""
    evidence: str = ""
    """A link to what the decision rests on."""
    next_due: str = ""
    """The day to look again."""
    previous_url: str = ""
    """What the site's URL was before, so that evidence follows it."""


HEADER: Final = Record._fields


def path_of(list_path: Path) -> Path:
    """The ledger of the list at `list_path`: `kh.ledger.csv` beside `kh.csv`."""
    return list_path.with_name(f"{list_path.stem}.ledger.csv")


def load(list_path: Path) -> UrlList:
    """The ledger of the list at `list_path`; an empty one where there is none yet.

    Raises:
        Failure: it can't be read, or is no ledger.

    """
    transaction.settle(list_path)
    path = path_of(list_path)
    shown = display(path)
    if not inside.exists(path):
        return UrlList(shown, Entry(0, 1, HEADER, write_record(HEADER, "\n")), ())
    ledger = parse(inside.read(path), shown)
    if ledger.header is None or ledger.header.cells != HEADER or not ledger.is_utf8:
        raise Failure(
            f"{shown} is not a ledger: its first line should be {','.join(HEADER)}.",
            "Mend that line, or move the file away; its decisions are in the history of git.",
        )
    return ledger


def records(ledger: UrlList) -> list[Record]:
    """The ledger's decisions, the oldest first; lines of another width are passed over."""
    return [Record(*entry.cells) for entry in ledger.entries if len(entry.cells) == len(HEADER)]


def histories(found: Sequence[Record], most: int = 12) -> dict[str, tuple[Record, ...]]:
    """For each URL the last decisions on its site, the oldest first: through all the URLs that the site had before.

    Not more than `most` of each: a ledger may come from a pull request.
    """
    past: dict[str, tuple[Record, ...]] = {}
    for record in found:
        before = past.get(record.url, ())
        if record.previous_url and record.previous_url != record.url:
            before = (*past.get(record.previous_url, ()), *before)
        past[record.url] = (*before, record)[-most:]
    return past


def latest(found: Sequence[Record]) -> dict[str, Record]:
    """For each URL the last decision on its site."""
    return {url: past[-1] for url, past in histories(found, most=1).items()}


def renames(found: Sequence[Record]) -> dict[str, str]:
    """For each URL that the ledger says was edited, what it is now: through all edits, and not where it came back."""
    now: dict[str, str] = {}
    later: dict[str, str] = {}
    # From the last edit to the first, so that what an edit led to has been followed to its end already.
    for record in reversed(found):
        if record.previous_url and record.previous_url != record.url:
            later[record.previous_url] = later.get(record.url, record.url)
            now.setdefault(record.previous_url, later[record.previous_url])
    return {old: new for old, new in now.items() if old != new}


def extended(ledger: UrlList, new: Sequence[Record]) -> bytes:
    """The bytes of `ledger` with `new` at its end, every other byte as it is.

    Raises:
        Failure: the ledger is damaged.

    """
    end = prevailing_line_end(ledger)
    before = to_bytes(ledger)
    gap = "" if before.endswith((b"\n", b"\r")) else end
    added = gap + "".join(write_record(record, end) for record in new)
    data = before + added.encode("utf-8")
    read_again = parse(data, ledger.path).entries
    if [entry.cells for entry in read_again[len(ledger.entries) :]] != [tuple(record) for record in new]:
        raise Failure(
            f"{ledger.path} is damaged: a quote is opened in it and never closed.",
            "Mend that line in a text editor, or take back the last change with git.",
        )
    return data
