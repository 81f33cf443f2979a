"""The values that all other modules use: entries, lists, findings. They are frozen and do no I/O."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Final, NamedTuple

HEADER: Final = ("url", "category_code", "category_description", "date_added", "source", "notes")
"""The exact header of every list. Source: citizenlab/test-lists, scripts/lint-lists.py."""

URL, CATEGORY_CODE, CATEGORY_DESCRIPTION, DATE_ADDED, SOURCE, NOTES = range(len(HEADER))
"""The position of each column in the cells of an entry."""

LONGEST_CELL: Final = 131_072
"""The most characters of a cell. With more, Python's csv reader, and so upstream's linter, stops with an error.

Source: csv.field_size_limit().
"""

GLOBAL: Final = "global"
"""The name of the list that is tested in every country."""

DEFAULT_LIST: Final = "kh"
"""The list that is used if none is named. Only this is specific to Cambodia."""

DEFAULT_SOURCE: Final = "Community member"
"""The default of `source`. Upstream accepts it, and it does not name a person."""


class Severity(enum.IntEnum):
    """How serious a finding is, from least to most."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Safety(enum.StrEnum):
    """Says if a fix may be applied without a person who looks at it."""

    SAFE = "safe"
    """It changes only the form. OONI and a browser would still open the same page."""
    UNSAFE = "unsafe"
    """It changes which URL is tested, or what the row says. A person should look at it."""


class Entry(NamedTuple):
    """A record of a list: a site, or a line that should be one.

    This is a named tuple, not a dataclass, because each run makes 39,000 of them for the whole upstream collection.
    """

    number: int
    """The number of the data record from 1, with blank lines counted; 0 is the header."""
    line: int
    """The physical line where the record starts, from 1."""
    cells: tuple[str, ...]
    """The cells as they were read. A blank line has none."""
    raw: str
    """The exact text of the record in the file, with its line end."""

    @property
    def url(self) -> str:
        """The first cell, or an empty text for a blank line."""
        return self.cells[URL] if self.cells else ""

    @property
    def is_complete(self) -> bool:
        """True if the record has its six columns, and none is too long for upstream's reader."""
        return len(self.cells) == len(HEADER) and (
            len(self.raw) <= LONGEST_CELL or max(map(len, self.cells)) <= LONGEST_CELL
        )


_CELLS, _RAW = itemgetter(2), itemgetter(3)
"""Getters for fields of an entry. They keep loops over all of upstream's rows in C."""


@dataclass(frozen=True)
class UrlList:
    """A list as it is in its file. The raw texts of the entries hold all of it, except the byte order mark."""

    path: str
    """The path of its file as a person would write it: relative if possible, with slashes."""
    header: Entry | None
    """The first record, or None for an empty file."""
    entries: tuple[Entry, ...]
    has_bom: bool = False
    is_utf8: bool = True
    """True if the bytes were UTF-8. If not, the wrong bytes are kept as lone surrogates."""

    @property
    def name(self) -> str:
        """The name of the list upstream, such as `kh` or `global`."""
        return self.path.rpartition("/")[2].removesuffix(".csv")

    @property
    def is_global(self) -> bool:
        """True if this is the list that is tested in every country."""
        return self.name == GLOBAL

    @property
    def records(self) -> tuple[Entry, ...]:
        """The header, if there is one, and the entries."""
        return (self.header, *self.entries) if self.header else self.entries

    @property
    def last(self) -> Entry | None:
        """The last record, which may be the header, or None for an empty file."""
        return self.entries[-1] if self.entries else self.header

    @cached_property
    def text(self) -> str:
        """The whole text, without the byte order mark."""
        head = self.header.raw if self.header else ""
        return head + "".join(map(_RAW, self.entries))

    @cached_property
    def _all_columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells of all entries, column by column. Empty if entries have different numbers of cells."""
        try:
            return tuple(zip(*map(_CELLS, self.entries), strict=True))
        except ValueError:
            return ()

    @cached_property
    def complete(self) -> tuple[Entry, ...]:
        """The entries that have their six columns, with no cell too long for upstream's reader."""
        if len(self._all_columns) == len(HEADER) and (
            len(self.text) <= LONGEST_CELL or max(map(len, map(_RAW, self.entries))) <= LONGEST_CELL
        ):
            return self.entries
        return tuple(entry for entry in self.entries if entry.is_complete)

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells of the complete entries, column by column. Most rules check a whole column at once."""
        if self.complete is self.entries:
            return self._all_columns or ((),) * len(HEADER)
        return tuple(zip(*map(_CELLS, self.complete), strict=True)) or ((),) * len(HEADER)


class Place(NamedTuple):
    """A place in a list that a finding names."""

    path: str
    line: int
    entry: int


class Fix(NamedTuple):
    """A change that would correct a finding."""

    safety: Safety
    value: str | None
    """The new text of the finding's column. None if the fix is of another kind (line ends, a blank row)."""


class Finding(NamedTuple):
    """One fault or remark in a list. This is a named tuple for the same reason as `Entry`."""

    code: str
    """The code of the rule, which never changes: `URL002`."""
    name: str
    """The name of the rule, which names the fault: `not-canonical`."""
    severity: Severity
    path: str
    line: int
    """The physical line from 1; 0 for the file as a whole."""
    entry: int
    """The data record from 1; 0 for the file as a whole."""
    column: str | None
    """None for a whole row."""
    url: str | None
    """None for the file as a whole."""
    message: str
    related: tuple[Place, ...] = ()
    fix: Fix | None = None
    row: Entry | None = None
    """The record itself, for reports that show it. None for the file as a whole."""


class Skipped(NamedTuple):
    """Something that was not checked, and the reason. It is a value, so that every report can show it."""

    what: str
    reason: str
    next_step: str


class Checked(NamedTuple):
    """A list that was checked. It does not hold the list, because a hundred lists would need much memory."""

    path: str
    entries: int
    """The number of data records."""


@dataclass(frozen=True, slots=True)
class Validation:
    """The result of the rules on some lists."""

    lists: Sequence[Checked]
    findings: Sequence[Finding]
    skipped: Sequence[Skipped] = ()

    def count(self, severity: Severity) -> int:
        """Return the number of findings of exactly this severity."""
        return [finding.severity for finding in self.findings].count(severity)
