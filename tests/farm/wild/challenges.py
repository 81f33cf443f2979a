"""Challenges of bots by many vendors, at any status; and honest pages that only speak of them."""

from __future__ import annotations

from typing import Final

from tests.farm.wild.page import Answer, Page

_CLOUDFLARE: Final = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow">
<meta http-equiv="refresh" content="390"></head><body><div class="main-wrapper" role="main"><div class="main-content"><noscript>
<div class="h2"><span id="challenge-error-text">Enable JavaScript and cookies to continue</span></div></noscript></div></div>
<script>(function(){window._cf_chl_opt = {cvId: '3', cZone: 'site.test', cType: 'managed', cRay: '94c1d0'};
var a = document.createElement('script');a.src = '/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1?ray=94c1d0';
document.getElementsByTagName('head')[0].appendChild(a);}());</script></body></html>"""
_CLOUDFLARE_BLOCK: Final = """<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head><body><div id="cf-wrapper">
<h1 data-translate="block_headline">Sorry, you have been blocked</h1><h2>You are unable to access site.test</h2>
<p>This website is using a security service to protect itself from online attacks.</p><span>Cloudflare Ray ID: <b>94c1</b></span></div></body></html>"""
_ANUBIS: Final = """<!doctype html><html lang="en"><head><title>Making sure you&#39;re not a bot!</title>
<link rel="stylesheet" href="/.within.website/x/xess/xess.min.css?cachebuster=1.19.1"><script id="anubis_version" type="application/json">"1.19.1"</script>
<script id="anubis_challenge" type="application/json">{"challenge":"8ff2","rules":{"algorithm":"fast","difficulty":4,"report_as":4}}</script></head>
<body id="top"><main><h1 id="title">Making sure you&#39;re not a bot!</h1><img id="image" src="/.within.website/x/cmd/anubis/static/img/pensive.webp">
<p id="status">Loading...</p><script async type="module" src="/.within.website/x/cmd/anubis/static/js/main.mjs"></script>
<details><summary>Why am I seeing this?</summary><p>You are seeing this because the administrator of this website has set up Anubis to
protect the server against the scourge of AI companies aggressively scraping websites.</p></details></main></body></html>"""
_IMPERVA: Final = """<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"><meta name="format-detection" content="telephone=no">
<script type="text/javascript" src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3"></script></head><body style="margin:0px;height:100%">
<iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=9-1-0" frameborder=0 width="100%" height="100%">Request unsuccessful.
Incapsula incident ID: 877000180-4471</iframe></body></html>"""
_SUCURI: Final = """<html><title>You are being redirected...</title><noscript>Javascript is required. Please enable javascript before you are allowed
to see this page.</noscript><script>var s={},u,c,U,r,i,l=0,a,e=eval,w=String.fromCharCode,sucuri_cloudproxy_js='',S='cz1TdHJpbmc=';</script></html>"""
_SUCURI_BLOCK: Final = """<!DOCTYPE html><html><head><title>Sucuri WebSite Firewall - Access Denied</title></head><body><h1>Access Denied -
Sucuri Website Firewall</h1><p>If you are the site owner (or you manage this site), please whitelist your IP.</p><table><tr><td>Block ID:</td>
<td>GEO02</td></tr></table></body></html>"""
_IMUNIFY: Final = """<!DOCTYPE html><html><head><title>One moment, please...</title><style>body{background:#F6F7F8}</style><meta name="robots" content="noindex">
</head><body><h1>Please wait while your request is being verified...</h1><form id="wsidchk-form" style="display:none" action="/z0f76a1d14fd21a8fb5fd0d03e0fdc3d3cedae52f"
method="GET"><input type="hidden" id="wsidchk" name="wsidchk"></form><script>(function(){var west=+((+!+[])+[]),east=1;})();</script></body></html>"""
_IMUNIFY_CAPTCHA: Final = """<!DOCTYPE html><html><head><title>Captcha</title></head><body><div class="container"><h1>We have noticed an unusual activity from your
IP and blocked access to this website.</h1><p>Please confirm that you are not a robot</p><div class="g-recaptcha"></div><small>Powered by Imunify360</small>
<script src="/captcha/imunify360.js"></script></div></body></html>"""
_LITESPEED: Final = """<!DOCTYPE html><html><head><title>Verifying that you are not a robot...</title><script src="https://www.recaptcha.net/recaptcha/api.js"></script>
</head><body onload="doit()"><div class="panel"><h3>Please verify that you are not a robot.</h3><form id="lsrecaptcha-form" method="POST"
action="/.lsrecap/recaptcha?"><div class="g-recaptcha" data-sitekey="6Lewf"></div></form><a href="https://www.litespeedtech.com">LiteSpeed Web Server</a></div></body></html>"""
_AWS: Final = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title></title><script type="text/javascript">window.awsWafCookieDomainList = [];
window.gokuProps = {"key":"AQIDAHjcYu","iv":"CgAH","context":"zz"};</script>
<script src="https://de5282c3ca0c.edge.sdk.awswaf.com/de5282c3ca0c/526cf06acb0d/challenge.js"></script></head><body><div id="challenge-container"></div>
<script>AwsWafIntegration.saveReferrer();AwsWafIntegration.getToken();</script><noscript><h1>JavaScript is disabled</h1>In order to continue, we
need to verify that you're not a robot. This requires JavaScript.</noscript></body></html>"""
_DDOS_GUARD: Final = """<!doctype html><html><head><title>DDoS-Guard</title><script src="/.well-known/ddos-guard/js-challenge/index.js" defer></script>
<link rel="stylesheet" href="https://check.ddos-guard.net/set/style.css"></head><body data-ddg-origin="true"><h1 id="title">Checking your browser before
accessing site.test</h1><p id="description">Please allow up to 5 seconds</p></body></html>"""
_AKAMAI: Final = """<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access
"http&#58;&#47;&#47;site&#46;test&#47;" on this server.<P>Reference&#32;&#35;18&#46;9e3d&#46;1784<P>https&#58;&#47;&#47;errors&#46;edgesuite&#46;net&#47;18</BODY></HTML>"""
_AKAMAI_BM: Final = """<!DOCTYPE html><html><head><title>&nbsp;</title></head><body><div id="sec-if-cpt-container" style="display:none"></div>
<script>(function(){var chlg={"provider":"crypto","branding_url_content":"/_sec/cp_challenge/crypto_message-4-3.htm","chlg_duration":30};})();</script>
<script src="/_sec/cp_challenge/sec-cpt-4-3.js" async defer></script></body></html>"""
_DATADOME: Final = """<html lang="en"><head><title>site.test</title><style>#cmsg{animation: A 1.5s;}</style></head><body style="margin:0"><p id="cmsg">Please
enable JS and disable any ad blocker</p><script data-cfasync="false">var dd={'rt':'c','cid':'AHrlqAAA','hsh':'2AC20A4','t':'bv','host':'geo.captcha-delivery.com'}
</script><script data-cfasync="false" src="https://ct.captcha-delivery.com/c.js"></script></body></html>"""
_PERIMETERX: Final = """<!DOCTYPE html><html lang="en"><head><title>Access to this page has been denied</title></head><body><h1>Press &amp; Hold to confirm you
are a human (and not a bot).</h1><div id="px-captcha"></div><script>window._pxAppId='PXu6b0qd2S';window._pxJsClientSrc='/u6b0qd2S/init.js';</script></body></html>"""
_SITEGROUND: Final = """<html><head><link rel="icon" href="data:;"><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F&y=ipc:203.0.113.9:1784"></meta></head></html>"""
_ALIYUN: Final = """<!doctypehtml><html lang="zh-cn"><head><meta charset="utf-8"><meta name="aliyun_waf_aa" content="6f0e"><title></title></head><body>
<div id="renderData" style="display:none">{"_waf_bd8ce2ce37":"lyb"}</div><script>var arg1='2C1A5D';</script><noscript>请启用 JavaScript</noscript></body></html>"""
_BOT_STOPPER: Final = """<!DOCTYPE html><html lang="en"><head><title>Security Verification</title></head><body><h2>Verifying your browser</h2><p>This takes a few
seconds. The page will open by itself when the check is done.</p><noscript>Please turn JavaScript on and reload the page.</noscript>
<div class="cf-turnstile" data-sitekey="0x4AAAAAAADnPIDROrmt1Wwj"></div><script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script></body></html>"""
_VERCEL: Final = """<!DOCTYPE html><html lang="en"><head><title>Vercel Security Checkpoint</title></head><body><div id="root"><p id="header-text">We're verifying
your browser</p><p id="fix-container"></p></div><noscript>Enable JavaScript to continue</noscript><script src="/.well-known/vercel/security/static/challenge.v2.min.js">
</script></body></html>"""
_RADWARE: Final = """<html><head><title>Radware Bot Manager Captcha</title></head><body><h1>We apologize for the inconvenience...</h1><p>...but your activity and
behavior on this site made us think that you are a bot.</p><div class="h-captcha"></div><p>Please solve this CAPTCHA to request unblock to the website</p></body></html>"""
_WORDFENCE: Final = """<!DOCTYPE html><html><head><title>Your access to this site has been limited by the site owner</title></head><body><h1>Your access to this site has
been limited by the site owner</h1><p>Your access to this service has been limited. (HTTP response code 503)</p><p>Generated by Wordfence</p></body></html>"""
_EMPTY: Final = ""
_ARTICLE: Final = (
    "<!doctype html><html lang=en><head><title>Please wait</title></head><body><p>One moment.</p></body></html>"
)
_CF: Final = (("cf-mitigated", "challenge"), ("Server", "cloudflare"))
_AWS_CHALLENGE: Final = (("x-amzn-waf-action", "challenge"),)
_AWS_CAPTCHA: Final = (("x-amzn-waf-action", "captcha"),)
_SG: Final = (("SG-Captcha", "challenge"),)

_Headers = tuple[tuple[str, str], ...]
_CHALLENGES: Final[dict[str, tuple[str, int, _Headers]]] = {
    "cloudflare-403": (_CLOUDFLARE, 403, _CF), "cloudflare-503": (_CLOUDFLARE, 503, ()), "cloudflare-429": (_CLOUDFLARE, 429, _CF),
    "cloudflare-blocked": (_CLOUDFLARE_BLOCK, 403, ()), "turnstile-200": (_BOT_STOPPER, 200, ()),
    "anubis-200": (_ANUBIS, 200, (("Set-Cookie", "techaro.lol-anubis-auth=; Max-Age=0"),)), "anubis-403": (_ANUBIS, 403, ()), "anubis-503": (_ANUBIS, 503, ()),
    "imperva-200": (_IMPERVA, 200, (("X-Iinfo", "9-1-0"), ("Set-Cookie", "visid_incap_877=abc; path=/"))), "imperva-403": (_IMPERVA, 403, ()), "imperva-503": (_IMPERVA, 503, ()),
    "sucuri-200": (_SUCURI, 200, (("X-Sucuri-ID", "15012"),)), "sucuri-202": (_SUCURI, 202, ()), "sucuri-block": (_SUCURI_BLOCK, 403, ()),
    "imunify-200": (_IMUNIFY, 200, ()), "imunify-405": (_IMUNIFY, 405, ()), "imunify-captcha": (_IMUNIFY_CAPTCHA, 200, ()), "imunify-captcha-429": (_IMUNIFY_CAPTCHA, 429, ()),
    "litespeed-200": (_LITESPEED, 200, ()), "litespeed-403": (_LITESPEED, 403, ()),
    "aws-202": (_AWS, 202, _AWS_CHALLENGE), "aws-405": (_AWS, 405, _AWS_CAPTCHA), "aws-200": (_AWS, 200, ()),
    "ddos-guard-403": (_DDOS_GUARD, 403, (("Server", "ddos-guard"),)), "ddos-guard-200": (_DDOS_GUARD, 200, ()), "ddos-guard-503": (_DDOS_GUARD, 503, (("Server", "ddos-guard"),)),
    "akamai-403": (_AKAMAI, 403, (("Server", "AkamaiGHost"),)), "akamai-428": (_AKAMAI_BM, 428, ()), "akamai-200": (_AKAMAI_BM, 200, ()),
    "datadome-403": (_DATADOME, 403, (("X-DataDome", "protected"),)), "datadome-405": (_DATADOME, 405, ()), "human-403": (_PERIMETERX, 403, ()), "human-429": (_PERIMETERX, 429, ()),
    "siteground-202": (_SITEGROUND, 202, _SG), "aliyun-200": (_ALIYUN, 200, ()), "aliyun-405": (_ALIYUN, 405, ()),
    "vercel-429": (_VERCEL, 429, (("x-vercel-mitigated", "challenge"),)), "vercel-403": (_VERCEL, 403, ()), "radware-200": (_RADWARE, 200, ()), "wordfence-503": (_WORDFENCE, 503, ()),
    "header-aws-202": (_EMPTY, 202, _AWS_CHALLENGE), "header-aws-405": (_EMPTY, 405, _AWS_CAPTCHA), "header-sg-200": (_ARTICLE, 200, _SG), "header-sg-202": (_EMPTY, 202, _SG),
    "header-cf-200": (_ARTICLE, 200, (("CF-Mitigated", "challenge"),)), "header-cf-503": (_EMPTY, 503, _CF), "header-cf-404": (_ARTICLE, 404, _CF),
}  # fmt: skip

_NOT: Final = {
    "essay": (
        "Making sure you're not a bot: how small libraries fight scrapers",
        "Our library's catalogue fell over twice in March. Anubis, a proof of work for browsers, stopped the crawlers in an hour. Just a moment, it says, and then the catalogue opens. Imperva and Sucuri sell the same.",
    ),
    "captcha-form": (
        "Contact the ombudsman",
        "Write to us in Khmer or English. Please verify that you are not a robot before you send the form. <div class='g-recaptcha' data-sitekey='6Le'></div><form><textarea name=m></textarea><button>Send</button></form> Office hours are from eight to five, at the corner of streets 240 and 19.",
    ),
    "turnstile-form": (
        "Sign our petition for the lake",
        "Nine thousand people signed so far. <form><input name=n><div class='cf-turnstile' data-sitekey='0x4'></div></form><script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script> The petition goes to the National Assembly in October, with all names of those who agree.",
    ),
    "cloudflare-beacon": (
        "Weaving in Takeo",
        "Silk from four villages. The weavers take orders at the Saturday market, and teach for a week in December.<script defer src='https://static.cloudflareinsights.com/beacon.min.js'></script><script src='/cdn-cgi/scripts/5c5dd728/cloudflare-static/email-decode.min.js'></script>",
    ),
}  # fmt: skip


def challenges() -> list[Page]:
    """Return the pages of challenges."""
    made = []
    for name, (body, status, headers) in _CHALLENGES.items():
        said = Answer(body, status, headers)
        lang = "zh" if name.startswith("aliyun") else "en"
        made.append(
            Page(name, f"challenge/{status}", ("restricted",), said, said, "NEWS", lang, f"www.{name}-wall.test")
        )
    return made


def not_challenges() -> list[Page]:
    """Return honest pages with the words or the scripts of challenges."""
    missing = Answer("<h1>404</h1>", 404)
    return [
        Page(f"not-challenge-{name}", "honest/challenge", ("up",),
             Answer(f"<!doctype html><html lang=en><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"),
             missing, "NEWS", "en", f"{name}.honest-forms-{number}.test")
        for number, (name, (title, text)) in enumerate(_NOT.items())
    ]  # fmt: skip
