"""Every rule's docstring is its page and its test: the Bad row fires once, the Good row never."""

from __future__ import annotations

import re

import pytest

from kh_testlist.errors import Misuse
from kh_testlist.model import HEADER
from kh_testlist.rules import category, date, duplicate, file, target, text, unseen, url
from kh_testlist.rules.registry import REDIRECTS, RULES, find, select
from kh_testlist.rules.rule import Rule
from kh_testlist.store import parse
from tests.samples import HEADER_LINE, findings_of

_NO_EXAMPLE = {"cell-too-long"}
_EACH = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def _files(example: str) -> tuple[bytes, bytes]:
    r"""The list and the global list that an example stands for.

    Its lines are rows under the usual header; a line that starts with `global.csv: ` is a row of the global list. An
    example that brings its own header is a whole file, in which `\r`, `\x00` and `\ufeff` stand for what they mean.
    """
    if HEADER[0] + "," in example.lower() and "://" not in example.partition("\n")[0]:
        text = example.encode("latin-1", "backslashreplace").decode("unicode_escape")
        return text.encode("utf-8", "surrogateescape"), HEADER_LINE.encode()
    mark = "global.csv: "
    lines = [line + "\n" for line in example.splitlines()]
    ours = "".join(line for line in lines if not line.startswith(mark))
    theirs = "".join(line.removeprefix(mark) for line in lines if line.startswith(mark))
    return (HEADER_LINE + ours).encode(), (HEADER_LINE + theirs).encode()


def _fired(rule: Rule, example: str) -> int:
    ours, theirs = _files(example)
    return len(findings_of(parse(ours, "lists/kh.csv"), parse(theirs, "lists/global.csv"), (rule,)))


@_EACH
def test_page(rule: Rule) -> None:
    """A rule says what is wrong in one sentence, and shows it."""
    assert rule.page.summary.endswith(".")
    assert len(rule.page.summary) < 160
    assert bool(rule.page.bad) == bool(rule.page.good) == (rule.name not in _NO_EXAMPLE)


@_EACH
def test_bad_fires_once_and_good_never(rule: Rule) -> None:
    """The examples do what the page says."""
    if rule.name in _NO_EXAMPLE:
        pytest.skip("its example would be too long for a page")
    assert _fired(rule, rule.page.bad) == 1
    assert _fired(rule, rule.page.good) == 0


@_EACH
def test_good_example_is_a_good_row(rule: Rule) -> None:
    """No page recommends what another rule calls an error."""
    ours, theirs = _files(rule.page.good)
    found = findings_of(parse(ours, "lists/kh.csv"), parse(theirs, "lists/global.csv"))
    assert [finding.code for finding in found if str(finding.severity) == "error"] == []


@_EACH
def test_form(rule: Rule) -> None:
    """A code is three letters and three digits, a name is words with hyphens, and a rule is of one kind."""
    assert re.fullmatch(r"[A-Z]{3}[0-9]{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert (rule.check_cell is None) != (rule.check_list is None)
    assert bool(rule.columns) == (rule.check_cell is not None)
    assert set(rule.columns) <= set(HEADER)


def test_codes_and_names_are_unique() -> None:
    """No two rules share a code or a name, and no retired code is used again."""
    codes = [rule.code for rule in RULES]
    names = [rule.name for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)
    assert not set(codes) & set(REDIRECTS)
    assert set(REDIRECTS.values()) <= set(codes)


def test_every_rule_is_registered() -> None:
    """A rule that somebody wrote and forgot to list would never run."""
    written = {
        value
        for module in (category, date, duplicate, file, target, text, unseen, url)
        for value in vars(module).values()
        if isinstance(value, Rule)
    }  # fmt: skip
    assert {rule.code for rule in written} == {rule.code for rule in RULES}


def test_find() -> None:
    """A rule is found by code, name or the start of a code, in any case; a slip gets a hint."""
    assert [rule.code for rule in find("URL002")] == ["URL002"]
    assert [rule.code for rule in find("not-canonical")] == ["URL002"]
    assert {rule.code[:3] for rule in find("dup")} == {"DUP"}
    with pytest.raises(Misuse) as caught:
        find("not-canonicl")
    assert "not-canonical" in caught.value.next_step
    with pytest.raises(Misuse):
        find("")


def test_select() -> None:
    """What is chosen less what is ignored, in the order of the registry."""
    assert select() == RULES
    chosen = select(["DUP", "URL001"], ["DUP003", "DUP005", "DUP006", "DUP007"])
    assert [rule.code for rule in chosen] == ["URL001", "DUP001", "DUP002", "DUP004"]
    assert select(ignored=["DUP"]) == tuple(rule for rule in RULES if rule.code[:3] != "DUP")
