"""Deep links that are gone and that are there, and sites that want a cookie back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests.farm.wild.page import Answer, Ask, Handler, Page, redirect

# fmt: off
_SITES: Final = (
    ("en", "Coastal Mapping Trust", "/library/item/338", "Item withdrawn", "Sorry, we can't find the page you requested.", ("Mangrove survey, spring round", "Volunteers count seagrass in Koh Rong", "Tide tables reprinted")),
    ("km", "សមាគមអ្នកនិពន្ធវ័យក្មេង", "/article/1180", "រកមិនឃើញ", "សូមអភ័យទោស រកមិនឃើញទំព័រដែលអ្នកស្វែងរកទេ។", ("កម្រងកំណាព្យថ្មីចេញផ្សាយ", "ការប្រកួតតែងរឿងខ្លីឆ្នាំ ២០២៦", "វគ្គបង្រៀនសរសេរអត្ថបទ")),
    ("zh", "东南亚研究通讯", "/post/2019-441", "页面不存在", "抱歉,您访问的页面不存在或已被删除。", ("湄公河水位季度观察", "青年学者工作坊报名", "书评两则")),
    ("th", "ชมรมคนรักรถไฟ", "/story/90", "ไม่พบหน้าที่ต้องการ", "ขออภัย ไม่พบหน้าที่คุณค้นหา", ("ทริปหัวรถจักรไอน้ำเดือนธันวาคม", "ภาพเก่าสถานีอรัญประเทศ", "ตารางเดินรถฉบับใหม่")),
    ("vi", "Hội Trồng Rừng Cửa Sông", "/tin/du-an-duoc-7", "Không tìm thấy trang", "Xin lỗi, trang bạn tìm không tồn tại.", ("Trồng thêm hai nghìn cây đước", "Tập huấn ươm giống", "Báo cáo mùa lũ")),
    ("id", "Komunitas Sastra Pelabuhan", "/cerpen/57", "Halaman tidak ditemukan", "Maaf, halaman yang Anda cari tidak ditemukan.", ("Malam puisi di dermaga", "Kelas menulis angkatan keempat", "Arsip cerpen 2011")),
)
# fmt: on
_Site = tuple[str, str, str, str, str, tuple[str, ...]]


def _frame(site: _Site, host: str, title: str, body: str) -> Answer:
    return Answer(f"<!doctype html><html lang='{site[0]}'><head><meta charset='utf-8'><title>{title}</title></head><body><nav><a href='/'>{site[1]}</a> {host}</nav><main>{body}</main></body></html>")  # fmt: skip


def _front(site: _Site, host: str) -> Answer:
    return _frame(site, host, site[1], "".join(f"<h2>{line}</h2><p>{line}. {site[1]}, 2026, {host}.</p>" for line in site[5]))  # fmt: skip


def _sorry(site: _Site, host: str) -> Answer:
    return _frame(site, host, f"{site[3]} | {site[1]}", f"<h1>{site[3]}</h1><p>{site[4]}</p>")


def _gone(number: int, site: _Site, host: str) -> tuple[Answer | Handler, dict[str, Answer | Handler]]:
    front = _front(site, host)
    if number == 0:
        return redirect("/home", 302), {"/home": front, "/": front}
    if number == 1:
        return redirect("/km/", 301), {"/km/": front, "/": front}
    if number == 2:
        return redirect("/index.php", 302), {"/index.php": front, "/": front}
    if number == 3:
        return redirect("/?error=404", 307), {"/?error=404": front, "/": front}
    if number == 4:
        return Answer(f"<script>location.href='/'</script><title>{site[1]}</title>"), {"/": front}
    return _sorry(site, host), {"/": front}


def soft_404() -> list[Page]:
    """Return eight deep links that are gone."""
    made: list[Page] = []
    for number, index in enumerate((0, 1, 2, 3, 4, 5, 1, 3)):
        host = f"shelf-{number}.test"
        said, paths = _gone(number, _SITES[index], host)
        made.append(Page(f"third-soft-{number}", "third-soft-404", ("gone",), said, said, "CULTR", _SITES[index][0], host, _SITES[index][2], paths))  # fmt: skip
    return made


def living() -> list[Page]:
    """Return six deep links that are there, where the server is kind to wrong paths."""
    made: list[Page] = []
    for number, site in enumerate(_SITES):
        host = f"stack-{number}.test"
        there = _frame(site, host, f"{site[5][1]} - {site[1]}", f"<h1>{site[5][1]}</h1>" + "".join(f"<p>{line}, {site[1]} ({host}).</p>" for line in site[5]))  # fmt: skip
        wrong = (redirect("/", 302), _sorry(site, host), _front(site, host))[number % 3]
        made.append(Page(f"third-there-{site[0]}", "third-honest/deep", ("up",), there, wrong, "CULTR", site[0], host, f"/read/{number}40", {"/": _front(site, host)}))  # fmt: skip
    return made


def _wall(cookie: str, step: str, number: int) -> Callable[[Ask], Answer]:
    def says(ask: Ask) -> Answer:
        if cookie in ask.cookies:
            return _front(_SITES[number], f"wicket-{number}.test")
        if step and ask.path != step:
            return redirect(f"{step}?back=/", 302)
        return redirect("/", 302, ("Set-Cookie", f"{cookie}=1; Path=/"))

    return says


def cookie_walls() -> list[Page]:
    """Return two sites that send in a circle until they see their cookie."""
    return [
        Page(f"third-wall-{n}", "third-cookies", ("up",), says, says, "NEWS", _SITES[n][0], f"wicket-{n}.test")
        for n, says in ((4, _wall("visited", "", 4)), (5, _wall("session_ok", "/check-session", 5)))
    ]
