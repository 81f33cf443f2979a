"""A page as one HTML file. It has no script and loads nothing. It fits a phone, and prints on A4."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from kh_testlist.reports.page import blocks
from kh_testlist.reports.page.blocks import ReportPage
from kh_testlist.reports.terminal import printable

if TYPE_CHECKING:
    from jinja2 import Environment

_KINDS = {
    blocks.Paragraph: "paragraph",
    blocks.Facts: "facts",
    blocks.Listing: "listing",
    blocks.Table: "table",
    blocks.Bars: "bars",
    blocks.Timeline: "timeline",
    blocks.Site: "site",
    blocks.Lines: "lines",
    str: "text",
}


def html(page: ReportPage) -> str:
    """Return the page. Every text in it is escaped, because any text may come from outside."""
    return environment().get_template("report.html").render(page=page)


@functools.cache
def environment() -> Environment:
    """Return the jinja2 environment for the templates of this package. An undefined name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - 0.04 s that only pages need

    made = Environment(
        loader=PackageLoader("kh_testlist.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    made.filters["kind"] = _kind
    return made


def _shown(value: object) -> object:
    """Return `value` for a page, with control characters and direction marks written out."""
    return printable(value) if type(value) is str else value


def _kind(block: object) -> str:
    return _KINDS[type(block)]
