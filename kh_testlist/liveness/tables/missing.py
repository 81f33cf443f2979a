"""Words and addresses of pages that are shown in place of a missing page.

The words are in lower case and without zero-width spaces. Those in other languages than English are from general
knowledge of the languages; 2026-11-28. A native reader has not approved them.
"""

from __future__ import annotations

import re
from typing import Final

NOT_FOUND_WORDS: Final = (
    "not found", "page doesn't exist", "page does not exist", "page you are looking for", "page you requested",
    "page you were looking for", "can't be found", "cannot be found", "could not be found", "couldn't be found",
    "no longer available", "no longer exists", "has been removed", "does not exist", "doesn't exist", "nothing here",
    "page missing", "page unavailable", "content unavailable", "can't find", "cannot find", "couldn't find",
    "page has moved or", "page was deleted", "page was removed", "sorry, this page", "link is broken", "broken link",
    "no such page", "error 404", "page no longer", "wrong address", "dead link", "we couldn't locate", "រកមិនឃើញ",
    "រកពុំឃើញ", "ស្វែងរកមិនឃើញ", "ទំព័រត្រូវបានលុប", "ទំព័រនេះត្រូវបានលុប", "មិនមានទំព័រនេះ", "មិនឃើញទំព័រ",
    "页面不存在", "找不到页面", "页面未找到", "您访问的页面不存在", "您请求的页面", "无法找到该页", "网页不存在",
    "页面已删除", "内容不存在", "文章不存在", "页面找不到", "你访问的页面", "您查找的页面", "頁面不存在",
    "找不到頁面", "找不到網頁", "您要找的頁面", "找不到您", "该页面不存在", "网页未找到", "ไม่พบหน้า",
    "ไม่พบหน้าที่", "หน้านี้ไม่มีอยู่", "ไม่มีหน้านี้", "ไม่พบเพจ", "ไม่พบข้อมูล", "หน้าที่คุณต้องการ",
    "ไม่พบเนื้อหา", "หน้าเว็บไม่พบ", "หน้าที่คุณค้นหา", "ไม่พบหน้าเว็บ", "ถูกลบไปแล้ว", "ถูกลบออก", "không tìm thấy",
    "trang không tồn tại", "trang này không tồn tại", "trang bạn tìm", "trang bạn đang tìm", "không tồn tại",
    "trang bạn yêu cầu", "đã bị xóa", "bài viết không tồn tại", "halaman tidak ditemukan", "tidak ditemukan",
    "halaman yang anda cari", "halaman ini tidak ada", "tidak dapat ditemukan", "halaman tidak tersedia",
    "laman tidak ditemukan", "halaman tidak dijumpai", "tidak dijumpai", "sudah dihapus", "telah dihapus",
    "halaman yang diminta", "halaman tidak wujud", "មិនមានទំព័រ", "ទំព័រនេះមិនមាន", "មិនត្រូវបានរកឃើញ", "គ្មានទំព័រ",
    "ទំព័រមិនមាន", "មិនមានអ្វីនៅទីនេះ", "គ្មានអ្វីនៅទីនេះ", "ไม่พบสิ่งที่คุณ", "ไม่พบสิ่งที่ท่าน", "không thể tìm thấy",
)  # fmt: skip
"""Words of pages that are shown instead of a missing page."""

