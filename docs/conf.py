"""Settings of Sphinx. `make docs-site` makes the site from the pages in this folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pygments.lexers.special import TextLexer

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_TOP: Final = Path(__file__).resolve().parent.parent
_PAGES: Final = _TOP / "docs"
_CONTRIBUTING: Final = _TOP / "CONTRIBUTING.md"
_REPOSITORY: Final = "https://github.com/kh-testlist/kh-testlist"
_LINK: Final = re.compile(r"\]\((?!\w+:|#)(?P<path>[^)#\s]+)(?P<anchor>#[^)\s]+)?\)")
_CODE: Final = re.compile(r"^(?=## ([A-Z]{3}[0-9]{3}) )", re.MULTILINE)
_SHOWN: Final = (".md", ".png", ".svg")
"""How the names of files end that are a part of the site."""

project = html_title = "kh-testlist"
extensions = ["myst_parser"]
smartquotes = False  # it makes one dash of the two in `--option`
myst_heading_anchors = 4
html_theme = "furo"
html_show_copyright = html_show_sourcelink = html_copy_source = html_use_index = False


def setup(app: Sphinx) -> None:
    """Prepare Sphinx to read the pages."""
    app.add_lexer("csv", TextLexer)  # Pygments does not know CSV
    app.connect("source-read", lambda _app, page, text: _adapt(text, (_PAGES / page).parent, page))
    app.connect("include-read", lambda _app, _file, page, text: _adapt(text, _TOP, page))


def _adapt(text: list[str], folder: Path, page: str) -> None:
    """Change the links of a Markdown text from `folder`, so that they work on a page of the site.

    Also index the headings that begin with a rule's code, so that a search for the code leads to its section.
    """

    def adapted(link: re.Match[str]) -> str:
        target = (folder / link["path"]).resolve()
        if not target.exists():
            return link[0]  # and Sphinx warns
        if target == _CONTRIBUTING:
            target = _PAGES / "contributing.md"
        if target.is_relative_to(_PAGES) and target.suffix in _SHOWN:
            to = Path(os.path.relpath(target, (_PAGES / page).parent)).as_posix()
        else:
            to = f"{_REPOSITORY}/blob/main/{target.relative_to(_TOP).as_posix()}"
        return f"]({to}{link['anchor'] or ''})"

    text[0] = _CODE.sub(r"```{index} ! \1\n```\n\n", _LINK.sub(adapted, text[0]))
