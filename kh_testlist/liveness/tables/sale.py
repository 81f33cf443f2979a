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
    "catchy.com", "dropcatch.com", "snapnames.com", "namejet.com", "nicsell.com", "park.io", "saw.com", "grit.com",
    "domainlore.uk", "domainmarketplace.com", "namecorner.com", "nameshift.com", "parkpage.com", "sedo.de",
    "sedo.co.uk", "sedo.cn", "22.cn", "maimiwang.com", "yumi.com", "ymw.cn", "domainprofi.de", "epik.com",
    "giantpanda.com", "mydomaincontact.com", "searchvity.com", "skenzo.com", "smartname.com", "trellian.com",
    "vodien.domains", "zeropark.com", "parklogic.com", "perfectdomain.com", "uniregistry.com",
    "uniregistrymarket.link", "voodoo.com", "ename.com",
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

SALE_PATHS: Final = (
    ("godaddy.com", "/forsale"),
    ("godaddy.com", "/domain-auctions"),
    ("godaddy.com", "/domain-for-sale"),
    ("dynadot.com", "/market/"),
    ("dynadot.com", "/marketplace/"),
    ("namecheap.com", "/market"),
    ("namesilo.com", "/marketplace"),
    ("name.com", "/marketplace"),
    ("name.com", "/aftermarket"),
    ("porkbun.com", "/marketplace"),
    ("porkbun.com", "/auctions"),
    ("spaceship.com", "/marketplace"),
    ("spaceship.com", "/domains/sellerhub"),
    ("gname.com", "/domain/"),
    ("gname.com", "/trade"),
    ("networksolutions.com", "/domain-name-marketplace"),
    ("networksolutions.com", "/parking"),
    ("register.com", "/parking"),
    ("gandi.net", "/marketplace"),
    ("hover.com", "/for-sale"),
    ("domain.com", "/premium"),
    ("namebright.com", "/forsale"),
    ("namebright.com", "/domain"),
    ("hostinger.com", "/domain-for-sale"),
    ("ionos.com", "/domain-marketplace"),
    ("aliyun.com", "/domain-trade"),
    ("west.cn", "/ykj"),
    ("west.cn", "/jiaoyi"),
    ("cloud.tencent.com", "/domain-market"),
    ("inet.vn", "/domain-market"),
    ("inet.vn", "/ten-mien-dang-ban"),
    ("matbao.net", "/mua-ban-ten-mien"),
    ("pavietnam.vn", "/mua-ban-ten-mien"),
    ("tenten.vn", "/mua-ban-ten-mien"),
    ("onamae.com", "/park"),
    ("value-domain.com", "/park"),
    ("rumahweb.com", "/domain-dijual"),
    ("domainesia.com", "/domain-dijual"),
    ("thaidomain.com", "/forsale"),
)
"""Paths of the markets of registrars, below the registered domain. Source: pages of these products; 2026-11-28."""

SALE_SEGMENTS: Final = frozenset({
    "forsale", "for-sale", "for_sale", "buy-domain", "buydomain", "buy_domain", "buy-this-domain", "domain-for-sale",
    "domainforsale", "domain-sale", "domain_profile", "domain-profile", "domain-auction", "domain-auctions",
    "domain-market", "domain-marketplace", "premium-domain", "premium-domains", "premium_domains", "domain-parking",
    "domain-search", "domainsearch", "domain_search", "domain-check", "domaincheck", "domain-names", "domain-name",
    "domain-lookup", "domain", "domains", "buynow", "buy-now", "backorder", "expired-domains", "aftermarket",
    "domains-for-sale", "mua-ten-mien", "ban-ten-mien", "jual-domain", "domain-dijual", "lander", "parking-lander",
})  # fmt: skip
"""Parts of an address that sell names. They count only if the address also has the name that is sold."""

SALE_LABELS: Final = frozenset({
    "park", "parked", "parking", "parkingpage", "parking-page", "parkedpage", "domainparking", "domain-parking",
    "forsale", "for-sale", "sale", "lander", "landers", "expired", "expireddomain", "domainexpired", "auction",
    "auctions", "aftermarket", "domainmarket", "domain-market", "domain-auction", "buydomain", "premiumdomains",
})  # fmt: skip
"""Names of hosts that show or sell parked names. They count only if the name that is sold is in the address."""

