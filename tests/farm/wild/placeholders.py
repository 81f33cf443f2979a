"""The host's own page in place of the site's: accounts suspended, default pages, directory indexes."""

from __future__ import annotations

from typing import Final

from tests.farm.wild.page import Answer, Page

_SUSPENDED_CPANEL: Final = """<!DOCTYPE html><html><head><meta http-equiv="Content-type" content="text/html; charset=utf-8">
<meta http-equiv="Cache-control" content="no-cache"><title>Account Suspended</title>
<link rel="stylesheet" href="//use.fontawesome.com/releases/v5.0.6/css/all.css"><style>body{background:#f1f1f1;font:16px Arial}
.info-heading{font-weight:bold}</style></head><body><div class="container"><div class="banner"><i class="fas fa-lock"></i></div>
<section><h1 class="info-heading">Account Suspended</h1><p>This Account has been suspended.</p>
<a href="mailto:webmaster@former-site.test">Contact your hosting provider for more information.</a></section></div></body></html>"""

_SUSPENDED_NOTE: Final = """<html><head><title>Website suspended</title></head><body style="text-align:center;margin-top:9%">
<img src="/suspended/logo.svg" width=160><h2>This website has been suspended</h2><p>The hosting account of this website is
not active. If you own it, please pay the open invoice or write to our billing team.</p><small>AngkorNode Hosting</small></body></html>"""

_SUSPENDED_KM: Final = """<!doctype html><html lang="km"><head><meta charset="utf-8"><title>គណនីត្រូវបានផ្អាក</title></head><body>
<h1>គណនីបង្ហោះនេះត្រូវបានផ្អាក</h1><p>គេហទំព័រនេះត្រូវបានផ្អាកជាបណ្តោះអាសន្ន។ សូមទាក់ទងក្រុមហ៊ុនបង្ហោះរបស់អ្នក។</p></body></html>"""

_SUSPENDED_VI: Final = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Website tạm ngưng hoạt động</title></head>
<body><div class=box><h1>Website này đã bị tạm khóa</h1><p>Dịch vụ hosting của tên miền này đã hết hạn hoặc bị tạm ngưng.
Quý khách vui lòng liên hệ nhà cung cấp để gia hạn.</p><p>Hotline: 1900 0000</p></div></body></html>"""

_SUSPENDED_TH: Final = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>เว็บไซต์ถูกระงับการใช้งาน</title></head>
<body><h1>เว็บไซต์นี้ถูกระงับการใช้งานชั่วคราว</h1><p>บัญชีโฮสติ้งนี้ถูกระงับ กรุณาติดต่อผู้ให้บริการโฮสติ้งของท่าน</p></body></html>"""

_SUSPENDED_ID: Final = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Akun Ditangguhkan</title></head><body>
<h1>Akun hosting ini ditangguhkan</h1><p>Layanan hosting untuk situs ini telah dinonaktifkan. Silakan hubungi penyedia hosting
Anda atau bayar tagihan yang tertunda.</p></body></html>"""

_SUSPENDED_ZH: Final = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>站点已暂停</title></head><body>
<div class="box"><h1>该网站已被暂停访问</h1><p>您访问的虚拟主机已到期或被管理员停用,请联系主机服务商。</p></div></body></html>"""

_BANDWIDTH: Final = """<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><HTML><HEAD><TITLE>509 Bandwidth Limit Exceeded</TITLE></HEAD>
<BODY><H1>Bandwidth Limit Exceeded</H1>The server is temporarily unable to service your request due to the site owner reaching
his/her bandwidth limit. Please try again later.</BODY></HTML>"""

_NGINX: Final = """<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>html { color-scheme: light dark; } body { width: 35em; margin: 0 auto; font-family: Tahoma, Verdana, Arial, sans-serif; }</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>
<p>For online documentation and support please refer to <a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at <a href="http://nginx.com/">nginx.com</a>.</p>
<p><em>Thank you for using nginx.</em></p>
</body>
</html>"""

