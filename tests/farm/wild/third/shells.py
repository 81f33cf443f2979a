"""Pages that are not the site's own: of hosts, platforms, sellers of domains and guards against robots."""

from __future__ import annotations

from typing import Final

from tests.farm.wild.page import Answer, Ask, Handler, Page, redirect


def _p(title: str, body: str, head: str = "", lang: str = "en") -> str:
    return f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{body}</body></html>"


# fmt: off
_PLACEHOLDERS: Final[dict[str, Answer]] = {
    "caddy": Answer(_p("Caddy works!", "<h1>Congratulations!</h1><p>Your web server is working. Caddy works! Now put your site's files in /usr/share/caddy and point your domain's DNS here.</p>")),
    "openlitespeed": Answer(_p("Welcome to OpenLiteSpeed", "<h1>Congratulations</h1><p>You have successfully installed the OpenLiteSpeed Web Server!</p><p>If you are a visitor and see this page, the owner has not yet uploaded a site.</p>")),
    "tomcat": Answer(_p("Apache Tomcat/10.1.31", "<h1>Apache Tomcat/10.1.31</h1><h2>If you're seeing this, you've successfully installed Tomcat. Congratulations!</h2><p>Recommended Reading: Security Considerations How-To. Server Status. Manager App. Host Manager.</p>")),
    "directadmin": Answer(_p("Domain default page", "<h1>Success!</h1><p>If you can read this page your website is now active.</p><p>This is the DirectAdmin default page; replace index.html in public_html with your own.</p>")),
    "suspended-vi": Answer(_p("Tài khoản đã bị tạm ngưng", "<h1>Website này đã bị tạm ngưng</h1><p>Tài khoản hosting đã bị khóa do hết hạn. Vui lòng liên hệ nhà cung cấp dịch vụ.</p>", lang="vi")),
    "suspended-id": Answer(_p("Account Suspended", "<h1>Akun hosting ini ditangguhkan</h1><p>This account has been suspended. Silakan hubungi penyedia layanan hosting Anda untuk informasi lebih lanjut.</p>", lang="id"), 403),
    "index-lighttpd": Answer("<html><head><title>Index of /</title></head><body><h2>Index of /</h2><div class='list'><table><thead><tr><th>Name</th><th>Last Modified</th><th>Size</th><th>Type</th></tr></thead><tr><td><a href='cgi-bin/'>cgi-bin</a>/</td><td>2024-Mar-02 11:20:11</td><td>- &nbsp;</td><td>Directory</td></tr></table></div><div class='foot'>lighttpd/1.4.76</div></body></html>"),
    "hestia-zh": Answer(_p("恭喜,站点创建成功!", "<h1>恭喜,站点创建成功!</h1><p>这是默认index.html,本页面由系统自动生成</p><ul><li>本页面在FTP根目录下的index.html</li><li>您可以修改、删除或覆盖本页面</li></ul>", lang="zh")),
}
_NO_SITE: Final[dict[str, tuple[str, Answer]]] = {
    "github": ("ferry-clock.github.io", Answer(_p("Site not found · GitHub Pages", "<h1>404</h1><p><strong>There isn't a GitHub Pages site here.</strong></p><p>If you're trying to publish one, read the full documentation.</p>"), 404)),
    "weebly": ("rivernotes.weebly.com", Answer(_p("404 - Page Not Found", "<p>Sorry, this site is not available.</p><p>The Weebly site you were looking for doesn't exist.</p>"), 404)),
    "vercel": ("map-of-wells.vercel.app", Answer("The deployment could not be found on Vercel.\n\nDEPLOYMENT_NOT_FOUND\n\nsin1::x9zq2-1764", 404, (("Content-Type", "text/plain; charset=utf-8"), ("X-Vercel-Error", "DEPLOYMENT_NOT_FOUND")))),
    "wordpress": ("kampottoday.wordpress.com", Answer(_p("WordPress.com", "<h1>kampottoday.wordpress.com is no longer available.</h1><p>The authors have deleted this site.</p>"), 410)),
}