NOT_FOUND_SPANS: Final = (
    (
        r"(?:ទំព័រ|អត្ថបទ|ឯកសារ|តំណភ្ជាប់|អាសយដ្ឋាន|មាតិកា|ព័ត៌មាន).{0,40}?(?:មិនមាន|មិនទាន់មាន|គ្មាន|រកមិនឃើញ|"
        r"រកពុំឃើញ|មិនឃើញ|"
        r"ត្រូវបានលុប|លែងមាន|មិនត្រឹមត្រូវ|មិនអាចរកបាន|ត្រូវបានផ្លាស់ប្តូរ)"
    ),
    (
        r"(?:หน้า|เพจ|บทความ|เนื้อหา|ลิงก์).{0,40}?(?:ไม่มีอยู่|ไม่พบ|ไม่สามารถ(?:เปิด|แสดง)|ไม่มีแล้ว|ถูกลบ|"
        r"ถูกย้าย|หาไม่เจอ)"
    ),
    (
        r"(?:页面|頁面|网页|網頁|文章|内容|內容|链接|連結)[^。]{0,16}?(?:不存在|找不到|未找到|已删除|被删除|已下线|"
        r"已下架|已刪除|被刪除|走丢|失效|不見了)"
    ),
    (
        r"(?:trang|bài viết|nội dung|liên kết|đường dẫn)\b[^.!?]{0,50}?(?:không tồn tại|không (?:thể )?tìm thấy|"
        r"không còn|"
        r"bị xóa|bị gỡ|đã được di chuyển)"
    ),
    (
        r"(?:halaman|laman|artikel|konten|tautan|berita)\b[^.!?]{0,50}?(?:tidak ditemukan|tidak ada|tidak tersedia|"
        r"dihapus|tidak dijumpai|tidak wujud|dipindahkan|sudah tiada)"
    ),
    (
        r"(?:page|article|document|post|content|link|story|file)\b[^.!?]{0,50}?(?:not be found|no longer|"
        r"was removed|was deleted|"
        r"has been deleted|been moved|doesn't exist|does not exist|isn't here|is not here|isn't available|"
        r"(?:is |are )?not available|is gone|has gone|never was|never existed|"
        r"was taken down|been taken down|was withdrawn|been withdrawn|been unpublished|has expired|could not be found|"
        r"cannot be found|not found)"
    ),
    (
        r"\b(?:page|article|story|link|file|post|record) you (?:are after|were after|want|wanted|tried|followed|"
        r"asked for)\b"
    ),
    (
        r"\b(?:story|record|entry|item|report|file|resource|url|address)\b[^.!?]{0,30}?(?:was deleted|"
        r"has been deleted|no longer exists|was taken down)"
    ),
)
"""The word for a page, and not far behind it that it is not there."""

GONE_HEADS: Final = re.compile(
    r"(?:error )?(?:404|410)(?: error)?(?:[ :,.!-]{1,3}(?!.*\?).{0,30})?|"
    r"(?:(?:this|the|requested|page|article|story|record|post|document|content|file|item|link|url) ){0,3}"
    r"(?:not found|can't be found|cannot be found|could not be found|does not exist|doesn't exist|no longer exists|"
    r"(?:is )?no longer available|(?:is )?not available|unavailable|has gone|is gone|missing|deleted|removed|"
    r"(?:has been|was|is) (?:removed|deleted|withdrawn|unpublished))|"
    r"(?:there is |there's )?(?:nothing|no such (?:page|article|story|record|post|file)|no (?:page|article|"
    r"content)) ?(?:here|found)?|"
    r"(?:រក.{0,6}មិនឃើញ|រកពុំឃើញ|គ្មាន|មិនមាន|លែងមាន)(?:ទំព័រ|អត្ថបទ|ឯកសារ|មាតិកា|ព័ត៌មាន|របាយការណ៍).{0,6}|"
    r"(?:ទំព័រ|អត្ថបទ|ឯកសារ|មាតិកា|ព័ត៌មាន|របាយការណ៍)(?:នេះ)?(?:រកមិនឃើញ|រកពុំឃើញ|មិនមាន|លែងមាន|ត្រូវបានលុប).{0,12}|"
    r"(?:找不到|未找到|没有找到|沒有找到|没有这|沒有這|没有此|无此|查無此?).{0,3}(?:页面?|頁面?|网页|網頁|内容|內容|文章|记录|記錄|信息|资料)|"
    r"(?:该|此|您.{0,8}的)?(?:页面|頁面|网页|網頁|内容|內容|文章|记录|記錄|信息)(?:已经?|被)?(?:不存在|找不到|未找到|已?删除|已?刪除|已?下架|已?失效|被删除)|"
    r"ไม่(?:พบ|มี|เจอ)(?:หน้า|บทความ|เนื้อหา|เพจ|ข่าว|เอกสาร).{0,16}|(?:หน้า|บทความ|เนื้อหา|เพจ)(?:นี้)?(?:ไม่พบ|ถูกลบ|ไม่มีอยู่).{0,12}|"
    r"không (?:tìm thấy|có|còn|tồn tại) (?:trang|bài viết|bài|nội dung|tài liệu).{0,12}|"
    r"(?:trang|bài viết|bài|nội dung|tài liệu) (?:này )?(?:không (?:còn )?tồn tại|đã bị xóa|không tìm thấy|đã bị gỡ)|"
    r"tidak (?:ditemukan|ada) (?:halaman|artikel|konten)(?: ini)?|"
    r"(?:halaman|laman|artikel|konten|berita) (?:ini )?(?:tidak (?:ditemukan|ada|tersedia|dijumpai|wujud)|"
    r"(?:telah|sudah) dihapus)"
)
"""A whole title or heading, without the site's name, that says that a page is not there."""