_UBUNTU: Final = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>Apache2 Ubuntu Default Page: It works</title></head><body><div class="main_page"><div class="page_header floating_element">
<img src="/icons/ubuntu-logo.png" alt="Ubuntu Logo"/><span>Apache2 Default Page</span></div><div class="banner"><div id="about"></div>
It works!</div><div class="content_section_text"><p>This is the default welcome page used to test the correct operation of the Apache2
server after installation on Ubuntu systems. If you can read this page, it means that the Apache HTTP server installed at this site is
working properly. You should <b>replace this file</b> (located at <tt>/var/www/html/index.html</tt>) before continuing to operate your
HTTP server.</p><p>If you are a normal user of this web site and don't know what this page is about, this probably means that the site
is currently unavailable due to maintenance.</p></div></div></body></html>"""

_APACHE: Final = "<html><body><h1>It works!</h1></body></html>\n"

_IIS: Final = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1" />
<title>IIS Windows Server</title><style type="text/css">body{color:#000;background-color:#0072C6;margin:0}</style></head>
<body><div id="container"><a href="http://go.microsoft.com/fwlink/?linkid=66138&amp;clcid=0x409"><img src="iisstart.png" alt="IIS"
width="960" height="600" /></a></div></body></html>"""

_IIS7: Final = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>IIS7</title></head><body><div id="container">
<a href="http://go.microsoft.com/fwlink/?linkid=66138&amp;clcid=0x409"><img src="welcome.png" alt="IIS7" width="571" height="411" /></a>
</div></body></html>"""

_PLESK: Final = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Web Server's Default Page</title>
<script src="https://assets.plesk.com/static/default-website-content/public/default-website-index.js"></script></head><body>
<h1>Web Server's Default Page</h1><p>This page is generated by <a href="https://www.plesk.com/">Plesk</a>, the leading hosting
automation software. You see this page because there is no Web site at this address.</p><p>You can do the following: create domains
and set up Web hosting using Plesk.</p></body></html>"""

_CPANEL: Final = """<!DOCTYPE html><html><head><meta http-equiv="refresh" content="600"><title>Default Web Site Page</title></head><body>
<div class="container"><h1>SORRY!</h1><p>If you are the owner of this website, please contact your hosting provider:
webmaster@somewhere.test</p><p>It is possible you have reached this page because:</p><ul><li>The IP address has changed.</li>
<li>There has been a server misconfiguration.</li><li>The site may have moved to a different server.</li></ul>
<img src="/img-sys/powered_by_cpanel.svg" alt="cPanel, Inc."></div></body></html>"""

_CENTOS: Final = """<!DOCTYPE html><html><head><title>HTTP Server Test Page powered by: Rocky Linux</title></head><body>
<h1>HTTP Server <strong>Test Page</strong></h1><p>This page is used to test the proper operation of an HTTP server after it has been
installed on a Rocky Linux system. If you can read this page, it means that the software is working correctly.</p>
<h2>Just visiting?</h2><p>This website you are visiting is either experiencing problems or could be going through maintenance.</p></body></html>"""

_LITESPEED: Final = """<!DOCTYPE html><html><head><title>Congratulations!</title></head><body><h1>OpenLiteSpeed</h1>
<p>Congratulations! You have successfully installed the OpenLiteSpeed Web Server!</p><p>This is the default page of the server. Upload your site to replace it.</p></body></html>"""

_DIRECTADMIN: Final = """<html><head><title>former-site.test</title></head><body><p>This IP is being shared among many domains.<br>
To view the domain you are looking for, simply enter the domain name in the location bar of your web browser.</p></body></html>"""

_CLOUD_PANEL: Final = """<!DOCTYPE html><html><head><title>Hello World :-)</title></head><body><h1>Hello World :-)</h1>
<p>Your site has been created. Upload your files to <code>htdocs</code> to replace this default page. CloudPanel</p></body></html>"""

_ISP_ZH: Final = """<!doctype html><html><head><meta charset="utf-8"><title>恭喜,站点创建成功!</title></head><body><div class="container">
<h1>恭喜,站点创建成功!</h1><h3>这是默认index.html,本页面由系统自动生成</h3><ul><li>本页面在FTP根目录下的index.html</li>
<li>您可以修改、删除或覆盖本页面</li><li>FTP相关信息,请到面板系统后台查看</li></ul></div></body></html>"""