def _tokens(ask: Ask) -> Answer:
    token = f"{ask.count * 7919:016x}"
    return Answer(f"<!doctype html><html data-adblockkey='MFwwDQYJKoZI{token}'><head><meta charset='utf-8'><title>{ask.host}</title></head><body><div id='target' style='opacity: 0'></div><script>window.park = 'eyJ1dWlkIjoi{token}';</script><script src='/b{token}.js'></script></body></html>")


_WALL: Final = Answer(_p("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript><script>window._cf_chl_opt={cZone:'x'}</script>"), 403, (("cf-mitigated", "challenge"), ("Server", "cloudflare")))
_SALES: Final = Answer(_p("This domain is for sale", "<h1>Make an offer</h1><p>The domain name is for sale. Buy now for $2,495 or lease to own. Secure payment, transfer within 24 hours.</p>"))
_PARKED: Final[dict[str, tuple[Answer | Handler, dict[str, Answer | Handler]]]] = {
    "sedo-wall": (redirect("https://www.sedo.com/search/details/?domain=bridge-voice.test&partnerid=14456", 302), {"www.sedo.com": _WALL}),
    "afternic-meta": (Answer("<html><head><meta http-equiv=refresh content='0; url=https://afternic.com/forsale/lake-page.test?utm_source=TDFS'></head><body></body></html>"), {"afternic.com": _WALL}),
    "dan-script": (Answer("<html><head><script>location.replace('https://www.dan.com/buy-domain/lake-page.test')</script></head><body></body></html>"), {"www.dan.com": _SALES}),
    "tokens": (_tokens, {}),
    "expired-en": (Answer(_p("Domain Expired", "<h1>This domain name has expired</h1><p>If you are the registrant, please log in to your account and renew it before the redemption period ends.</p><p>Registered through a reseller. Pending renewal or deletion.</p>")), {}),
    "sale-zh": (Answer(_p("域名出售", "<h1>您正在访问的域名可以转让!</h1><p>域名报价:28,000元,支持平台中介交易。</p><p>联系人:陈先生 微信:同号</p>", lang="zh")), {}),
    "sale-th": (Answer(_p("ขายโดเมน", "<h1>โดเมนนี้ประกาศขาย</h1><p>สนใจซื้อโดเมนนี้ กรุณาเสนอราคาหรือติดต่อผู้ขายทางไลน์ ราคาเริ่มต้น 15,000 บาท</p>", lang="th")), {}),
    "sale-vi": (Answer(_p("Tên miền đang được bán", "<h1>Tên miền này đang được rao bán</h1><p>Quý khách muốn mua tên miền vui lòng gửi giá đề nghị. Giá bán: 12.000.000 đ</p>", lang="vi")), {}),
    "sale-km": (Answer(_p("លក់ដូមេន", "<h1>ឈ្មោះដូមេននេះដាក់លក់</h1><p>ប្រសិនបើលោកអ្នកចង់ទិញដូមេននេះ សូមទាក់ទងមកយើងខ្ញុំ ឬដាក់តម្លៃស្នើទិញ។ តម្លៃ $៩០០</p>", lang="km")), {}),
    "long-id": (Answer(_p("Domain ini dijual", "<h1>Domain ini dijual</h1><p>Beli domain premium ini sekarang juga atau ajukan penawaran harga Anda.</p>" + "".join(f"<h3>{q}</h3><p>{a}</p>" for q, a in (("Mengapa membeli domain premium?", "Nama yang pendek mudah diingat pelanggan dan menaikkan nilai merek Anda."), ("Bagaimana cara pembayarannya?", "Pembayaran lewat rekening bersama; domain dipindahkan setelah dana diterima."), ("Berapa lama transfer domain?", "Biasanya satu sampai tiga hari kerja setelah kode otorisasi dikirim."), ("Apakah bisa dicicil?", "Bisa, hingga dua belas kali tanpa bunga."), ("Apakah harga bisa ditawar?", "Silakan isi formulir penawaran di bawah ini."))) + "<form><input name=email><input name=harga><button>Ajukan penawaran</button></form>", lang="id")), {}),
}
_CHALLENGES: Final[dict[str, Answer]] = {
    "aws-202": Answer(_p("", "<div id='challenge-container'></div><script src='https://e.token.awswaf.test/challenge.js'></script><script>AwsWafIntegration.getToken()</script>"), 202, (("x-amzn-waf-action", "challenge"),)),
    "sg-captcha": Answer("<html><head><meta http-equiv='refresh' content='0;/.well-known/sgcaptcha/?r=%2F&y=ipc:1.2.3.4'></head></html>", 202, (("SG-Captcha", "challenge"),)),
    "anubis-200": Answer(_p("Making sure you're not a bot!", "<h1>Making sure you're not a bot!</h1><p>Loading...</p><p>Protected by Anubis from Techaro.</p>", "<script id='anubis_challenge' type='application/json'>{\"rules\":{\"difficulty\":4}}</script><link rel='stylesheet' href='/.within.website/x/xess/xess.min.css'>")),
    "imperva-200": Answer("<html style='height:100%'><head><META NAME='ROBOTS' CONTENT='NOINDEX, NOFOLLOW'><script src='/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e'></script></head><body style='margin:0'><iframe id='main-iframe' src='/_Incapsula_Resource?CWUDNSAI=9&xinfo=4-55' width='100%'>Request unsuccessful. Incapsula incident ID: 778000-4411</iframe></body></html>"),
    "ddos-guard": Answer(_p("DDoS-Guard", "<h1>Checking your browser before accessing</h1><p>Please wait a few seconds. DDoS protection by DDoS-Guard</p><script src='/.well-known/ddos-guard/js-challenge/index.js'></script>"), 403, (("Server", "ddos-guard"),)),
    "imunify": Answer(_p("Captcha", "<p>Imunify360 bot-protection</p><p>We have noticed an unusual activity from your IP and blocked access to this website. Please confirm that you are not a robot.</p><div class='g-recaptcha'></div>"), 200, (("Server", "imunify360-webshield/1.21"),)),
    "sucuri": Answer("<html><title>You are being redirected...</title><noscript>Javascript is required. Please enable javascript before you are allowed to see this page.</noscript><script>var s={},u,c,U,r,i,l=0,a,e=eval,w=String.fromCharCode,sucuri_cloudproxy_js='',S='cz0i';</script></html>"),
    "cloudflare-id": Answer(_p("Tunggu sebentar...", "<h1>Melakukan verifikasi keamanan</h1><p>Situs web ini menggunakan layanan keamanan untuk melindungi dari bot jahat.</p><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=9a'></script>", lang="id"), 403, (("cf-mitigated", "challenge"),)),
}
# fmt: on


def shells() -> list[Page]:
    """Return the pages."""
    return [
        *(Page(f"third-{name}", "third-placeholder", ("placeholder",), said, said, "NEWS", "en", f"plinth-{n}.test") for n, (name, said) in enumerate(_PLACEHOLDERS.items())),
        *(Page(f"third-{name}", "third-no-such-site", ("gone",), said, said, "CULTR", "en", host) for name, (host, said) in _NO_SITE.items()),
        *(Page(f"third-{name}", "third-parked", ("parked",), said, said, "NEWS", "en", f"kerb-{n}.test", elsewhere=more) for n, (name, (said, more)) in enumerate(_PARKED.items())),
        *(Page(f"third-{name}", "third-challenge", ("restricted",), said, said, "NEWS", "en", f"gatehouse-{n}.test") for n, (name, said) in enumerate(_CHALLENGES.items())),
    ]  # fmt: skip
