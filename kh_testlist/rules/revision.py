"""Which findings a change answers for: those that involve a row it added or changed."""

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
    """What became of one list."""

    entries: frozenset[int]
    """The entries that were added or changed."""
    known: frozenset[str]
    """The rules that the file as a whole broke before."""


def change(old: UrlList | None, new: UrlList, rules: Sequence[Rule], today: dt.date) -> Change:
    """What became of `old`, none where the list is new, in `new`."""
    before = check(Subject(old, None, today), rules) if old else []
    known = frozenset(finding.code for finding in before if not finding.entry)
    return Change(frozenset(changed_entries(old, new)), known)


def only_changed(validation: Validation, changes: Mapping[str, Change]) -> Validation:
    """`validation` with the findings that involve a row added or changed; `changes` has the lists by their paths.

    A finding on a file as a whole stays where the file as it was did not have it already.
    """

    def involved(finding: Finding) -> bool:
        if not finding.entry:
            return finding.code not in changes[finding.path].known
        places = [(finding.path, finding.entry), *((place.path, place.entry) for place in finding.related)]
        return any(path in changes and entry in changes[path].entries for path, entry in places)

    return replace(validation, findings=[finding for finding in validation.findings if involved(finding)])
