"""Find the words of a page that a reader sees. The time is linear in the page's length.

Left out are comments, scripts, `noscript`, and elements that the page hides from its readers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

_TAG: Final = re.compile(r"<(?:!--|(/?+[A-Za-z!][^\s<>/]*+)([^<>]*+)>)")
"""A match has only one `<`. So a page of many `<` cannot make the search start again for each of them."""

_SILENT: Final = frozenset({
    "audio", "canvas", "datalist", "iframe", "noembed", "noframes", "noscript", "script", "style", "svg", "template",
    "video",
})  # fmt: skip
"""Elements whose content is code, a picture, or a text for browsers without some skill."""
_VOID: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
"""Elements without an end. Source: HTML Living Standard, 13.1.2."""
_ENDS_ITSELF: Final = frozenset({"dd", "dt", "li", "option", "p", "td", "th", "tr"})
"""Elements that end where the next one starts, or where their parent ends."""
_WHOLE: Final = frozenset({"html", "head", "body"})
"""Elements that scripts hide only until the page is ready."""
_WITH_END: Final = (
    "article", "b", "div", "em", "footer", "h1", "h2", "h3", "h4", "h5", "header", "i", "li", "nav", "ol", "p",
    "section", "span", "strong", "table", "tbody", "td", "tr", "ul",
)  # fmt: skip
_COMMON: Final = frozenset((*_WITH_END, *(f"/{name}" for name in _WITH_END), "br", "img", "link", "meta"))
"""Tags that only matter if they hide their element."""
_ANCHORS: Final = frozenset({"a", "button"})

_ATTRIBUTE: Final = re.compile(r"""([A-Za-z:-]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")
_HIDING_STYLE: Final = re.compile(
    r"display\s*+:\s*+none|visibility\s*+:\s*+hidden|(?:left|top|right|text-indent)\s*+:\s*+-\d{3}|"
    r"font-size\s*+:\s*+0(?:px)?\s*+(?:;|!|$)|(?:max-)?height\s*+:\s*+[01](?:px)?\s*+(?:;|!|$)",
    re.IGNORECASE,
)
"""Ways to hide an element with its style. Source: CSS 2.2, and Google Search's rules on hidden text; 2026-11-28."""
_HIDING_CLASSES: Final = frozenset({
    "d-none", "hidden", "hide", "is-hidden", "screen-reader-text", "sr-only", "uk-hidden", "visually-hidden", "w3-hide",
})  # fmt: skip
"""Source: Bootstrap, Tailwind, Foundation, UIkit, Bulma, W3.CSS, WordPress; 2026-11-28."""
_SHOWN_AGAIN: Final = re.compile(r"(?:^|\s)(?:\w++:|d-\w++-|show)(?:block|flex|grid|inline|table|contents|\s|$)")
"""A class that shows a hidden element on some screens."""
_BRACE: Final = re.compile(r"[{}]")
_SIMPLE: Final = re.compile(r"[.#][\w-]++")
_MOST_RULES: Final = 2_000


class Anchor(NamedTuple):
    """A visible link or button."""

    attributes: str
    """The attributes as they are in the source."""
    text: str
    """The words between its tags, as they are in the source."""


@dataclass(slots=True)
class _Hidden:
    """The hidden element that the reading is inside of."""

    name: str
    same: int = 1
    """How many elements of this name are open, with it."""
    others: int = 0
    """How many other elements are open inside."""

    def sees(self, name: str, *, is_end: bool) -> bool:
        """Return True if this tag ends the hidden element."""
        if name == self.name:
            if not is_end and name in _ENDS_ITSELF:
                return True
            self.same += -1 if is_end else 1
            return self.same == 0
        if self.name in _ENDS_ITSELF and name not in _VOID and name not in _ENDS_ITSELF:
            self.others += -1 if is_end else 1
            return self.others < 0
        return False


@dataclass(slots=True)
class VisibleParts:
    """The pieces of a page that a reader sees, in its order."""

    parts: list[str] = field(default_factory=list)
    anchors: list[tuple[str, int, int]] = field(default_factory=list)
    """The attributes of each link or button, and which pieces are its text."""

    def links(self) -> list[Anchor]:
        """Return the links and buttons."""
        return [Anchor(attributes, " ".join(self.parts[start:end])) for attributes, start, end in self.anchors]


def visible(source: str, lower: str) -> VisibleParts:  # noqa: C901, PLR0912 - one loop over all tags, for speed
    """Return what a reader sees of the page `source`. `lower` is the page in lower case."""
    if len(lower) != len(source):  # one letter has a longer form in lower case, and would move all places
        lower = source.translate(_ASCII_LOWER)
    found = VisibleParts()
    parts = found.parts
    rules: set[str] = set()
    hidden: _Hidden | None = None
    open_: tuple[str, int] | None = None
    end = 0
    for tag in _TAG.finditer(source):
        start, after = tag.span()
        if start < end:
            continue  # it is inside a comment or a script
        if end < start and hidden is None:
            parts.append(source[end:start])
        end = after
        name, attributes = tag.groups()
        if hidden is None and name in _COMMON and not (attributes and (rules or _may_hide(attributes))):
            continue
        if name is None:
            end = _after(lower, "-->", start + 2)
            continue
        name = name.lower()
        if name in _SILENT:
            start, end = end, _before(lower, f"</{name}", end)
            if name == "style":
                rules |= _hidden_by(source[start:end])
            continue
        is_end = name[0] == "/"
        bare = name[1:] if is_end else name
        if hidden is not None:
            if not hidden.sees(bare, is_end=is_end):
                continue
            hidden = None
            if is_end:
                continue
        if bare in _ANCHORS:
            if open_ is not None:
                found.anchors.append((open_[0], open_[1], len(parts)))
            open_ = None if is_end else (attributes, len(parts))
        if attributes and not is_end and (rules or _may_hide(attributes)) and _is_hidden(name, attributes, rules):
            hidden = _Hidden(name)
            open_ = None
    if hidden is None:
        parts.append(source[end:])
    if open_ is not None:
        found.anchors.append((open_[0], open_[1], len(parts)))
    return found


_ASCII_LOWER: Final = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}


