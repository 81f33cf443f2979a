"""Links that are not sites: buttons that share a page with a service, and a service's links to other sites."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl

from kh_testlist.urls import Parsed, parse

_BUTTONS: Final = """
addthis.com/bookmark.php addtoany.com/add_to addtoany.com/share api.whatsapp.com/send b.hatena.ne.jp/add
b.hatena.ne.jp/entry blogger.com/blog-this.g bsky.app/intent buffer.com/add bufferapp.com/add
calendar.google.com/calendar/event?text calendar.google.com/calendar/render?text chat.zalo.me/?
classroom.google.com/share compose.mail.yahoo.com/? connect.mail.ru/share connect.ok.ru/offer
connect.qq.com/widget/shareqq del.icio.us/post del.icio.us/save delicious.com/post delicious.com/save
diaspora.social/bookmarklet digg.com/submit douban.com/share evernote.com/clip.action facebook.com/dialog
facebook.com/plugins facebook.com/share.php facebook.com/sharer facebook.com/sharer.php flipboard.com/bookmarklet
gab.com/compose getpocket.com/edit getpocket.com/edit.php getpocket.com/save gettr.com/share instapaper.com/edit
instapaper.com/hello2 line.me/r/msg/text line.me/r/share linkedin.com/cws/share linkedin.com/feed?shareactive
linkedin.com/sharearticle linkedin.com/sharing livejournal.com/update.bml m.me/?link mail.google.com/mail?body
mail.google.com/mail?su mail.yahoo.com/compose?body mastodonshare.com/? messenger.com/new? mewe.com/share mix.com/add
mix.com/mixit news.ycombinator.com/submit news.ycombinator.com/submitlink ok.ru/dk?st.shareurl
outlook.live.com/mail?body outlook.office.com/mail?body pinboard.in/add pinterest.com/pin/create plus.google.com/share
printfriendly.com/p/g? printfriendly.com/print?url qzone.qq.com/share reddit.com/submit s2f.kytta.dev/?
service.weibo.com/share share.flipboard.com/bookmarklet sharetomastodon.github.io/? slashdot.org/bookmark.pl
snapchat.com/scan?attachmenturl sns.qzone.qq.com/cgi-bin/qzshare social-plugins.line.me/lineit stumbleupon.com/submit
t.me/share teams.microsoft.com/share telegram.me/share threads.com/intent threads.net/intent toot.kytta.dev/?
tumblr.com/share tumblr.com/widgets/share twitter.com/home?status twitter.com/intent twitter.com/share vk.com/share
vk.com/share.php vk.ru/share.php vkontakte.ru/share.php wa.me/? web.skype.com/share web.whatsapp.com/send
x.com/home?status x.com/intent x.com/share xing.com/app/user?op xing.com/social_plugins/share xing.com/spi/shares
"""
"""The share buttons of services: a host, a path and a parameter. Without the parameter, it is a normal page.

Source: the share links that the services document, and public collections of them, November 2026."""

_WRAPPERS: Final = """
exit.sc/?url facebook.com/flx/warn?u facebook.com/l.php?u google.com/url?q google.com/url?url
getpocket.com/redirect?url l.facebook.com/l.php?u l.instagram.com/?u l.messenger.com/l.php?u l.threads.com/?u
l.threads.net/?u l.wl.co/l?u linkedin.com/redir/redirect?url linkedin.com/safety/go?url lm.facebook.com/l.php?u
out.reddit.com/?url slack-redir.net/link?url steamcommunity.com/linkfilter?u steamcommunity.com/linkfilter?url
t.me/iv?url t.umblr.com/redirect?z vk.com/away.php?to vk.ru/away.php?to youtube.com/redirect?q
translate.google.com/translate?u zalo.me/openurl?url
"""
"""Links that lead through a service to another site: a host, a path, and the parameter with the link itself.

Source: the links that these services write in pages, as seen in November 2026."""


def _table(lines: str) -> dict[str, list[tuple[str, str]]]:
    """Return paths and parameters by host."""
    found: dict[str, list[tuple[str, str]]] = {}
    for word in lines.split():
        host, _, rest = word.partition("/")
        path, _, parameter = rest.partition("?")
        found.setdefault(host, []).append((f"/{path}", parameter if parameter or path else "?"))
    return found


_BUTTONS_OF: Final = _table(_BUTTONS)
_WRAPPERS_OF: Final = _table(_WRAPPERS)

_VIEW: Final = re.compile(r"^(?:www|m|web|mbasic|touch|mobile|old|new|amp|[a-z]{2}(?:-[a-z]{2})?)\.(?=[^.]+\.)")
"""A host of the same service for a device or a language: `m.facebook.com`, `km-kh.facebook.com`."""
_OF_COUNTRY: Final = re.compile(r"(google|pinterest)\.(?:com?\.)?[a-z]{2}")
"""The same service for a country: `google.com.kh`."""

_SHARES: Final = re.compile(
    r"/(?:shar(?:e|er|ing)(?:[-_]?(?:article|button|dialog|inline|link|offsite|page|popup|service|this|to|url|via|widget))*"
    r"|intent|submit(?:[-_]?link)?|tweet|bookmarklet|compose|repost|pin/create|create[-_]?post|print)(?:\.[a-z]{2,5})?(?:/|$)"
)
_SHARES_BY_NAME: Final = re.compile(r"(?:^|\.)shar(?:e|er|ing)\.")
_CARRIED: Final = re.compile(r"(?:^|[^a-z])(?:https?(?::|%3a)(?:/|%2f){2}|//\w)|^www\.", re.IGNORECASE)


def is_share_button(url: str) -> bool:
    """Return True if `url` shares a page: a known button, or such a name and another URL in it."""
    parsed = parse(url)
    if parsed is None:
        return False
    if _parameter(_BUTTONS_OF, parsed) is not None:
        return True
    path = parsed.pathname.lower()
    is_called_so = _SHARES.search(path) or _SHARES_BY_NAME.search(parsed.hostname)
    return bool(is_called_so) and any(_CARRIED.search(value) for _, value in _query(parsed))


def wrapped(url: str) -> str | None:
    """Return the link inside `url`, if `url` leads through a service to another site; else None."""
    parsed = parse(url)
    parameter = _parameter(_WRAPPERS_OF, parsed) if parsed else None
    if parsed is None or parameter is None:
        return None
    return next((value for name, value in _query(parsed) if name.lower() == parameter), "")


def _parameter(table: dict[str, list[tuple[str, str]]], parsed: Parsed) -> str | None:
    """Return the parameter of the row that `parsed` fits: empty if it needs none, None if it fits no row."""
    path = re.sub("/{2,}", "/", parsed.pathname.lower()).rstrip("/") or "/"
    given = {name.lower() for name, _ in _query(parsed)}
    bare = _VIEW.sub("", parsed.hostname, count=1)
    of_country = _OF_COUNTRY.fullmatch(bare)
    for host in (parsed.hostname, f"{of_country[1]}.com" if of_country else bare):
        for place, parameter in table.get(host, ()):
            is_there = path == place or (place != "/" and path.startswith(f"{place}/"))
            if is_there and (not parameter or parameter in given or (parameter == "?" and given)):
                return parameter
    return None


def _query(parsed: Parsed) -> list[tuple[str, str]]:
    """Return the parameters of `parsed`, and those in its fragment."""
    return [*parse_qsl(parsed.search[1:], keep_blank_values=True), *parse_qsl(parsed.hash[1:], keep_blank_values=True)]
