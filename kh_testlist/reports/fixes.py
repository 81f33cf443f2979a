"""The changes of a fix, as a unified diff."""

from __future__ import annotations

from kh_testlist.model import UrlList
from kh_testlist.operations.validate import Fixed
from kh_testlist.reports.terminal import printable


def diff(fixed: Fixed) -> str:
    """Return the changes in all lists."""
    return "".join(_unified(before, after) for before, after in fixed.pairs)


def _unified(before: UrlList, after: UrlList) -> str:
    """Return the change from `before` to `after` for people, with a mark for a missing or different line end."""
    import difflib  # noqa: PLC0415 - only needed for a difference

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
