"""What `check` found: for people, for programs, for a spreadsheet, for a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kh_testlist.liveness.attempt import OK, Verdict
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.verdict import MEANINGS
from kh_testlist.phrases import counted, shorten
from kh_testlist.reports.json import VERSION, dump
from kh_testlist.reports.markdown import code, escape
from kh_testlist.reports.spreadsheet import cell
from kh_testlist.reports.terminal import Span, paint, printable
from kh_testlist.store import write_record
from kh_testlist.typed_dict import TypedDict

_ORDER: Final = (
    Verdict.POSSIBLY_BLOCKED,
    Verdict.DOWN,
    Verdict.TLS_FAILURE,
    Verdict.REFUSED,
    Verdict.PARKED,
    Verdict.GONE,
    Verdict.MOVED,
    Verdict.SERVER_ERROR,
    Verdict.RESTRICTED,
    Verdict.UNKNOWN,
    Verdict.UP,
)
"""What a person should look at first, first."""

_STYLE: Final = {
    Verdict.POSSIBLY_BLOCKED: "bold magenta",
    Verdict.DOWN: "bold red",
    Verdict.TLS_FAILURE: "bold red",
    Verdict.REFUSED: "bold red",
    Verdict.UP: "bold green",
    Verdict.UNKNOWN: "bold",
}
_WIDEST: Final = 200


class CheckReport(TypedDict):
    """The report of `check --format json`."""

    version: Literal[1]
    vantage: str
    control: str | None
    results: list[Record]
    summary: dict[str, int]


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a run of `check` found."""

    records: Sequence[Record]
    vantage: str
    control: str | None
    """What was asked for a second opinion; None where nobody was."""

    def of(self, verdict: Verdict) -> list[Record]:
        """The results of one verdict."""
        return [record for record in self.records if record["verdict"] == verdict]

    @property
    def summary(self) -> dict[str, int]:
        """How many results there are of each verdict that there is."""
        counts = Counter(record["verdict"] for record in self.records)
        return {verdict.value: counts[verdict] for verdict in _ORDER if counts[verdict]}

    @property
    def caution(self) -> str:
        """What a reader must know before taking a failure for a death."""
        if self.control is None:
            return (
                f"No control was asked: what is down is down from the vantage {self.vantage!r}. "
                "That is not dead: it may be the block to look for."
            )
        return f"A failure is one from the vantage {self.vantage!r}; the control was {self.control}."


def text(checkup: Checkup, *, color: bool) -> str:
    """By verdict, what matters most first; what is up is only counted."""
    spans: list[Span] = []
    for verdict in _ORDER[:-1]:
        records = checkup.of(verdict)
        if records:
            spans.append((f"{verdict} ({len(records):,})\n", _STYLE.get(verdict, "bold yellow")))
            spans += [span for record in records for span in _line(record)]
            spans.append(("\n", ""))
    counts = [
        (f"{count:,} {verdict}", _STYLE.get(Verdict(verdict), "bold yellow"))
        for verdict, count in checkup.summary.items()
    ]
    spans.append((f"{counted(len(checkup.records), 'site')}: ", ""))
    for place, count in enumerate(counts):
        spans += [(", " if place else "", ""), count]
    spans.append((".\n", ""))
    if _has_failures(checkup):
        spans.append((f"{printable(checkup.caution)}\n", ""))
    return paint(spans, color=color)


def _has_failures(checkup: Checkup) -> bool:
    return bool(checkup.of(Verdict.DOWN) or checkup.of(Verdict.TLS_FAILURE))


def _line(record: Record) -> list[Span]:
    details = f": {_details(record)}" if _details(record) else ""
    # The record may be of a journal that somebody else wrote, with a reason of their own.
    why = printable(shorten(f"{MEANINGS.get(record['reason'], record['reason'])}{details}", 2 * _WIDEST))
    return [(f"  {printable(shorten(record['url'], _WIDEST))}\n", ""), (f"    {why}\n", "dim")]


def _details(record: Record) -> str:
    """What a person would ask next."""
    control = record["control"]
    parts = [
        record["failure"],
        f"HTTP {record['status']}" if record["status"] and record["status"] not in OK else None,
        f"now at {record['final_url']}" if record["verdict"] == Verdict.MOVED else None,
        ", ".join(record["addresses"]) if record["reason"] in {"known-dns-answer", "dns-bogon"} else None,
        f"title {record['title']!r}"
        if record["title"] and record["verdict"] in {Verdict.PARKED, Verdict.GONE}
        else None,
        f"control {control['source']} failed too" if control and control["succeeded"] is False else None,
        f"the control could not tell: {control['failure']}" if control and control["succeeded"] is None else None,
    ]
    return shorten(", ".join(part for part in parts if part), _WIDEST)


def json(checkup: Checkup, *, color: bool) -> str:
    """All of it, in the order of the list."""
    del color
    report: CheckReport = {
        "version": VERSION,
        "vantage": checkup.vantage,
        "control": checkup.control,
        "results": list(checkup.records),
        "summary": checkup.summary,
    }
    return dump(report)


def line(record: Record) -> str:
    """A result on a line of its own, as `--format jsonl` gives it."""
    return dump(record)


_COLUMNS: Final = tuple(key for key in Record.__annotations__ if key != "redirects")


def csv(checkup: Checkup, *, color: bool) -> str:
    """A row for each, with the columns of the jsonl report that fit in a cell."""
    del color
    rows = [[_cell(record[column]) for column in _COLUMNS] for record in map(dict, checkup.records)]
    return "".join(write_record(row, "\n") for row in (_COLUMNS, *rows))


def _cell(value: object) -> str:
    if isinstance(value, dict):
        value = f"{value['source']}: {value['succeeded']}"
    return cell(" ".join(map(str, value)) if isinstance(value, list) else value)


def markdown(checkup: Checkup, *, color: bool) -> str:
    """Tables for an issue or a pull request."""
    del color
    counts = ", ".join(f"{count:,} {verdict}" for verdict, count in checkup.summary.items())
    parts = [f"### {counted(len(checkup.records), 'site')}: {counts}\n"]
    if _has_failures(checkup):
        parts.append(f"{escape(checkup.caution)}\n")
    for verdict in _ORDER[:-1]:
        records = checkup.of(verdict)
        if records:
            rows = "".join(
                f"| {code(record['url'])} | {escape(MEANINGS.get(record['reason'], record['reason']))} | "
                f"{escape(_details(record))} |\n"
                for record in records
            )
            parts.append(f"**{verdict}** ({len(records):,})\n\n| site | why | details |\n|---|---|---|\n{rows}")
    return "\n".join(parts)


def jsonl(checkup: Checkup, *, color: bool) -> str:
    """A result on each line."""
    del color
    return "".join(map(line, checkup.records))


WRITERS: Final[dict[str, Callable[..., str]]] = {
    "text": text,
    "jsonl": jsonl,
    "json": json,
    "csv": csv,
    "markdown": markdown,
}
