"""Check lists by the rules, and apply the fixes of the rules."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kh_testlist import folder, store, transaction
from kh_testlist.model import Safety, Severity, Skipped, UrlList, Validation
from kh_testlist.rules import engine, fixing, registry
from kh_testlist.rules.rule import Rule
from kh_testlist.rules.subject import Indexed
from kh_testlist.talk import Tell, silent
from kh_testlist.workspace import Workspace

__all__ = ["Fixed", "Safety", "Severity", "Validation", "explained", "fix", "validate", "validate_files"]


def validate(
    urls: UrlList,
    reference: UrlList | None = None,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    today: dt.date | None = None,
) -> Validation:
    """Return what the rules say about a list.

    Args:
        urls: the list.
        reference: the global list, to find sites that are on both lists. Without it, they are not looked for.
        select: the codes or names of the rules to run, or starts of codes; all by default.
        ignore: the codes or names of rules to leave out.
        today: the day in UTC, to find dates in the future; by default the current day.

    Raises:
        Misuse: a rule does not exist.

    Example:
        >>> found = validate(load("lists/kh.csv"), select=["URL", "DUP"])
        >>> [(one.line, one.code, one.message) for one in found.findings]

    """
    references = {urls.path: reference} if reference else {}
    day = today or dt.datetime.now(dt.UTC).date()
    return engine.validate([urls], registry.select(select, ignore), references, day)


def validate_files(
    workspace: Workspace,
    paths: Sequence[Path] = (),
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    changed_since: str | None = None,
) -> Validation:
    """Return what the rules say about files of lists.

    Args:
        workspace: the list to check if `paths` is empty.
        paths: files of lists, and folders of lists.
        select: the codes or names of the rules to run; all by default.
        ignore: the codes or names of rules to leave out.
        changed_since: a git revision; only findings that involve a row added or changed since then are kept.

    Raises:
        Failure: a list can't be read, or git does not know the revision.
        Misuse: a rule does not exist.

    """
    rules = registry.select(select, ignore)
    files = folder.expand(paths or (workspace.existing,))
    references, skipped = folder.references(files)
    if changed_since is None:
        known = {urls.path: urls for urls in references.values()}
        read = (known.get(store.display(file)) or folder.load(file) for file in files)
        return engine.validate(read, rules, references, workspace.today, skipped)
    from kh_testlist import history  # noqa: PLC0415 - only what runs is loaded
    from kh_testlist.rules import revision  # noqa: PLC0415 - the same

    read_old = history.reader(changed_since)
    changes: dict[str, revision.Change] = {}

    def lists() -> Iterator[UrlList]:
        for file in files:
            urls = folder.load(file)
            changes[urls.path] = revision.change(read_old(file), urls, rules, workspace.today)
            yield urls

    return revision.only_changed(engine.validate(lists(), rules, references, workspace.today, skipped), changes)


class Fixed(NamedTuple):
    """What fixing changed, or would change."""

    pairs: list[tuple[UrlList, UrlList]]
    """Each list that differs, before and after."""
    left: int
    """The number of lists that were not changed, because they are damaged."""
    skipped: tuple[Skipped, ...]
    """What cannot be checked here."""


def fix(
    workspace: Workspace,
    paths: Sequence[Path] = (),
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    safety: Safety = Safety.SAFE,
    write: bool = True,
    tell: Tell = silent,
) -> Fixed:
    """Apply the fixes of the rules to lists. Without `write`, only return what would change.

    Args:
        workspace: the list to fix if `paths` is empty.
        paths: files of lists, and folders of lists.
        select: the codes or names of the rules whose fixes are applied; all by default.
        ignore: the codes or names of rules to leave out.
        safety: the fixes to apply; UNSAFE means both kinds.
        write: change the files. They are locked during that time.
        tell: is told which lists were fixed, and which were not changed.

    Raises:
        Failure: a list can't be read, locked or written.
        Misuse: a rule does not exist.

    """
    rules = registry.select(select, ignore)
    files = folder.expand(paths or (workspace.existing,))
    _, skipped = folder.references(files)
    pairs = []
    left = 0
    for file in files:
        with transaction.locked(file) if write else contextlib.nullcontext():
            before = folder.load(file)
            if not fixing.is_sound(before, workspace.today):
                tell(
                    f"{before.path} is damaged, so it was not changed. "
                    f"Find the lines with: kh-testlist validate {store.typed(before.path)} --select FIL",
                    "warning",
                )
                left += 1
                continue
            reference = folder.references([file])[0].get(before.path)
            after = fixing.fix(before, rules, Indexed(reference) if reference else None, workspace.today, safety)
            if store.to_bytes(after) == store.to_bytes(before):
                continue
            pairs.append((before, after))
            if write:
                transaction.commit(file, {file: store.to_bytes(after)})
                tell(f"{before.path}: fixed.")
    return Fixed(pairs, left, skipped)


def explained(code: str | None) -> list[Rule]:
    """Return the rules that `code` names: a code, a name or the start of a code. Without `code`, return all rules.

    Raises:
        Misuse: there is none.

    """
    return registry.find(code) if code else list(registry.RULES)
