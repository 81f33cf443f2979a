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
        "welcome to openlitespeed*", "welcome to litespeed web server*", "welcome to cherokee*",
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
        "congratulations, the site is created successfully*", "the site is created successfully*",
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
    "it works": ("apache", "server"),
    "website is almost here": ("hosting", "domain", "upload"),
}
"""Heads that other pages have too. One of these texts must be on the page with them."""

PLACEHOLDER_WORDS: Final = (
    "this ip is being shared among many domains", "this ip address is shared",
    "simply enter the domain name in the location bar", "there is no web site at this address",
    "there is no website configured at this address", "no website is configured on this server",
    "site is not configured on this server", "domain is not configured on this server",
    "domain is not hosted on this server", "is not hosted on this server", "this domain is not configured",
    "this domain name is not configured", "this domain is not yet configured", "domain is pointing to our server",
    "domain is pointed to this server", "no virtual host is configured", "your domain is not linked to a hosting",
    "has not been added to this server", "apache is functioning normally", "您的请求在web服务器中没有找到对应的站点",
    "没有找到对应的站点", "该域名未绑定", "域名未绑定", "未绑定此站点", "站点未绑定", "该站点不存在", "该域名未备案",
    "域名暂未备案", "该网站暂未备案", "您访问的网站未备案", "主机尚未开通", "空间已到期", "空间已过期",
    "tên miền chưa được cấu hình", "tên miền này chưa được cấu hình", "tên miền chưa được trỏ", "tên miền chưa trỏ",
    "chưa được thêm vào hosting", "website chưa được kích hoạt", "địa chỉ ip này được chia sẻ",
    "hosting chưa có dữ liệu", "domain ini belum dikonfigurasi", "domain ini belum terhubung",
    "domain ini belum diarahkan", "situs ini belum dikonfigurasi", "belum ada website di alamat ini",
    "โดเมนนี้ยังไม่ได้ตั้งค่า", "ยังไม่ได้ตั้งค่าโดเมน", "โดเมนนี้ยังไม่มีเว็บไซต์", "ยังไม่มีเว็บไซต์ในที่อยู่นี้",
    "ដែននេះមិនទាន់បានកំណត់", "ដែននេះមិនទាន់ភ្ជាប់", "មិនទាន់មានគេហទំព័រនៅអាសយដ្ឋាននេះ",
)  # fmt: skip
"""Sentences of such pages. The page must be very short. Source: the pages of these products; 2026-11-28."""

SUSPENDED_SPANS: Final = (
    (
        r"this (?:web ?site|site|account|hosting(?: account)?|domain)\b[^.!?]{0,30}?\b(?:suspended|"
        r"deactivated)"
    ),
    r"(?:គណនី|គេហទំព័រ|បង្ហោះ)[^។]{0,20}?នេះ.{0,20}?(?:ផ្អាក|ផុតកំណត់|បិទជាបណ្តោះអាសន្ន)",
    (
        r"(?:tài khoản|website|trang web|hosting)(?: \w+)? này\b[^.!?]{0,25}?(?:tạm ngưng|tạm khóa|bị khóa|"
        r"hết hạn|tạm dừng)"
    ),
    r"(?:บัญชี|เว็บไซต์|โฮสติ้ง|เว็บ)นี้.{0,12}?(?:ระงับ|หมดอายุ)",
    (
        r"(?:该|此|您的|您访问的|您所访问的)(?:网站|站点|主机|虚拟主机|空间|網站|主機)[^。]{0,12}?"
        r"(?:暂停|停用|停止运行|被关停|到期|欠费|暫停|到期)"
    ),
    (
        r"(?:akun|situs|website|web|hosting|laman)(?: \w+)? ini\b[^.!?]{0,25}?(?:ditangguhkan|disuspend|"
        r"dinonaktifkan|digantung|"
        r"kedaluwarsa|suspended)"
    ),
)
"""Short sentences that this site or its account does not work, on a page with hardly any other text."""

