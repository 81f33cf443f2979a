"""What `normalize` and `validate --fix` share: fix lists under their locks, and show what that changed."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kh_testlist import folder, store, transaction
from kh_testlist.model import Safety, UrlList
from kh_testlist.reports.terminal import printable
from kh_testlist.rules.fixing import fix, is_sound
from kh_testlist.rules.rule import Rule
from kh_testlist.rules.subject import Indexed
from kh_testlist.store import typed
from kh_testlist.terminal.session import Session


@dataclass(frozen=True, slots=True)
class Changes:
    """What fixing changed, or would change."""

    pairs: list[tuple[UrlList, UrlList]]
    """Each list that differs, before and after."""
    left: int
    """Lists that were left as they are, for they are damaged."""

    def diff(self) -> str:
        """All of it, as a unified diff."""
        return "".join(unified_diff(before, after) for before, after in self.pairs)


def apply_fixes(
    session: Session, files: Sequence[Path], rules: Sequence[Rule], safety: Safety, *, write: bool
) -> Changes:
    """Fix the lists at `files`; without `write`, only see what that would do.

    Raises:
        Failure: a list can't be read, locked or written.

    """
    pairs = []
    left = 0
    for file in files:
        with transaction.locked(file) if write else contextlib.nullcontext():
            before = folder.load(file)
            if not is_sound(before, session.workspace.today):
                session.say(
                    f"{before.path} is damaged and left as it is. "
                    f"See where: kh-testlist validate {typed(before.path)} --select FIL",
                    "warning",
                )
                left += 1
                continue
            found, _ = folder.references([file])
            reference = Indexed(found[before.path]) if before.path in found else None
            after = fix(before, rules, reference, session.workspace.today, safety)
            if store.to_bytes(after) == store.to_bytes(before):
                continue
            pairs.append((before, after))
            if write:
                transaction.commit(file, {file: store.to_bytes(after)})
                session.say(f"{before.path}: fixed.")
    return Changes(pairs, left)


def unified_diff(before: UrlList, after: UrlList) -> str:
    """The change from `before` to `after` for people to read, line ends that differ written out."""
    old, new = (_lines(urls) for urls in (before, after))
    path = printable(before.path)
    lines = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm="", n=1)
    return "".join(line + "\n" for line in lines)


def _lines(urls: UrlList) -> list[str]:
    mark = "\ufeff" if urls.has_bom else ""
    raws = [record.raw for record in urls.records]
    if raws:
        raws[0] = mark + raws[0]
    return [printable(raw.removesuffix("\n")) + ("" if raw.endswith("\n") else " (no line end)") for raw in raws]
