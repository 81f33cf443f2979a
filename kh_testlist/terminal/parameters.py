"""The types of option values: categories, days, text, numbers, words with commas."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

import click

from kh_testlist.categories import LEGEND, code_of, nearest
from kh_testlist.errors import Misuse
from kh_testlist.logins import has_login
from kh_testlist.rules.date import parse_date


class CategoryType(click.ParamType[str]):
    """A category code in upper or lower case, or the category's name in the legend."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code of the category."""
        if (code := code_of(value)) is not None:
            return code
        meant = nearest(value)
        hint = f" Did you mean {meant} ({LEGEND[meant]})?" if meant else ""
        said = f"{value!r} is not a category code.{hint} The codes: {', '.join(LEGEND)}."
        raise click.BadParameter(said, ctx, param)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return the codes that begin with `incomplete`."""
        del ctx, param
        start = incomplete.upper()
        return [
            click.shell_completion.CompletionItem(code, help=legend)
            for code, legend in LEGEND.items()
            if code.startswith(start)
        ]


class TextType(click.ParamType[str]):
    """Text that can be written to a list, because it is UTF-8."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text, if it is UTF-8."""
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            self.fail("the text is not UTF-8. Set the terminal to UTF-8.", param, ctx)
        return value


class OpenTextType(TextType):
    """Text that reports, journals or pull requests will show, so a login in it is refused."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text.

        Raises:
            Misuse: there is a login in the text. The message does not repeat it.

        """
        text = super().convert(value, param, ctx)
        if has_login(text):
            raise Misuse(
                f"There is a login in {_name(param)}.", "Remove the login, because other people may read this text."
            )
        return text


def _name(param: click.Parameter | None) -> str:
    """Return the name of the option or argument, as a person would say it."""
    if isinstance(param, click.Option):
        return param.opts[0]
    return "the text" if param is None else f"the argument {(param.name or '').upper()}"


class DateType(click.ParamType[str]):
    """A day, as upstream writes it."""

    name = "YYYY-MM-DD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the day, if it is one."""
        if parse_date(value) is None:
            self.fail(f"{value!r} is not a date. Write it like this: 2024-01-31.", param, ctx)
        return value


class Number(click.FloatRange):
    """A number between two others."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401 - as click declares it
        """Return the number. Refuse NaN, which settings can contain, and which passes every check of bounds."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail("it is not a number.", param, ctx)
        return number


class ListOf(click.ParamType[tuple[Any, ...]]):
    """Several values, repeated or with commas between them."""

    def __init__(self, name: str, read: Callable[[str], object], says: str) -> None:
        self.name = name
        self._read = read
        self._says = says

    def convert(
        self, value: str | tuple[Any, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Any, ...]:
        """Split the text at the commas, and return each value."""
        if isinstance(value, tuple):
            return value
        found = []
        for word in filter(None, map(str.strip, value.split(","))):
            try:
                found.append(self._read(word))
            except ValueError:
                self.fail(f"{word!r} is not {self._says}.", param, ctx)
        return tuple(found)


CATEGORY: Final = CategoryType()


class Categories(ListOf):
    """Category codes, repeated or with commas between them."""

    def __init__(self) -> None:
        super().__init__("code", lambda word: CATEGORY.convert(word, None, None), "a category code")

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return the codes that begin with the text after the last comma."""
        before, comma, last = incomplete.rpartition(",")
        found = CATEGORY.shell_complete(ctx, param, last)
        return [click.shell_completion.CompletionItem(before + comma + one.value, help=one.help) for one in found]


CATEGORIES: Final = Categories()
TEXT: Final = TextType()
OPEN_TEXT: Final = OpenTextType()
DATE: Final = DateType()
WORDS: Final = ListOf("code", str, "a word")
