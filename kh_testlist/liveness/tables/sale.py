"""Parking and sale pages: the servers, scripts and words by which they are recognised.

One mark is not enough for a verdict. The words are in lower case and without zero-width spaces. Those in other
languages than English are from general knowledge of the languages; 2026-11-28. A native reader has not approved them.
"""

from __future__ import annotations

from typing import Final

PARKING_NAMESERVERS: Final = (
    "above.com", "afternic.com", "bodis.com", "dan.com", "domainmarket.com", "dsredirection.com", "dsredirects.com",
    "parking1.ovh.net", "parking2.ovh.net", "parkingcrew.net", "parklogic.com", "sedo.com", "sedoparking.com",
    "uniregistrymarket.link", "ztomy.com",
)  # fmt: skip
"""Domains whose name servers serve almost only parked domains. Source: MISP warninglist parking-domain-ns, without
those that registrars or brand protectors also use (markmonitor, name.com, dnsowl, bookmyname, gname, freenom)."""

SALE_PLATFORMS: Final = frozenset({
    "above.com", "afternic.com", "atom.com", "bodis.com", "brandbucket.com", "buydomains.com", "dan.com",
    "domainmarket.com", "efty.com", "hugedomains.com", "parkingcrew.net", "sav.com", "sedo.com", "sedoparking.com",
    "squadhelp.com", "undeveloped.com", "4.cn", "aliyun-domain.com", "brandpa.com", "dnpric.es", "domainagents.com",
    "domaineasy.com", "domainnamesales.com", "domainsponsor.com", "flippa.com", "juming.com", "namedrive.com",
    "parklogic.com", "perfectdomain.com", "uniregistry.com", "uniregistrymarket.link", "voodoo.com", "ename.com",
})  # fmt: skip
"""Registered domains to which parked names redirect. Source: the sites of these services."""

SALE_HOSTS: Final = frozenset(
    {
        "forsale.godaddy.com",
        "forsale.dynadot.com",
        "auctions.godaddy.com",
        "mi.aliyun.com",
        "marketplace.namecheap.com",
    }
)
"""Hosts to which parked names redirect, on registered domains that also have other uses."""

PARKING_SCRIPTS: Final = (
    "sedoparking.com/", "parkingcrew.net/", "bodis.com/", "parklogic.com/", "style_park.css",
    "d38psrni17bvxu.cloudfront.net", "/adsense/domains/caf.js", "parking-lander", 'location.href="/lander"',
    "img1.wsimg.com/parking", "dsparking.com/", "cdn.above.com/", "bodiscdn.com/", "parkingcrew.com/",
)  # fmt: skip
"""Pieces of the pages of parking services, in lower case: scripts that they load, paths that they use."""

PARKING_ATTRIBUTES: Final = ("data-adblockkey",)
"""Attributes that parking services set. Living sites have them too, so another sign of parking must be on the page."""