SALE_KEYS: Final = frozenset({
    "d", "domain", "domainname", "domain_name", "domain-name", "dn", "name", "q", "query", "search", "site",
    "keyword", "domaintocheck", "domain_to_check", "ym", "key",
})  # fmt: skip
"""Names in the query of a market whose value is the name that is sold."""

PARKING_QUERIES: Final = frozenset({
    "subid1", "usid", "utid", "fp", "caf", "poru", "prvtof",
})  # fmt: skip
"""Names in the query of parking services, at a host such as `ww25` below the name. Source: redirects; 2026-11-28."""

LANDERS: Final = (
    "/lander", "/parking.php", "/park.php", "/parking-page", "/parked", "/_parking", "/sale-lander", "/domain-lander",
)  # fmt: skip
"""Paths to which an empty page of a parking service sends browsers. Source: see `SALE_PATHS`."""

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


SPANS: Final = (
    # A pronoun, the word for a domain, and not far behind it what happens to it.
    (
        r"this (?:premium |great |brandable )?(?:domain(?: name)?|web address)\b[^.!?]{0,60}?\b(?:for sale|for lease|"
        r"for rent|available for (?:purchase|sale|lease)|up for (?:sale|auction)|expired|pending delet|"
        r"pending (?:renewal|restore)|in redemption|redemption period|backorder|recently registered|"
        r"newly registered|redemption|"
        r"just (?:been )?(?:registered|purchased|acquired|bought)|soon be deleted|will be deleted|"
        r"scheduled for deletion|may still be available|"
        r"can be yours|parked)"
    ),
    r"(?:get|own|lease|rent|acquire|secure|grab|backorder|restore) this (?:premium )?domain\b",
    r"\bdomain (?:status: )?(?:pending delete|redemption period|expired and parked|auction lander)\b",
    r"(?:ឈ្មោះដែន|ដែន|ដូមេន|ឈ្មោះដូមេន)(?:នេះ).{0,30}?(?:លក់|ផុតកំណត់|ជួល|ដេញថ្លៃ|ទើបចុះឈ្មោះ|លុប)",
    r"(?:លក់|ទិញ|ជួល)(?:ឈ្មោះ)?(?:ដែន|ដូមេន)(?:នេះ)?",
    r"គេហទំព័រនេះ.{0,10}?(?:មានលក់|សម្រាប់លក់|ដាក់លក់)",
    r"(?:โดเมน|โดเมนเนม|ชื่อโดเมน)นี้.{0,30}?(?:ขาย|หมดอายุ|ให้เช่า|ประมูล|เพิ่งจดทะเบียน|รอลบ|จะถูกลบ)",
    r"(?:ซื้อ|เช่า|เป็นเจ้าของ)(?:ชื่อ)?โดเมน(?:เนม)?นี้",
    r"tên miền này\b[^.!?]{0,40}?(?:bán|nhượng|hết hạn|cho thuê|đấu giá|vừa được đăng ký|sắp bị xóa|chờ xóa)",
    r"(?:mua|thuê|sở hữu|đấu giá) (?:lại )?tên miền này",
    (
        r"(?:此|该|這個|这个|本|您访问的|您正在访问的|您所访问的|您所瀏覽的)(?:域名|網域|网域)[^。!\uff01]{0,24}?"
        r"(?:出售|转让|轉讓|过期|過期|到期|出租|待售|竞拍|刚刚.{0,4}注册|赎回|贖回|即将删除)"
    ),
    r"(?:购买|購買|抢注|租用)(?:此|该|这个|這個|本)(?:域名|網域)",
    (
        r"(?:nama )?domain ini\b[^.!?]{0,40}?(?:dijual|habis|kedaluwarsa|kadaluwarsa|kadaluarsa|disewakan|"
        r"dilelang|expired|"
        r"berakhir|baru saja didaftarkan|baru didaftarkan|akan dihapus|masa penebusan|redemption)"
    ),
    r"(?:beli|sewa|miliki|dapatkan|tawar) (?:nama )?domain ini",
)
"""Short sentences about this name, with a few words between. They count only on a page without a menu."""


