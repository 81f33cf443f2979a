"""Pages that a hosting company or a platform shows in place of a site.

A row is the whole title or a whole heading, in lower case. A final `*` means that more may follow. The page must not be
longer than `most` characters, so that an article about such a page is not one.
Source: the default pages in the packages of these programs, and the pages that these companies serve; 2026-11-28.
The words in other languages than English are translations. A native reader has not approved them yet.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_SHORT: Final = 1_200
_GUIDE: Final = 6_000
"""Default pages of Debian and others explain their configuration."""


class HostPage(NamedTuple):
    """A page of a hosting company."""

    heads: tuple[str, ...]
    most: int = _SHORT
    needs: str = ""
    """A text that must also be on the page, for heads that are common words."""


PLACEHOLDERS: Final = (
    # The account does not pay or broke a rule.
    HostPage((
        "account suspended", "this account has been suspended*", "account has been suspended", "website suspended",
        "site suspended", "this site has been suspended*", "this website has been suspended*", "hosting suspended",
        "domain suspended", "suspended domain", "bandwidth limit exceeded", "509 bandwidth limit exceeded",
        "this account is suspended", "your account has been suspended*", "this site is suspended",
        "service suspended", "this website is suspended", "domain name suspended*",
        "this domain has been suspended*", "hosting expired", "hosting account expired", "web hosting suspended",
        "website has been suspended*", "site is suspended", "this hosting account has been suspended*",
        "hosting account suspended", "this account is currently suspended*", "គណនីត្រូវបានផ្អាក*",
        "គេហទំព័រត្រូវបានផ្អាក*", "គណនីនេះត្រូវបានផ្អាក*", "គេហទំព័រនេះត្រូវបានផ្អាក*", "akun ditangguhkan",
        "akun ini ditangguhkan*", "akun ini telah ditangguhkan*", "situs ini ditangguhkan*",
        "akun hosting ini ditangguhkan*", "website ini ditangguhkan*", "akaun digantung*",
        "akaun ini telah digantung*", "tài khoản đã bị tạm ngưng*", "tài khoản bị tạm ngưng*",
        "website đã bị tạm ngưng*", "website bị tạm ngưng*", "tài khoản này đã bị tạm khóa*",
        "website tạm ngưng hoạt động*", "hosting đã hết hạn*", "website đã hết hạn*", "บัญชีถูกระงับ*",
        "บัญชีนี้ถูกระงับ*", "เว็บไซต์ถูกระงับ*", "เว็บไซต์นี้ถูกระงับ*", "โฮสติ้งหมดอายุ*", "账户已停用*",
        "账户已暂停*", "网站已暂停*", "该网站已被暂停*", "站点已暂停*", "网站已关闭*", "该站点已被管理员停止运行*",
        "抱歉站点已暂停*", "网站已到期*", "您的主机已到期*", "帳戶已停用*", "網站已暫停*", "该网站已被关停*",
    )),
    # The web server works, and has no site.
    HostPage((
        "apache2 ubuntu default page*", "apache2 debian default page*", "apache2 default page*",
        "apache http server test page*", "test page for the apache http server*", "http server test page*",
        "test page for the nginx http server*", "test page for apache installation*", "welcome to nginx*",
        "welcome to openresty*", "welcome to tengine*", "welcome to centos*", "fedora webserver test page*",
        "iis windows server*", "iis windows", "iis7", "iis8", "iis 8.5", "microsoft internet information services*",
        "welcome to caddy*", "caddy works!*", "welcome to xampp*", "wampserver*", "apache tomcat/*",
        "if you're seeing this, you've successfully installed tomcat*", "welcome to lighttpd*", "placeholder page",
        "powered by centos*", "red hat enterprise linux test page*", "almalinux test page*",
        "rocky linux test page*", "welcome to jboss*", "welcome to wildfly*", "glassfish server*",
        "welcome to angie*", "http server test page powered by*", "oracle linux test page*",
        "test page for the http server on*",
    ), _GUIDE),
    HostPage(("it works!", "it works", "apache is functioning normally*", "test page"), 400),
    # The hosting company's panel works, and has no site.
    HostPage((
        "default web site page", "welcome to this host", "under construction", "default website page", "default page",
        "default web page",
        "cpanel default page",
        "web server's default page", "plesk default page*", "domain default page*", "default plesk page*",
        "default parallels plesk*", "this is the plesk default page*", "this is the default web domain page*",
        "sorry! if you are the owner of this website*", "sorry!", "directadmin default page*",
        "hosting default page", "you see this page because there is no web site at this address*",
        "website is almost here*", "welcome to your new website!*", "future home of something quite cool*",
        "welcome to directadmin*", "congratulations | your website is up and running*",
        "congratulations, your website is up and running*", "welcome to litespeed*",
        "hestia control panel*", "welcome to hestia*", "vesta control panel*",
        "success! your new web server is ready to use*", "success! your site is ready*", "hostinger default page*",
        "default page | hostinger*", "parked domain name on hostinger dns system*", "you are all set to go!*",
        "this is a default index page for a new domain*", "hello! welcome to synology*",
        "this page is used to test the proper operation*", "ispconfig*default*", "welcome to cyberpanel*",
        "cyberpanel installed*", "hosted by one.com*", "domain is not configured*", "domain not configured",
        "恭喜站点创建成功*", "恭喜, 站点创建成功*", "没有找到站点*", "未找到站点*", "默认页面*",
        "恭喜站点创建成功", "网站建设成功*", "trang mặc định*", "halaman default*", "halaman bawaan*",
        "หน้าเริ่มต้น*", "ទំព័រលំនាំដើម*", "帳號尚未開通*",
    ),
             2_500),
)  # fmt: skip

SUSPENDED: Final = re.compile(
    r"(?:(?:this|your|the) )?(?:web ?site|site|account|hosting(?: account)?|domain(?: name)?|service|page) "
    r"(?:(?:is|was|has been) )?(?:(?:temporarily|currently) )?suspended"
    r"(?:[ .,:-]+(?:please |(?:for|due to|because of|by|contact|call|until|pending) ).{0,40}|[ .!]*)"
)
"""A whole title or heading in English that says it in other words."""

COMMON_HEADS: Final = {
    "welcome to this host": ("default page", "directadmin", "upload your", "hosting"),
    "under construction": ("does not currently have a default page",),
    "sorry": ("owner of this website", "hosting provider"),
    "default page": (
        "hosting",
        "hostinger",
        "plesk",
        "panel",
        "web server",
        "domain",
        "server",
        "host",
    ),
    "default web page": ("hosting", "server", "domain"),
    "test page": ("apache", "server", "hosting"),
    "placeholder page": ("hosting", "server", "domain", "host"),
    "it works": ("apache", "server", "it works"),
    "website is almost here": ("hosting", "domain", "upload"),
}
"""Heads that other pages have too. One of these texts must be on the page with them."""

PLACEHOLDER_URLS: Final = (
    "/cgi-sys/suspendedpage.cgi", "/cgi-sys/defaultwebpage.cgi", "/suspended.page/", "://suspended.page",
    "://suspendeddomain.org", "://www.suspendeddomain.org", "/cgi-sys/movingpage.cgi", "/cgi-sys/disabled.cgi",
)  # fmt: skip
"""Pieces of addresses of such pages."""

DIRECTORY_HEADS: Final = ("index of /*", "directory listing for /*", "directory listing of /*", "directory: /*")
"""Titles of lists of files: Apache, nginx, lighttpd, Python, Jetty, Tomcat, LiteSpeed."""
DIRECTORY_MARKS: Final = ("parent directory", "last modified", "../", "<pre>", "[to parent directory]")
"""A text that such a list has."""
MICROSOFT_LIST: Final = "[to parent directory]"
"""The list of IIS has the name of the host as its title."""

NO_SITE_HEADS: Final = (
    "blog not found", "blog has been removed", "no such app", "site not found", "project not found",
    "shop unavailable", "this site is no longer available*", "website expired", "domain not claimed",
    "this domain isn't connected*", "this blog does not exist*", "blog tidak ditemukan", "không tìm thấy blog",
    "ไม่พบบล็อก", "找不到博客", "找不到網誌", "រកមិនឃើញប្លុក*", "there's nothing here.",
    "this shop is currently unavailable*", "this store is unavailable*",
    "sorry, this shop is currently unavailable*", "sorry, this store is currently unavailable*", "nosuchbucket",
    "looks like this domain isn't connected to a website yet*", "404: deployment_not_found", "deployment_not_found",
    "this forum does not exist*", "forum not found", "forum does not exist*", "the forum does not exist*",
    "sorry, the forum you are looking for does not exist*", "this jimdo page does not exist*", "unknown journal",
    "this website is no longer available*", "this site has been archived or suspended*", "this site was deleted*",
    "this site has been deleted*", "website not found", "web site not found", "404 web site not found",
    "this wordpress.com site is no longer available*", "site deleted", "blog deleted", "this blog has been deleted*",
    "repository not found", "404 error unknown site!", "fastly error: unknown domain*", "help center closed",
    "this website is not available*", "site unpublished", "this site isn't published yet*",
    "there is no website here*", "website does not exist*", "this website does not exist*",
    "this site does not exist*", "page web introuvable", "このブログは存在しません*",
    "指定されたページは存在しません*", "お探しのブログは*", "ブログが見つかりません*", "該当するサイトは*",
    "there isn't a github pages site here*", "there is no such site*", "no such site",
    "this account has been deleted*", "this community does not exist*", "site does not exist", "unknown site",
    "this site is not available*", "squarespace - no such account", "no such website", "there's nothing here yet",
    "this store does not exist*", "forum deleted", "this forum has been deleted*", "this project does not exist*",
    "this blog is not available*", "this site was not found*",
)  # fmt: skip
"""Titles and headings of a platform that has no such site."""

NO_SITE_WORDS: Final = (
    "there isn't a github pages site here", "sorry, the blog you were looking for does not exist",
    "blog you were looking for was not found", "do you want to register", "the authors have deleted this site",
    "this domain isn't connected to a website yet", "this domain is not connected to a website",
    "whatever you were looking for doesn't currently exist at this address",
    "there's no app configured at that hostname", "sorry, this shop is currently unavailable",
    "this shop is currently unavailable", "only one step left!", "this blog has been archived or suspended",
    "no such app", "the deployment could not be found on vercel", "the specified bucket does not exist",
    "this forum does not exist", "the forum you requested does not exist", "you can create your own free forum",
    "create your own free forum", "this site was archived or suspended",
    "looks like you've followed a broken link or entered a url that doesn't exist on netlify",
    "this tumblr may have been deleted", "if you are an owner of this website, please contact squarespace",
    "this website has been unpublished", "the website you were looking for doesn't exist",
    "website you're looking for isn't here", "the site you were looking for couldn't be found",
    "the site you are looking for does not exist on", "is not a registered site",
    "no site is configured at this address", "no website is configured at this address",
    "this site is no longer available", "the requested blog does not exist", "this page is not connected to a site",
    "the site owner has deleted this site", "this wix site does not exist", "this website was not found on",
    "there is no weebly site", "there is no site at this address", "blog ini telah dihapus", "blog đã bị xóa",
    "指定されたurlのブログは存在しません", "指定されたurlは存在しません", "ブログは削除されました",
    "お探しのページは見つかりませんでした", "博客不存在", "該網誌不存在", "抱歉您访问的博客不存在",
    "บล็อกนี้ถูกลบ", "ប្លុកនេះត្រូវបានលុប", "ไม่พบเว็บไซต์นี้ในระบบ", "site not found at this address",
    "no such site here", "this domain is not connected", "unknown domain: ",
    "please check that this domain has been added to a service",
)  # fmt: skip
"""Words that a platform has on a short page, in place of a site."""

PLATFORM_MARKS: Final = (
    "github pages", "github.com", "wordpress.com", "blogger", "blogspot", "wix", "squarespace", "tumblr", "shopify",
    "forumotion", "fc2", "weebly", "netlify", "heroku", "webnode", "vercel", "jimdo", "webflow", "pantheon",
    "fastly", "strikingly", "yola", "surge.sh", "firebase", "bitbucket", "livejournal", "zendesk", "amazons3",
    "nosuchbucket", "neocities", "azurewebsites", "readthedocs", "read the docs", "ghost.org", "tilda", "site123",
    "edublogs", "cloudfront", "nicepage", "over-blog", "altervista", "hatena", "ameblo", "livedoor", "pixnet",
    "proboards", "godaddy sites", "google sites", "websitebuilder", "forum gratuit", "createaforum", "freeforums",
    "carrd.co", "typepad", "angelfire", "tripod", "wikidot", "wikia", "fandom", "blogs.com", "bravenet", "webs.com",
    "ucoz",
)  # fmt: skip
"""Names of platforms: in the page, in its headers, or in the name of the host that answered."""

NO_SITE_URLS: Final = ("://wordpress.com/typo", "://en.wordpress.com/typo", "://error.fc2.com/")
"""Pieces of addresses to which platforms send visitors of a site that they do not have."""

NO_SITE_HEADERS: Final = (("x-vercel-error", "deployment_not_found"),)
"""Headers that say it. Source: Vercel's documentation of its errors; 2026-11-28."""

PLATFORM_HOSTS: Final = (
    "wordpress.com", "blogspot.com", "tumblr.com", "weebly.com", "wixsite.com", "wix.com", "squarespace.com",
    "myshopify.com", "github.io", "gitlab.io", "netlify.app", "herokuapp.com", "vercel.app", "pages.dev", "web.app",
    "firebaseapp.com", "webnode.com", "webnode.page", "forumotion.com", "fc2.com", "jimdosite.com", "jimdofree.com",
    "webflow.io", "strikingly.com", "yolasite.com", "surge.sh", "neocities.org", "livejournal.com", "ucoz.com",
    "altervista.org", "over-blog.com", "hatenablog.com", "livedoor.blog", "pixnet.net", "proboards.com", "carrd.co",
    "000webhostapp.com", "site123.me", "edublogs.org", "wikidot.com", "fandom.com", "azurewebsites.net",
    "readthedocs.io", "bravesites.com", "webs.com", "angelfire.com", "tripod.com", "forumfree.it", "freeforums.net",
    "godaddysites.com", "business.site", "substack.com", "ghost.io", "onrender.com", "fly.dev", "glitch.me",
)  # fmt: skip
"""Domains below which a platform gives a name to each site. Source: the platforms' own documentation; 2026-11-28."""