def _after(lower: str, mark: str, start: int) -> int:
    place = lower.find(mark, start)
    return place + len(mark) if place >= 0 else len(lower)


def _before(lower: str, mark: str, start: int) -> int:
    place = lower.find(mark, start)
    return place if place >= 0 else len(lower)


def _may_hide(attributes: str) -> bool:
    """Return True if the attributes of a tag are worth a closer look. Most are not."""
    lower = attributes.lower()
    return "hid" in lower or "style" in lower or "-none" in lower or "-only" in lower or "screen-r" in lower


def _is_hidden(name: str, written: str, rules: set[str]) -> bool:
    """Return True if a tag with these attributes hides its element."""
    if name in _VOID or name in _WHOLE:
        return False
    for key, double, single, bare in _ATTRIBUTE.findall(written):
        value = double or single or bare
        match key.lower():
            case "hidden":
                hides = value.lower() != "until-found"
            case "aria-hidden":
                hides = value.lower() == "true"
            case "style":
                hides = _HIDING_STYLE.search(value) is not None
            case "class":
                hides = _has_hiding_class(value, rules)
            case "id":
                hides = f"#{value}" in rules
            case _:
                hides = False
        if hides:
            return True
    return False


def _has_hiding_class(value: str, rules: set[str]) -> bool:
    classes = value.split()
    if any(f".{one}" in rules for one in classes):
        return True
    return not _HIDING_CLASSES.isdisjoint(classes) and not _SHOWN_AGAIN.search(value)


def _hidden_by(sheet: str) -> set[str]:
    """Return the classes and ids that the style sheet of a page hides, on any screen."""
    if not _HIDING_STYLE.search(sheet):
        return set()
    found: set[str] = set()
    depth = start = 0
    selector = ""
    for number, brace in enumerate(_BRACE.finditer(sheet)):
        if number > _MOST_RULES:
            break
        said = sheet[start : brace.start()]
        start = brace.end()
        if brace[0] == "{":
            depth += 1
            selector = said
        else:
            if depth == 1 and _HIDING_STYLE.search(said):
                found |= {one for one in map(str.strip, selector.split(",")) if _SIMPLE.fullmatch(one)}
            depth = max(0, depth - 1)
    return found