WHOLE_TEXTS: Final = (
    "hello world", "hello world :-)", "hello, world", "it works", "it works!", "test", "test page", "index",
    "index page", "default page", "default index", "placeholder", "new site", "my website", "domain ok",
    "web server is running", "server is running", "server is up", "ok", "welcome to your new site", "site works",
    "站点创建成功", "网站创建成功", "测试页面", "默认首页", "hello from nginx", "hello from apache", "php works",
)  # fmt: skip
"""A page that has only these words, once or twice. Source: the pages of these products; 2026-11-28."""

ITSELF: Final = (
    "this is the default", "this is a default", "this is your default", "this default page",
    "you see this page because", "you are seeing this page because", "you're seeing this page because",
    "if you can read this page", "if you can see this page", "if you see this page", "this page is generated",
    "this page was generated", "this page was created", "this page is used to test", "this page is automatically",
    "this page was automatically", "your site has been created", "your website has been created",
    "your account has been created", "your new website", "your domain is now active", "your hosting is now active",
    "your hosting account is", "your web server is", "the site has been created", "you have successfully installed",
    "site is created successfully", "successfully created", "has been successfully installed",
    "has been installed successfully", "is successfully installed", "was successfully installed",
    "successfully installed and working", "welcome page for", "this is a placeholder", "this is the placeholder",
    "这是默认", "这是一个默认", "本页面由系统", "本页面在", "该页面为默认", "此页面为默认", "您的网站已创建",
    "站点创建成功", "网站创建成功", "恭喜", "安装成功", "您看到此页面", "這是預設", "此頁面為預設",
    "your hosting account has been", "hosting account has been created", "your website is almost ready",
    "your site is almost ready", "you are now running", "you're now running", "the site is created successfully",
    "site has been set up", "site is ready", "website is ready", "domain has been added", "virtual host is ready",
    "đây là trang mặc định", "trang này được tạo tự động", "bạn đã cài đặt thành công", "website của bạn đã được tạo",
    "bạn thấy trang này", "ini adalah halaman default", "ini adalah halaman bawaan", "halaman ini dibuat otomatis",
    "halaman ini dibuat secara otomatis", "situs anda telah dibuat", "website anda telah dibuat",
    "anda melihat halaman ini", "ini laman lalai", "นี่คือหน้าเริ่มต้น", "นี่คือหน้าเว็บเริ่มต้น",
    "หน้านี้ถูกสร้างโดยอัตโนมัติ", "เว็บไซต์ของคุณถูกสร้าง", "คุณเห็นหน้านี้", "ติดตั้งสำเร็จ", "នេះជាទំព័រលំនាំដើម",
    "នេះគឺជាទំព័រលំនាំដើម", "ទំព័រនេះត្រូវបានបង្កើតដោយស្វ័យប្រវត្តិ", "គេហទំព័ររបស់អ្នកត្រូវបានបង្កើត",
    "អ្នកឃើញទំព័រនេះ",
)  # fmt: skip
"""How a default page speaks of itself."""

TO_REPLACE: Final = (
    "to replace", "replace this", "replace the default", "upload your", "uploaded your", "index.html", "index.php",
    "public_html", "htdocs", "/var/www", "wwwroot", "document root", "web space", "directory /", "modify, delete",
    "overwrite", "delete this file", "remove this file", "default.htm", "deploy your", "publish your", "删除或覆盖",
    "覆盖本页", "修改、删除", "上传您的", "上传网站", "根目录", "上傳", "tải lên", "thay thế trang này",
    "xóa tệp này", "unggah", "ganti halaman ini", "hapus file ini", "อัปโหลด", "แทนที่หน้านี้", "ลบไฟล์นี้",
    "បង្ហោះឯកសារ", "ជំនួសទំព័រនេះ", "លុបឯកសារនេះ",
    "delete the file", "replace this page", "delete this page", "upload the files", "upload files", "add your files",
    "upload website files",
)  # fmt: skip
"""What a default page tells its owner to do."""

