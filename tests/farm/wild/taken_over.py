"""Domains in other hands; and the same sorts of pages on rows where they belong."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Final

from tests.farm.wild.ordinary import LANGUAGES, missing_page, ordinary_page
from tests.farm.wild.page import Answer, Page, redirect
from tests.farm.wild.spam_skins import spam
from tests.farm.wild.texts import Text, read

_HOSTS: Final = (
    "women-of-kratie", "mekong-fish-watch", "kampot-press", "krong-library", "free-voices-kh", "tonle-news",
    "forest-guards", "rights-monitor", "kep-commune", "buddhist-youth", "pursat-radio", "land-justice", "kh-bloggers",
    "river-dolphins", "takeo-school", "culture-days", "legal-help-kh", "khmer-poets", "wetland-fund", "youth-vote",
    "phnom-diary", "garment-union", "battambang-arts", "clean-air-kh", "moto-taxi-union", "village-lens", "open-court",
    "old-songs", "cham-voice", "bird-count", "rice-bank", "silk-weavers", "health-walk", "sea-grass", "teachers-kh",
)  # fmt: skip
"""What the domains were before."""

_OWN: Final = {"porn": "PORN", "escort": "PORN", "pharmacy": "ALDR"}
"""Categories of rows where such a page belongs; all else is gambling."""
_THEIRS: Final = {
    "slots-id-product": "301", "slots-en-amp": "302", "casino-zh-lobby": "301", "casino-th-amp": "302",
    "lottery-vi-loto": "301", "lottery-km-lottery": "302", "football-th-stepball": "301", "football-id-bola": "302",
    "porn-vi-tube": "301", "porn-en-tube": "302", "escort-zh-ads": "301", "pharmacy-zh-yao": "302",
    "pharmacy-en-pills": "301",
}  # fmt: skip
"""Texts that a domain is sent to by a redirect as well, with its status."""
_LONG: Final = {
    "slots-vi-blog": "",
    "lottery-id-togel": "blogspam",
    "porn-th-tube": "blogspam",
    "casino-km-blog": "",
    "pharmacy-en-blog": "",
}
"""Texts that there is a long page of as well, with another layout."""
_STYLED: Final = ("slots-th-lobby", "football-en-odds", "casino-en-blog", "slots-km-lobby")
"""Texts that also stand behind 30 kB of style."""
_OTHERS: Final = Answer("<h1>Not Found</h1><p>The requested URL was not found on this server.</p>", 404)


def _page(text: Text, host: str, body: str, variant: str, path: str = "/") -> Page:
    return Page(
        f"{text.name}-{variant}", f"taken-over/{text.topic}", ("taken-over",), Answer(body), _OTHERS, text.category,
        text.lang, host, path,
    )  # fmt: skip


def taken_over() -> list[Page]:
    """Return the pages of domains in other hands."""
    texts = read("spam")
    made = [_page(text, f"www.{host}.test", spam(text), "direct") for text, host in zip(texts, _HOSTS, strict=True)]
    by_name = {text.name: text for text in texts}
    for name, status in _THEIRS.items():
        text = by_name[name]
        there = f"{text.slug}-official.test"
        sent = Answer(spam(text, skin="lobby" if text.skin == "amp" else ""))
        page = _page(text, f"{text.slug}-was-an-ngo.test", "", f"after-{status}")
        where = f"https://{there}/{text.lang}/?utm_source=expired"
        made.append(
            replace(
                page, says=redirect(where, int(status)), otherwise=redirect(where, int(status)), elsewhere={there: sent}
            )
        )
    for name, skin in _LONG.items():
        text = replace(by_name[name], size=150_000)
        made.append(_page(text, f"{text.slug}-old-name.test", spam(text, skin=skin), "long"))
    for name in _STYLED:
        text = by_name[name]
        made.append(_page(text, f"{text.slug}-old-name.test", spam(text, styled=30_000), "styled"))
    deep = [text for text in texts if text.skin in {"blogspam", "amp", "shop"}][:8]
    for number, text in enumerate(deep):  # a deep link of the old site, where the new one answers the same everywhere
        page = _page(text, f"{text.slug}-deep.test", spam(text), "deep", path=f"/reports/{2012 + number}/annual.html")
        made.append(replace(page, otherwise=page.says))
    return made


def own_kind() -> list[Page]:
    """Return pages of gambling, pornography and pharmacies on rows of their own category: all is well there."""
    made = []
    for text in read("spam"):
        category = _OWN.get(text.topic, "GMB")
        host = f"{text.slug}-at-home.test"
        page = Page(
            f"{text.name}-own",
            f"own-kind/{text.topic}",
            ("up",),
            Answer(spam(text)),
            _OTHERS,
            category,
            text.lang,
            host,
        )
        made.append(page)
    for name in ("football-vi-nhacai", "casino-zh-lobby", "porn-en-tube"):
        page = next(page for page in made if page.name == f"{name}-own")
        there = f"{name}-new-name.test"
        says = redirect(f"https://{there}/", 301)
        made.append(
            replace(page, name=f"{name}-own-moved", kind="own-kind/moved", verdicts=("moved",), says=says, otherwise=says,
                    host=f"{name}-old-brand.test", elsewhere={there: page.says})
        )  # fmt: skip
    return made


def only_advertising() -> list[Page]:
    """Return living sites with links to casinos and the like that their readers hardly see, or see as advertising."""
    made = []
    spammed = {text.lang: text for text in read("spam") if text.topic in {"slots", "casino"}}
    for lang in LANGUAGES:
        rows = [row for row in read(f"ordinary/{lang}") if row.category in {"CULTR", "ENV", "REL"} and not row.skin]
        links = "".join(
            f'<a href="https://play-slots-{n}.test/">{item}</a> ' for n, item in enumerate(spammed[lang].menu * 6)
        )
        ways = {
            "hidden": f'<div style="display:none">{links}{spammed[lang].title}</div>',
            "off-screen": f'<div style="position:absolute;left:-9999px">{links}</div>',
            "banner": f'<div class="ad"><a href="https://play-slots-1.test/?ref=ad" rel="sponsored"><img src="/ad.gif" alt="{escape(spammed[lang].title)}"></a></div>',
        }  # fmt: skip
        for row, (way, more) in zip(rows, ways.items(), strict=False):
            text = replace(row, lang=lang)
            body = ordinary_page(text).replace("</body>", f"{more}</body>", 1)
            host = f"{text.slug}-{lang}-with-links.test"
            said = Answer(body)
            made.append(
                Page(f"{lang}-{way}", f"honest/{way}", ("up",), said, missing_page(lang), text.category, lang, host)
            )
    return made
