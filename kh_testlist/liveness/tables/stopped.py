"""Words of sites that a hosting company has stopped, and of names that a platform does not have.

The words are in lower case. Those in other languages than English are translations. A native reader has not approved
them yet. Source: the pages that these companies serve; 2026-11-28.
"""

from __future__ import annotations

import re
from typing import Final

STOPPED: Final = re.compile(
    r"\b(?:web ?site|site|account|hosting|domain|server)\b[^?]{0,40}?\b(?:suspended|disabled|"
    r"deactivated|terminated|stopped|on hold|taken offline)\b|"
    r"\b(?:this|your|the) (?:web ?site|site|hosting|hosting account|account) (?:is|was|has been|"
    r"has) (?:temporarily |currently )?"
    r"(?:unavailable|not available|closed|locked|expired|paused)\b|"
    r"\b(?:suspended|disabled|deactivated) (?:web ?site|site|account|hosting)\b|"
    r"(?:គេហទំព័រ|គណនី|បង្ហោះ|ម៉ាស៊ីនមេ|ហូស្ទីង).{0,40}?(?:ផ្អាក|បិទ|បញ្ឈប់|ផុតកំណត់|កាត់ផ្តាច់)|ផ្អាក(?:គេហទំព័រ|គណនី)|"
    r"(?:网站|網站|站点|主机|主機|空间|空間|账户|帳戶|账号).{0,16}?(?:暂停|暫停|停用|停机|停機|关闭|關閉|到期|欠费|欠費|冻结|封停|关停)|"
    r"(?:เว็บไซต์|บัญชี|โฮสติ้ง|โฮสต์|เซิร์ฟเวอร์).{0,40}?(?:ถูกระงับ|ระงับ|ถูกปิด|หมดอายุ|หยุดให้บริการ)|"
    r"(?:website|trang web|tài khoản|hosting|máy chủ)\b.{0,40}?(?:tạm dừng|tạm ngưng|tạm khóa|bị khóa|bị ngưng|"
    r"đình chỉ|"
    r"hết hạn|ngừng hoạt động|ngừng cung cấp)|"
    r"(?:situs|website|akun|hosting|akaun|laman web)\b.{0,40}?(?:disuspend|ditangguhkan|dihentikan|dinonaktifkan|"
    r"dibekukan|diblokir sementara|berakhir|digantung|suspended|suspend|nonaktif|kedaluwarsa)"
)
"""A head that says that a site, an account or a service of hosting is stopped."""

TO_OWNER: Final = (
    "hosting provider", "hosting company", "web host", "its host ", "billing", "invoice", "overdue", "non-payment",
    "nonpayment", "unpaid", "outstanding balance", "client area", "customer portal", "control panel",
    "if you manage this site", "if you manage this website", "if you own this site", "if you own this website",
    "if you are the owner", "if you're the owner", "if this is your site", "if this is your website",
    "owner of this site", "owner of this website", "site owner:", "owners: sign in", "account owner", "account holder",
    "broke our terms", "violated our terms", "violation of our terms", "terms of service violation", "abuse department",
    "abuse team", "resource usage", "bandwidth limit", "វិក្កយបត្រ", "ម្ចាស់គណនី", "ម្ចាស់គេហទំព័រ", "ផ្នែកគណនេយ្យ",
    "ផ្នែកគាំទ្រ", "ក្រុមហ៊ុនបង្ហោះ", "អ្នកផ្តល់សេវាបង្ហោះ", "续费", "續費", "欠费", "欠費", "主机商", "主機商", "服务商",
    "控制面板", "管理员登录", "站长", "空间商", "ค้างชำระ", "เจ้าของเว็บไซต์", "เจ้าของบัญชี", "ฝ่ายบัญชี", "ผู้ให้บริการโฮสติ้ง",
    "ใบแจ้งหนี้", "ต่ออายุ", "hoá đơn", "hóa đơn", "thanh toán", "gia hạn", "chủ tài khoản", "chủ website",
    "chủ sở hữu website", "nhà cung cấp hosting", "nhà cung cấp dịch vụ", "bộ phận kỹ thuật", "phòng kế toán",
    "tagihan",
    "pemilik akun", "pemilik situs", "pemilik website", "area klien", "client area", "penyedia hosting", "perpanjang",
    "pembayaran", "bil tertunggak", "pemilik laman",
)  # fmt: skip
"""What such a page says to the owner of the site. Source: the pages of these companies; 2026-11-28."""

NO_SUCH_USER: Final = re.compile(
    r"^.{0,24}(?:不存在|已关闭|已關閉|已注销|已停用|已被删除|已被刪除|找不到).{0,12}$|"
    r"^.{0,40}(?:存在しません|見つかりません|削除されました|ไม่พบ|ไม่มีอยู่|ถูกลบ|រកមិនឃើញ|មិនមាន|ត្រូវបានលុប).{0,24}$|"
    r"\b(?:user|member|blog|site|website|shop|store|forum|journal|account|page|"
    r"profile)\b.{0,30}\b(?:does not exist|doesn't exist|"
    r"not found|no longer (?:exists|available)|(?:has been|was|is) (?:deleted|removed|closed|suspended|"
    r"deactivated|purged))|"
    r"^no such (?:user|blog|site|shop|store|forum|account|member)|"
    r"\b(?:n'existe pas|introuvable|a été supprimé|no existe|não existe|existiert nicht|nie istnieje|"
    r"не существует|не найден)|"
    r"\b(?:blog|website|trang|cửa hàng|người dùng|diễn đàn)\b.{0,30}(?:không tồn tại|không tìm thấy|đã bị xóa|đã đóng)|"
    r"\b(?:blog|situs|toko|pengguna|forum|akun)\b.{0,30}(?:tidak ditemukan|tidak ada|telah dihapus|"
    r"sudah dihapus|ditutup)"
)
"""A short text on the front page of a name that a platform gives to each site."""

NO_SITE_OF: Final = re.compile(
    r"\bthis (?:squarespace|wix|weebly|shopify|webflow|tumblr|wordpress(?:\.com)?|jimdo|strikingly|carrd|ghost|"
    r"tilda|site123|"
    r"webnode|duda|godaddy|blogger|typepad|substack|notion|framer|zyro|hostinger|bigcartel|ecwid|"
    r"yola) (?:web ?site|site|blog|store|"
    r"shop|page|publication) (?:has expired|has been (?:deleted|removed|suspended|closed)|"
    r"is (?:no longer available|unavailable|"
    r"not available|closed|not published|unpublished)|was (?:deleted|removed)|does(?: not|n't) exist|"
    r"isn't (?:available|published))"
)
"""A platform's sentence about a site, also on a domain of the site's own."""
