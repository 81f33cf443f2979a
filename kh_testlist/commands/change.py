"""What the commands that change a list share: hold it, find a row in it, put it back."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kh_testlist import folder, ledger, pasted, store, transaction
from kh_testlist.commands.session import Session
from kh_testlist.errors import Failure, Refused
from kh_testlist.model import HEADER, Entry, Finding, UrlList
from kh_testlist.rules.fixing import is_sound
from kh_testlist.rules.subject import Indexed
from kh_testlist.urls import equivalence_key


@dataclass(frozen=True, slots=True)
class Held:
    """A list under its lock, and what it is compared with."""

    path: Path
    urls: UrlList
    reference: Indexed | None
    today: dt.date

    def put(
        self, after: UrlList, records: Sequence[ledger.Record] = (), others: Mapping[Path, bytes] | None = None
    ) -> None:
        """Put `after` in the list's place, `records` at the end of its ledger and `others` in theirs: all or none.

        Raises:
            Failure: they can't be written.

        """
        files = {self.path: store.to_bytes(after), **(others or {})}
        if records:
            files[ledger.path_of(self.path)] = ledger.extended(self.path, records)
        transaction.commit(self.path, files)


@contextlib.contextmanager
def hold(session: Session, *, with_sync: bool = False) -> Iterator[Held]:
    """Hold the chosen list against other processes, as it is now.

    Args:
        session: the options before the command, which name the list.
        with_sync: whether the record of the last sync is to change with it.

    Raises:
        Failure: it can't be read or locked, or its rows can't be told apart for sure.

    """
    path = session.existing_list()
    with transaction.locked(path, with_sync=with_sync):
        urls = folder.load(path)
        today = session.today()
        if not is_sound(urls, today):
            raise Failure(
                f"{urls.path} is damaged, so nothing is changed in it.",
                "See where with `kh-testlist validate --select FIL`. Mend those lines in a text editor, or take back "
                "the last change with git.",
            )
        if urls.header is None or urls.header.cells != HEADER:
            raise Failure(
                f"The first line of {urls.path} is not the header that lists have, so its rows can't be told.",
                f"See `kh-testlist rules FIL005`; the line should be: {','.join(HEADER)}",
            )
        found, skipped = folder.references([path])
        session.tell_skipped(skipped)
        reference = Indexed(found[urls.path]) if urls.path in found else None
        yield Held(path, urls, reference, today)


def require_sound(urls: UrlList, today: dt.date) -> None:
    """Refuse a list of which nobody can tell for sure where a row ends, or which column is which.

    Raises:
        Refused: it is one.

    """
    if not is_sound(urls, today) or urls.header is None or urls.header.cells != HEADER:
        raise Refused(
            f"{urls.path} is damaged, so its rows can't be told apart for sure.",
            "See where with `kh-testlist validate --select FIL`, and mend those lines in a text editor.",
        )


def find_row(urls: UrlList, wanted: str) -> Entry:
    """The row of the site `wanted`: the exact URL, else the only one that is equivalent.

    Raises:
        Refused: there is none, or more than one.

    """
    listed = [entry.url for entry in urls.complete]
    place = listed.index(
        pasted.listed_url(wanted, listed, urls.path, lambda key: [url for url in listed if equivalence_key(url) == key])
    )
    return urls.complete[place]


def against(findings: Sequence[Finding], lacking: str = "") -> str:
    """What stands against a row, a line for each finding; `lacking` stands in for what rules say of its category."""
    others = [finding for finding in findings if not lacking or finding.code != "CAT001"]
    said = [f"{finding.code} {finding.name}: {finding.message}" for finding in others]
    return "\n".join(f"  {line}" for line in ([lacking] if lacking else []) + said)


def advise(session: Session, advice: Sequence[Finding], *, several: bool = False) -> None:
    """Say what the rules have to say of rows that were let in; of several rows, with the URL of each."""
    for finding in advice:
        which = f"{finding.url}: " if several else ""
        session.say(f"{finding.severity}: {finding.code} {finding.name}: {which}{finding.message}", "yellow")
