"""Words and addresses of pages that are shown in place of a missing page.

The words are in lower case and without zero-width spaces. Those in other languages than English are from general
knowledge of the languages; 2026-11-28. A native reader has not approved them.
"""

from __future__ import annotations

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
        r"(?:is |are )?not available|is gone)"
    ),
)
"""The word for a page, and not far behind it that it is not there."""

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
