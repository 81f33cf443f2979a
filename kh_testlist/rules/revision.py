"""The findings that a change caused: those on a row that it added or changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kh_testlist.history import changed_entries
from kh_testlist.model import Finding, UrlList, Validation
from kh_testlist.rules.engine import check
from kh_testlist.rules.rule import Rule
from kh_testlist.rules.subject import Subject


class Change(NamedTuple):
    """The changes in one list."""

    entries: frozenset[int]
    """The entries that were added or changed."""
    known: frozenset[str]
    """The rules that the whole file broke before the change."""


def change(old: UrlList | None, new: UrlList, rules: Sequence[Rule], today: dt.date) -> Change:
    """Return the changes from `old` to `new`. `old` is None if the list is new."""
    before = check(Subject(old, None, today), rules) if old else []
    known = frozenset(finding.code for finding in before if not finding.entry)
    return Change(frozenset(changed_entries(old, new)), known)


def only_changed(validation: Validation, changes: Mapping[str, Change]) -> Validation:
    """Return `validation` with only the findings that involve an added or changed row.

    `changes` has the changes of each list, by its path. A finding on a whole file stays if the file did not have it
    before.
    """

    def involved(finding: Finding) -> bool:
        if not finding.entry:
            return finding.code not in changes[finding.path].known
        places = [(finding.path, finding.entry), *((place.path, place.entry) for place in finding.related)]
        return any(path in changes and entry in changes[path].entries for path, entry in places)

    return replace(validation, findings=[finding for finding in validation.findings if involved(finding)])
