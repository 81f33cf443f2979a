"""Write the files that are made from the code: the reference of commands and rules, and the JSON schemas.

`python docs/generate.py` writes them. With `--check` it only says what is out of date, and exits with 1 if a file is.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import os
import sys
from pathlib import Path
from typing import Any, Final

import click

from kh_testlist import __version__, categories, settings
from kh_testlist.cli import cli
from kh_testlist.liveness import verdict
from kh_testlist.liveness.record import Record
from kh_testlist.operations.candidates import CategorisedCandidate
from kh_testlist.records import adapter
from kh_testlist.reports import rules as rules_report
from kh_testlist.reports.check import CheckReportRecord
from kh_testlist.reports.diff import DifferenceReport
from kh_testlist.reports.evidence import EvidenceReport, GapsReport
from kh_testlist.reports.findings_shape import Findings
from kh_testlist.reports.period_record import PeriodReport
from kh_testlist.reports.review import StatusRecord
from kh_testlist.reports.target import DriftReport, PlanReport, PreviewReport
from kh_testlist.review import advice
from kh_testlist.review.thresholds import BOUNDS, Thresholds
from kh_testlist.rules.registry import RULES
from kh_testlist.tagging.audit import Doubt
from kh_testlist.tagging.suggest import Tagging
from kh_testlist.terminal.first_page import COMMANDS

TOP: Final = Path(__file__).resolve().parent.parent
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_MADE: Final = "<!-- `make docs` makes this page from the code. Edit the code, not this page. -->\n"


def commands() -> str:
    """Return the page with the help of every command."""
    parts = [f"{_MADE}\n# Commands\n\n```text\n{_help(cli, 'kh-testlist')}\n```\n"]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        if command is not None:
            parts.append(f"\n## {name}\n\n```text\n{_help(command, f'kh-testlist {name}')}\n```\n")
        if isinstance(command, click.Group):
            for inner, found in command.commands.items():
                whole = f"{name} {inner}"
                parts.append(f"\n### {whole}\n\n```text\n{_help(found, f'kh-testlist {whole}')}\n```\n")
    return "".join(parts)


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, max_content_width=88, terminal_width=88)
    return command.get_help(context).rstrip()


def rules() -> str:
    """Return the page of all rules."""
    head = f"{_MADE}\n# Rules\n\nThe code of a rule never changes. `kh-testlist rules CODE` shows the same text.\n\n"
    return head + rules_report.markdown(RULES, whole=True)


def category_table() -> str:
    """Return the page of the categories, with our definitions."""
    head = f"{_MADE}\n# Categories\n\n| code | legend | what belongs here | Khmer (draft) |\n|---|---|---|---|\n"
    rows = (
        f"| {category.code} | {category.legend} | {category.definition} | {category.name_km} |\n"
        for category in categories.CATEGORIES
    )
    return head + "".join(rows)


def verdict_table() -> str:
    """Return the page of verdicts: the rows of the table of `check`, in their order."""
    head = (
        f"{_MADE}\n# Verdicts\n\nEach attempt of `kh-testlist check` gets a verdict. The first row that fits decides. "
        "Of several passes, the one that is most alive counts. A known mark of blocking in any pass always counts.\n\n"
        "| verdict | reason | what it means |\n|---|---|---|\n"
    )
    rows = [f"| {row.verdict} | `{row.reason}` | {verdict.MEANINGS[row.reason]} |\n" for row in verdict.TABLE]
    others = [
        f"| {one.verdict} | `{one.reason}` | {verdict.MEANINGS[one.reason]} |\n"
        for one in (
            verdict.CONTROL_SUCCEEDS,
            verdict.NETWORK_AT_FAULT,
            verdict.SHARED_PAGE,
            verdict.INTERRUPTED,
            verdict.NOT_A_URL,
            verdict.TOO_LONG,
        )
    ]
    between = "\nThese verdicts do not come from the table:\n\n| verdict | reason | what it means |\n|---|---|---|\n"
    return head + "".join(rows) + between + "".join(others)


def findings_schema() -> str:
    """Return the schema of `validate --format json`."""
    return _schema(Findings, "Findings of kh-testlist validate, version 1")


def check_schema() -> str:
    """Return the schema of `check --format json`."""
    return _schema(CheckReportRecord, "Results of kh-testlist check, version 1")


def record_schema() -> str:
    """Return the schema of a line of `check --format jsonl`."""
    return _schema(Record, "One result of kh-testlist check, version 1")


def tagging_schema() -> str:
    """Return the schema of a line of `tag --format jsonl`."""
    return _schema(Tagging, "One result of kh-testlist tag, version 1")


def doubt_schema() -> str:
    """Return the schema of a line of `tag --audit --format jsonl`."""
    return _schema(Doubt, "One result of kh-testlist tag --audit, version 1")


def difference_schema() -> str:
    """Return the schema of `diff --format json`."""
    return _schema(DifferenceReport, "Changes of kh-testlist diff, version 1")


def evidence_schema() -> str:
    """Return the schema of `evidence show --format json`."""
    return _schema(EvidenceReport, "Evidence of kh-testlist evidence, version 1")


def gaps_schema() -> str:
    """Return the schema of `evidence gaps --format json`."""
    return _schema(GapsReport, "Gaps of kh-testlist evidence gaps, version 1")


def report_schema() -> str:
    """Return the schema of `report --format json`."""
    return _schema(PeriodReport, "Report of kh-testlist report, version 1")


def status_schema() -> str:
    """Return the schema of `review status --format json`."""
    return _schema(StatusRecord, "Status of kh-testlist review status, version 1")


def advice_table() -> str:
    """Return the page of advice: the table of `review`, and the numbers that it uses."""
    text = inspect.cleandoc(advice.__doc__ or "")
    numbers = "".join(
        f"| `{field.name}` | {getattr(Thresholds(), field.name):g} | {low:g} to {high:g} |\n"
        for field, (low, high) in ((field, BOUNDS[field.name]) for field in dataclasses.fields(Thresholds))
    )
    return (
        f"{_MADE}\n# Advice\n\n{text}\n\n## Numbers\n\nSet them under `[review]` in the "
        "settings. A check older than `sighting_days` does not count. `keep_days`, `keep_blocked_days` and "
        f"`recheck_days` say when a row is due again.\n\n| setting | default | may be |\n|---|---:|---|\n{numbers}"
    )


def drift_schema() -> str:
    """Return the schema of `target drift --format json`."""
    return _schema(DriftReport, "Drift of kh-testlist target drift, version 1")


def plan_schema() -> str:
    """Return the schema of `target plan --format json`."""
    return _schema(PlanReport, "Plan of kh-testlist target plan, version 1")


def preview_schema() -> str:
    """Return the schema of `target preview --format json`."""
    return _schema(PreviewReport, "Preview of kh-testlist target preview, version 1")


def candidate_schema() -> str:
    """Return the schema of a line of `candidates --format jsonl`."""
    return _schema(CategorisedCandidate, "One result of kh-testlist candidates, version 1")


def settings_schema() -> str:
    """Return the schema of `kh-testlist.toml`."""
    return _described(settings.adapter().json_schema(), "Settings of kh-testlist")


def _schema(kind: type, title: str) -> str:
    return _described(adapter(kind).json_schema(mode="serialization"), title)


def _described(schema: dict[str, Any], title: str) -> str:
    return json.dumps({"$schema": _DIALECT, **schema, "title": title}, indent=2, ensure_ascii=False) + "\n"


def table_schema() -> str:
    """Return the Frictionless Table Schema of a list."""
    url: dict[str, Any] = {"required": True, "unique": True, "pattern": r"[Hh][Tt][Tt][Pp][Ss]?://[^\s\\]+"}
    fields = [
        {"name": "url", "type": "string", "description": "The URL that OONI Probe fetches.", "constraints": url},
        {
            "name": "category_code",
            "type": "string",
            "description": "One of the 31 category codes.",
            "constraints": {"required": True, "enum": list(categories.LEGEND)},
        },
        {
            "name": "category_description",
            "type": "string",
            "description": "The legend's text for the code, byte for byte.",
            "constraints": {"required": True, "enum": list(categories.LEGEND.values())},
        },
        {
            "name": "date_added",
            "type": "date",
            "format": "%Y-%m-%d",
            "description": "The day the row was added.",
            "constraints": {"required": True},
        },
        {"name": "source", "type": "string", "description": "Who added it."},
        {"name": "notes", "type": "string", "description": "Context for reviewers."},
    ]
    schema = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": "test-list",
        "title": "A citizenlab test list",
        "primaryKey": ["url"],
        "missingValues": [""],
        "fields": fields,
    }
    return json.dumps(schema, indent=2) + "\n"


def review_workflow() -> str:
    """Return our review workflow for another list. It installs the program from PyPI, and users name their list."""
    text = (TOP / ".github/workflows/review.yml").read_text(encoding="utf-8")
    for ours, theirs in (
        ("LIST: kh # the country's two letters", "LIST: xx # change this: the country's two letters"),
        (_OUR_INSTALL, f"        run: python -m pip install kh-testlist=={__version__}\n"),
    ):
        if text.count(ours) != 1:
            raise ValueError(f"review.yml no longer has this text exactly once: {ours}")
        text = text.replace(ours, theirs)
    return f"# Copy this to .github/workflows/review.yml of the repository with your list.\n{text}"


_OUR_INSTALL: Final = """        run: |
          python -m pip install --require-hashes -r requirements.txt
          python -m pip install --no-deps --no-build-isolation .
