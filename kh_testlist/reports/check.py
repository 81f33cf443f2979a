"""The results of `check` for people, programs, spreadsheets and pull requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal, NotRequired

from kh_testlist.liveness.attempt import OK, Verdict
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.verdict import MEANINGS
from kh_testlist.reports.json import VERSION, dump
from kh_testlist.reports.markdown import code, escape
from kh_testlist.reports.spreadsheet import sheet
from kh_testlist.reports.terminal import Screen, Span, forms, paint, printable
from kh_testlist.text import counted, shorten
from kh_testlist.typed_dict import TypedDict

if TYPE_CHECKING:  # a report must not load the code that visits sites
    from kh_testlist.liveness.shared import Cluster
    from kh_testlist.operations.check import CheckReport

_ORDER: Final = (
    Verdict.POSSIBLY_BLOCKED,
    Verdict.DOWN,
    Verdict.TLS_FAILURE,
    Verdict.REFUSED,
    Verdict.TAKEN_OVER,
    Verdict.PARKED,
    Verdict.PLACEHOLDER,
    Verdict.GONE,
    Verdict.MOVED,
    Verdict.SERVER_ERROR,
    Verdict.RESTRICTED,
    Verdict.UNKNOWN,
    Verdict.UP,
)
"""The verdicts that a person should look at first are first."""

_STYLE: Final = {
    Verdict.POSSIBLY_BLOCKED: "bold magenta",
    Verdict.DOWN: "bold red",
    Verdict.TLS_FAILURE: "bold red",
    Verdict.REFUSED: "bold red",
    Verdict.UP: "bold green",
    Verdict.UNKNOWN: "bold",
}
_WIDEST: Final = 200


class ClusterRecord(TypedDict):
    """Unrelated sites that share a page. They end at one `host`, or it is null and they show the same page."""

    host: str | None
    page: str | None
    """The title of the page."""
    sites: list[str]


class CheckReportRecord(TypedDict):
    """The report of `check --format json`."""

    version: Literal[1]
    vantage: str
    control: str | None
    results: list[Record]
    summary: dict[str, int]
    clusters: NotRequired[list[ClusterRecord]]
    """The largest first. It is left out if there are none."""


def _of(report: CheckReport, verdict: Verdict) -> list[Record]:
    return [record for record in report.results if record["verdict"] == verdict]


def _summary(report: CheckReport) -> dict[str, int]:
    """Return the number of results of each verdict, without verdicts that have none."""
    counts = Counter(record["verdict"] for record in report.results)
    return {verdict.value: counts[verdict] for verdict in _ORDER if counts[verdict]}


def _caution(report: CheckReport) -> str:
    """Return a warning for the reader: a failure does not mean that the site is dead."""
    if report.control is None:
        return (
            f"No control was asked. A site that is down was down from the vantage {report.vantage!r}. "
            "It may be blocked, not dead. Ask a control: --control ooni"
        )
    return f"Failures were seen from the vantage {report.vantage!r}. The control was {report.control}."


def text(report: CheckReport, *, screen: Screen) -> str:
    """Return the results by verdict, the most important first. Sites that are up are only counted."""
    spans: list[Span] = []
    for verdict in _ORDER[:-1]:
        records = _of(report, verdict)
        if records:
            spans.append((f"{verdict} ({len(records):,})\n", _STYLE.get(verdict, "bold yellow")))
            spans += [span for record in records for span in _line(record)]
            spans.append(("\n", ""))
    counts = [
        (f"{count:,} {verdict}", _STYLE.get(Verdict(verdict), "bold yellow"))
        for verdict, count in _summary(report).items()
    ]
    spans.append((f"{counted(len(report.results), 'site')}: ", ""))
    for place, count in enumerate(counts):
        spans += [(", " if place else "", ""), count]
    spans.append((".\n", ""))
    if _has_failures(report):
        spans.append((f"{printable(_caution(report))}\n", ""))
    for cluster in report.clusters:
        spans.append((f"\n{printable(_shared(cluster))}:\n", "bold yellow"))
        spans += [(f"  {printable(shorten(url, _WIDEST))}\n", "") for url in cluster.urls[:_MOST_NAMED]]
        spans.append((_others(cluster, "  {}\n"), "dim"))
    return paint(spans, screen)


_MOST_NAMED: Final = 20
"""Sites of a cluster that reports for people name. Each is also under its verdict."""


def _shared(cluster: Cluster) -> str:
    """Return which page unrelated sites share."""
    title = f" (title: {shorten(cluster.page, _WIDEST)})" if cluster.page else ""
    sites = f"{len(cluster.urls):,} unrelated sites"
    return f"{sites} end at {cluster.host}{title}" if cluster.host else f"{sites} show the same page{title}"


def _others(cluster: Cluster, form: str) -> str:
    more = len(cluster.urls) - _MOST_NAMED
    return form.format(f"and {more:,} more") if more > 0 else ""


def _has_failures(report: CheckReport) -> bool:
    return bool(_of(report, Verdict.DOWN) or _of(report, Verdict.TLS_FAILURE))


def _line(record: Record) -> list[Span]:
    details = f": {_details(record)}" if _details(record) else ""
    # The record may come from a journal that another program wrote, with an unknown reason.
    why = printable(shorten(f"{MEANINGS.get(record['reason'], record['reason'])}{details}", 2 * _WIDEST))
    return [(f"  {printable(shorten(record['url'], _WIDEST))}\n", ""), (f"    {why}\n", "dim")]


def _details(record: Record) -> str:
    """Return the details that a person would ask for next."""
    control = record["control"]
    is_about_page = record["verdict"] in _ABOUT_A_PAGE or record["reason"] == "shared-page"
    parts = [
        record["failure"],
        f"HTTP {record['status']}" if record["status"] and record["status"] not in OK else None,
        f"now at {record['final_url']}" if record["verdict"] == Verdict.MOVED else None,
        ", ".join(record["addresses"]) if record["reason"] in {"known-dns-answer", "dns-bogon"} else None,
        f"title {record['title']!r}" if record["title"] and is_about_page else None,
        f"language {record['language']}" if record.get("language") and is_about_page else None,
        f"control {control['source']} failed too" if control and control["succeeded"] is False else None,
        f"the control gave no answer: {control['failure']}" if control and control["succeeded"] is None else None,
    ]
    return shorten(", ".join(part for part in parts if part), _WIDEST)


_ABOUT_A_PAGE: Final = frozenset({
    Verdict.TAKEN_OVER, Verdict.PARKED, Verdict.PLACEHOLDER, Verdict.MOVED, Verdict.GONE,
})  # fmt: skip
"""Verdicts that a person can check by looking at the title and the language of the page."""


def json(report: CheckReport) -> str:
    """Return all results as JSON, in the order of the list."""
    record: CheckReportRecord = {
        "version": VERSION,
        "vantage": report.vantage,
        "control": report.control,
        "results": list(report.results),
        "summary": _summary(report),
    }
    if report.clusters:
        record["clusters"] = [{"host": one.host, "page": one.page, "sites": list(one.urls)} for one in report.clusters]
    return dump(record)


def line(record: Record) -> str:
    """Return a result on one line, as in `--format jsonl`."""
    return dump(record)


_COLUMNS: Final = tuple(name for name in Record.__annotations__ if name != "redirects")


def csv(report: CheckReport) -> str:
    """Return a row for each result, with the columns of the jsonl report that fit in a cell."""
    results: Sequence[Mapping[str, object]] = report.results
    return sheet([_COLUMNS, *([_flat(result.get(column)) for column in _COLUMNS] for result in results)])


def _flat(value: object) -> object:
    if isinstance(value, dict):
        return f"{value['source']}: {value['succeeded']}"
    return " ".join(map(str, value)) if isinstance(value, list) else value


def markdown(report: CheckReport) -> str:
    """Return tables for an issue or a pull request."""
    counts = ", ".join(f"{count:,} {verdict}" for verdict, count in _summary(report).items())
    parts = [f"### {counted(len(report.results), 'site')}: {counts}\n"]
    if _has_failures(report):
        parts.append(f"{escape(_caution(report))}\n")
    for verdict in _ORDER[:-1]:
        records = _of(report, verdict)
        if records:
            rows = "".join(
                f"| {code(record['url'])} | {escape(MEANINGS.get(record['reason'], record['reason']))} | "
                f"{escape(_details(record))} |\n"
                for record in records
            )
            parts.append(f"**{verdict}** ({len(records):,})\n\n| site | why | details |\n|---|---|---|\n{rows}")
    for cluster in report.clusters:
        named = "".join(f"- {code(url)}\n" for url in cluster.urls[:_MOST_NAMED])
        parts.append(f"**{escape(_shared(cluster))}**\n\n{named}{_others(cluster, '- {}')}".rstrip("\n") + "\n")
    return "\n".join(parts)


def jsonl(report: CheckReport) -> str:
    """Return each result on one line."""
    return "".join(map(line, report.results))


WRITERS: Final = forms(text, jsonl=jsonl, json=json, csv=csv, markdown=markdown)