NAME_WORDS: Final = ("domain", "ដែន", "ដូមេន", "โดเมน", "tên miền", "域名", "網域", "网域")
FATES: Final = (
    r"for sale|for lease|for rent|available for (?:purchase|sale|lease)|buy it now|up for (?:sale|auction)|expired|"
    r"pending (?:delet|renewal|restore)|redemption|backorder|(?:recently|newly|just) registered|be deleted|"
    r"đang bán|được bán|rao bán|cần bán|nhượng|hết hạn|cho thuê|đấu giá|được đăng ký tại|sắp bị xóa|chờ xóa|"
    r"dijual|kedaluwarsa|disewakan|dilelang|baru didaftarkan|akan dihapus"
)
"""What may happen to a name. They count some words after the name, on a page that speaks of domains."""
NEAR_FATES: Final = (
    r"លក់|ផុតកំណត់|ជួល|ដេញថ្លៃ|ទើបចុះឈ្មោះ|ขาย|ซื้อ|หมดอายุ|ให้เช่า|ประมูล|เพิ่งจดทะเบียน|"
    r"出售|转让|轉讓|过期|過期|到期|出租|待售|竞拍|赎回"
)
"""The same in languages without spaces between words: only a few letters after the name."""


SALE_OF_NAME: Final = (
    "{} is for sale", "{} may be for sale", "{} is available for sale", "{} is parked", "{} for sale", "buy {}",
    "{} expired on", "{} has expired", "{} is parked free", "{} is coming up for sale", "{} 出售", "{} 正在出售",
    "{} 转让", "{} dijual", "ขาย {}", "{} ขาย", "bán {}", "{} សម្រាប់លក់", "{} មានលក់", "{} ដាក់លក់",
    "{} កំពុងដាក់លក់", "ទិញ {}", "លក់ {}", "{} ផុតកំណត់", "{} បានផុតកំណត់", "{} ឲ្យជួល",
    "{} is available for purchase", "{} is available for lease", "{} is for lease", "lease {}",
    "{} was recently registered", "{} has recently been registered", "{} was just registered",
    "{} is newly registered", "{} is in redemption", "{} is pending delet", "{} is pending renewal",
    "{} will be deleted", "{} will soon be deleted", "{} redemption period", "{} | redemption period",
    "{} pending delete", "backorder {}", "{} can be yours", "own {} today", "{} is up for auction",
    "{} is listed for sale", "{} is listed on", "make an offer on {}", "make an offer for {}", "get this domain: {}",
    "domain {} is expired", "{} พร้อมขาย", "{} ประกาศขาย", "{} หมดอายุ", "ซื้อ {}", "{} ให้เช่า", "mua tên miền {}",
    "thuê tên miền {}", "tên miền {} đang được bán", "tên miền {} được rao bán", "tên miền {} đã hết hạn",
    "tên miền {} sắp bị xóa", "{} đang được bán", "{} đang rao bán", "购买 {}", "{} 域名出售", "{} 域名转让",
    "{} 现正出售", "{} 已过期", "{} 已到期", "{} 待售", "出售 {}", "{} disewakan", "{} dilelang", "beli {}",
    "beli domain {}", "domain {} sudah kedaluwarsa", "{} telah kedaluwarsa",
)  # fmt: skip
"""Words of parked pages that include the name of the site."""


NAME: Final = "\x01"
"""The mark that is put in place of the name of the site."""

