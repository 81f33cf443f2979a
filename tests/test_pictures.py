"""The README's pictures are of today's program."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from kh_testlist.categories import LEGEND

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script that makes them."""
    monkeypatch.syspath_prepend(str(DOCS))
    spec = importlib.util.spec_from_file_location("pictures", DOCS / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.delitem(sys.modules, "demonstration", raising=False)
    return module


def test_terminal(pictures: ModuleType) -> None:
    """What the commands in the picture answer is what they answered when it was made."""
    is_fresh = pictures.terminal() == (DOCS / "pictures" / "terminal.svg").read_text("utf-8")
    assert is_fresh, "the program says something else now: make the pictures anew with `python docs/pictures.py`"


def test_report(pictures: ModuleType, tmp_path: Path) -> None:
    """The demonstration has something blocked, of more than one kind, and the report is made in both languages."""
    english, khmer = (page.read_text("utf-8") for page in pictures.reports(tmp_path))
    for page in (english, khmer):
        assert page.count("https://opposition.example.org/") > 1
    assert "4 of them were found blocked" in " ".join(english.split())
    assert LEGEND["POLR"] in english
    assert '<html lang="km"' in khmer
