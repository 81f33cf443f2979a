"""What hostile text looks like, and what it must not do to a page, a table or a sheet that shows it."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from typing import Final

from markdown_it import MarkdownIt

PAYLOADS: Final = {
    "script": "</td></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'y\' autofocus onfocus=alert(1) `',
    "comment": "--><svg/onload=alert(1)><!-- ]]> </style></title></textarea> {{7*7}} {% raw %} ${7*7}",
    "markdown": "`](javascript:alert(1)) | <b>x</b> @all ![](http://evil.example.com/) [x](javascript:1) #1 **b** ~~~",
    "markdown lines": "a</details></table> ``` | --- | <details> <!-- http://evil.example.com www.evil.example.com",
    "escape": "\x1b[2J\x1b[31mred\x1b]0;title\x07\x9b31m",
    "bidi": "\u202eabc\u202c\u2066def\u2069\u200f\u061c\ufeff",
    "formula": '=HYPERLINK("http://evil.example.com/")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "percent": "%s %n %(a)s {0} {a!r} \\x1b \\u202e &lt;b&gt; &#8203;",
}


class Tags(HTMLParser):
    """The tags of a page, with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        self.text: list[str] = []
        self.odd: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.found.append((tag, tuple((name, value or "") for name, value in attrs)))

    def handle_data(self, data: str) -> None:
        """Note it."""
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        """Note it: what came from outside should not be one."""
        self.odd.append(data)

    def unknown_decl(self, data: str) -> None:
        """The same."""
        self.odd.append(data)

    def handle_pi(self, data: str) -> None:
        """The same."""
        self.odd.append(data)

    @property
    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        """Tags with the names of their attributes, in order."""
        return [(tag, tuple(name for name, _ in attributes)) for tag, attributes in self.found]


ACTIVE: Final = {
    "script", "iframe", "object", "embed", "link", "base", "form", "input", "img", "video", "audio", "source", "frame",
    "applet", "foreignobject", "animate", "set", "use", "image", "noscript", "template",
}  # fmt: skip


def assert_inert(page: str) -> Tags:
    """Nothing on the page runs, loads or leads anywhere but to web addresses and into itself."""
    tags = Tags(page)
    for tag, attributes in tags.found:
        assert tag not in ACTIVE, tag
        for name, value in attributes:
            assert not name.startswith("on"), (tag, name)
            assert re.fullmatch(r"[a-z][a-z0-9:_-]*", name), (tag, name)
            if name in {"href", "src", "xlink:href", "action", "formaction", "srcset", "poster", "data", "ping"}:
                assert re.match(r"#[\w-]*$|https?://[^\s\"'<>]+$", value), (tag, name, value)
            if name == "style":
                assert "url(" not in value
            if name == "http-equiv":
                assert value.lower() == "content-security-policy"
    return tags


def assert_plain_markdown(text: str) -> None:
    """As GitHub would render it, nothing of it is markup that the report did not make itself."""
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    assert_inert(page)
    assert "evil.example.com" not in re.sub(r"<code>.*?</code>", "", page, flags=re.DOTALL) or "href" not in page


def assert_plain_cells(text: str) -> None:
    """No cell of a CSV starts what a spreadsheet would run."""
    for line in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        for cell in line:
            if re.fullmatch(r"-?\d+(\.\d+)?", cell):
                continue
            assert not re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell), cell
            assert cell[:1] not in {"\t", "\r", "\n"}, cell
