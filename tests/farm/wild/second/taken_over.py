"""Domains in other hands, reached in several ways; and the same pages where they belong."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.farm.wild.page import Answer, Page, redirect
from tests.farm.wild.second.spam_layouts import spam
from tests.farm.wild.texts import Text, read

_HOSTS: Final = (
    "tamarind-bridge", "lowland-letters", "prekleap-group", "harbour-notes", "stone-lotus", "meeting-tree", "open-paddy",
    "blue-krama", "delta-readers", "two-rivers", "rain-road", "palm-sugar-days", "north-gate", "old-ferry", "clay-pot",
    "bamboo-line", "white-egret", "long-boat", "morning-drum", "hillside-page", "lantern-road", "quiet-field", "small-dam",
    "water-jar", "seven-hills", "green-ladder", "south-pier", "paper-kite", "sugar-palm", "wide-lake", "red-earth",
    "first-rain", "night-heron", "salt-field", "bright-mat", "river-mouth", "cotton-yard", "market-lane", "stilt-house",
    "brown-hawk", "reed-song", "tall-grass", "inland-sea", "corner-shelf", "late-harvest", "field-radio", "mango-court",
    "sand-bank", "cloud-hill",
)  # fmt: skip
_WAYS: Final = ("direct", "301", "deep-302", "direct", "meta", "deep-same", "deep-home")
_DEEP: Final = (
    "/publications/annual-report-2018.pdf.html", "/index.php?id=114&lang=km", "/news/2016/11/commune-meeting/", "/en/about/board", "/node/2291",
)  # fmt: skip
_OWN: Final = {"porn": "PORN", "escort": "PORN", "pharmacy": "ALDR"}
_NOTHING: Final = Answer("<html><head><title>404</title></head><body><h1>404</h1></body></html>", 404)


def _sent_by_meta(target: str) -> Answer:
    return Answer(
        f"<!doctype html><meta http-equiv='Refresh' content='0;URL={target}'><title>...</title><a href='{target}'>Continue</a>"
    )


def _page(number: int, text: Text, host: str) -> Page:
    way = _WAYS[number % len(_WAYS)]
    there = f"{chr(97 + number % 26)}{number * 37 % 91}q{number}.test"
    made = Page(
        f"second-{text.name}-{way}", f"second-taken-over/{text.topic}", ("taken-over",), Answer(spam(text)), _NOTHING,
        text.category, text.lang, f"{host}.test",
    )  # fmt: skip
    path = _DEEP[number % len(_DEEP)]
    if way == "301":
        says = redirect(f"https://{there}/?aff={number}", 301)
    elif way == "deep-302":
        says, made = redirect(f"https://{there}{path}", 302), replace(made, path=path)
    elif way == "meta":
        says = _sent_by_meta(f"https://{there}/{text.lang}")
    elif way == "deep-same":
        return replace(made, path=path, otherwise=made.says)
    elif way == "deep-home":
        return replace(made, path=path, says=redirect("/", 301), otherwise=redirect("/", 301), paths={"/": made.says})
    else:
        return made
    return replace(made, says=says, otherwise=says, elsewhere={there: made.says})


def taken_over() -> list[Page]:
    """Return the pages of domains in other hands."""
    texts = read("second_spam")
    return [_page(number, text, host) for number, (text, host) in enumerate(zip(texts, _HOSTS, strict=True))]


def at_home() -> list[Page]:
    """Return some of these pages on rows of their own kind, where all is well."""
    return [
        Page(
            f"second-{text.name}-own", "second-honest/own-kind", ("up",), Answer(spam(text)), _NOTHING,
            _OWN.get(text.topic, "GMB"), text.lang, f"{host}-own.test",
        )
        for number, (text, host) in enumerate(zip(read("second_spam"), _HOSTS, strict=True)) if number % 5 == 0
    ]  # fmt: skip
