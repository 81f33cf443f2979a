"""What a page of the wild is: where it is, what its server answers, and what a check must say of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

HTML: Final = ("Content-Type", "text/html; charset=utf-8")


@dataclass(frozen=True)
class Ask:
    """A request, as a page sees it."""

    host: str
    target: str
    cookies: Mapping[str, str]
    count: int
    """How many requests the server has had: no two are the same."""

    @property
    def path(self) -> str:
        """The path without the query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> str:
        """The query."""
        return urlsplit(self.target).query


@dataclass(frozen=True)
class Answer:
    """A response. In headers and body, an absolute URL of a host that the wild serves gets the server's port."""

    body: str | bytes = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


Handler = Callable[[Ask], Answer]


@dataclass(frozen=True)
class Page:
    """A page on a list, and its site."""

    name: str
    kind: str
    verdicts: tuple[str, ...]
    """The verdicts of which each is right."""
    says: Answer | Handler
    """What the listed URL answers."""
    otherwise: Answer | Handler
    """What any other path of the site answers."""
    category: str = "NEWS"
    lang: str = "en"
    host: str = ""
    path: str = "/"
    """With the query, if there is one."""
    paths: Mapping[str, Answer | Handler] = field(default_factory=dict)
    """What some other paths answer."""
    elsewhere: Mapping[str, Answer | Handler] = field(default_factory=dict)
    """Other hosts that the page leads to, and what they answer to anything."""
    nameservers: tuple[str, ...] = ()

    @property
    def half(self) -> str:
        """The kind without its variant: `parked-script` is of `parked`."""
        return self.kind.partition("/")[0]


def answer(said: Answer | Handler, ask: Ask) -> Answer:
    """What is answered to `ask`."""
    return said if isinstance(said, Answer) else said(ask)


def redirect(target: str, status: int = 302, *headers: tuple[str, str], body: str = "") -> Answer:
    """Send to `target`."""
    text = body or f'<html><head><title>Moved</title></head><body><a href="{target}">here</a></body></html>'
    return Answer(text, status, (("Location", target), *headers))
