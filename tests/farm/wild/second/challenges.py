"""Challenges and walls against robots, at many statuses; and articles that speak of them."""

from __future__ import annotations

from typing import Final

from tests.farm.wild.page import Answer, Page


def _p(title: str, body: str, head: str = "", lang: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


_F5: Final = "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 9411802299177261<br><br><a href='javascript:history.back();'>[Go Back]</a></body></html>"
_CF_ZH: Final = _p(
    "请稍候…",
    "<h1>site.test</h1><p>正在进行安全验证</p><p>此网站使用安全服务来防范恶意自动程序。在验证您不是自动程序期间,将显示此页面。</p><script src='/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1'></script>",
    lang="zh-CN",
)
_CF_VI: Final = _p(
    "Chờ một chút...",
    "<h2>Xác minh bạn là con người bằng cách hoàn thành thao tác bên dưới.</h2><script>window._cf_chl_opt={cType:'managed'}</script>",
    lang="vi",
)
_CROWDSEC: Final = _p(
    "CrowdSec Captcha",
    "<h1>CrowdSec Captcha</h1><form><div class='h-captcha' data-sitekey='a'></div></form><p>This security check has been powered by CrowdSec</p>",
)
_DEFLECT: Final = _p(
    "DDoS mitigation by Deflect",
    "<h1>Verifying your browser, please wait</h1><p>Protected by Deflect</p><noscript>Enable JavaScript</noscript><script>document.cookie='deflect_challenge3='+new_solver()</script>",
)
_KASADA: Final = "<!DOCTYPE html><html><head></head><body><script>window.KPSDK={};KPSDK.now=Date.now</script><script src='/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39-8ed7-437e-a3be-862e0f06eea3/ips.js'></script></body></html>"
_SAFELINE: Final = _p(
    "安全检测能力由雷池 WAF 提供",
    "<div id='slg-title'>正在进行人机验证,请稍候</div><script src='/.safeline/static/favicon.js'></script>",
    lang="zh",
)
_BAOTA: Final = _p(
    "人机验证",
    "<h3>为了您的访问安全,请完成滑块验证</h3><div id='slider'></div><script src='/Rr0js8Xq_btwaf_captcha.js'></script>",
    lang="zh",
)
_GO_AWAY: Final = _p(
    "Checking you are not a bot",
    "<h1>Checking you are not a bot</h1><p>Protected by go-away. Your browser solves a small puzzle.</p><script type='module' src='/.well-known/.git.gammaspectra.live/git/go-away/cmd/go-away/assets/js-pow-sha256.mjs'></script>",
)
_BUNNY: Final = _p(
    "Establishing a secure connection ...",
    "<h1>Establishing a secure connection ...</h1><p>Bunny Shield checks your browser before it opens the site</p><script src='/.bunny-shield/assets/challenge.js'></script>",
)
_ARVAN: Final = _p(
    "Transferring to the website...",
    "<p>Transferring to the website...</p><script src='/__arcsjs.js'></script><noscript>Please enable JavaScript</noscript>",
)
_BITNINJA: Final = _p(
    "Waiting for the redirectiron...",
    "<h1>Please wait while we verify that you are a real visitor</h1><p>BitNinja browser integrity check</p>",
)
_GOOGLE: Final = _p(
    "Sorry...",
    "<p>Our systems have detected unusual traffic from your computer network. To continue, please type the characters below.</p><div class='g-recaptcha'></div>",
)
_ROBOT_TH: Final = _p(
    "ตรวจสอบความปลอดภัย",
    "<h1>กรุณายืนยันว่าคุณไม่ใช่หุ่นยนต์</h1><form><div class='cf-turnstile' data-sitekey='0x4AAA'></div></form><script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>",
    lang="th",
)
_ROBOT_ID: Final = _p(
    "Verifikasi keamanan",
    "<h1>Sebelum melanjutkan, buktikan Anda manusia</h1><form method=post><div class='h-captcha' data-sitekey='x'></div></form><script src='https://js.hcaptcha.com/1/api.js'></script>",
    lang="id",
)
_QRATOR: Final = "<html><head><noscript><meta http-equiv='refresh' content='0; url=/__qrator/noscript'></noscript><script src='/__qrator/qauth_utm_v2.js'></script></head><body></body></html>"
_AES: Final = "<html><body><script type='text/javascript' src='/aes.js'></script><script>function toNumbers(d){}document.cookie='__test='+toHex(slowAES.decrypt(c,2,a,b))+'; path=/';location.href='http://site.test/?i=1';</script><noscript>This site requires Javascript to work, please enable Javascript in your browser or use a browser with Javascript support</noscript></body></html>"
_EMPTY: Final = "<html></html>"

_WALLS: Final[dict[str, tuple[str, int, tuple[tuple[str, str], ...], str]]] = {
    "f5-200": (_F5, 200, (), "en"), "f5-403": (_F5.replace("9411802299177261", "1177"), 403, (), "en"),
    "cf-zh-403": (_CF_ZH, 403, (("cf-mitigated", "challenge"),), "zh"), "cf-zh-503": (_CF_ZH, 503, (), "zh"), "cf-vi-403": (_CF_VI, 403, (), "vi"),
    "crowdsec-200": (_CROWDSEC, 200, (), "en"), "crowdsec-403": (_CROWDSEC, 403, (), "en"),
    "deflect-200": (_DEFLECT, 200, (), "en"), "deflect-503": (_DEFLECT, 503, (), "en"),
    "kasada-429": (_KASADA, 429, (("x-kpsdk-ct", "0abc"),), "en"),
    "safeline-200": (_SAFELINE, 200, (), "zh"), "safeline-403": (_SAFELINE, 403, (), "zh"), "baota-200": (_BAOTA, 200, (), "zh"),
    "go-away-200": (_GO_AWAY, 200, (), "en"), "go-away-202": (_GO_AWAY, 202, (), "en"),
    "bunny-403": (_BUNNY, 403, (), "en"), "bunny-200": (_BUNNY, 200, (), "en"),
    "arvan-200": (_ARVAN, 200, (), "en"), "bitninja-200": (_BITNINJA, 200, (), "en"), "unusual-429": (_GOOGLE, 429, (), "en"),
    "robot-th-200": (_ROBOT_TH, 200, (), "th"), "robot-id-202": (_ROBOT_ID, 202, (), "id"),
    "qrator-200": (_QRATOR, 200, (), "en"), "aes-200": (_AES, 200, (), "en"),
    "header-aws-503": (_EMPTY, 503, (("X-Amzn-Waf-Action", "challenge"),), "en"), "header-sg-429": (_EMPTY, 429, (("sg-captcha", "challenge"),), "en"),
    "header-cf-202": (_EMPTY, 202, (("CF-Mitigated", "challenge"),), "en"),
}  # fmt: skip
_EITHER: Final = ("aes-200",)
"""Walls that anybody with a browser passes without a word: `up` is right as well."""
_ESSAYS: Final = {
    "captcha-essay": ("Prove you are human: a short history of the captcha", "From squiggly letters to sliders and silent puzzles, each generation of robots learned the trick. Blind readers suffer most, our columnist writes, and tells how she was locked out of her own bank."),
    "waf-course": ("Course: protect your newsroom from DDoS", "Three evenings on Deflect, Cloudflare and Project Galileo. We show what visitors see while a browser is verified, and how to let link checkers in."),
    "wait-poem": ("Please wait", "Please wait, said the river to the boat; one moment, said the boat to the moon. A poem in nine verses, read by its author."),
}  # fmt: skip


def challenges() -> list[Page]:
    """Return the walls, and the articles."""
    made: list[Page] = []
    for name, (body, status, headers, lang) in _WALLS.items():
        said = Answer(body, status, headers)
        verdicts = ("restricted", "up") if name in _EITHER else ("restricted",)
        made.append(Page(f"second-{name}", f"second-challenge/{status}", verdicts, said, said, "POLR", lang, f"{name}.gatehouse-{len(made)}.test"))  # fmt: skip
    none = Answer("<h1>404</h1>", 404)
    for name, (title, text) in _ESSAYS.items():
        said = Answer(_p(title, f"<article><h1>{title}</h1><p>{text}</p></article>"))
        made.append(Page(f"second-{name}", "second-honest/challenge", ("up",), said, none, "NEWS", "en", f"{name}.test", f"/read/{name}"))  # fmt: skip
    return made