SERVER_WORDS: Final = (
    "web server", "webserver", "http server", "hosting", "control panel", "ftp", "virtual host", "litespeed", "nginx",
    "apache", "tomcat", "lighttpd", "caddy", "openresty", "tengine", "cloudpanel", "directadmin", "cyberpanel",
    "aapanel", "bt.cn", "宝塔", "1panel", "hestia", "vesta", "ispconfig", "virtualmin", "webmin", "plesk", "cpanel",
    "froxlor", "keyhelp", "interworx", "ispmanager", "fastpanel", "xampp", "wampserver", "laragon", "mamp",
    "runcloud", "serverpilot", "gridpane", "ploi", "yunohost", "sentora", "ajenti", "cwp", "control web panel",
    "synology", "qnap", "bitnami", "lamp ", "lemp", "in the cloud", "site root", "root directory", "by the system",
    "infinityfree", "profreehost", "byethost", "awardspace", "freehosting", "cloudways", "easyengine",
    "webuzo", "ispmgr",
    "enhance", "spanel", "apnscp", "coolify", "dokku", "cloudron", "zpanel", "kloxo", "amh", "lnmp", "appnode", "wdcp",
    "面板", "服务器", "虚拟主机", "主机", "伺服器", "máy chủ", "peladen", "server", "เซิร์ฟเวอร์",
    "โฮสติ้ง", "ម៉ាស៊ីនមេ", "បង្ហោះគេហទំព័រ",
)  # fmt: skip
"""Words for what runs such a page. Source of the four tables: the pages of these products; 2026-11-28."""

GUIDE_HEADS: Final = (
    "how ", "why ", "what ", "when ", "fix", "guide", "tutorial", "?", "如何", "怎么", "教程", "cách ", "cara ",
    "วิธี", "របៀប",
)  # fmt: skip
"""Pieces of the heads of articles about such pages."""

PLACEHOLDER_URLS: Final = (
    "/cgi-sys/suspendedpage.cgi", "/cgi-sys/defaultwebpage.cgi", "/suspended.page/", "://suspended.page",
    "://suspendeddomain.org", "://www.suspendeddomain.org", "/cgi-sys/movingpage.cgi", "/cgi-sys/disabled.cgi",
)  # fmt: skip
"""Pieces of addresses of such pages."""

DIRECTORY_HEADS: Final = (
    "index of /*", "directory listing for /*", "directory listing for [/*", "directory listing of /*",
    "directory: /*", "listing directory /*", "directory listing - /*", "directory contents of /*", "contents of /*",
    "contents of directory /*", "folder listing: /*", "files in /*", "listing of /*", "file listing for /*",
    "directory /*", "daftar isi /*", "目录列表 /*", "目录: /*", "index - powered by h5ai*",
)  # fmt: skip
"""Titles of lists of files: Apache, nginx, lighttpd, Python, Jetty, Tomcat, LiteSpeed."""
DIRECTORY_MARKS: Final = ("parent directory", "last modified", "../", "<pre>", "[to parent directory]")
"""A text that such a list has."""
MICROSOFT_LISTS: Final = (
    "[to parent directory]", "<dir>", "&lt;dir&gt;", "[转到父目录]", "[到上層目錄]", "iisstart.htm",
    "/aspnet_client/",
)  # fmt: skip
"""Texts of the list of IIS. It has the name of a host as its title, and that may be the server's own name."""

