"""A page in GitHub's Markdown. It has the same sections, with tables instead of charts. All texts are escaped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from kh_testlist.reports.markdown import code, escape
from kh_testlist.reports.page import blocks


def markdown(page: blocks.ReportPage) -> str:
    """Return the page as Markdown."""
    parts = [f"# {escape(page.title)}\n", f"{escape(page.subtitle)}\n"]
    parts += [f"> {escape(line)}\n" for line in page.draft]
    for section in page.sections:
        parts.append(f"## {escape(section.heading)}\n")
        parts += [part for block in section.blocks for part in _block(block)]
    parts.append("---\n")
    parts += [f"{_sentences(line)}\n" for line in page.colophon]
    return "\n".join(parts)


def _block(block: blocks.Block) -> Iterator[str]:
    match block:
        case blocks.Paragraph():
            yield f"{'> ' if block.is_caution else ''}{_sentences(block.text)}\n"
        case blocks.Facts():
            yield "".join(f"- **{escape(fact.figure)}** {escape(fact.label)}\n" for fact in block.facts)
        case blocks.Listing():
            yield "".join(f"- {_cell(item)}\n" for item in block.items)
        case blocks.Table():
            yield from _table(block)
        case blocks.Bars() | blocks.Timeline():
            return  # a table next to it has its numbers
        case _:
            assert_never(block)


def _table(table: blocks.Table) -> Iterator[str]:
    head = f"| {' | '.join(escape(column.heading) for column in table.columns)} |\n"
    rule = "".join("---:|" if column.kind is blocks.Kind.NUMBER else "---|" for column in table.columns)
    rows = "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in table.rows)
    shown = f"{head}|{rule}\n{rows}"
    if table.summary:
        yield f"<details><summary>{escape(table.caption)}: {escape(table.summary)}</summary>\n"
        yield f"{shown}\n</details>\n"
    else:
        yield f"**{escape(table.caption)}**\n"
        yield shown


def _cell(cell: blocks.Cell) -> str:
    match cell:
        case blocks.Site():
            return code(cell.name)
        case blocks.Lines():
            return "<br>".join(map(escape, cell.texts))
        case str():
            return escape(cell)
        case _:
            assert_never(cell)


_LONGEST: Final = 5_000
"""The most characters of a paragraph. Texts of this program may be longer than texts from lists."""


def _sentences(text: str) -> str:
    return escape(text, _LONGEST)
