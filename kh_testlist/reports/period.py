"""All tables of `report`, for programs and spreadsheets, and as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kh_testlist.records import written
from kh_testlist.reports.json import dump
from kh_testlist.reports.period_record import record
from kh_testlist.reports.spreadsheet import sheet
from kh_testlist.reports.table import table
from kh_testlist.reports.terminal import Screen, fold, forms, printable
from kh_testlist.review.material import Material

NEVER: Final = "OONI's measurements of this period were never fetched, so this report does not say what was blocked."


def json(material: Material, *, lang: str) -> str:
    """Return the whole report for programs."""
    del lang
    return dump(written(record(material)))


TABLES: Final = {
    "by_quarter": "Measurements by quarter",
    "blocked": "Blocked",
    "episodes": "What was blocked when",
    "not_accessible": "Not accessible, for another cause than blocking",
    "by_category": "By category",
    "by_network": "By network",
    "by_method": "By method",
    "outages": "Most sites failed on one network at once",
    "previous": "Compared with the period before",
    "health.by_verdict": "Results of the last check",
    "health.by_category": "Results of the last check, by category",
    "health.by_age": "Rows by age in years",
    "changes.rows": "Rows that changed",
    "changes.decisions": "What people decided",
    "coverage.by_category": "Gaps by category",
    "coverage.by_network": "Gaps by network",
}
"""The tables of a report in their order: the place in its JSON, and the title."""


def _rows(report: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return a table of the report as rows of plain cells. Table 1 ends with the total."""
    found: Any = report
    for part in name.split("."):
        found = found and found[part]
    if found is None:
        return []
    rows = [found] if isinstance(found, dict) else [*found]
    if name == "by_quarter" and report["total"]:
        rows.append(report["total"])
    return [{key: _flat(value) for key, value in row.items()} for row in rows]


def _flat(value: object) -> object:
    if isinstance(value, list):
        return " ".join(_short(one) if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def _short(one: Mapping[str, Any]) -> str:
    """Return a network, an episode or days as a word."""
    if "since" in one:
        return f"{one['since']}..{one['until']}"
    if "start" in one:
        return f"AS{one['asn']}:{one['start'] or ''}..{one['end'] or ''}:{one['kind']}:{one['where']}"
    return f"AS{one['asn']}"


def csv(material: Material, *, lang: str) -> str:
    """Return all tables, one after the other. The first column names the table, so that each can be cut out."""
    del lang
    report = written(record(material))
    found = [(name, rows) for name in TABLES if (rows := _rows(report, name))]
    return "".join(sheet([("table", *rows[0]), *((name, *row.values()) for row in rows)]) for name, rows in found)


def text(material: Material, *, lang: str, screen: Screen) -> str:
    """Return the tables for people."""
    del lang
    report = written(record(material))
    parts = [fold(_head(report), screen.width)]
    is_checked = report["health"] is not None and report["health"]["checked"] > 0
    for name, title in TABLES.items():
        if name == "health.by_category" and not is_checked:
            continue
        rows = [row for row in _rows(report, name) if row.get("decision") != "keep"]  # there are too many of them
        if rows:
            shown = [{key: value for key, value in row.items() if key not in _LEFT_OUT.get(name, ())} for row in rows]
            cells = [[value if isinstance(value, int) else str(value) for value in _named(row)] for row in shown]
            parts.append(f"\n{title}\n\n{table([*map(_heading, shown[0])], cells, screen)}")
    return "".join(parts)


_LEFT_OUT: Final = {
    "blocked": {"episodes"},
    "episodes": {"category_code", "status", "confidence", "says", "operator", "first_bad"},
}
"""Columns that are too wide for a terminal. The other formats have them."""


def _heading(key: str) -> str:
    """Return the heading of a column, for the key that it has in the report's JSON."""
    return _HEADINGS.get(key, key.removesuffix("_count").replace("_", " "))


_HEADINGS: Final = {
    "asn": "network",
    "asn_count": "networks",
    "domain_count": "domains",
    "measurement_count": "measurements",
    "category_code": "category",
    "first_blocked": "first",
    "last_blocked": "last",
}


def _head(report: Mapping[str, Any]) -> str:
    if report["evidence"] is None:
        return f"{NEVER}\n"
    tested, measurements = report["websites_tested"] or 0, report["measurements"] or 0
    blocked = len(report["blocked"] or ())
    excluded = report["excluded_categories"]
    what = "everything measured there" if report["scope"] == "country" else "our list"
    when = f"{report['country']}, {report['since']} to {report['until']}, {what}"
    lines = [f"{when}: {measurements:,} measurements of {tested:,} sites, {blocked:,} of them blocked."]
    if report["evidence"] == "unfinished":
        lines.append("Some days of the period were not over when OONI was asked.")
    if excluded:
        lines.append(f"The report does not ask to unblock: {', '.join(excluded)}. The counts include them.")
    return "".join(f"{printable(line)}\n" for line in lines)


def _named(row: Mapping[str, object]) -> Iterator[object]:
    """Yield a row for people. A network is shown as AS and its number, because the number is not a quantity."""
    for key, value in row.items():
        yield f"AS{value}" if key == "asn" else value


def markdown(material: Material, *, lang: str) -> str:
    """Return the page in Markdown."""
    from kh_testlist.reports.page import document, markdown, words  # noqa: PLC0415 - only pages need these

    return markdown.markdown(document.page(material, words.words(lang)))


def html(material: Material, *, lang: str) -> str:
    """Return the page in HTML."""
    from kh_testlist.reports.page import document, html, words  # noqa: PLC0415 - the same

    return html.html(document.page(material, words.words(lang)))


def of_review(material: Material) -> dict[str, str]:
    """Return the reports for the folder of a finished review, by the names of their files."""
    return {
        "report.html": html(material, lang="en"),
        "report.km.html": html(material, lang="km"),
        "report.md": markdown(material, lang="en"),
    }


WRITERS: Final = forms(text, json=json, csv=csv, markdown=markdown, html=html)
"""The writers of the formats. Each takes the material and the language of pages; `text` also takes the screen."""