NAME_SPANS: Final = (
    (
        r"\x01[^.!?]{0,40}?\b(?:for sale|for rent|open to offers|accepting (?:offers|bids)|on (?:registrar |"
        r"client )?hold|"
        r"(?:has |is )?(?:expired|lapsed)|not been renewed|renewal (?:fee )?(?:is )?(?:unpaid|overdue)|"
        r"(?:up for|at|in) auction|"
        r"pending (?:delet|renewal|restore)|awaiting renewal|parked (?:with|by|at|here|free)|make an offer)"
    ),
    (
        r"\x01 (?:was|is|has been) (?:recently |newly |just )?registered (?:on behalf of|but|and parked|"
        r"through a registrar)"
    ),
    r"\bowner of (?:the domain )?\x01 (?:is|will|may)[^.!?]{0,20}?\b(?:offers?|bids?|sell)\b",
    (
        r"\b(?:buy|rent|lease|acquire|own|purchase|backorder|make an offer (?:on|for)|place a bid (?:on|"
        r"for)) (?:or \w+ )?\x01"
    ),
    r"\x01[^。!?\u17d4]{0,12}?(?:出售|转让|轉讓|出租|过期|過期|到期|待售|竞价|競價|停放|赎回|贖回|尚未续费|欠费)",
    r"(?:出售|转让|轉讓|购买|購買|收购)(?:域名|網域)? ?\x01",
    r"(?:ដែន|ដូមេន)? ?\x01.{0,25}?(?:លក់|ជួល|ផុតកំណត់|ដេញថ្លៃ|មិនទាន់បន្ត|ទើបចុះបញ្ជី|ចំណត)",
    r"(?:លក់|ទិញ|ជួល)(?:ឈ្មោះ)?(?:ដែន|ដូមេន)? ?\x01",
    r"\x01 ?.{0,25}?(?:ขาย|ให้เช่า|หมดอายุ|เปิดให้เสนอราคา|ประมูล|ยังไม่ได้ต่ออายุ|รอการต่ออายุ|จอดไว้)",
    r"(?:ขาย|ซื้อ|เช่า|ประมูล)(?:ชื่อ)?(?:โดเมน)?(?:เนม)? ?\x01",
    (
        r"\x01[^.!?]{0,30}?(?:cần bán|đang bán|rao bán|để bán|chuyển nhượng|sang nhượng|cho thuê|hết hạn|đấu giá|"
        r"chưa (?:được )?gia hạn)"
    ),
    r"(?:bán|mua|thuê|nhượng) (?:lại )?(?:tên miền )?\x01",
    (
        r"\x01[^.!?]{0,30}?\b(?:dijual|disewakan|dilelang|kedaluwarsa|kadaluarsa|kadaluwarsa|expired|"
        r"belum diperpanjang|"
        r"habis masa berlaku|diparkir)"
    ),
    r"\bmasa (?:aktif|berlaku)[^.!?]{0,30}?\x01|\x01[^.!?]{0,20}?\b(?:habis|dalam masa tenggang)\b",
    r"\b(?:jual|beli|sewa|tawar) (?:nama )?(?:domain )?\x01",
)
"""What a page says of its name. The page must be very short, without a menu, and have the name in its head."""

BARGAINING: Final = (
    "your bid", "minimum offer", "make an offer", "asking price", "domain broker", "a broker", "escrow", "buyer",
    "instal", "trademark report", "similar names", "registrar", "renewal", "renew ", "grace period", "backorder",
    "auction", "commission", "ownership transfer", "domain transfer", "buy now", "一口价", "中介交易", "议价", "报价",
    "注册商", "續費", "续费", "赎回", "域名", "網域", "តម្លៃអាចចរចា", "ផ្ទេរដែន", "អ្នកទិញ", "ក្រុមហ៊ុនចុះបញ្ជី", "ឈ្មោះដែន",
    "โอนกรรมสิทธิ์", "เสนอราคา", "ผู้ซื้อ", "ผู้ให้บริการจดทะเบียน", "ต่ออายุ", "โดเมน", "thương lượng",
    "giao dịch trung gian", "người mua", "nhà đăng ký", "gia hạn", "tên miền", "nego", "rekening bersama", "pembeli",
    "perpanjang", "domain ",
)  # fmt: skip
"""Words of a bargain over a name, or of its renewal. Several of them must be on such a page."""

OF_NAMES: Final = (
    "domain", "broker", "escrow", "registrar", "backorder", "similar names", "renew", "域名", "網域", "注册商",
    "ឈ្មោះដែន",
    "ដូមេន", "โดเมน", "จดทะเบียน", "tên miền", "nhà đăng ký",
)  # fmt: skip
"""A page must also have one of these, because a shop bargains too."""


ABOUT_NAMES: Final = (
    "domain", "parked", "for sale", "expired", "buy ", "域名", "網域", "出售", "โดเมน", "ขาย", "tên miền", "bán ",
    "dijual", "ដែន", "ដូមេន", "លក់", "转让", "redemption", "backorder", "registered", "ទិញ", "offer", "renewal", "rent ",
    "ต่ออายุ", "หมดอายุ", "gia hạn", "hết hạn", "perpanjang", "续费", "續費", "到期", "过期", "過期", "ផុតកំណត់", "auction",
)  # fmt: skip
"""Without one of these, a page has no words about a name for sale."""

REGISTRAR_WORDS: Final = (
    "hosting", "ssl", "whois", "transfer", "reseller", "vps", "cpanel", "dedicated server", "email",
    "register a domain", "domain registration", "domain search", "search for a domain", "support ticket",
    "knowledge base", "add to cart", "website builder", "renewal price", "bulk", "shared hosting", "cloud server",
)  # fmt: skip
"""Services of a registrar. A page with several of them sells domains, and is not itself for sale."""
