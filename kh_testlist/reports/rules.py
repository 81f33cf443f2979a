"""The rules, each explained in a line or on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kh_testlist.reports.json import VERSION, dump
from kh_testlist.reports.terminal import Screen, Span, forms, paint
from kh_testlist.rules.rule import Rule


def text(rules: Sequence[Rule], *, whole: bool, screen: Screen) -> str:
    """Return the rules for the terminal, as lines or as pages."""
    spans: list[Span] = []
    for rule in rules:
        if not whole:
            spans += [(f"{rule.code} ", "bold"), (f"{rule.severity!s:<7}  {rule.name:<24}  {rule.page.summary}\n", "")]
            continue
        spans += [(f"{rule.code} {rule.name}", "bold"), (f" ({rule.severity})\n\n{rule.page.summary}\n", "")]
        if rule.page.why:
            spans.append((f"\n{rule.page.why}\n", ""))
        for heading, example, style in (("Bad", rule.page.bad, "red"), ("Good", rule.page.good, "green")):
            if example:
                spans += [(f"\n{heading}:\n", style), (_indented(example), "")]
        spans.append(("\n", ""))
    return paint(spans, screen)


def _indented(example: str) -> str:
    return "".join(f"  {line}\n" for line in example.splitlines())


def markdown(rules: Sequence[Rule], *, whole: bool) -> str:
    """Return the pages of the rules for the documentation."""
    del whole
    return "\n".join(_page(rule) for rule in rules)


def _page(rule: Rule) -> str:
    parts = [f"## {rule.code} {rule.name}\n", f"*{rule.severity}.* {rule.page.summary}\n"]
    if rule.page.why:
        parts.append(f"{rule.page.why}\n")
    for heading, example in (("Bad", rule.page.bad), ("Good", rule.page.good)):
        if example:
            parts.append(f"{heading}:\n\n```csv\n{example}\n```\n")
    return "\n".join(parts)


def json(rules: Sequence[Rule], *, whole: bool) -> str:
    """Return the rules for programs."""
    del whole
    return dump(
        {
            "version": VERSION,
            "rules": [
                {"code": rule.code, "name": rule.name, "severity": str(rule.severity), **rule.page._asdict()}
                for rule in rules
            ],
        }
    )


WRITERS: Final = forms(text, json=json, markdown=markdown)
