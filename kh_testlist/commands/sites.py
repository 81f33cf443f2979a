"""Which sites a command is to look at: named one by one, in a file, or all of the list."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from kh_testlist import folder
from kh_testlist.errors import Failure, Misuse
from kh_testlist.model import CATEGORY_CODE, HEADER, URL, UrlList
from kh_testlist.offered import table
from kh_testlist.store import MAX_BYTES, MAX_RECORDS, display, inside
from kh_testlist.terminal.session import Session

STDIN: Final = Path("-")


def input_option(says: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `-i`, which names a file of sites."""
    return click.option(
        "-i",
        "--input",
        "file",
        type=click.Path(path_type=Path, readable=False, allow_dash=True),
        metavar="FILE|-",
        help=says,
    )


class Site(NamedTuple):
    """A site to look at."""

    url: str
    """As it is written."""
    category: str | None = None
    """Where it is known."""


def chosen(session: Session, urls: Sequence[str], file: Path | None, *, everything: bool) -> list[Site]:
    """The distinct sites that the options name, in their order.

    Raises:
        Failure: a file can't be read, or has no URL in it.
        Misuse: nothing is named.

    """
    if not (urls or file or everything):
        raise Misuse("No site is named.", "Name URLs, a file of them with -i FILE, or the whole list with --all.")
    rows = _own(session, must_be=everything)
    known = {site.url: site.category for site in rows}
    found = [Site(url, known.get(url)) for url in urls]
    if file is not None:
        found += [Site(site.url, site.category or known.get(site.url)) for site in _of_file(file)]
    if everything:
        found += rows
    if not found:
        raise Failure(f"There is no site in {session.name}.csv.", "Add one: kh-testlist add URL")
    return list({site.url: site for site in found}.values())


def _own(session: Session, *, must_be: bool) -> list[Site]:
    """The sites of the chosen list, which need not be there where sites are named otherwise."""
    if must_be:
        return list(_rows(folder.load(session.workspace.existing)))
    with contextlib.suppress(Failure):
        return list(_rows(folder.load(session.workspace.existing)))
    return []


def _rows(urls: UrlList) -> Iterator[Site]:
    for entry in urls.entries:
        if entry.url.strip():
            yield Site(entry.url, entry.cells[CATEGORY_CODE] if len(entry.cells) == len(HEADER) else None)


def _of_file(file: Path) -> list[Site]:
    """The sites in a list, or in a file of one URL a line."""
    shown, lines = lines_of(file)
    rows = rows_of_list(shown, lines)
    found = list(_of_lines(lines)) if rows is None else rows
    if not found:
        raise Failure(f"There is no URL in {shown}.", "Give one URL a line, or a list with upstream's header.")
    return found


def lines_of(file: Path) -> tuple[str, list[str]]:
    """What to call `file`, or what is piped in where it is `-`, and its lines.

    Raises:
        Failure: it can't be read, is too large, or is no text.

    """
    shown = "<stdin>" if file == STDIN else display(file)
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if file == STDIN else inside.read_named(file)
    if len(data) > MAX_BYTES or data.count(b"\n") > MAX_RECORDS:
        raise Failure(
            f"{shown} is larger than {MAX_BYTES // 1024**2} MiB, or has more than {MAX_RECORDS:,} lines.",
            "Split it; all of upstream's lists together have 39,000.",
        )
    try:
        return shown, data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise Failure(f"{shown} is not a UTF-8 text file.", "Save it again as UTF-8.") from None


def rows_of_list(shown: str, lines: Sequence[str]) -> list[Site] | None:
    """The sites of the CSV that `lines` are, whatever the order of its columns; None where no line names a column url.

    Raises:
        Refused: it can't be told what separates its cells.

    """
    if table.header_line(lines) is None:
        return None
    found = table.read("\n".join(lines), shown)
    names = found.header or HEADER
    return [
        Site(cells[URL], cells[CATEGORY_CODE] or None)
        for record in found.records
        if (cells := _in_order(record.cells, names))[URL].strip()
    ]


def _in_order(cells: Sequence[str], names: Sequence[str]) -> list[str]:
    """The cells of a row in the order of a list; what is not there is empty."""
    return [dict(zip(names, cells, strict=False)).get(name, "") for name in HEADER]


def _of_lines(lines: Iterable[str]) -> Iterator[Site]:
    for line in lines:
        url = line.strip()
        if url and not url.startswith("#"):
            yield Site(url)
