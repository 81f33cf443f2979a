"""Sites that want a cookie back before they show anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests.farm.wild.page import Answer, Ask, Page, redirect

_STORIES: Final = (
    ("Ferry timetable", "The first boat leaves the east bank at half past five, the last one at nine in the evening."),
    ("Bees in the mangroves", "Forty families of Trapeang Sangke sell honey from hives that hang above the tide."),
    ("Minutes of the July meeting", "The committee approved the budget for the reading room and thanked its donors."),
    ("Recipe: fish with green mango", "Grate two green mangoes, dry the fish over charcoal, and pound the chillies."),
    ("Law library", "All sub-decrees of 2026 as text, with an index of ministries and of words."),
    ("School calendar", "Lessons begin on the first of November; the holidays are printed in red."),
)  # fmt: skip


def _story(number: int) -> Answer:
    title, text = _STORIES[number]
    return Answer(
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    )


def _see_other(ask: Ask) -> Answer:
    """Send by 303 with the attempt in the query, as session handlers of old frameworks do."""
    if "ASPXAUTODETECT" in ask.cookies:
        return _story(0)
    return redirect(f"{ask.path}?AutoDetectCookieSupport=1", 303, ("Set-Cookie", "ASPXAUTODETECT=1; path=/"))


def _attempts(ask: Ask) -> Answer:
    """Count attempts in the query, and give up after the third."""
    if "humans_21909" in ask.cookies:
        return _story(1)
    count = int(ask.query.removeprefix("ckattempt=") or "0") if ask.query else 0
    if count >= 3:
        return Answer("<html><body><p>Cookies are needed.</p></body></html>", 403)
    return redirect(f"/?ckattempt={count + 1}", 307, ("Set-Cookie", "humans_21909=1; Path=/"))


def _consent(ask: Ask) -> Answer:
    """Send to a page of consent that sets the cookie by itself."""
    if ask.cookies.get("consent") == "all":
        return _story(2)
    if ask.path == "/consent":
        return redirect("/", 302, ("Set-Cookie", "consent=all; Path=/; SameSite=Lax"))
    return redirect("/consent?to=/")


def _language(ask: Ask) -> Answer:
    """Keep the language in a cookie, then show the same URL."""
    if ask.cookies.get("lang") in {"km", "en"}:
        return _story(3)
    return redirect("/", 301, ("Set-Cookie", "lang=km; Path=/; Expires=Fri, 01 Jan 2038 00:00:00 GMT"))


def _signed(ask: Ask) -> Answer:
    """Give a value with odd letters, and want it back as it was."""
    if ask.cookies.get("sid") == "a/b+c==.9":
        return _story(4)
    return redirect(ask.target, 302, ("Set-Cookie", "sid=a/b+c==.9; Path=/; HttpOnly"), ("Set-Cookie", "x=1; Path=/"))


def _meta(ask: Ask) -> Answer:
    """Set the cookie with a page that refreshes itself."""
    if "gate" in ask.cookies:
        return _story(5)
    return Answer(
        "<html><head><meta http-equiv='refresh' content='0; url=/'><title>One moment</title></head></html>",
        200,
        (("Set-Cookie", "gate=1; Path=/"),),
    )


def walls() -> list[Page]:
    """Return the pages behind cookies."""
    ways: dict[str, Callable[[Ask], Answer]] = {
        "see-other": _see_other, "attempts": _attempts, "consent": _consent, "language": _language, "signed": _signed, "meta": _meta,
    }  # fmt: skip
    return [
        Page(f"second-wall-{name}", "second-cookies", ("up",), says, says, "NEWS", "en", f"{name}.jar-{number}.test")
        for number, (name, says) in enumerate(ways.items())
    ]
