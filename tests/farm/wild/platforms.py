"""Platforms that say that they have no such site."""

from __future__ import annotations

from typing import Final

from tests.farm.wild.page import Answer, Page, redirect


def _page(title: str, *lines: str, head: str = "", lang: str = "en") -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


_WIX: Final = _page(
    "Error ConnectYourDomain",
    "Looks Like This Domain Isn't Connected To A Website Yet",
    "Is this your domain? Connect it to your Wix website in just a few easy steps.",
    head='<link rel="shortcut icon" href="https://www.wix.com/favicon.ico">',
)
_SQUARESPACE: Final = _page(
    "Website Expired",
    "Website Expired",
    "This account has expired. If you are the site owner, click below to login.",
    head='<script src="https://static1.squarespace.com/static/ta/universal.js"></script>',
)
_TUMBLR: Final = _page(
    "Not found.", "There's nothing here.", "Whatever you were looking for doesn't currently exist at this address. Unless you were looking for this error page.",
    head='<link rel="icon" href="https://assets.tumblr.com/pop/manifest/favicon.svg">',
)  # fmt: skip
_BLOGGER: Final = _page(
    "Blog not found",
    "Sorry, the blog you were looking for does not exist. However, the name riverstories is available to register!",
    head="<link href='https://www.blogger.com/favicon.ico' rel='icon'>",
)
_SHOPIFY: Final = _page(
    "Create an Ecommerce Website and Sell Online!",
    "Sorry, this shop is currently unavailable.",
    head='<link rel="icon" href="https://cdn.shopify.com/shopifycloud/favicon.ico">',
)
_FC2: Final = _page(
    "404 Not Found | FC2ブログ",
    "404 Not Found",
    "お探しのブログは見つかりませんでした。The blog you are looking for was not found.",
    "Copyright FC2, Inc.",
    lang="ja",
)
_FORUM: Final = _page(
    "Forumotion - Error",
    "The forum you are looking for does not exist or has been deleted.",
    "Create a free forum with Forumotion",
)
_GITHUB: Final = _page(
    "Site not found &middot; GitHub Pages", "404", "There isn't a GitHub Pages site here.",
    "If you're trying to publish one, read the full documentation to learn how to set up GitHub Pages.",
)  # fmt: skip
_WEEBLY: Final = _page(
    "404 - Page Not Found", "Error 404 - Page Not Found", "This site is not published or does not exist on Weebly."
)
_JIMDO: Final = _page(
    "Jimdo | Website not found", "This website doesn't exist (any more).", "Make a website of your own with Jimdo."
)
_WORDPRESS: Final = _page(
    "mekongnotes.wordpress.com is no longer available", "mekongnotes.wordpress.com is no longer available.",
    "This blog has been archived or suspended in accordance with our Terms of Service.",
    head='<link rel="icon" href="https://s0.wp.com/i/favicon.ico">',
)  # fmt: skip
_WP_DELETED: Final = _page(
    "Deleted site - WordPress.com",
    "khmerkitchen.wordpress.com is no longer available. The authors have deleted this site.",
)
_WP_TYPO: Final = _page(
    "WordPress.com: Create a Site",
    "doesn't exist. Do you want to register this address?",
    "Build a site, sell your stuff, start a blog.",
)
_ENTRIES: Final[dict[str, tuple[str, Answer, dict[str, Answer]]]] = {
    "wordpress-typo": (
        "villageletters.wordpress.com", redirect("https://wordpress.com/typo/?subdomain=villageletters"),
        {"wordpress.com": Answer(_WP_TYPO)},
    ),
    "wordpress-suspended": ("mekongnotes.wordpress.com", Answer(_WORDPRESS, 410), {}),
    "wordpress-suspended-200": ("mekongletters.wordpress.com", Answer(_WORDPRESS.replace("mekongnotes", "mekongletters")), {}),
    "wordpress-deleted": ("khmerkitchen.wordpress.com", Answer(_WP_DELETED), {}),
    "blogger-none": ("riverstories.blogspot.com", Answer(_BLOGGER, 404), {}),
    "blogger-none-200": ("riverstories2.blogspot.com", Answer(_BLOGGER), {}),
    "blogger-removed": (
        "free-phnom-penh.blogspot.com",
        Answer(_page("Blog has been removed", "Sorry, the blog at free-phnom-penh.blogspot.com has been removed. This address is not available for new blogs.",
                     head="<link href='https://www.blogger.com/favicon.ico' rel='icon'>")), {},
    ),
    "wix-unconnected": ("www.kampot-pepper-farm.test", Answer(_WIX, 404), {}),
    "wix-unconnected-200": ("www.kampot-salt-farm.test", Answer(_WIX), {}),
    "wix-free": ("somebody12.wixsite.com", Answer(_page("Wix.com - 404", "We looked everywhere. This site does not exist.", "Create a site with Wix")), {}),
    "squarespace-expired": ("www.mekong-photo.test", Answer(_SQUARESPACE), {}),
    "squarespace-expired-402": ("www.mekong-film.test", Answer(_SQUARESPACE, 402), {}),
    "tumblr-none": ("khmerstreetart.tumblr.com", Answer(_TUMBLR, 404), {}),
    "tumblr-none-200": ("khmerstreetfood.tumblr.com", Answer(_TUMBLR), {}),
    "shopify-closed": ("silk-of-takeo.myshopify.com", Answer(_SHOPIFY), {}),
    "shopify-closed-402": ("www.silk-of-kandal.test", Answer(_SHOPIFY, 402), {}),
    "fc2-none": ("khmerlife.blog.fc2.com", redirect("https://error.fc2.com/blog/"), {"error.fc2.com": Answer(_FC2)}),
    "fc2-none-direct": ("angkortrip.web.fc2.com", Answer(_FC2), {}),
    "forumotion-none": ("khmerforum.forumotion.com", Answer(_FORUM), {}),
    "forumotion-sent": (
        "cambodge.forumotion.net", redirect("https://www.forumotion.com/?error=unknown-forum"), {"www.forumotion.com": Answer(_FORUM)},
    ),
    "github-none": ("khmer-fonts.github.io", Answer(_GITHUB, 404), {}),
    "github-own-domain": ("www.khmer-keyboard.test", Answer(_GITHUB), {}),
    "weebly-none": ("kepschool.weebly.com", Answer(_WEEBLY), {}),
    "jimdo-none": ("kratie-guide.jimdofree.com", Answer(_JIMDO), {}),
    "heroku-none": ("labour-map.herokuapp.com", Answer(_page("No such app", "There's nothing here, yet.", "Heroku"), 404), {}),
    "vercel-none": (
        "land-map.vercel.app", Answer("The deployment could not be found on Vercel.\n\nDEPLOYMENT_NOT_FOUND", 404, (("x-vercel-error", "DEPLOYMENT_NOT_FOUND"),)), {},
    ),
}  # fmt: skip