_HOSTINGER: Final = """<!DOCTYPE html><html><head><title>Default page</title><meta name="description" content="Default page"></head><body>
<h1>You Are All Set to Go!</h1><p>All you have to do now is upload your website files and start your journey. Find how to do it in the
hosting knowledge base of Hostinger.</p></body></html>"""


def _index(path: str, names: list[str], server: str) -> str:
    rows = "".join(
        f'<tr><td><img src="/icons/unknown.gif" alt="[   ]"></td><td><a href="{name}">{name}</a></td><td align="right">2019-04-11 09:1{n}</td>'
        f'<td align="right">{n + 1}.2K</td></tr>\n'
        for n, name in enumerate(names)
    )
    return (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<html>\n <head>\n  <title>Index of '
        f'{path}</title>\n </head>\n <body>\n<h1>Index of {path}</h1>\n  <table><tr><th></th><th><a href="?C=N;O=D">Name</a></th>'
        '<th><a href="?C=M;O=A">Last modified</a></th><th><a href="?C=S;O=A">Size</a></th></tr>\n'
        f"{rows}</table>\n{server}</body></html>\n"
    )


def _nginx_index(names: list[str]) -> str:
    rows = "".join(f'<a href="{name}">{name}</a>{" " * (50 - len(name))} 07-Mar-2021 02:14      -\n' for name in names)
    return f'<html>\r\n<head><title>Index of /</title></head>\r\n<body>\r\n<h1>Index of /</h1><hr><pre><a href="../">../</a>\r\n{rows}</pre><hr></body>\r\n</html>\r\n'


_IIS_INDEX: Final = """<html><head><title>former-site.test - /</title></head><body><H1>former-site.test - /</H1><hr>
<pre>  3/14/2022  7:41 PM        &lt;dir&gt; <A HREF="/aspnet_client/">aspnet_client</A><br>  3/14/2022  7:44 PM          689
<A HREF="/iisstart.htm">iisstart.htm</A><br></pre><hr></body></html>"""
_LITESPEED_INDEX: Final = """<html><head><title>Index of /</title><style>body{font-family:Verdana}</style></head><body><h1>Index of /</h1>
<table id="table-content"><tr class="h"><td>Name</td><td>Last Modified</td><td>Size</td></tr><tr><td><a href="/cgi-bin/">cgi-bin</a></td>
<td>2025-02-02 11:31</td><td>-</td></tr></table><div>Proudly Served by LiteSpeed Web Server at former-site.test Port 80</div></body></html>"""

_SUSPENDED: Final = {
    "cpanel-200": (_SUSPENDED_CPANEL, 200, "en"), "cpanel-403": (_SUSPENDED_CPANEL, 403, "en"),
    "cpanel-404": (_SUSPENDED_CPANEL, 404, "en"), "cpanel-503": (_SUSPENDED_CPANEL, 503, "en"),
    "note-200": (_SUSPENDED_NOTE, 200, "en"), "note-403": (_SUSPENDED_NOTE, 403, "en"),
    "km-200": (_SUSPENDED_KM, 200, "km"), "km-503": (_SUSPENDED_KM, 503, "km"),
    "vi-200": (_SUSPENDED_VI, 200, "vi"), "vi-403": (_SUSPENDED_VI, 403, "vi"),
    "th-200": (_SUSPENDED_TH, 200, "th"), "id-200": (_SUSPENDED_ID, 200, "id"), "zh-200": (_SUSPENDED_ZH, 200, "zh"),
    "zh-404": (_SUSPENDED_ZH, 404, "zh"), "bandwidth-509": (_BANDWIDTH, 509, "en"),
}  # fmt: skip
_DEFAULTS: Final = {
    "nginx": (_NGINX, 200, "en"), "ubuntu": (_UBUNTU, 200, "en"), "apache": (_APACHE, 200, "en"), "iis": (_IIS, 200, "en"),
    "iis7": (_IIS7, 200, "en"), "plesk": (_PLESK, 200, "en"), "plesk-403": (_PLESK, 403, "en"), "cpanel": (_CPANEL, 200, "en"),
    "cpanel-404": (_CPANEL, 404, "en"), "rocky": (_CENTOS, 200, "en"), "rocky-403": (_CENTOS, 403, "en"),
    "litespeed": (_LITESPEED, 200, "en"), "directadmin": (_DIRECTADMIN, 200, "en"), "cloudpanel": (_CLOUD_PANEL, 200, "en"),
    "panel-zh": (_ISP_ZH, 200, "zh"), "hostinger": (_HOSTINGER, 200, "en"),
}  # fmt: skip
_INDEXES: Final = {
    "apache-old": (
        _index("/", ["cgi-bin/", "old/"], "<address>Apache/2.4.6 Server at former-site.test Port 80</address>"),
        200,
        "en",
    ),
    "apache-backup": (_index("/", ["backup.zip", "wp-config.bak", "error_log"], ""), 200, "en"),
    "nginx-index": (_nginx_index(["img/", "robots.txt"]), 200, "en"),
    "nginx-empty": (_nginx_index([]), 200, "en"),
    "iis-index": (_IIS_INDEX, 200, "en"),
    "litespeed-index": (_LITESPEED_INDEX, 200, "en"),
}
_CATEGORIES: Final = ("NEWS", "HUMR", "GOVT", "CULTR", "ENV", "POLR")


