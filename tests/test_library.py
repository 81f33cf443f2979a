"""The library: what it exports, what its import loads, and the examples of `docs/library.md`, run like a notebook."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

import kh_testlist
from tests.samples import HEADER_LINE, row
from tests.test_documents import Desk, desk
from tests.test_journeys import furnished

__all__ = ["desk", "furnished"]  # fixtures

TOP: Final = Path(__file__).resolve().parent.parent
SITES: Final = (
    "https://www.example.com/",
    "https://gone.example.net/",
    "https://old.example.org/",
    "https://blocked.example.com/",
    "http://www.example.com/",
)
BLOCK: Final = re.compile(r"^```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
DOCUMENT: Final = (TOP / "docs" / "library.md").read_text("utf-8")
FUNCTIONS: Final = ("check", "find_equivalents", "load", "read_evidence", "suggest", "validate")


def test_everything_exported_is_there() -> None:
    """Each name loads, `dir` knows it, and another name is an error that says so."""
    assert set(FUNCTIONS) < set(kh_testlist.__all__)
    assert dir(kh_testlist) == sorted(kh_testlist.__all__)
    for name in kh_testlist.__all__:
        assert getattr(kh_testlist, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'loads'"):
        _ = kh_testlist.loads


@pytest.mark.parametrize("name", FUNCTIONS)
def test_docstrings(name: str) -> None:
    """Each function says what it returns, what it takes and an example; the annotations are whole."""
    function = getattr(kh_testlist, name)
    said = inspect.getdoc(function) or ""
    assert said.startswith(("Return ", "Visit ", "Suggest "))
    assert "Args:" in said
    assert f">>> {name}" in said or f" {name}(" in said.partition("Example:")[2]
    assert all(one.annotation is not one.empty for one in inspect.signature(function).parameters.values())


def test_an_import_loads_nothing() -> None:
    """`import kh_testlist` brings no module of the program, and none of what the program takes."""
    asked = "import sys; before = set(sys.modules); import kh_testlist; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=TOP)
    assert done.stdout.strip() == "['__future__', 'kh_testlist']"


def run(where: Desk, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python as a person at that desk would."""
    return subprocess.run(
        [sys.executable, *words], cwd=where.folder, env=where.environment, capture_output=True, text=True,
        encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


def test_examples(furnished: Desk, tmp_path: Path) -> None:
    """Those of the document in its order, in one namespace, with websites and OONI's API on loopback."""
    lists = furnished.folder / "lists"
    lists.mkdir()
    (lists / "kh.csv").write_text(HEADER_LINE + "".join(row(url) + "\n" for url in SITES), "utf-8", newline="\n")
    fetched = run(furnished, "-m", "kh_testlist", "evidence", "fetch", "--since", "2025-07-01", "--until", "2025-10-01")
    assert fetched.returncode == 0, fetched.stderr
    own = tmp_path / "home" / "kh-testlist" / "settings.toml"
    blocks = [block["code"] for block in BLOCK.finditer(DOCUMENT)]
    assert len(blocks[0].strip().splitlines()) == 10
    script = tmp_path / "notebook.py"
    script.write_text("".join([START.format(own=json.dumps(str(own))), *blocks]), encoding="utf-8")
    done = run(furnished, str(script))
    assert done.returncode == 0, done.stderr
    for said in SAID:
        assert re.search(said, done.stdout), f"{said}\n{done.stdout}"


START: Final = """\
import functools, ipaddress, tomllib
from pathlib import Path
import kh_testlist
from kh_testlist.web.resolve import Server

found = tomllib.loads(Path({own}).read_text())["check"]
host, _, port = found["resolver"][0].rpartition(":")
kh_testlist.CheckOptions = functools.partial(
    kh_testlist.CheckOptions,
    resolver=(Server(host, int(port)),),
    ca_file=Path(found["ca_file"]),
    allow_private=(ipaddress.ip_network(found["allow_private"][0]),),
)
"""
"""The way to the loopback that stands in for the web: the document's own options are kept."""
SAID: Final = (
    r"https://www\.example\.com/ +up +",
    r"https://gone\.example\.net/ +gone +",
    r"https://old\.example\.org/ +moved +",
    r"https://blocked\.example\.com/ +down +known-dns-answer",
    r"\{.*'gone': 1.*\}",
    r"6 DUP003 warning ",
    r"2 https://www\.example\.com/\n6 http://www\.example\.com/\n",
    r"[A-Z]{3,5} 0\.\d\d ",
    r"2025-07-01 2025-10-01 \d+\n",
    r"https://blocked\.example\.com/ blocked-confirmed 2025-07-01 ",
    r"could not be read|The file .* does not exist",
)
"""What the examples print, as regular expressions."""
