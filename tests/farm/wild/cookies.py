"""Sites that set a cookie and redirect, and serve whoever brings it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests.farm.wild.page import Answer, Ask, Page, redirect

_STORY: Final = Answer(
    '<!doctype html><html lang="en"><head><title>Fishing lots return to the villages</title></head><body><nav>Home Archive Contact</nav>'
    "<article><h1>Fishing lots return to the villages</h1><p>Eleven communities on the lake now look after their own waters. The first"
    " season brought larger fish and fewer quarrels, say those who mend the nets.</p></article></body></html>"
)


def _same_url(status: int, name: str) -> Callable[[Ask], Answer]:
    """Send to the same URL until the cookie comes back."""

    def says(ask: Ask) -> Answer:
        if name in ask.cookies:
            return _STORY
        return redirect(f"http://{ask.host}{ask.target}", status, ("Set-Cookie", f"{name}=1; Path=/; HttpOnly"))

    return says


def _there_and_back(ask: Ask) -> Answer:
    """Send to a page that sets the cookie, which sends back."""
    if ask.target.startswith("/setcookie"):
        return redirect("/", 302, ("Set-Cookie", "ok=yes; path=/"))
    return _STORY if ask.cookies.get("ok") == "yes" else redirect("/setcookie?back=%2F")


def _two_hosts(ask: Ask) -> Answer:
    """Ask the mother host for a pass, and take it in the query."""
    if "pass" in ask.cookies:
        return _STORY
    if ask.query.startswith("pass="):
        return redirect(f"http://{ask.host}/", 302, ("Set-Cookie", "pass=1; Path=/"))
    return redirect(f"http://id.{ask.host}/hello?return={ask.host}")


def _mother(ask: Ask) -> Answer:
    """Set a cookie of the mother host's own, then give the pass."""
    home = ask.host.removeprefix("id.")
    if "seen" in ask.cookies:
        return redirect(f"http://{home}/?pass=77")
    return redirect(f"http://{ask.host}{ask.target}", 302, ("Set-Cookie", "seen=1; Path=/"))


def _domain_wide(ask: Ask) -> Answer:
    """Set a cookie for the whole domain on one host, and want it on the other."""
    if ask.host.startswith("www."):
        return _STORY if "sid" in ask.cookies else redirect(f"http://{ask.host.removeprefix('www.')}/", 302)
    domain = ask.host
    return redirect(f"http://www.{domain}/", 302, ("Set-Cookie", f"sid=a1b2; Domain=.{domain}; Path=/"))


def _by_path(ask: Ask) -> Answer:
    """Set a cookie for one path only, and want it there and no elsewhere."""
    if not ask.target.startswith("/news"):
        return redirect("/news/", 302) if "c" not in ask.cookies else Answer("the cookie went where it must not", 500)
    return _STORY if "c" in ask.cookies else redirect("/", 302, ("Set-Cookie", "c=1; Path=/news"))


def _three(ask: Ask) -> Answer:
    """Want three cookies, one by one."""
    missing = [name for name in ("a", "b", "c") if name not in ask.cookies]
    return redirect(ask.target, 307, ("Set-Cookie", f"{missing[0]}=1; Path=/; SameSite=Lax")) if missing else _STORY


def _renewed(ask: Ask) -> Answer:
    """Change the cookie's value: only the newest opens the door."""
    if ask.cookies.get("n") == "2":
        return _STORY
    value = "2" if ask.cookies.get("n") == "1" else "1"
    return redirect(ask.target, 302, ("Set-Cookie", f"n={value}; Path=/; Max-Age=3600"))


def _deleted(ask: Ask) -> Answer:
    """Set two, and delete one with a date of the past: who still has it is sent around again."""
    if "keep" in ask.cookies and "drop" not in ask.cookies:
        return _STORY
    if "drop" in ask.cookies:
        gone = ("Set-Cookie", "drop=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT")
        return redirect(ask.target, 302, gone, ("Set-Cookie", "keep=1; Path=/"))
    return redirect(ask.target, 302, ("Set-Cookie", "drop=1; Path=/"))


def cookie_walls() -> list[Page]:
    """Return the pages behind cookies."""
    same = {
        "same-302": _same_url(302, "visited"), "same-301": _same_url(301, "cookie_test"), "same-307": _same_url(307, "__test"),
        "same-302-deep": _same_url(302, "PHPSESSID"), "three": _three, "renewed": _renewed, "deleted": _deleted,
        "there-and-back": _there_and_back, "by-path": _by_path,
    }  # fmt: skip
    made: list[Page] = []
    for name, says in same.items():
        path = "/2026/05/fishing-lots.html" if name.endswith("deep") else "/"
        made.append(
            Page(name, "cookies", ("up",), says, says, "NEWS", "en", f"{name}.cookie-site-{len(made)}.test", path)
        )
    two = "two-hosts.cookie-site.test"
    made.append(
        Page(
            "two-hosts", "cookies", ("up",), _two_hosts, _two_hosts, "NEWS", "en", two, elsewhere={f"id.{two}": _mother}
        )
    )
    wide = "wide-cookie-site.test"
    made.append(
        Page(
            "domain-wide",
            "cookies",
            ("up",),
            _domain_wide,
            _domain_wide,
            "NEWS",
            "en",
            f"www.{wide}",
            elsewhere={wide: _domain_wide},
        )
    )
    never = redirect("/", 302, ("Set-Cookie", "a=1; Path=/"))
    made.append(Page("never-content", "cookies/loop", ("down",), never, never, "NEWS", "en", "loop.cookie-site.test"))
    return made
