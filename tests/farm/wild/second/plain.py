"""Pages where all is well, twenty of each language, and some near the border."""

from __future__ import annotations

from typing import Final

from tests.farm.wild.page import Answer, Page, redirect
from tests.farm.wild.second.plain_layouts import WORDS, laid_out
from tests.farm.wild.texts import Text, read

_SORRY: Final = {
    "en": "We have no such page", "km": "គ្មានទំព័រនេះទេ", "zh": "没有这个页面", "th": "ไม่มีหน้านี้", "vi": "Không có trang này",
    "id": "Tidak ada halaman ini",
}  # fmt: skip


def _otherwise(number: int, text: Text) -> Answer:
    """What the site says of pages that it does not have: hosts have ways of their own."""
    words = " | ".join(WORDS[text.lang][:4])
    sorry = f"<!doctype html><html lang={text.lang}><head><meta charset=utf-8><title>{_SORRY[text.lang]}</title></head><body><p>{words}</p><h1>{_SORRY[text.lang]}</h1></body></html>"
    if number % 7 == 5:
        return Answer(sorry)  # a soft one; the listed page is there
    if number % 7 == 6:
        return redirect("/sorry" if text.path == "/" else "/", 302)
    return Answer(sorry, 404)


def plain() -> list[Page]:
    """Return the pages."""
    border = read("second_border")
    texts = [*read("second_plain_a"), *read("second_plain_b"), *border]
    return [
        Page(
            f"second-{text.lang}-{text.name}", f"second-honest/{'border' if text in border else text.lang}", ("up",), Answer(laid_out(text)), _otherwise(number, text),
            text.category, text.lang, f"{'www.' if number % 3 else ''}site-{number}-{text.lang}.test", text.path,
            paths={"/sorry": Answer(f"<title>{_SORRY[text.lang]}</title><p>{_SORRY[text.lang]} ({number})</p>")},
        )
        for number, text in enumerate(texts)
    ]  # fmt: skip
