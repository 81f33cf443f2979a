"""Deep links that are gone in ways of many kinds, and deep links that are there on the same sorts of sites."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.farm.wild.page import Answer, Ask, Handler, Page, redirect

Chance = random.Random


@dataclass(frozen=True)
class _Site:
    lang: str
    name: str
    path: str
    menu: tuple[str, ...]
    news: tuple[str, ...]
    sorry: tuple[str, str]
    """What it says of a page that is no longer there: a title and a sentence."""


_SITES: Final = (
    _Site("en", "Lake Schools Partnership", "/stories/floating-classroom", ("Start", "Schools", "Stories", "Give"), ("Nineteen floating schools open in October", "Teachers from Pursat learn to swim", "A boat library sets out"), ("Nothing here", "The page you are after has gone or never was. Try the menu.")),
    _Site("km", "មណ្ឌលសិក្សាព្រៃឈើ", "/km/reports/2017/prey-lang", ("ដើម", "របាយការណ៍", "ផែនទី", "ទាក់ទង"), ("របាយការណ៍ព្រៃឡង់ឆ្នាំ ២០២៦ ចេញផ្សាយហើយ", "សហគមន៍ដាំឈើចំនួន ៤០០០ ដើម", "វគ្គបណ្តុះបណ្តាលផែនទី"), ("គ្មានទំព័រ", "ទំព័រដែលអ្នកចង់មើលត្រូវបានលុបឬផ្លាស់ទី។")),
    _Site("zh", "华侨文化资料馆", "/archive/detail/4417.html", ("主页", "馆藏", "展览", "联络"), ("老照片展览延期至十月", "捐赠家书三百封", "口述历史第二辑出版"), ("找不到内容", "您要找的内容已下架或链接失效。")),
    _Site("th", "ศูนย์ข้อมูลลุ่มน้ำ", "/article/view/219", ("หน้าต้น", "บทความ", "แผนที่", "ร่วมงาน"), ("ระดับน้ำเดือนสิงหาคมต่ำกว่าปกติ", "ชาวประมงเก้าหมู่บ้านทำเขตอนุรักษ์", "อบรมวัดคุณภาพน้ำ"), ("ไม่มีบทความนี้", "ขออภัย บทความที่ท่านเรียกดูถูกลบออกจากระบบแล้ว")),
    _Site("vi", "Câu lạc bộ Di sản Phố Cổ", "/bai-viet/nha-co-so-12.html", ("Trang đầu", "Bài viết", "Bản đồ", "Tham gia"), ("Mười hai ngôi nhà cổ được trùng tu", "Đi bộ phố cổ sáng Chủ nhật", "Triển lãm gạch bông"), ("Không có nội dung", "Bài viết bạn yêu cầu không còn hoặc đường dẫn sai.")),
    _Site("id", "Lembaga Arsip Pesisir", "/artikel/2015/nelayan-kecil", ("Depan", "Artikel", "Peta", "Gabung"), ("Nelayan kecil menolak reklamasi", "Sekolah pesisir angkatan ketujuh", "Arsip foto 1970 dipamerkan"), ("Konten tidak ada", "Artikel yang Anda buka telah dihapus atau tautannya salah.")),
)  # fmt: skip


def _frame(site: _Site, title: str, main: str, host: str) -> Answer:
    items = "".join(f"<li><a href='/m{n}'>{item}</a></li>" for n, item in enumerate(site.menu))
    return Answer(
        f"<!doctype html><html lang={site.lang}><head><meta charset=utf-8><title>{title}</title></head><body><div id=head><b>{site.name}</b><ul>{items}</ul></div>"
        f"<div id=main>{main}</div><div id=foot>{site.name}, {host}</div></body></html>"
    )


def _front(site: _Site, host: str) -> Answer:
    chance = Chance(host)  # a page, not a secret
    news = "".join(f"<h3>{line}</h3><p>{chance.randrange(1, 28)}/8/2026</p>" for line in chance.sample(site.news, 3))
    return _frame(site, site.name, f"<h2>{site.menu[1]}</h2>{news}", host)


def _sorry(site: _Site, host: str) -> Answer:
    return _frame(site, f"{site.sorry[0]} - {site.name}", f"<h2>{site.sorry[0]}</h2><p>{site.sorry[1]}</p>", host)


def _there(site: _Site, host: str) -> Answer:
    lines = "".join(f"<p>{line}. {site.name}: {host}.</p>" for line in site.news)
    return _frame(site, f"{site.news[0]} - {site.name}", f"<h2>{site.news[0]}</h2>{lines}", host)


_Made = tuple[Answer | Handler, Answer | Handler, dict[str, Answer | Handler]]


def _home_language(site: _Site, host: str) -> _Made:
    target = f"/{site.lang}/home"
    sent = redirect(target, 302)
    return sent, sent, {target: _front(site, host), "/": _front(site, host)}


def _home_query(site: _Site, host: str) -> _Made:
    sent = redirect("/?e=404", 301)
    return sent, sent, {"/?e=404": _front(site, host), "/": _front(site, host)}


def _two_hops(site: _Site, host: str) -> _Made:
    def says(ask: Ask) -> Answer:
        return redirect("/missing.aspx?url=" + ask.path, 302)

    def otherwise(ask: Ask) -> Answer:
        return redirect("/default.aspx", 302) if ask.path == "/missing.aspx" else says(ask)

    return says, otherwise, {"/default.aspx": _front(site, host), "/": _front(site, host)}


def _front_in_place(site: _Site, host: str) -> _Made:
    front = _front(site, host)
    return front, front, {"/": front}


def _words(site: _Site, host: str) -> _Made:
    return _sorry(site, host), _sorry(site, host), {"/": _front(site, host)}


def _own_title(site: _Site, host: str) -> _Made:
    """Keep the site's title, and echo what was asked for."""

    def says(ask: Ask) -> Answer:
        return _frame(site, site.name, f"<p>{ask.path}</p><p>{site.sorry[1]}</p>", f"{host} {ask.count}")

    return says, says, {"/": _front(site, host)}


