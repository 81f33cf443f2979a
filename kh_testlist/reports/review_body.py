"""A review in Markdown: the text of the quarter's pull request, with the rows that people must decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from kh_testlist.model import DEFAULT_LIST
from kh_testlist.reports import markdown
from kh_testlist.reports.markdown import code
from kh_testlist.review.record import Decision, RecordedDecision, Review, ReviewRow
from kh_testlist.text import counted, shorten

ORDER: Final = (
    Decision.DROP,
    Decision.REPLACE,
    Decision.RECATEGORISE,
    Decision.RECHECK,
    Decision.KEEP_BLOCKED,
    Decision.KEEP,
)
"""The kinds of advice, the most urgent first."""

_MOST_BYTES: Final = 60_000
"""GitHub accepts 65,536 characters."""
_LONGEST_REASON: Final = 300
_ASKS: Final = {
    Decision.DROP: "Take them off the list?",
    Decision.REPLACE: "Replace each by its successor?",
    Decision.RECATEGORISE: "File them elsewhere?",
    Decision.RECHECK: "Too little is known. Keep them, and check again soon?",
    Decision.KEEP_BLOCKED: "They are blocked. Keep them, and record that reason?",
    Decision.KEEP: "No problem was found. Keep them?",
}


def body(review: Review) -> str:
    """Return the report of `review status --format markdown`."""
    head = _head(review)
    tail = _how(review) + _sources(review)
    room = _MOST_BYTES - len((head + tail).encode())
    parts = [head]
    for word in ORDER:
        rows = [row for row in review.due if row.advice.word is word]
        if rows:
            part = _rows(word, rows, review, room)
            room -= len(part.encode())
            parts.append(part)
    return "".join([*parts, tail])


def _head(review: Review) -> str:
    due = Counter(row.advice.word for row in review.due)
    left = Counter(row.advice.word for row in review.undecided)
    counts = "".join(f"| {word} | {due[word]:,} | {due[word] - left[word]:,} |\n" for word in ORDER if due[word])
    table = f"\n| advice | rows | decided |\n|---|--:|--:|\n{counts}" if counts else ""
    decided = len(review.due) - len(review.undecided)
    return (
        f"## Review of {escape(review.list_name)}, {review.quarter}\n\n"
        f"{counted(len(review.due), 'row')} of {len(review.rows):,} are due in this quarter. {decided:,} are decided. "
        f"This is advice. People decide about each row.\n{table}\n### What to decide\n\n"
    )


def _rows(word: Decision, rows: Sequence[ReviewRow], review: Review, room: int) -> str:
    """Return the rows of one kind of advice, as many as fit into `room` bytes."""
    opened = (
        f"<details><summary><b>{word}</b>: {counted(len(rows), 'row')}</summary>\n\n{_ASKS[word]}\n\n"
        "| row | category | why | decision |\n|---|---|---|---|\n"
    )
    closed = "\n</details>\n\n"
    # Keep 2,000 bytes for the summaries of the other advice, and for the line about rows that are left out.
    left = room - len((opened + closed).encode()) - 2_000
    lines = list(markdown.as_fit((_line(row, review.decisions.get(row.url)) for row in rows), left))
    more = f"\nAnd {counted(len(rows) - len(lines), 'more row', 'more rows')}, which did not fit here.\n"
    return opened + "".join(lines) + (more if len(lines) < len(rows) else "") + closed


def _line(row: ReviewRow, settled: RecordedDecision | None) -> str:
    target = row.advice.new_url or row.advice.new_category
    towards = f"<br>→ {code(target)}" if target else ""
    reasons = "<br>".join(escape(shorten(reason, _LONGEST_REASON)) for reason in row.advice.reasons)
    decision = f"**{settled.decision}**" if settled else ""
    return f"| {code(row.url)}{towards} | {escape(row.facts.category_code)} | {reasons} | {decision} |\n"


def _how(review: Review) -> str:
    of = "" if review.list_name == DEFAULT_LIST else f" --list {review.list_name}"
    return f"""### How to decide

On this branch, row by row in the terminal, or one row at a time:

```sh
kh-testlist{of} review decide
kh-testlist{of} review decide URL keep-blocked --reason "why"
```

Or in a spreadsheet. Fill its last four columns:

```sh
kh-testlist{of} review worksheet --output worksheet.csv
kh-testlist{of} review import worksheet.csv
```

Each decision is a small file, so several people can work at the same time. Commit and push as usual. When no row is
left, `kh-testlist{of} review finish` applies the decisions. Then `kh-testlist{of} pr` sends the changes upstream.

"""


def _sources(review: Review) -> str:
    used = [source for source in review.sources if source.has_data]
    lacking = [source for source in review.sources if not source.has_data]
    lines = ["### Where the facts come from\n\n", "| source | what |\n|---|---|\n"]
    lines += [f"| {escape(source.name)} | {escape(source.says)} |\n" for source in used]
    if lacking:
        lines.append("\n### No data from\n\n")
        lines += [
            f"- **{escape(source.name)}**: {escape(source.says)}. To get it: {code(source.next_step)}\n"
            for source in lacking
        ]
    lines.append(f"\nStarted on {review.started} with kh-testlist {escape(review.program)}.\n")
    return "".join(lines)


def escape(text: str) -> str:
    """Return text from outside as plain words. Addresses in it get no invisible characters."""
    return markdown.escape(text, apart=markdown.APART)
