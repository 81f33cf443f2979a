"""Facts about known hosts: their other names, their tracking parameters, and their links that wrap other URLs.

This is data for `urls`, `same_page` and the rules. A host is written without `www.`, as in equivalence keys. Patterns
are text here, because compiling them takes longer than checking a list that does not need them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

_EVERYDAY: Final = (
    "com org net ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw "
    "by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm "
    "fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je "
    "jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq "
    "mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re "
    "ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr "
    "tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw "
    "africa agency app asia bet biz blog casino cat center chat city cloud club dating dev digital edu eus foundation "
    "fun game global gov hamburg help host icu info int krd lat lgbt life link live lol love media mil mobi moe money "
    "name network news ngo one online party plus press pro radio red rocks run school sex shop site social space store "
    "team tech today tools top town travel uno video vip vision watch website wiki world wtf xxx xyz zone"
)
EVERYDAY_TOP_LEVELS: Final = tuple(_EVERYDAY.split())
"""Top-level names that certainly exist: those of countries, and those that most rows have. The suffix list has the
others. A test compares these with it. Source: IANA, Root Zone Database; 2026-11-28."""

PLATFORMS: Final = frozenset({
    "apps.apple.com", "change.org", "discord.com", "docs.google.com", "facebook.com", "flickr.com", "github.com",
    "groups.google.com", "instagram.com", "linkedin.com", "linktr.ee", "medium.com", "ok.ru", "open.spotify.com",
    "patreon.com", "pinterest.com", "play.google.com", "quora.com", "reddit.com", "sites.google.com", "soundcloud.com",
    "substack.com", "t.me", "telegram.me", "threads.net", "tiktok.com", "twitch.tv", "twitter.com", "vimeo.com",
    "vk.com", "wa.me", "x.com", "youtu.be", "youtube.com",
})  # fmt: skip
"""Hosts where the path says whose page it is. Each page is a site, and does not say anything about other pages."""

NOT_ONE_SITE: Final = frozenset({
    "academia.edu", "angelfire.com", "archive.org", "bitchute.com", "blog.daum.net", "blog.naver.com", "cafe.daum.net",
    "cafe.naver.com", "dailymotion.com", "denypagetests.netsweeper.com", "geocities.com", "gofundme.com",
    "groups.yahoo.com", "indiegogo.com", "issuu.com", "kickstarter.com", "meetup.com", "members.tripod.com",
    "researchgate.net", "rumble.com", "s3.amazonaws.com", "scribd.com", "slideshare.net", "steamcommunity.com",
    "storage.googleapis.com", "web.archive.org",
})  # fmt: skip
"""More hosts where each path is its own site or its own test. The front page is another site. Source: the hosts with
such pages in citizenlab/test-lists; 2026-11-28."""

_SAME_SITE: Final = {
    "facebook.com": "m.facebook.com web.facebook.com mbasic.facebook.com touch.facebook.com mobile.facebook.com fb.com",
    "x.com": "twitter.com mobile.twitter.com m.twitter.com mobile.x.com m.x.com",
    "t.me": "telegram.me telegram.dog",
    "youtube.com": "m.youtube.com youtu.be",
}
SAME_SITE: Final = {name: site for site, names in _SAME_SITE.items() for name in names.split()}
"""Other names of a host that show the same pages. Source: the platforms' own redirects and help pages, and the names
that issues of citizenlab/test-lists use; 2026-11-28. `m.me`, `fb.me` and `t.me/s/` show other pages, so they are
left out."""

_LOCALE_OF_FACEBOOK: Final = r"[a-z]{2}-[a-z]{2}\.facebook\.com"


def site_of(host: str) -> str:
    """Return the usual name of `host`: `facebook.com` for `m.facebook.com` and `km-kh.facebook.com`."""
    if host.endswith(".facebook.com") and re.fullmatch(_LOCALE_OF_FACEBOOK, host):
        return "facebook.com"
    return SAME_SITE.get(host, host)


def locales_of_facebook(hosts: str) -> set[str]:
    """Return the hosts such as `km-kh.facebook.com` in a text with one host in each line, ended by a line break."""
    return set(re.findall(rf"(?m)^{_LOCALE_OF_FACEBOOK}$", hosts)) if ".facebook.com\n" in hosts else set()


_TRACKING: Final = frozenset({
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh",
    "mibextid", "sfnsn", "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "fb_action_ids",
    "fb_action_types", "fb_ref", "fb_source",
})  # fmt: skip
_TRACKING_STARTS: Final = ("utm_", "__cft__", "__xts__", "__tn__", "__eep__")
"""Query parameters that name the click on any site, not the page. Source: what Google, Meta, Microsoft, Yandex, X,
TikTok, Mailchimp, HubSpot and Marketo document, and ClearURLs/Rules issues 24, 83 and 165; 2026-11-28."""

_TRACKING_AT: Final = {
    "facebook.com": "ref refid ref_type fref hc_ref hc_location eid rdid _rdr _rdc paipv share_url wtsid",
    "instagram.com": "ig_rid ig_web_copy_link",
    "x.com": "s t ref_src ref_url cxt",
    "youtube.com": "si feature pp ab_channel",
    "music.youtube.com": "si feature",
    "open.spotify.com": "si",
    "tiktok.com": "_t _r _d is_from_webapp is_copy_url sender_device sender_web_id share_app_id",
    "reddit.com": "share_id rdt",
    "linkedin.com": "trk trackingid",
    "google.com": "ved ei sxsrf gs_l gs_lcp rlz",
}
_NAMES_AT: Final = {site: frozenset(names.split()) for site, names in _TRACKING_AT.items()}
"""The same for names that have this meaning only on one site. Source: links that each site's own share button makes;
2026-11-28."""

_SHARED_ID: Final = r"[A-Za-z0-9_-]{10,}"
"""The form of `si` on YouTube and Spotify. On another site, a short `si` may say which page is meant."""


def is_tracking(pair: str, host: str) -> bool:
    """Return True if `pair` (`name=value`) in a query at `host` names a click and not a page."""
    written, _, value = pair.partition("=")
    name = written.lower()
    if name in _TRACKING or name.startswith(_TRACKING_STARTS):
        return True
    site = site_of(host.removeprefix("www."))
    return name in _NAMES_AT.get(site, ()) or (name == "si" and re.fullmatch(_SHARED_ID, value) is not None)


def without_tracking(query: str, host: str) -> str:
    """Return `query` without the pairs that name a click. The others keep their order and spelling."""
    return "&".join([pair for pair in query.split("&") if not is_tracking(pair, host)])


WHOLE_QUERY: Final = "?"
"""The mark for a query that is the wrapped URL itself, without a name."""


class Wrapper(NamedTuple):
    """A kind of link that leads to another URL, and the part of the link that contains this URL."""

    what: str
    """The usual name of this kind, with its article."""
    path: str
    """A pattern for the start of the path, in any case. A group in it is the wrapped URL."""
    parameters: tuple[str, ...] = ()
    """The query parameters that may contain the wrapped URL. A link with none of them wraps nothing."""


def _wrapper(what: str, path: str, parameters: str = "") -> Wrapper:
    return Wrapper(what, path, tuple(parameters.split()))


def _by_host(table: Iterable[tuple[str, Wrapper]]) -> dict[str, tuple[Wrapper, ...]]:
    found: dict[str, tuple[Wrapper, ...]] = {}
    for hosts, wrapper in table:
        for host in hosts.split():
            found[host] = (*found.get(host, ()), wrapper)
    return found


_REDIRECT: Final = "a redirect"
_SHARE: Final = "a share link"
_COPY: Final = "a copy of another page"

WRAPPERS: Final = _by_host([
    ("l.facebook.com lm.facebook.com", _wrapper(_REDIRECT, r"/", "u")),
    ("facebook.com", _wrapper(_REDIRECT, r"/(?:l\.php|flx/warn)", "u")),
    ("facebook.com", _wrapper(_SHARE, r"/(?:sharer|share\.php|dialog/(?:share|feed|send)|plugins/)", "u href link")),
    ("facebook.com", _wrapper("a short link of Facebook", r"/share/(?:[prvg]/)?[A-Za-z0-9]+/?$")),
    ("l.instagram.com l.threads.net l.threads.com l.messenger.com l.wl.co", _wrapper(_REDIRECT, r"/", "u")),
    ("x.com", _wrapper(_SHARE, r"/(?:intent/|share/?$|home/?$)", "url text status screen_name tweet_id in_reply_to")),
    ("t.me", _wrapper(_SHARE, r"/share(?:/url)?/?$", "url")),
    ("wa.me api.whatsapp.com web.whatsapp.com", _wrapper(_SHARE, r"/(?:send)?/?$", "text")),
    ("linkedin.com", _wrapper(_SHARE, r"/(?:shareArticle|sharing/share-offsite|cws/share)", "url")),
    ("linkedin.com", _wrapper(_REDIRECT, r"/(?:safety/go|redir/redirect)", "url")),
    ("pinterest.com", _wrapper(_SHARE, r"/pin/create/", "url media")),
    ("reddit.com", _wrapper(_SHARE, r"/(?:r/[^/]+/)?submit/?$", "url")),
    ("out.reddit.com", _wrapper(_REDIRECT, r"/", "url")),
    ("tumblr.com", _wrapper(_SHARE, r"/(?:share|widgets/share)", "url canonicalUrl")),
    ("t.umblr.com", _wrapper(_REDIRECT, r"/redirect", "z")),
    ("vk.com", _wrapper(_SHARE, r"/share\.php", "url")),
    ("vk.com away.vk.com", _wrapper(_REDIRECT, r"/away(?:\.php)?", "to")),
    ("connect.ok.ru", _wrapper(_SHARE, r"/offer", "url")),
    ("social-plugins.line.me lineit.line.me", _wrapper(_SHARE, r"/(?:lineit/)?share", "url")),
    ("line.me", _wrapper(_SHARE, r"/R/(?:share|msg/text)", "text")),
    ("plus.google.com", _wrapper(_SHARE, r"/share", "url")),
    ("news.ycombinator.com", _wrapper(_SHARE, r"/submitlink", "u")),
    ("getpocket.com", _wrapper(_SHARE, r"/(?:save|edit)", "url")),
    ("addtoany.com", _wrapper(_SHARE, r"/(?:share|add_to)", "linkurl url")),
    ("google.com", _wrapper(_REDIRECT, r"/url/?$", "url q")),
    ("google.com", _wrapper(_COPY, r"/amp/s?/?(.+)")),
    ("translate.google.com", _wrapper(_COPY, r"/(?:translate|website)", "u")),
    ("googleweblight.com", _wrapper(_COPY, r"/i?/?$", "u lite_url")),
    ("webcache.googleusercontent.com", _wrapper(_COPY, r"/search", "q")),
    ("web.archive.org", _wrapper(_COPY, r"/(?:web/)?(?:[0-9*]+[a-z_]*/)?(https?:/.+)")),
    ("archive.ph archive.is archive.today archive.md archive.li archive.vn archive.fo",
     _wrapper(_COPY, r"/(?:newest/|oldest/|[0-9.-]{4,}/)?([A-Za-z0-9]{4,6}$|https?:/.+)")),
    ("youtube.com", _wrapper(_REDIRECT, r"/(?:redirect|attribution_link)", "q u")),
    ("steamcommunity.com", _wrapper(_REDIRECT, r"/linkfilter", "url u")),
    ("slack-redir.net", _wrapper(_REDIRECT, r"/link", "url")),
    ("duckduckgo.com", _wrapper(_REDIRECT, r"/l/?$", "uddg")),
    ("bing.com", _wrapper(_REDIRECT, r"/ck/a")),
    ("baidu.com", _wrapper(_REDIRECT, r"/link", "url")),
    ("urldefense.proofpoint.com urldefense.com", _wrapper(_REDIRECT, r"/v[0-9]/", "u")),
    ("href.li anonym.to anon.to nullrefer.com", _wrapper(_REDIRECT, r"/$", WHOLE_QUERY)),
])  # fmt: skip
"""Redirects, share buttons and copies. Source: the links that these services make, and their documentation for share
buttons; 2026-11-28. Hosts have their usual name here (`site_of`)."""

_GOOGLE: Final = r"((?:translate\.)?google)\.(?:com?\.)?[a-z]{2,3}"

_REDIRECTING: Final = "redirect|redir|away|out|outgoing|exit|leave|jump|goto|go|click|track|share|sharer|link|url"
REDIRECTING_PATH: Final = rf"(?i)/(?:{_REDIRECTING})(?:\.[a-z]{{2,5}})?/?$"
"""The end of the path of a redirect or a share link, for sites that the table does not have."""


def wrappers_at(host: str) -> tuple[Wrapper, ...]:
    """Return the kinds of wrapping links that are known at `host`."""
    google = re.fullmatch(_GOOGLE, host) if "google." in host else None
    return WRAPPERS.get(f"{google[1]}.com" if google else site_of(host), ())


WRAPPING_SUFFIXES: Final = {
    ".translate.goog": _COPY,
    ".cdn.ampproject.org": _COPY,
    ".safelinks.protection.outlook.com": _REDIRECT,
}
"""Ends of hosts that a service makes for each wrapped site: `example-com.translate.goog`. Source: as above;
2026-11-28."""

SHORTENERS: Final = frozenset({
    "a.co", "adf.ly", "aka.ms", "amzn.to", "apple.co", "bc.vc", "bit.do", "bit.ly", "bl.ink", "buff.ly", "clck.ru",
    "cutt.ly", "dlvr.it", "fb.me", "fb.watch", "forms.gle", "g.co", "git.io", "goo.gl", "ift.tt", "is.gd", "j.mp",
    "lnkd.in", "maps.app.goo.gl", "ouo.io", "ow.ly", "photos.app.goo.gl", "pin.it", "po.st", "qr.ae", "rb.gy",
    "rebrand.ly", "redd.it", "s.id", "shorturl.at", "snip.ly", "soo.gd", "spoti.fi", "t.cn", "t.co", "t.ly", "tiny.cc",
    "tinyurl.com", "tr.im", "trib.al", "u.to", "v.gd", "vk.cc", "vm.tiktok.com", "vt.tiktok.com", "wp.me", "x.co",
    "youtu.be",
})  # fmt: skip
"""Hosts that make short links. Source: the services' own front pages; 2026-11-28. `youtu.be` is here too, but its links
show which video they lead to."""

SHORTENING_SUFFIXES: Final = (".app.link", ".page.link", ".onelink.me", ".smart.link")
"""Ends of the hosts that services for short links give to each customer. Source: as above."""
