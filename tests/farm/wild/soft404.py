"""Deep links that are gone though the server says 200, and deep links that only look so."""

from __future__ import annotations

from html import escape
from typing import Final
from urllib.parse import quote

from tests.farm.wild.page import Answer, Ask, Handler, Page, redirect

_HOME: Final = {
    "en": ("Green Province Initiative", ("Home", "Projects", "Reports", "Contact"), "We plant trees along roads and canals with schools of four districts. Read about the nursery, the budget and the people."),
    "km": ("សមាគមអភិវឌ្ឍន៍ភូមិ", ("ទំព័រដើម", "គម្រោង", "ឯកសារ", "ទំនាក់ទំនង"), "យើងធ្វើការជាមួយសហគមន៍ក្នុងស្រុកចំនួនប្រាំ លើការងារទឹកស្អាត និងអប់រំ។ សូមអានរបាយការណ៍ប្រចាំឆ្នាំរបស់យើង។"),
    "zh": ("湄公河研究中心", ("首页", "项目", "报告", "联系我们"), "我们研究湄公河流域的渔业、水坝与农村生活,每年出版两本报告。"),
    "th": ("มูลนิธิชายแดน", ("หน้าแรก", "โครงการ", "รายงาน", "ติดต่อ"), "มูลนิธิทำงานกับแรงงานข้ามชาติและเด็กในสี่จังหวัดชายแดน อ่านรายงานประจำปีได้ที่นี่"),
    "vi": ("Trung tâm Sông Nước", ("Trang chủ", "Dự án", "Báo cáo", "Liên hệ"), "Chúng tôi nghiên cứu nghề cá và lũ ở đồng bằng, cùng nông dân của mười hai xã."),
    "id": ("Yayasan Hutan Rakyat", ("Beranda", "Program", "Laporan", "Kontak"), "Kami mendampingi warga desa di tepi hutan untuk memetakan lahan adat dan menanam kembali."),
}  # fmt: skip
_MISSING: Final = {
    "en": ("Page not found", "Sorry, the page you requested could not be found. It may have been moved or deleted."),
    "km": ("រកមិនឃើញទំព័រ", "សូមអភ័យទោស ទំព័រដែលអ្នកកំពុងស្វែងរកមិនមានទេ។"),
    "zh": ("页面不存在", "抱歉,您访问的页面不存在或已被删除。"),
    "th": ("ไม่พบหน้าที่คุณต้องการ", "ขออภัย ไม่พบหน้าเว็บที่คุณค้นหา อาจถูกลบหรือย้ายไปแล้ว"),
    "vi": ("Không tìm thấy trang", "Rất tiếc, trang bạn tìm kiếm không tồn tại hoặc đã bị xóa."),
    "id": ("Halaman tidak ditemukan", "Maaf, halaman yang Anda cari tidak ada atau sudah dihapus."),
}  # fmt: skip
_DEEP: Final = {
    "en": "/reports/2019/forest-cover-and-land-rights/", "km": "/km/documents/land-report.html", "zh": "/article/2018/0312.html",
    "th": "/news/detail.php?id=381", "vi": "/tin-tuc/bao-cao-thuong-nien-2017.html", "id": "/berita/laporan-tahunan-2020",
}  # fmt: skip


def _framed(lang: str, title: str, main: str, more: str = "") -> str:
    name, menu, _ = _HOME[lang]
    links = "".join(f'<li><a href="/{number}">{item}</a></li>' for number, item in enumerate(menu))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title><link rel=stylesheet href=/s.css></head>'
        f'<body><header><a href="/">{name}</a><nav><ul>{links}</ul></nav><form role=search><input name=s></form></header><main>{main}</main>'
        f"<footer>&copy; 2026 {name}</footer>{more}</body></html>"
    )


def _home(lang: str) -> Answer:
    name, menu, text = _HOME[lang]
    return Answer(_framed(lang, name, f"<h1>{name}</h1><p>{text}</p><h2>{menu[1]}</h2><p>2024, 2025, 2026</p>"))


def _story(lang: str) -> Answer:
    """The deep page, while it is there."""
    name, menu, text = _HOME[lang]
    return Answer(
        _framed(
            lang,
            f"{menu[2]} 2019 - {name}",
            f"<article><h1>{menu[2]} 2019</h1><p>{text}</p><p>PDF, 2.4 MB</p></article>",
        )
    )


def _site(  # noqa: PLR0913, PLR0917 - a row of a table
    name: str,
    kind: str,
    lang: str,
    verdict: str,
    says: Answer | Handler,
    otherwise: Answer | Handler,
    paths: dict[str, Answer | Handler] | None = None,
    path: str = "",
) -> Page:
    verdicts = tuple(verdict.split(" or "))
    return Page(name, kind, verdicts, says, otherwise, "ENV", lang, f"{name}.test", path or _DEEP[lang], paths or {})


_TARGETS: Final = (
    ("/km/", "km", 302), ("/home", "en", 301), ("/index.php", "vi", 302), ("/?error=404", "en", 302), ("/en/", "th", 307),
    ("/404.html", "zh", 302), ("/beranda", "id", 301), ("/Default.aspx", "th", 302),
)  # fmt: skip