SALE_WORDS: Final = (
    "domain is registered, but", "does not have an active website here", "owner has not put up a site yet",
    "has not put up a site yet", "has been registered at",
    "has been registered with", "is registered but", "has been registered but", "is pending renewal",
    "domain has lapsed", "domain was registered at",
    "domain has been registered", "domain name has been registered", "domain name was recently registered",
    "buy this domain", "domain is for sale", "domain name is for sale", "domain may be for sale",
    "website is for sale", "offer on this domain", "inquire about this domain", "interested in this domain",
    "purchase this domain", "domain is parked", "domain name is parked", "parked free", "parked domain",
    "web page is parked", "page is parked", "this domain has expired", "this domain is available",
    "this domain name has expired", "this domain expired", "domain is expired", "domain name expired",
    "domain name is expired", "domain has expired", "this domain was recently registered",
    "domain was recently registered", "domain has recently been registered", "domain has been recently registered",
    "domain is pending renewal", "pending renewal or deletion", "domain is awaiting renewal",
    "domain name is pending renewal", "domain for sale:", "renew this domain", "renew your domain name to",
    "domain expired on", "acquire this domain", "this premium domain", "make an offer for this domain",
    "domain is listed for sale", "lease this domain", "domain registration has expired",
    "domain is currently parked", "domain has just been registered", "this name is for sale", "domain is for lease",
    "this domain name is available", "ឈ្មោះដែននេះសម្រាប់លក់", "ដែននេះសម្រាប់លក់", "ដែនសម្រាប់លក់", "លក់ឈ្មោះដែន",
    "ទិញឈ្មោះដែន", "ទិញដែននេះ", "ដែននេះសំរាប់លក់", "ដែននេះត្រូវបានដាក់លក់", "ដែននេះដាក់លក់", "ឈ្មោះដែននេះដាក់លក់",
    "ឈ្មោះដែននេះបានផុតកំណត់", "ដែននេះផុតកំណត់", "ដែននេះបានផុតកំណត់", "ឈ្មោះដែននេះផុតកំណត់", "ឈ្មោះដែននេះមានលក់",
    "ដែននេះមានលក់", "ឈ្មោះដែននេះកំពុងលក់", "ដូមេននេះមានលក់", "ដូមេននេះសម្រាប់លក់", "ទិញដូមេននេះ", "ដូមេននេះផុតកំណត់",
    "ដូមេននេះបានផុតកំណត់", "លក់ដូមេននេះ", "域名出售", "该域名正在出售", "此域名正在出售", "本域名出售", "域名转让",
    "您访问的域名正在出售", "购买此域名", "购买该域名", "域名已过期", "域名正在转让", "该域名可转让", "此域名可出售",
    "域名待售", "出售此域名", "此域名出售", "域名可能出售", "您正在访问的域名可以转让", "域名停放", "该域名已到期",
    "域名已到期", "此域名已過期", "網域出售", "此網域出售", "購買此網域", "網域名稱出售", "此網域正在出售",
    "網域已過期", "โดเมนนี้มีไว้ขาย", "ขายโดเมน", "โดเมนนี้ขาย", "โดเมนนี้พร้อมขาย", "ซื้อโดเมนนี้",
    "โดเมนนี้หมดอายุ", "โดเมนหมดอายุ", "ประกาศขายโดเมน", "โดเมนนี้ประกาศขาย", "โดเมนเนมนี้ขาย",
    "ชื่อโดเมนนี้มีไว้ขาย", "สนใจซื้อโดเมน", "โดเมนนี้จดทะเบียนแล้ว", "เสนอราคาโดเมน", "tên miền này đang được bán",
    "tên miền này đang rao bán", "bán tên miền", "mua tên miền này", "tên miền đã hết hạn",
    "tên miền này đã hết hạn", "tên miền đang được rao bán", "tên miền này được rao bán", "cần bán tên miền",
    "tên miền này để bán", "sang nhượng tên miền", "chuyển nhượng tên miền", "tên miền này cần bán",
    "tên miền này hiện đang được bán", "domain ini dijual", "nama domain ini dijual", "beli domain ini",
    "domain ini sudah kedaluwarsa", "domain ini untuk dijual", "domain ini telah kedaluwarsa",
    "domain ini kadaluarsa", "domain dijual", "domain ini telah berakhir", "domain telah expired",
    "domain ini expired", "domain ini sudah expired", "domain ini tersedia untuk dijual",
    "domain ini telah tamat tempoh", "jual domain ini", "tawar domain ini", "membeli domain ini",
    "domain ini mungkin dijual", "domain untuk dijual",
)  # fmt: skip
"""Words of parked, expired and new names without a site."""


SALE_OF_NAME: Final = (
    "{} is for sale",
    "{} may be for sale",
    "{} is available for sale",
    "{} is parked",
    "{} for sale",
    "buy {}",
    "{} expired on",
    "{} has expired",
    "{} is parked free",
    "{} is coming up for sale",
    "{} 出售",
    "{} 正在出售",
    "{} 转让",
    "{} dijual",
    "ขาย {}",
    "{} ขาย",
    "bán {}",
    "{} សម្រាប់លក់",
    "{} មានលក់",
)
"""Words of parked pages that include the name of the site."""


ABOUT_NAMES: Final = (
    "domain", "parked", "registered", "for sale", "expired", "buy ", "域名", "網域", "出售", "โดเมน", "ขาย",
    "tên miền", "bán ",
    "dijual", "ដែន", "ដូមេន", "លក់", "转让",
)  # fmt: skip
"""Without one of these, a page has no words about a name for sale."""

REGISTRAR_WORDS: Final = (
    "hosting", "ssl", "whois", "transfer", "reseller", "vps", "cpanel", "dedicated server", "email",
    "register a domain", "domain registration", "domain search", "search for a domain", "support ticket",
    "knowledge base", "add to cart", "website builder", "renewal price", "bulk", "shared hosting", "cloud server",
)  # fmt: skip
"""Services of a registrar. A page with several of them sells domains, and is not itself for sale."""
