"""Platforms: hosts where many unrelated sites may end, and each still has its own page.

To add one, add its domain with the reason. All hosts below a domain belong to it.
"""

from __future__ import annotations

from typing import Final

from kh_testlist import well_known

_SITES: Final = (
    "angelfire.com", "beacons.ai", "bio.link", "blogger.com", "blogspot.com", "canva.site", "carrd.co", "cafe24.com",
    "discord.gg", "fc2.com", "forumotion.com", "forumotion.net", "github.io", "gitlab.io",
    "godaddysites.com", "google.com", "herokuapp.com", "issuu.com", "jimdo.com", "jimdofree.com",
    "jimdosite.com", "line.me", "livejournal.com", "messenger.com", "mystrikingly.com", "naver.com",
    "neocities.org", "netlify.app", "notion.site", "over-blog.com", "pages.dev", "pixnet.net",
    "readthedocs.io", "shopify.com", "myshopify.com", "signal.group", "spotify.com", "squarespace.com",
    "strikingly.com", "telegra.ph", "telegram.org", "threads.com", "tistory.com", "tumblr.com", "typepad.com",
    "vercel.app", "web.app", "webflow.io", "webnode.com", "weebly.com", "weibo.com", "whatsapp.com",
    "wikipedia.org", "wix.com", "wixsite.com", "wordpress.com", "workers.dev", "yahoo.com", "yolasite.com", "zalo.me",
)  # fmt: skip
"""Where people have a page, a blog or a shop. Source: the front pages of these services, and the companies' suffixes in
the public suffix list; 2026-11-28."""

_STORES: Final = ("apps.apple.com", "itunes.apple.com", "play.google.com", "archive.org", "archive.ph", "archive.today")
"""Where an app is offered, or an old copy of a site is kept. Source: the links of rows in citizenlab/test-lists;
2026-11-28."""

_LOGINS: Final = (
    "advertising.com", "auth0.com", "b2clogin.com", "ciamlogin.com", "live.com", "login.gov", "microsoftonline.com",
    "okta.com", "onelogin.com", "privacy-mgmt.com",
)  # fmt: skip
"""Where sites of many owners send their visitors to log in, or to agree to cookies. Source: the documentation of these
services; `guce.advertising.com` is the consent page of Yahoo's sites; 2026-11-28."""

PLATFORMS: Final = frozenset({*well_known.PLATFORMS, *well_known.NOT_ONE_SITE, *_SITES, *_STORES, *_LOGINS})


def is_platform(host: str) -> bool:
    """Return True if `host` is a platform, or is below the domain of one."""
    labels = host.removesuffix(".").split(".")
    return any(".".join(labels[start:]) in PLATFORMS for start in range(len(labels)))