def _redirecting() -> list[Page]:
    """Sites that send every missing page to one place, where an ordinary page is."""
    made = []
    for number, (target, lang, status) in enumerate(_TARGETS):
        sent = redirect(target, status)
        home: dict[str, Answer | Handler] = {"/": _home(lang), target: _home(lang)}
        made.append(_site(f"all-missing-sent-{number}", "soft-404/redirect", lang, "gone", sent, sent, home))
        # The same host while the page is there, and its front page: both are well.
        made.append(_site(f"not-missing-{number}", "honest/deep", lang, "up", _story(lang), sent, home))
    sent = redirect("/km/", 302)
    made.append(_site("root-to-language", "honest/deep", "km", "up", sent, sent, {"/km/": _home("km")}, "/"))

    def with_query(ask: Ask) -> Answer:
        return redirect(f"/search?notfound={quote(ask.path)}", 302)

    def search(ask: Ask) -> Answer:
        if ask.path != "/search":
            return with_query(ask)
        return Answer(_framed("en", "Search", f"<h1>Search</h1><p>0 results for {escape(ask.query[9:])}</p>"))

    made.append(_site("sent-to-search", "soft-404/redirect", "en", "gone", search, search, {"/": _home("en")}))
    elsewhere = _site(
        "sent-to-mother",
        "soft-404/redirect",
        "en",
        "gone or up",
        redirect("https://www.mother-house.test/"),
        redirect("https://www.mother-house.test/"),
    )
    made.append(Page(**{**vars(elsewhere), "elsewhere": {"www.mother-house.test": _home("en")}}))
    return made


def _worded() -> list[Page]:
    """Pages with status 200, the site's own frame, and the sad words."""
    made = []
    for lang, (title, text) in _MISSING.items():
        name = _HOME[lang][0]
        plain = Answer(_framed(lang, f"{title} | {name}", f"<h1>{title}</h1><p>{text}</p>"))
        made.append(_site(f"says-missing-{lang}", "soft-404/words", lang, "gone", plain, plain, {"/": _home(lang)}))
        # Its title is the site's; only the middle of the page tells.
        shy = Answer(
            _framed(
                lang,
                name,
                f'<div class="alert">{text}</div><h3>{_HOME[lang][1][1]}</h3><ul><li>2026</li><li>2025</li></ul>',
            )
        )
        made.append(_site(f"says-little-{lang}", "soft-404/words", lang, "gone", shy, shy, {"/": _home(lang)}))

        def changing(ask: Ask, lang: str = lang, title: str = title, text: str = text) -> Answer:
            clock = f"<p>ID {ask.count * 7919}</p><code>{escape(ask.path)}</code>"
            return Answer(_framed(lang, f"404 - {_HOME[lang][0]}", f"<h1>404</h1><p>{title}. {text}</p>{clock}"))

        made.append(
            _site(f"says-changing-{lang}", "soft-404/words", lang, "gone", changing, changing, {"/": _home(lang)})
        )
        # On an honest host, a report about missing pages is a report.
        report = Answer(
            _framed(
                lang,
                f"«{title}» - {name}",
                f"<h1>{title}?</h1><p>{_HOME[lang][2]}</p><p>{_HOME[lang][2]} {text} {_HOME[lang][2]}</p>",
            )
        )
        missing = Answer(_framed(lang, title, f"<h1>404</h1><p>{text}</p>"), 404)
        made.append(_site(f"reports-missing-{lang}", "honest/deep", lang, "up", report, missing, {"/": _home(lang)}))
        made.append(_site(f"deep-{lang}", "honest/deep", lang, "up", _story(lang), missing, {"/": _home(lang)}))
        # The server answers 200 to anything, and the listed page is there.
        made.append(_site(f"deep-on-soft-{lang}", "honest/deep", lang, "up", _story(lang), plain, {"/": _home(lang)}))
    return made


def _shell(title: str, script: str, hidden: str = "") -> Answer:
    return Answer(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><script type="module" crossorigin src="{script}"></script>'
        f'</head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>{hidden}</body></html>'
    )


def _applications() -> list[Page]:
    """Applications: an empty shell says nothing, a rendered "not found" does."""
    vue = _shell("Open Budget Cambodia", "/assets/index-B1x.js")
    react = _shell(
        "Labour Rights Map", "/static/js/main.77a1.js", '<template id="nf"><h1>404</h1><p>Page not found</p></template>'
    )
    data = '<script id="__NEXT_DATA__" type="application/json">{"page":"/_error","props":{"statusCode":404}}</script>'
    rendered = Answer(
        _framed("en", "404: This page could not be found.", "<h1>404</h1><h2>This page could not be found.</h2>", data)
    )
    nuxt = Answer(
        _framed(
            "vi",
            "Không tìm thấy",
            '<div id="__nuxt"><h1>404</h1><p>Trang không tồn tại</p><a href="/">Về trang chủ</a></div>',
        )
    )
    return [
        _site("shell-vue", "honest/application", "en", "up", vue, vue),
        _site("shell-react", "honest/application", "en", "up", react, react),
        _site("rendered-next", "soft-404/application", "en", "gone", rendered, rendered, {"/": _home("en")}),
        _site("rendered-nuxt", "soft-404/application", "vi", "gone", nuxt, nuxt, {"/": _home("vi")}),
    ]


def soft_404() -> list[Page]:
    """Return deep links, gone and not."""
    return [*_redirecting(), *_worded(), *_applications()]
