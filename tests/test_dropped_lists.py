"""Lists dropped in `lists/good` and `lists/bad` are tests: no code to write, only a file to add.

A good list has no error. A bad one has an error, and where its name starts with a rule's code, one of that rule. All
are compared with `lists/global.csv`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kh_testlist import store
from kh_testlist.model import Severity
from kh_testlist.rules.registry import RULES
from tests.samples import findings_of
from tests.upstream_linter import rejected

_LISTS = Path(__file__).resolve().parent / "lists"
_GOOD = sorted((_LISTS / "good").glob("*.csv"))
_BAD = sorted((_LISTS / "bad").glob("*.csv"))


def _errors(path: Path) -> set[str]:
    found = findings_of(store.read(path), store.read(_LISTS / "global.csv"))
    return {finding.code for finding in found if finding.severity is Severity.ERROR}


@pytest.mark.parametrize("path", _GOOD, ids=[path.stem for path in _GOOD])
def test_good(path: Path) -> None:
    """Neither we nor upstream would refuse it."""
    assert _errors(path) == set()
    assert rejected(path.read_bytes(), {"https://everywhere.example.com/"}) == set()


@pytest.mark.parametrize("path", _BAD, ids=[path.stem for path in _BAD])
def test_bad(path: Path) -> None:
    """The fault is found, and called by its name."""
    errors = _errors(path)
    assert errors
    code = re.match(r"[A-Z]{3}[0-9]{3}", path.name)
    assert code is None or code[0] in errors


def test_every_error_has_a_bad_list() -> None:
    """No rule that stops a pull request is without a list that shows it."""
    shown = {path.name[:6] for path in _BAD}
    assert {rule.code for rule in RULES if rule.severity is Severity.ERROR} <= shown
