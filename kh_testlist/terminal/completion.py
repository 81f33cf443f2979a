"""Complete URLs of the list with the Tab key. This works in bash too, where a colon ends a word."""

from __future__ import annotations

import contextlib
import re
from typing import Any, Final

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from kh_testlist import folder
from kh_testlist.errors import Failure, Misuse
from kh_testlist.terminal.parameters import TextType
from kh_testlist.terminal.session import Session

_MOST: Final = 200
"""The most URLs that are offered at once. Nobody reads more."""
_PLAIN: Final = re.compile(r"[\w.~:/?#=%+@,-]+", re.ASCII)
"""A URL without characters that are special in a shell. Bash puts an offered word on the line without quotes. With a
URL such as `https://$(…)/`, the Enter key would run a program."""


class ListedUrlType(TextType):
    """The URL of a row of the chosen list."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the URLs of the list that begin with `incomplete`, or whose host does. Leave out unsafe URLs."""
        del param
        urls = filter(_PLAIN.fullmatch, _urls(ctx.find_root()))
        found = [url for url in urls if url.startswith(incomplete) or _host(url).startswith(incomplete)]
        return [CompletionItem(url) for url in found[:_MOST]]


def _host(url: str) -> str:
    return url.partition("//")[2].removeprefix("www.")


def _urls(root: click.Context) -> list[str]:
    """Return the URLs of the list that the options before the command choose, or none if there is no such list."""
    # No command runs during completion, so there is no session yet.
    with contextlib.suppress(Failure, Misuse, OSError, click.UsageError), root.scope(cleanup=False):
        assert root.command.callback is not None  # noqa: S101 - the program's own
        root.command.callback(**root.params)
        assert isinstance(root.obj, Session)  # noqa: S101 - the callback has just made it
        return [entry.url for entry in folder.load(root.obj.workspace.existing).complete]
    return []


class _Bash(BashComplete):
    """Completion for bash. Bash splits a URL at each colon, and replaces only the last piece."""

    _typed = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words, each put together again from its pieces."""
        args, last = super().get_completion_args()
        words: list[str] = []
        for piece in (*args, last):
            if words and (piece.startswith(":") or words[-1].endswith(":")):
                words[-1] += piece
            else:
                words.append(piece)
        self._typed = words.pop()
        return words, self._typed

    def format_completion(self, item: CompletionItem) -> str:
        """Return the text that replaces the last piece."""
        start, colon, _ = self._typed.rpartition(":")
        value = item.value.removeprefix(start + colon) if colon else item.value
        return super().format_completion(CompletionItem(value, item.type, item.help))


def prepare() -> None:
    """Tell click how to answer bash."""
    add_completion_class(_Bash)


LISTED_URL: Final[click.ParamType[Any]] = ListedUrlType()