def platforms() -> list[Page]:
    """Return the pages of platforms that have no such site."""
    return [
        Page(name, "no-such-site", ("gone",), said, said, "GRP", "en", host, elsewhere=elsewhere)
        for name, (host, said, elsewhere) in _ENTRIES.items()
    ]


def living() -> list[Page]:
    """Return living sites on the same platforms."""
    missing = Answer(_page("Not here", "That post is not here."), 404)
    hosts = {
        "mekongkitchen.wordpress.com": (
            "Mekong Kitchen",
            "This week we cook samlor korko with green papaya. The recipe needs prahok, roasted rice and an hour of patience.",
        ),
        "riverphotos.blogspot.com": (
            "River Photos",
            "Forty pictures from the ferry at Neak Loeung, taken before the bridge was opened. Prints can be ordered by mail.",
        ),
        "khmerillustrator.tumblr.com": (
            "Khmer illustrator",
            "New drawings of market women. I sell stickers at the art fair on Sunday.",
        ),
        "kepbees.wixsite.com": (
            "Bees of Kep",
            "Our honey comes from forty hives near the national park. Visit us on Saturdays.",
        ),
        "typing-khmer.github.io": (
            "Typing Khmer",
            "A small guide to the Khmer keyboard: subscripts, vowels and the zero width space.",
        ),
        "khmergamers.forumotion.com": (
            "Khmer Gamers forum",
            "Welcome to the forum. Latest topics: Which phone for games? Weekend tournament at the mall. Rules of the forum.",
        ),
    }
    return [
        Page(
            f"living-{host.partition('.')[0]}",
            "honest/platform",
            ("up",),
            Answer(_page(title, *[line] * 1, "About me. Archive. Contact.")),
            missing,
            "GRP",
            "en",
            host,
        )
        for host, (title, line) in hosts.items()
    ]
