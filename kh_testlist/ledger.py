"""The ledger: what people decided about the sites of a list, and why.

It is a file of its own next to the list, because upstream's six columns have no place for decisions. Records are only
added. The last record on a URL counts. The earlier ones are its history.
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
    """A link to the measurements that the decision is based on."""
    next_due: str = ""
    """The day to look again."""
    previous_url: str = ""
    """The URL that the site had before, so that its evidence can still be found."""


HEADER: Final = Record._fields


def path_of(list_path: Path) -> Path:
    """Return the path of the ledger of the list at `list_path`: `kh.ledger.csv` next to `kh.csv`."""
    return list_path.with_name(f"{list_path.stem}.ledger.csv")


def load(list_path: Path) -> UrlList:
    """Return the ledger of the list at `list_path`. Return an empty one if there is none yet.

    Raises:
        Failure: it can't be read, or is not a ledger.

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
            "Fix that line, or move the file to another folder. Its decisions are in the history of git.",
        )
    return ledger


def records(ledger: UrlList) -> list[Record]:
    """Return the decisions in the ledger, the oldest first. Lines with another number of cells are left out."""
    return [Record(*entry.cells) for entry in ledger.entries if len(entry.cells) == len(HEADER)]


def histories(found: Sequence[Record], most: int = 12) -> dict[str, tuple[Record, ...]]:
    """Return the last decisions on each site by its URL, the oldest first.

    The decisions on earlier URLs of the site are included. There are at most `most` for each URL, because a ledger may
    come from a pull request.
    """
    past: dict[str, tuple[Record, ...]] = {}
    for record in found:
        before = past.get(record.url, ())
        if record.previous_url and record.previous_url != record.url:
            before = (*past.get(record.previous_url, ()), *before)
        past[record.url] = (*before, record)[-most:]
    return past


def latest(found: Sequence[Record]) -> dict[str, Record]:
    """Return the last decision on each site, by its URL."""
    return {url: past[-1] for url, past in histories(found, most=1).items()}


def renames(found: Sequence[Record]) -> dict[str, str]:
    """Return the newest URL for each earlier URL that was edited, after all edits.

    A URL that was changed back to itself is left out.
    """
    now: dict[str, str] = {}
    later: dict[str, str] = {}
    # From the last edit to the first: then the newest URL of each edit is known already.
    for record in reversed(found):
        if record.previous_url and record.previous_url != record.url:
            later[record.previous_url] = later.get(record.url, record.url)
            now.setdefault(record.previous_url, later[record.previous_url])
    return {old: new for old, new in now.items() if old != new}


def extended(ledger: UrlList, new: Sequence[Record]) -> bytes:
    """Return the bytes of `ledger` with `new` at its end. The other bytes do not change.

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
            "Fix that line in a text editor, or undo the last change with git.",
        )
    return data