"""

PAGES: Final = {
    "docs/reference/commands.md": commands,
    "docs/reference/rules.md": rules,
    "docs/reference/categories.md": category_table,
    "docs/reference/verdicts.md": verdict_table,
    "docs/reference/advice.md": advice_table,
    "docs/templates/review.yml": review_workflow,
    "schemas/check-v1.schema.json": check_schema,
    "schemas/check-result-v1.schema.json": record_schema,
    "schemas/diff-v1.schema.json": difference_schema,
    "schemas/evidence-v1.schema.json": evidence_schema,
    "schemas/evidence-gaps-v1.schema.json": gaps_schema,
    "schemas/report-v1.schema.json": report_schema,
    "schemas/review-status-v1.schema.json": status_schema,
    "schemas/target-drift-v1.schema.json": drift_schema,
    "schemas/target-plan-v1.schema.json": plan_schema,
    "schemas/target-preview-v1.schema.json": preview_schema,
    "schemas/candidate-v1.schema.json": candidate_schema,
    "schemas/tag-result-v1.schema.json": tagging_schema,
    "schemas/tag-audit-result-v1.schema.json": doubt_schema,
    "schemas/findings-v1.schema.json": findings_schema,
    "schemas/settings.schema.json": settings_schema,
    "schemas/test-list.table-schema.json": table_schema,
}
"""The generated files, each with the function that makes it."""


def main(arguments: list[str]) -> int:
    """Write the pages, or check them with `--check`."""
    os.environ["COLUMNS"] = "100"
    stale = []
    for name, make in PAGES.items():
        path = TOP / name
        text = make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    if stale and "--check" in arguments:
        print(f"These files are out of date: {', '.join(stale)}. Write them again: make docs")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
