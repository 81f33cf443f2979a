"""What the Tab key completes from the list: its URLs, in bash too, which takes a colon for the end of a word."""

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
"""URLs that are offered at once: more than anybody reads."""
_PLAIN: Final = re.compile(r"[\w.~:/?#=%+@,-]+", re.ASCII)
"""A URL that means nothing but itself to a shell. Bash puts what is offered on the line as it is, and a list that runs
a program with `$(…)` would only have to wait for the Enter key."""


class ListedUrlType(TextType):
    """The URL of a row of the chosen list."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The list's URLs that start so, or whose host does; none that a shell would take for more than a word."""
        del param
        urls = filter(_PLAIN.fullmatch, _urls(ctx.find_root()))
        found = [url for url in urls if url.startswith(incomplete) or _host(url).startswith(incomplete)]
        return [CompletionItem(url) for url in found[:_MOST]]


def _host(url: str) -> str:
    return url.partition("//")[2].removeprefix("www.")


def _urls(root: click.Context) -> list[str]:
    """The URLs of the list that the options before the command choose; none where there is no such list."""
    # No command runs while words are completed, so nobody has made the session yet.
    with contextlib.suppress(Failure, Misuse, OSError, click.UsageError), root.scope(cleanup=False):
        assert root.command.callback is not None  # noqa: S101 - the program's own
        root.command.callback(**root.params)
        assert isinstance(root.obj, Session)  # noqa: S101 - which that has just made
        return [entry.url for entry in folder.load(root.obj.workspace.existing).complete]
    return []


class _Bash(BashComplete):
    """Bash ends a word at each colon: a URL comes in pieces, and only the last piece is replaced by what is offered."""

    _typed = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words with the pieces of each put together again."""
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
        """What stands for the last piece."""
        start, colon, _ = self._typed.rpartition(":")
        value = item.value.removeprefix(start + colon) if colon else item.value
        return super().format_completion(CompletionItem(value, item.type, item.help))


def prepare() -> None:
    """Let click know how bash is to be answered."""
    add_completion_class(_Bash)


LISTED_URL: Final[click.ParamType[Any]] = ListedUrlType()