GONE_SENTENCES: Final = (
    (
        r"\b(?:page|article|story|document|post|content|link|record|entry|item|file|report|url|"
        r"address)(?: (?:that )?you "
        r"[^.!?,]{1,40}?)? (?:is no longer|no longer|cannot be|can't be|could not be|couldn't be|(?:was|"
        r"has been|may have been|"
        r"might have been) (?:removed|deleted|moved|withdrawn|taken down|unpublished)|doesn't exist|does not exist|"
        r"(?:isn't|is not) (?:here|available)|is gone|has gone|never was|never existed|has expired)"
    ),
    (
        r"\b(?:can't|cannot|couldn't|could not|unable to) (?:find|locate) (?:the|that|this|your|a) (?:page|article|"
        r"story|document|post|record|file)\b"
    ),
    r"រក(?:មិន|ពុំ)ឃើញ(?:ទំព័រ|អត្ថបទ|ឯកសារ)",
    r"(?:找不到|未找到|没有找到|沒有找到)您?.{0,8}(?:页面|頁面|网页|網頁|内容|內容|文章|记录)",
    r"ไม่พบ(?:หน้า|บทความ|เนื้อหา)",
    r"không tìm thấy (?:trang|bài viết|nội dung)",
    r"(?:ទំព័រ|អត្ថបទ|ឯកសារ|តំណ|អាសយដ្ឋាន|មាតិកា|ព័ត៌មាន|របាយការណ៍).{0,40}?(?:មិនមាន|គ្មាន|មិនឃើញ|ពុំឃើញ|ត្រូវបានលុប|លែងមាន|ត្រូវបានដក|ផ្លាស់ទី)",
    r"(?:页面|頁面|网页|網頁|文章|内容|內容|链接|連結|记录|記錄|资源|信息)[^。]{0,16}?(?:不存在|找不到|未找到|已删除|被删除|已刪除|被刪除|下架|失效|不見了|走丢|移除)",
    r"(?:หน้า|เพจ|บทความ|เนื้อหา|ลิงก์|ข่าว|เอกสาร).{0,40}?(?:ไม่มีอยู่|ไม่พบ|ไม่มีแล้ว|ถูกลบ|ถูกย้าย|หาไม่เจอ|ถูกนำออก)",
    (
        r"(?:trang|bài viết|bài|nội dung|liên kết|đường dẫn|tài liệu|tin)\b[^.!?]{0,50}?(?:không tồn tại|"
        r"không tìm thấy|không còn|bị xóa|"
        r"bị gỡ|đã được di chuyển|đường dẫn sai|đã xóa)"
    ),
    (
        r"(?:halaman|laman|artikel|konten|tautan|berita|dokumen|pos)\b[^.!?]{0,50}?(?:tidak ditemukan|tidak ada|"
        r"tidak tersedia|"
        r"dihapus|tidak dijumpai|tidak wujud|dipindahkan|sudah tiada)"
    ),
)
"""Sentences that say it of a page or an article. With such a title or heading, no other sign is needed."""

ERROR_PATHS: Final = frozenset({
    "404", "notfound", "not-found", "not_found", "error", "errors", "pagenotfound", "page-not-found",
    "page_not_found", "error404", "error-404", "error_404", "404error", "404-error", "e404", "err404",
    "404-not-found", "missing", "page404", "page-404", "404page", "oops", "errorpage", "error-page",
})  # fmt: skip
"""Last parts of paths to which sites redirect instead of an answer of 404. In a query, the same as names and values."""

FRONT_PATHS: Final = frozenset({
    "home", "index", "default", "main", "welcome", "homepage", "home-page", "frontpage", "front", "start", "accueil",
    "inicio", "beranda", "utama", "trang-chu", "trangchu", "portal", "site", "web", "www", "public", "startpage",
    "landing", "front-page", "mainpage", "main-page", "laman-utama", "front_page", "home_page",
})  # fmt: skip
"""Parts of the path of a front page, without an ending such as `.php`."""

_LANGUAGES: Final = (
    "km kh khm khmer en eng english zh cn chs cht tw chinese th tha thai vi vn vietnamese id ind indonesia ms my malay "
    "fr fra french ja jp ko kr lo la de es pt ru ar en-us en-gb en-kh km-kh zh-cn zh-tw zh-hans zh-hant th-th vi-vn "
    "id-id fr-fr us uk gb en_us km_kh zh_cn sg ph hk"
)
LANGUAGE_PATHS: Final = frozenset(_LANGUAGES.split())
"""Parts of the path that choose a language. Source: ISO 639 and ISO 3166 codes as sites of the region use them."""


HARMLESS_QUERIES: Final = frozenset({
    "lang", "language", "locale", "hl", "lg", "l", "ref", "from", "src", "source", "utm_source", "utm_medium",
    "utm_campaign",
})  # fmt: skip
"""Names in the query of a front page that do not choose another page."""
