"""Platforms that have no such site, and sites on platforms that live."""

from __future__ import annotations

from typing import Final

from tests.farm.wild.page import Answer, Page, redirect


def _p(title: str, *lines: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{''.join(f'<div>{line}</div>' for line in lines)}</body></html>"


_GONE: Final[dict[str, tuple[str, Answer]]] = {
    "netlify": ("silk-road-notes.netlify.app", Answer("Not Found - Request ID: 01J5ZC0KQ", 404)),
    "netlify-200": ("rice-map.netlify.app", Answer(_p("Site not found", "Site not found", "Looks like you've followed a broken link or entered a URL that doesn't exist on Netlify.", "If this is your site, visit Netlify's support guide for page not found."))),
    "webflow": ("kep-studio.webflow.io", Answer(_p("404 - Page not found", "The page you are looking for doesn't exist or has been moved.", "Webflow"), 404)),
    "ghost": ("slow-letters.ghost.io", redirect("https://ghost.org/404/")),
    "bucket": ("archive-radio.s3.amazonaws.com", Answer("<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>", 404, (("Content-Type", "application/xml"),))),
    "azure": ("farm-board.azurewebsites.net", Answer(_p("Microsoft Azure Web App - Error 404", "404 Web Site not found.", "You may be seeing this error due to one of the reasons listed below: Custom domain has not been configured inside Azure."), 404)),
    "firebase": ("vote-map.web.app", Answer(_p("Site Not Found", "Site Not Found", "Why am I seeing this? There are a few potential reasons: You haven't deployed an app yet. Firebase Hosting"), 404)),
    "gitlab": ("font-lab.gitlab.io", Answer(_p("The page you're looking for could not be found (404)", "404", "The page could not be found or you don't have permission to view it."), 404)),
    "strikingly": ("weave-days.mystrikingly.com", Answer(_p("Page Not Found - Strikingly", "This website is no longer available.", "Build your own on Strikingly"))),
    "pixnet": ("angkorfood.pixnet.net", Answer(_p("痞客邦", "使用者不存在", "您所連結的部落格不存在或已關閉"))),
    "livejournal": ("mekong-diary.livejournal.com", Answer(_p("Deleted journal", "This journal has been deleted and purged.", "LiveJournal"), 410)),
    "overblog": ("lettres-du-mekong.over-blog.com", Answer(_p("Blog introuvable", "Ce blog n'existe pas ou a été supprimé.", "This blog does not exist. Créer un blog sur Over-blog"))),
    "squarespace-own": ("www.silk-studio-kep.test", Answer(_p("Website Expired", "This Squarespace website has expired.", "If you're the owner, log in to reactivate your account."))),
    "wix-own": ("www.bay-tour.test", Answer(_p("Wix.com - Domain Not Connected", "This domain isn't connected to a website", "Site owners: connect your domain from your Wix dashboard", head="<link rel='icon' href='https://www.wix.com/favicon.ico'>"), 404)),
    "shop-own": ("www.reed-basket.test", Answer(_p("Reed Basket", "This store is unavailable", "Are you the store owner? Log in to reopen. Powered by Shopify", head="<script src='https://cdn.shopify.com/s/files/closed.js'></script>"), 402)),
    "blog-removed": ("hill-diary.blogspot.com", Answer(_p("Blog not found", "Blog has been removed", "Sorry, the blog at hill-diary.blogspot.com has been removed. This address is not available for new blogs."))),
}  # fmt: skip
_LIVING: Final = {
    "open-kitchen.netlify.app": ("Open kitchen", "Recipes from eleven provinces, and a table of what is in season at the market."),
    "weavers-guild.webflow.io": ("Weavers' guild", "Order a scarf, visit the loom, or learn to dye with the bark of the prohut tree."),
    "slow-train.ghost.io": ("Slow train letters", "Each Sunday a letter from the line to Battambang, with photographs of those who ride."),
    "boat-race.web.app": ("Boat race results", "Heats of all three days, by province and by length of the boat."),
}  # fmt: skip
_GHOST: Final = Answer(_p("Ghost: 404", "Domain not found", "The site you are looking for does not exist. Ghost"), 404)


def no_such_site() -> list[Page]:
    """Return the pages of platforms that have no such site."""
    return [
        Page(f"second-none-{name}", "second-no-such-site", ("gone",), said, said, "CULTR", "en", host,
             elsewhere={"ghost.org": _GHOST} if name == "ghost" else {})
        for name, (host, said) in _GONE.items()
    ]  # fmt: skip


def living() -> list[Page]:
    """Return sites on the same platforms that are well."""
    none = Answer(_p("404", "Not here"), 404)
    return [
        Page(f"second-living-{number}", "second-honest/platform", ("up",), Answer(_p(title, f"<h1>{title}</h1>", line)), none, "CULTR", "en", host)
        for number, (host, (title, line)) in enumerate(_LIVING.items())
    ]  # fmt: skip
