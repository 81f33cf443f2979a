"""`rules`: every rule in a line, or one as a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kh_testlist.rules.registry import RULES
from tests.commands.conftest import Run


def test_all(run: Run) -> None:
    """Without a word, each rule has a line with its code, severity, name and fault."""
    ran = run("rules")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert len(lines) == len(RULES)
    for rule, line in zip(RULES, lines, strict=True):
        assert line.startswith(f"{rule.code} {rule.severity}")
        assert rule.name in line
        assert rule.page.summary in line


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_one(run: Run, rule: object) -> None:
    """A code or a name, in any case, gives the rule's page: the fault, and an example bad and good."""
    found = next(one for one in RULES if one is rule)
    pages = {run("rules", word).out for word in (found.code, found.code.lower(), found.name, found.name.upper())}
    assert len(pages) == 1
    (page,) = pages
    assert page.startswith(f"{found.code} {found.name} ({found.severity})")
    assert found.page.summary in page
    if found.page.bad:
        assert "\nBad:\n" in page
        assert "\nGood:\n" in page


def test_a_family(run: Run) -> None:
    """The start of a code gives the pages of all its rules."""
    ran = run("rules", "DUP")
    assert ran.code == 0
    assert [code for code in ("DUP001", "DUP002", "DUP003", "DUP004") if code not in ran.out] == []
    assert "URL001" not in ran.out


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("URL01X", "URL01"), ("not-canonicl", "not-canonical"), ("dup-3", "DUP"), ("zzz", ""), ("", "")],
)
def test_no_such_rule(run: Run, word: str, nearest: str) -> None:
    """Another word is wrong usage; the nearest code or name is named."""
    ran = run("rules", word)
    if not word:
        assert ran.code in {0, 2}
        return
    assert ran.code == 2
    assert repr(word) in ran.err
    assert nearest in ran.err
    assert "kh-testlist rules" in ran.err


def test_json(run: Run) -> None:
    """For programs: every rule with the parts of its page."""
    report = json.loads(run("rules", "--format", "json").out)
    assert report["version"] == 1
    assert [rule["code"] for rule in report["rules"]] == [rule.code for rule in RULES]
    assert set(report["rules"][0]) == {"code", "name", "severity", "summary", "why", "bad", "good"}


def test_markdown(run: Run, project: Path) -> None:
    """For the documentation; `--output` writes it to a file."""
    ran = run("rules", "URL003", "--format", "markdown")
    assert ran.out.startswith("## URL003 no-path\n")
    assert run("rules", "URL003", "--format", "markdown", "-o", "page.md").code == 0
    assert (project / "page.md").read_text("utf-8") == ran.out


def test_no_list_is_needed(run: Run, project: Path) -> None:
    """Rules are explained where there is no list at all."""
    assert not list(project.iterdir())
    assert run("rules", "DAT001").code == 0
