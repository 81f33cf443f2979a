"""What `validate --changed-since` does: judges all, and answers for what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kh_testlist import folder, history
from kh_testlist.model import Skipped, UrlList, Validation
from kh_testlist.rules.engine import validate
from kh_testlist.rules.revision import Change, change, only_changed
from kh_testlist.rules.rule import Rule
from kh_testlist.terminal.session import Session


def validate_changes(
    session: Session,
    files: Sequence[Path],
    revision: str,
    rules: Sequence[Rule],
    references: Mapping[str, UrlList],
    skipped: tuple[Skipped, ...],
) -> Validation:
    """What the rules say of the rows that were added or changed since `revision`."""
    read_old = history.reader(revision)
    changes: dict[str, Change] = {}

    def lists() -> Iterator[UrlList]:
        for file in files:
            urls = folder.load(file)
            changes[urls.path] = change(read_old(file), urls, rules, session.workspace.today)
            yield urls

    return only_changed(validate(lists(), rules, references, session.workspace.today, skipped), changes)