def placeholders() -> list[Page]:
    """Return the pages that hosts show in place of a site."""
    kinds = {"suspended": _SUSPENDED, "default": _DEFAULTS, "index": _INDEXES}
    made = []
    for kind, pages in kinds.items():
        for number, (name, (body, status, lang)) in enumerate(pages.items()):
            said = Answer(body, status)
            missing = said if kind == "suspended" else Answer("<h1>Not Found</h1>", 404)
            category = _CATEGORIES[number % len(_CATEGORIES)]
            # Two shapes of servers: those of suspended accounts answer anything so, the others have no other page.
            verdicts = ("placeholder", "server-error") if status == 509 else ("placeholder",)
            made.append(
                Page(
                    f"{kind}-{name}",
                    f"placeholder/{kind}",
                    verdicts,
                    said,
                    missing,
                    category,
                    lang,
                    f"www.{kind}-{name}.test",
                )
            )
    return made


def honest_hosting() -> list[Page]:
    """Return pages that only look like placeholders, and are what their sites are for."""
    released = _index("/pub/releases", [f"radio-archive-{year}.tar.xz" for year in range(2001, 2026)], "")
    said = Answer(
        released.replace("<h1>", "<p>The archive of our broadcasts, open to all. Write to archive@wild.test.</p><h1>")
    )
    texts = {
        "article-suspended": "<h1>Account suspended: what to do</h1><p>Our newspaper's hosting account was suspended twice this year."
        " We tell how we moved to another provider in a night, what it cost, and which letters we wrote.</p>",
        "it-works": "<h1>It works! Clean water for forty villages</h1><p>The new filters in Stung Treng passed the test of the rainy"
        " season. Families drink the water that the clay pots give, and pay nothing for it.</p>",
        "nginx-course": "<h1>Web servers for newsrooms</h1><p>Day one: install nginx, see &ldquo;Welcome to nginx&rdquo;, and make a"
        " page of your own. Day two: certificates. Sign up at the press club, twenty places.</p>",
    }  # fmt: skip
    missing = Answer("<title>404</title><h1>Not here</h1>", 404)
    made = [
        Page("index-on-purpose", "honest/hosting", ("up", "placeholder"), said, missing, "MMED", "en", "ftp.radio-archive.test",
             "/pub/releases/")
    ]  # fmt: skip
    for name, body in texts.items():
        title = body[4 : body.index("</h1>")]
        page = Answer(f"<!doctype html><html lang=en><head><title>{title}</title></head><body>{body}</body></html>")
        made.append(
            Page(name, "honest/hosting", ("up",), page, missing, "NEWS", "en", f"{name}.test", f"/2026/{name}/")
        )
    return made
