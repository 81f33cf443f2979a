"""Rules on the date when a row was added."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import Final

from kh_testlist.model import DATE_ADDED, Fix, Safety, Severity
from kh_testlist.rules.rule import Remark, list_rule
from kh_testlist.rules.subject import Subject

_UNPADDED: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
"""A date with the year first, because then it is certain which number is the month."""


@functools.lru_cache(maxsize=10_000)
def parse_date(text: str) -> dt.date | None:
    """Return the day in `text`, or None if it is not written as upstream writes it: `2024-01-31`."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


@list_rule("DAT001", Severity.ERROR)
def bad_date(subject: Subject) -> Iterator[Remark]:
    """
    The date is not a day written as year, month, day: 2024-01-31.

    Spreadsheets like to rewrite dates: set the column to text, or use `kh-testlist edit --date`.

    Bad:

        https://example.com/,NEWS,News Media,31/01/2024,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    bad = {text for text in set(subject.urls.columns[DATE_ADDED]) if not parse_date(text)}
    for entry in subject.urls.complete if bad else ():
        text = entry[2][DATE_ADDED]
        if text in bad:
            said = f"{text!r} is not a date" if text else "no date"
            yield Remark(f"{said} such as 2024-01-31", entry, "date_added", fix=_fix(text))


def _fix(text: str) -> Fix | None:
    bare = text.strip()
    if parse_date(bare):
        return Fix(Safety.SAFE, bare)
    match = _UNPADDED.fullmatch(bare)
    padded = "-".join(part.zfill(2) for part in match.groups()) if match else ""
    return Fix(Safety.UNSAFE, padded) if parse_date(padded) else None


@list_rule("DAT002", Severity.WARNING)
def future_date(subject: Subject) -> Iterator[Remark]:
    """
    The date lies in the future.

    A day ahead of UTC is let pass: it may be tomorrow already where the row was added.

    Bad:

        https://example.com/,NEWS,News Media,2999-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    limit = (subject.today + dt.timedelta(days=1)).isoformat()
    if max(set(subject.urls.columns[DATE_ADDED]), default="") <= limit:
        return
    for entry in subject.urls.complete:
        text = entry[2][DATE_ADDED]
        if text > limit and parse_date(text):
            yield Remark(f"{text} lies in the future", entry, "date_added")
