"""Parking of today: sale platforms, pages whose tokens change, registrars' pages, in six languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from html import escape
from typing import Final

from tests.farm.wild.page import Answer, Ask, Handler, Page, redirect

_NAMES: Final = (
    "khmerherald", "phnomvoice", "kampotdaily", "rights-cambodia", "mekongmonitor", "angkorbooks", "tonlesaptoday",
    "kratiepost", "openpursat", "cambodiawomen", "takeonews", "siemreaplife", "kepcoast", "prey-lang", "greenmekong",
    "khmerpoetry", "buddhismkh", "sihanoukwatch", "cham-culture", "battambangnow", "koh-kong-voice", "stungtreng",
    "rattanakiri-land", "kandal-times", "pailin-gems", "svayrieng", "cardamom-forest", "oudong-hill", "chbar-ampov",
    "phsar-thmei", "boeung-kak", "wat-phnom-press", "kirirom", "memot-rubber", "tbong-khmum", "bassac-lane", "prek-pnov",
    "neak-loeung", "skuon", "poipet-mirror",
)  # fmt: skip
"""The domains, each for one page."""

_CHALLENGE: Final = Answer(
    '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="refresh" content="360">'
    '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8f0c"></script></head><body>'
    "<noscript>Enable JavaScript and cookies to continue</noscript></body></html>",
    403,
    (("cf-mitigated", "challenge"), ("Server", "cloudflare")),
)
_DENIED: Final = Answer(
    "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access this on this"
    " server.<P>Reference #18.2f4c1402.1783</BODY></HTML>",
    403,
    (("Server", "AkamaiGHost"),),
)
_PLATFORMS: Final[dict[str, tuple[str, Answer]]] = {
    "hugedomains": ("https://www.hugedomains.com/domain_profile.cfm?d={}", _CHALLENGE),
    "godaddy": ("https://www.godaddy.com/forsale/{}?utm_source=TDFS_BINNS", _DENIED),
    "dan": ("https://dan.com/buy-domain/{}?redirected=true", _CHALLENGE),
    "afternic": ("https://www.afternic.com/forsale/{}?traffic_type=TDFS", _DENIED),
    "sedo": ("https://sedo.com/search/details/?domain={}&language=us", _CHALLENGE),
    "atom": ("https://www.atom.com/name/{}", _CHALLENGE),
    "dynadot": ("https://www.dynadot.com/market/user-listings/{}", _DENIED),
}


def _token(ask: Ask, salt: str = "") -> str:
    return sha256(f"{ask.count} {ask.target} {salt}".encode()).hexdigest()


def _by_http(target: str, status: int) -> Answer:
    return redirect(target, status)


def _by_meta(target: str) -> Answer:
    return Answer(
        f'<html><head><meta http-equiv="refresh" content="0; url={target}"><title></title></head><body></body></html>'
    )


def _by_script(target: str) -> Answer:
    return Answer(
        f'<!doctype html><html><head><script>window.location.replace("{target}");</script></head><body></body></html>'
    )


def _by_script_late(target: str) -> Answer:
    return Answer(
        "<html><head><title>Loading...</title></head><body><p>Redirecting</p><script type='text/javascript'>\n"
        f"setTimeout(function () {{ top.location.href = '{target}'; }}, 50);\n</script></body></html>"
    )


_WAYS: Final[dict[str, Callable[[str], Answer]]] = {
    "301": lambda target: _by_http(target, 301),
    "302": lambda target: _by_http(target, 302),
    "307": lambda target: _by_http(target, 307),
    "meta": _by_meta,
    "script": _by_script,
    "late-script": _by_script_late,
}
_SENT: Final = (
    ("301", "hugedomains"), ("302", "godaddy"), ("307", "dan"), ("302", "afternic"), ("301", "sedo"), ("302", "atom"),
    ("meta", "hugedomains"), ("script", "godaddy"), ("late-script", "afternic"), ("meta", "sedo"), ("script", "dan"),
    ("302", "dynadot"),
)  # fmt: skip


# Pages whose tokens change with each request.


def _iframe_lander(ask: Ask) -> Answer:
    token = _token(ask)
    return Answer(
        f'<!doctype html><html data-adblockkey="MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAL{token[:40]}" lang="en"><head><meta charset="utf-8">'
        f"<title>{ask.host}</title><meta name=viewport content='width=device-width'></head><body><div id=\"target\" style='opacity:0'>"
        f'</div><script>window.park = "{token}{token[::-1]}";</script><script src="/b{token[:8]}.js"></script></body></html>'
    )


def _related(ask: Ask) -> Answer:
    words = ("Visa Cambodia", "Cheap flights", "Online degree", "Car rental", "Work from home", "Dental implants")
    links = "".join(f'<li><a href="/click?s={_token(ask, word)}">{word}</a></li>' for word in words)
    return Answer(
        f"<!doctype html><html><head><title>{ask.host} - Resources and Information.</title></head><body><h1>{ask.host}</h1>"
        f"<p>Related Searches:</p><ul>{links}</ul><p>The domain {ask.host} may be for sale. Click here to inquire about this domain.</p>"
        f"<footer>The sponsored listings displayed above are served automatically by a third party. Privacy Policy"
        f"<!-- {_token(ask)} --></footer></body></html>"
    )


def _cdn_lander(ask: Ask) -> Answer:
    return Answer(
        "<!DOCTYPE html><html><head><script>window.onload=function(){var u='/lander?"
        f"token={_token(ask)}';window.location.href=u}}</script></head></html>"
    )


def _above(ask: Ask) -> Answer:
    token = _token(ask)
    return Answer(
        f"<html><head><title>{ask.host}</title><script type='text/javascript' src='//d1lxhc4jvstzrp.cloudfront.net/themes/registrar/{token[:6]}.js'>"
        f"</script></head><body onload='init(\"{token}\")'><div class='wrap'><h2><a href='https://www.above.com/marketplace/{ask.host}'>"
        f"Buy this domain</a></h2><p>{ask.host} is listed for sale at Above.com marketplace. Sponsored listings</p></div></body></html>"
    )


_TOKENS: Final = {"iframe": _iframe_lander, "related": _related, "lander": _cdn_lander, "above": _above}


# Registrars.

_REGISTRARS: Final = {
    "expired": ("{} has expired", "The domain {} has expired.", "Is this your domain? Renew it now with your registrar before somebody else registers it."),
    "expired-hold": ("Domain expired", "This domain name expired on 03/12/2026 and is pending renewal or deletion.", "If you are the owner, log in to your account and renew the domain."),
    "recent": ("{} - registered", "This domain is registered, but may still be available.", "{} was recently registered at our company. The owner has not set up a website. Get this domain."),
    "new": ("Welcome to {}", "This domain has recently been registered with NameHarbour.", "The owner of {} has not yet uploaded a website. Find a domain of your own: search, register, transfer."),
    "verify": ("Contact verification suspended", "This domain has been suspended because the registrant's e-mail address was not verified.", "{} will work again when the registrant follows the link in the ICANN verification message."),
    "redemption": ("{} | redemption period", "{} is in redemption and will soon be deleted.", "The former owner may still restore this domain name. Place a backorder for this domain today."),
    "free": ("{}", "{} is parked free, courtesy of NameHarbour.", "Want to buy this domain? Our broker service may get it for you."),
}  # fmt: skip

_SALES: Final = {
    "km": ("ដែន {} ដាក់លក់", "ឈ្មោះដែន {} កំពុងដាក់លក់។", "អ្នកចង់ទិញឈ្មោះដែននេះមែនទេ? សូមផ្ញើតម្លៃដែលអ្នកចង់បាន។ តម្លៃ ២.៥០០ ដុល្លារ។"),
    "zh": ("{} 域名出售", "您正在访问的域名 {} 正在出售!", "如需购买此域名,请联系经纪人报价,微信同号,价格可议,安全中介交易。"),
    "zh-hant": ("此網域名稱出售中", "網域 {} 現正出售", "想要購買這個網域嗎?立即提出報價,24 小時內回覆。"),
    "th": ("โดเมน {} ขาย", "โดเมนเนมนี้ {} ประกาศขาย", "สนใจซื้อโดเมนนี้ ติดต่อเสนอราคาได้ทันที โอนโดเมนภายในหนึ่งวัน"),
    "vi": ("Tên miền {} đang được bán", "Bạn đang quan tâm tên miền {}? Tên miền này đang được rao bán.", "Liên hệ để mua tên miền này, giá 12.000.000 đồng, chuyển nhượng trong ngày."),
    "id": ("Domain {} dijual", "Nama domain {} ini dijual!", "Tertarik membeli domain ini? Ajukan penawaran Anda sekarang, transfer aman lewat escrow."),
    "en": ("{}", "{} is for sale", "Own this premium domain today. Buy now for $3,499 or make an offer. Fast transfer, money-back guarantee."),
    "en-lease": ("Get {}", "Get this domain: {}", "Buy it now, or lease to own: 12 monthly payments of $229. Questions? Talk to a domain expert."),
}  # fmt: skip


_BROKERS: Final = {
    "km": ("{}", "គេហទំព័រនេះមានលក់", "ដែននេះទំនេរសម្រាប់លក់ហើយ។ ទាក់ទងម្ចាស់ដែនតាមអ៊ីមែល ដើម្បីចរចាតម្លៃ។"),
    "zh": ("{}", "该域名可以转让", "{} 域名转让,一口价 ¥18,800,点击购买或提交您的报价。"),
    "th": ("{} | ตลาดโดเมน", "{} พร้อมขาย", "ซื้อโดเมนนี้ ราคา 45,000 บาท ผ่อนชำระได้สิบสองเดือน"),
    "vi": ("{}", "Mua tên miền {}", "Tên miền này hiện có thể chuyển nhượng. Gửi giá đề nghị của bạn, chúng tôi trả lời trong ngày."),
    "id": ("{}", "{} dijual", "Beli nama domain ini seharga Rp 28.000.000, atau kirim penawaran kepada pemilik domain."),
    "en": ("{} | Brandmarket", "Is {} the name for your next idea?", "This domain name is available for purchase. Inquire about this domain today."),
}  # fmt: skip
"""Sale pages again, with a form and in other words."""
_FORM: Final = "<form><input name=email type=email><input name=offer><button>$</button></form>"
_Elsewhere = Mapping[str, Answer | Handler]


def _worded(title: str, *lines: str, lang: str = "en", more: str = "") -> Callable[[Ask], Answer]:
    def page(ask: Ask) -> Answer:
        name = ask.host.removeprefix("www.")
        body = "".join(f"<p>{line.format(name)}</p>" for line in lines[1:])
        return Answer(
            f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title.format(name))}</title></head><body>'
            f"<main><h1>{lines[0].format(name)}</h1>{body}</main>{more}</body></html>"
        )

    return page


def _questions(size: int) -> str:
    """Answers about buying a domain, until there is enough."""
    parts = (
        (
            "How does the transfer work?",
            "When your payment clears, we unlock the name and send you the code. Most transfers take a day.",
        ),
        ("Is my payment safe?", "We keep the money in escrow until the name is in your account."),
        ("May I pay in instalments?", "Yes: choose up to sixty months, and use the domain from the first payment on."),
        (
            "Why are some domain names so dear?",
            "Short names with words that people search for are rare, and their price follows from it.",
        ),
        (
            "What else do I get?",
            "Free privacy for a year, e-mail forwarding and help from people who know domain names.",
        ),
    )
    made: list[str] = []
    while sum(map(len, made)) < size:
        question, reply = parts[len(made) % len(parts)]
        made.append(
            f"<section><h4>{question}</h4><p>{reply}</p><svg viewBox='0 0 24 24'><path d='M{len(made)} 2z'/></svg></section>"
        )
    return "".join(made)


def parked() -> list[Page]:
    """Return the pages of parked names."""
    names = iter(_NAMES)
    made: list[Page] = []

    def add(
        name: str, kind: str, says: Answer | Handler, lang: str = "en", elsewhere: _Elsewhere | None = None
    ) -> None:
        host = f"{'www.' if len(made) % 2 else ''}{next(names)}.test"
        verdicts = ("parked", "placeholder") if name == "registrar-verify" else ("parked",)
        made.append(Page(name, f"parked/{kind}", verdicts, says, says, "NEWS", lang, host, elsewhere=elsewhere or {}))

    for number, (way, platform) in enumerate(_SENT):
        target, there = _PLATFORMS[platform]
        there_host = target.split("/")[2]
        name = _NAMES[number] + ".test"
        add(f"sent-{way}-{platform}", "sent", _WAYS[way](target.format(name)), elsewhere={there_host: there})
    for name, page in _TOKENS.items():
        add(f"tokens-{name}", "tokens", page)
    for name, lines in _REGISTRARS.items():
        add(f"registrar-{name}", "registrar", _worded(*lines))
    for name, lines in _SALES.items():
        add(f"sale-{name}", "sale", _worded(*lines, lang=name), name.partition("-")[0])
    for name, lines in _BROKERS.items():
        add(f"broker-{name}", "sale", _worded(*lines, lang=name, more=_FORM), name)
    for name in ("en", "zh", "vi"):
        add(f"sale-long-{name}", "long", _worded(*_SALES[name], lang=name, more=_questions(60_000)), name)
    return made