def _empty_frame(site: _Site, host: str) -> _Made:
    """Show the frame of an article with nothing in it."""
    said = _frame(site, site.name, "<h2></h2><div class=content></div>", host)
    return said, said, {"/": _front(site, host)}


def _page_404(site: _Site, host: str) -> _Made:
    sent = redirect("/404", 302)
    return sent, sent, {"/404": _sorry(site, host), "/": _front(site, host)}


def _record(site: _Site, host: str) -> _Made:
    """Say 200 for a record that was deleted, though the server knows 404 for other paths."""
    return _sorry(site, host), Answer("<h1>404 Not Found</h1><p>nginx</p>", 404), {"/": _front(site, host)}


def _alive_home(site: _Site, host: str) -> _Made:
    sent = redirect("/", 302)
    return _there(site, host), sent, {"/": _front(site, host)}


def _alive_soft(site: _Site, host: str) -> _Made:
    return _there(site, host), _sorry(site, host), {"/": _front(site, host)}


_SHAPES: Final[dict[str, tuple[str, str, Callable[[_Site, str], _Made], tuple[int, ...]]]] = {
    "home-language": ("second-soft-404/redirect", "gone", _home_language, (1, 3)),
    "home-query": ("second-soft-404/redirect", "gone", _home_query, (0, 4)),
    "two-hops": ("second-soft-404/redirect", "gone", _two_hops, (2, 5)),
    "page-404": ("second-soft-404/redirect", "gone", _page_404, (1, 4)),
    "front-in-place": ("second-soft-404/same", "gone", _front_in_place, (0, 3)),
    "empty-frame": ("second-soft-404/same", "gone", _empty_frame, (2, 5)),
    "words": ("second-soft-404/words", "gone", _words, (0, 1, 2, 3, 4, 5)),
    "own-title": ("second-soft-404/words", "gone", _own_title, (0, 1, 2, 3, 4, 5)),
    "record": ("second-soft-404/record", "gone", _record, (0, 2, 4)),
    "alive-home": ("second-honest/deep", "up", _alive_home, (0, 2, 4)),
    "alive-soft": ("second-honest/deep", "up", _alive_soft, (1, 3, 5)),
}  # fmt: skip


def missing() -> list[Page]:
    """Return deep links, gone and not."""
    made: list[Page] = []
    for name, (kind, verdict, shape, sites) in _SHAPES.items():
        for number in sites:
            site = _SITES[number]
            host = f"{name}-{number}.test"
            says, otherwise, paths = shape(site, host)
            made.append(Page(f"second-{name}-{site.lang}", kind, (verdict,), says, otherwise, "ENV", site.lang, host, site.path, paths))  # fmt: skip
    return made
