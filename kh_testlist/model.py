"""The values that everything else passes on: entries, lists, findings. Frozen, and free of I/O."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Final, NamedTuple

HEADER: Final = ("url", "category_code", "category_description", "date_added", "source", "notes")
"""The header of every list, exactly. Source: citizenlab/test-lists, scripts/lint-lists.py."""

URL, CATEGORY_CODE, CATEGORY_DESCRIPTION, DATE_ADDED, SOURCE, NOTES = range(len(HEADER))
"""Where each column stands in an entry's cells."""

LONGEST_CELL: Final = 131_072
"""Where Python's csv reader, and so upstream's linter, stops with an error. Source: csv.field_size_limit()."""

GLOBAL: Final = "global"
"""The name of the list that is tested in every country."""

DEFAULT_LIST: Final = "kh"
"""The list that is worked on where nobody names another: the one thing that is Cambodian here."""

DEFAULT_SOURCE: Final = "Community member"
"""What `source` says where nobody said otherwise: upstream takes it, and it names no one."""


class Severity(enum.IntEnum):
    """How much a finding matters, from least to most."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Safety(enum.StrEnum):
    """Whether a fix may be applied unseen."""

    SAFE = "safe"
    """It changes form only: OONI would test the same thing, and so would a browser."""
    UNSAFE = "unsafe"
    """It changes which URL is tested, or what the row says: a person should look."""


class Entry(NamedTuple):
    """A record of a list: a site, or a line that ought to be one.

    A named tuple and not a dataclass: the whole upstream collection is 39,000 of these, made on every run.
    """

    number: int
    """Data records from 1, blank lines included; 0 is the header."""
    line: int
    """The physical line where the record starts, from 1."""
    cells: tuple[str, ...]
    """The cells as they were read; empty for a blank line."""
    raw: str
    """The record as it stands in the file, its line end included."""

    @property
    def url(self) -> str:
        """The first cell, or nothing on a blank line."""
        return self.cells[URL] if self.cells else ""

    @property
    def is_complete(self) -> bool:
        """Whether the record has its six columns, and none is so long that upstream's reader stops there."""
        return len(self.cells) == len(HEADER) and (
            len(self.raw) <= LONGEST_CELL or max(map(len, self.cells)) <= LONGEST_CELL
        )


_CELLS, _RAW = itemgetter(2), itemgetter(3)
"""Fields of an entry, for loops over all of upstream's rows that should not leave C."""


@dataclass(frozen=True)
class UrlList:
    """A list as it stands in its file: what is not in an entry's raw text is the byte order mark alone."""

    path: str
    """Where it was read from, as a person would write it: relative where possible, with slashes."""
    header: Entry | None
    """The first record; none in an empty file."""
    entries: tuple[Entry, ...]
    has_bom: bool = False
    is_utf8: bool = True
    """Whether the bytes were UTF-8; if not, the stray ones live on as lone surrogates."""

    @property
    def name(self) -> str:
        """What the list is called upstream: `kh`, `global`."""
        return self.path.rpartition("/")[2].removesuffix(".csv")

    @property
    def is_global(self) -> bool:
        """Whether this is the list that is tested in every country."""
        return self.name == GLOBAL

    @property
    def records(self) -> tuple[Entry, ...]:
        """The header, where there is one, and the entries."""
        return (self.header, *self.entries) if self.header else self.entries

    @property
    def last(self) -> Entry | None:
        """The last record, be it the header; none in an empty file."""
        return self.entries[-1] if self.entries else self.header

    @cached_property
    def text(self) -> str:
        """The whole of it but for the byte order mark."""
        head = self.header.raw if self.header else ""
        return head + "".join(map(_RAW, self.entries))

    @cached_property
    def _all_columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells of all entries, column by column; none where some entries have more cells than others."""
        try:
            return tuple(zip(*map(_CELLS, self.entries), strict=True))
        except ValueError:
            return ()

    @cached_property
    def complete(self) -> tuple[Entry, ...]:
        """The entries that have their six columns, and in none of them more than a reader upstream would take."""
        if len(self._all_columns) == len(HEADER) and (
            len(self.text) <= LONGEST_CELL or max(map(len, map(_RAW, self.entries))) <= LONGEST_CELL
        ):
            return self.entries
        return tuple(entry for entry in self.entries if entry.is_complete)

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells of the complete entries, column by column: what most rules ask first, asked of all rows at once."""
        if self.complete is self.entries:
            return self._all_columns or ((),) * len(HEADER)
        return tuple(zip(*map(_CELLS, self.complete), strict=True)) or ((),) * len(HEADER)


class Place(NamedTuple):
    """A place in a list that a finding points to."""

    path: str
    line: int
    entry: int


class Fix(NamedTuple):
    """What would settle a finding."""

    safety: Safety
    value: str | None
    """The new text of the finding's column; none where the fix is of another kind (line ends, a blank row)."""


class Finding(NamedTuple):
    """One thing that is wrong, or worth knowing, in a list. A named tuple for the same reason as `Entry`."""

    code: str
    """Of the rule, for life: `URL002`."""
    name: str
    """Of the rule, after the fault: `not-canonical`."""
    severity: Severity
    path: str
    line: int
    """Physical, from 1; 0 for the file as a whole."""
    entry: int
    """Data record, from 1; 0 for the file as a whole."""
    column: str | None
    """None for a whole row."""
    url: str | None
    """None for the file as a whole."""
    message: str
    related: tuple[Place, ...] = ()
    fix: Fix | None = None
    row: Entry | None = None
    """The record itself, for reports that show it; None for the file as a whole."""


class Skipped(NamedTuple):
    """Something that was not looked at, and why: data, so that no report can pass over it."""

    what: str
    reason: str
    next_step: str


class Checked(NamedTuple):
    """A list that was looked at. Not the list itself: a hundred of them would fill the memory for nothing."""

    path: str
    entries: int
    """How many data records it has."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What the rules say of some lists."""

    lists: Sequence[Checked]
    findings: Sequence[Finding]
    skipped: Sequence[Skipped] = ()

    def count(self, severity: Severity) -> int:
        """How many findings are of exactly this severity."""
        return [finding.severity for finding in self.findings].count(severity)
