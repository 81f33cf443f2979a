"""The words of a page in one language: sentences from the catalogue, and numbers and days in that language."""

from __future__ import annotations

import datetime as dt
import functools
import gettext
import importlib.resources
from typing import Final

DOMAIN: Final = "kh_testlist"
_DIGITS: Final = {"km": str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")}
"""The digits of a language that does not use 0 to 9. Source: Unicode CLDR, numbering system khmr."""
_SIGNED_OFF: Final = "x-reviewed-by"
"""The header of a catalogue that names who approved it. It is empty in a draft."""


def marked(text: str) -> str:
    """Return `text` unchanged. This marks it for the catalogue; it is translated when it is shown."""
    return text


class Words:
    """The texts, numbers and days in one language."""

    def __init__(self, lang: str, catalogue: gettext.NullTranslations) -> None:
        self.lang = lang
        self._catalogue = catalogue

    @property
    def is_draft(self) -> bool:
        """True if no reader of the language has approved the catalogue yet."""
        return self.lang != "en" and not self._catalogue.info().get(_SIGNED_OFF, "").strip()

    def say(self, text: str, /, **given: object) -> str:
        """Return `text` in this language, with the `given` values filled in. Numbers and days become readable text."""
        return self._filled(self._catalogue.gettext(text) if text else "", given)

    def many(self, one: str, more: str, count: int, /, **given: object) -> str:
        """Return the sentence in the form for `count`, which fills the place {count}."""
        return self._filled(self._catalogue.ngettext(one, more, count), {**given, "count": count})

    def _filled(self, text: str, given: dict[str, object]) -> str:
        return text.format(**{name: self._written(value) for name, value in given.items()})

    def _written(self, value: object) -> object:
        if isinstance(value, bool):
            return value
        if isinstance(value, int):
            return self.number(value)
        return self.day(value) if isinstance(value, dt.date) else value

    def number(self, number: int) -> str:
        """Return a whole number in this language."""
        return self.numerals(f"{number:,}" if self.lang == "en" else _decimal(number, self.lang))

    def percent(self, part: int, whole: int) -> str:
        """Return a share in percent, or a dash if `whole` is 0."""
        if not whole:
            return "-"
        from babel.numbers import format_percent  # noqa: PLC0415 - only pages for people need it

        return self.numerals(format_percent(part / whole, "#,##0.0 %" if self.lang == "km" else "#,##0.0%", self.lang))

    def day(self, day: dt.date | str) -> str:
        """Return a day in this language. A text that is not a day is returned unchanged."""
        if isinstance(day, dt.date):
            return self.numerals(_date(day, self.lang))
        try:
            return self.numerals(_date(dt.date.fromisoformat(day[:10]), self.lang))
        except ValueError:
            return day

    def month(self, day: dt.date) -> str:
        """Return the short name of a day's month. January also has the year."""
        from babel.dates import format_date  # noqa: PLC0415 - see above

        pattern = "MMM y" if day.month == 1 else "MMM"
        return self.numerals(format_date(day, pattern, self.lang))

    def numerals(self, text: str) -> str:
        """Return `text` with the digits of this language."""
        return text.translate(_DIGITS[self.lang]) if self.lang in _DIGITS else text


@functools.lru_cache(maxsize=1024)  # a report has thousands of numbers, and most of them are small
def _decimal(number: int, lang: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415 - see Words.percent

    return format_decimal(number, locale=lang)


def _date(day: dt.date, lang: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - see Words.percent

    # English has no comma, and puts the day before the month, because readers are in Asia and Europe.
    return format_date(day, "d MMMM y", lang)


@functools.cache
def words(lang: str) -> Words:
    """Return the words of a language, `en` or `km`."""
    if lang == "en":
        return Words(lang, gettext.NullTranslations())
    place = importlib.resources.files("kh_testlist.reports") / "locale" / lang / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with place.open("rb") as file:
        return Words(lang, gettext.GNUTranslations(file))