NO_SITE_HEADS: Final = (
    "blog not found", "nothing is here yet", "nothing here yet", "site unavailable", "site not available",
    "blog has been removed", "no such app", "site not found", "project not found", "shop unavailable",
    "this site is no longer available*", "website expired", "domain not claimed", "this domain isn't connected*",
    "this blog does not exist*", "blog tidak ditemukan", "không tìm thấy blog", "ไม่พบบล็อก", "找不到博客",
    "找不到網誌", "រកមិនឃើញប្លុក*", "there's nothing here.", "this shop is currently unavailable*",
    "this store is unavailable*", "sorry, this shop is currently unavailable*",
    "sorry, this store is currently unavailable*", "nosuchbucket",
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
    "お探しのページは見つかりませんでした", "博客不存在", "該網誌不存在", "抱歉您访问的博客不存在", "บล็อกนี้ถูกลบ",
    "ប្លុកនេះត្រូវបានលុប", "ไม่พบเว็บไซต์นี้ในระบบ", "site not found at this address", "no such site here",
    "this domain is not connected", "unknown domain: ", "please check that this domain has been added to a service",
    "does not exist or has been deleted", "does not exist or was deleted", "isn't published or does not exist",
    "is not published or does not exist", "forum bạn đang tìm không tồn tại", "diễn đàn không tồn tại",
    "diễn đàn này không tồn tại", "blog không tồn tại", "blog này không tồn tại", "forum tidak ditemukan",
    "blog yang anda cari tidak ada", "blog ini tidak ada", "ร้านค้านี้ปิดให้บริการ", "ไม่พบร้านค้านี้",
    "ไม่พบเว็บบอร์ดนี้", "该博客不存在", "该论坛不存在", "您访问的站点不存在", "該部落格不存在", "此部落格不存在",
    "您所訪問的部落格", "វេទិកានេះមិនមាន", "ប្លុកនេះមិនមាន",
)  # fmt: skip
"""Words that a platform has on a short page, in place of a site."""

PLATFORM_MARKS: Final = (
    "github pages", "github.com", "wordpress.com", "blogger", "blogspot", "wix", "squarespace", "tumblr", "shopify",
    "forumotion", "fc2", "weebly", "netlify", "heroku", "webnode", "vercel", "jimdo", "webflow", "pantheon", "fastly",
    "strikingly", "yola", "surge.sh", "firebase", "bitbucket", "livejournal", "zendesk", "amazons3", "nosuchbucket",
    "neocities", "azurewebsites", "readthedocs", "read the docs", "ghost.org", "ghost(pro)", "tilda", "site123",
    "edublogs", "cloudfront", "nicepage", "over-blog", "altervista", "hatena", "ameblo", "livedoor", "pixnet",
    "proboards", "godaddy sites", "google sites", "websitebuilder", "forum gratuit", "createaforum", "freeforums",
    "carrd.co", "typepad", "angelfire", "tripod", "wikidot", "wikia", "fandom", "blogs.com", "bravenet", "webs.com",
    "ucoz",
)  # fmt: skip
"""Names of platforms: in the page, in its headers, or in the name of the host that answered."""

NO_SITE_URLS: Final = ("://wordpress.com/typo", "://en.wordpress.com/typo", "://error.fc2.com/")
"""Pieces of addresses to which platforms send visitors of a site that they do not have."""

NO_SITE_TOKENS: Final = frozenset({
    "404", "notfound", "nosuch", "nonexistent", "typo", "unknown", "deleted", "removed", "missing", "suspended",
    "doesnotexist", "unavailable", "closed", "expired",
})  # fmt: skip
"""Words in the address of a platform's own page about a site that it does not have."""

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
    "forumotion.net", "forumotion.asia", "forumactif.com", "forumvi.com", "forumvi.net", "forum.st", "forumotion.eu",
    "forumotion.me", "foroactivo.com", "forumgratuit.org", "forumieren.com", "wapka.mobi", "wapka.me", "xtgem.com",
    "exteen.com", "bloggang.com", "lnwshop.com", "igetweb.com", "makewebeasy.com", "violet.vn", "mysapo.net",
    "myharavan.com", "lofter.com", "xuite.net", "blog.163.com", "blogspot.co.id", "blogspot.sg", "blogspot.hk",
    "blog.com", "bravejournal.net", "mystrikingly.com", "jimdo.com", "typepad.com", "zoho.com", "freewebs.com",
    "wikispaces.com", "pbworks.com", "webnode.vn", "zyrosite.com", "canva.site", "notion.site", "framer.website",
    "godaddysites.com", "business.site", "substack.com", "ghost.io", "onrender.com", "fly.dev", "glitch.me",
)  # fmt: skip
"""Domains below which a platform gives a name to each site. Source: the platforms' own documentation; 2026-11-28."""
