"""Links that lead to another URL: which ones are known, and what is inside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.urls import canonical, equivalence_key, form_fault, host_of, site_host
from kh_testlist.wrapped import Wrapped, inside
from tests.samples import CLEAN_URLS, ODD_URLS


def _inside(url: str) -> Wrapped | None:
    return inside(equivalence_key(url), site_host(host_of(url)))


_ENCODED = "https%3A%2F%2Fexample.com%2Fa"


@pytest.mark.parametrize(
    "url",
    [
        f"https://l.facebook.com/l.php?u={_ENCODED}&h=AT0",
        f"https://lm.facebook.com/l.php?u={_ENCODED}",
        f"https://www.facebook.com/l.php?u={_ENCODED}",
        f"https://m.facebook.com/flx/warn/?u={_ENCODED}",
        f"https://www.facebook.com/sharer/sharer.php?u={_ENCODED}",
        f"https://www.facebook.com/sharer.php?u={_ENCODED}&t=b",
        f"https://www.facebook.com/dialog/share?app_id=1&href={_ENCODED}",
        f"https://twitter.com/intent/tweet?text=b&url={_ENCODED}",
        f"https://x.com/intent/post?text=read+{_ENCODED}+now",
        f"https://twitter.com/share?url={_ENCODED}",
        f"https://t.me/share/url?url={_ENCODED}&text=b",
        f"https://telegram.me/share/url?url={_ENCODED}",
        f"https://wa.me/?text={_ENCODED}",
        f"https://api.whatsapp.com/send?text=read%20{_ENCODED}",
        f"https://www.linkedin.com/sharing/share-offsite/?url={_ENCODED}",
        f"https://l.instagram.com/?u={_ENCODED}&e=b",
        f"https://www.google.com/url?sa=t&q={_ENCODED}&ved=b",
        f"https://www.google.com.kh/url?url={_ENCODED}",
        "https://www.google.com/amp/s/example.com/a",
        "https://example-com.translate.goog/a?_x_tr_sl=km&_x_tr_tl=en",
        f"https://translate.google.com/translate?sl=km&u={_ENCODED}",
        "https://webcache.googleusercontent.com/search?q=cache:https://example.com/a",
        "https://web.archive.org/web/20240131000000/https://example.com/a",
        f"https://www.youtube.com/redirect?q={_ENCODED}",
        f"https://vk.com/away.php?to={_ENCODED}",
        f"https://eur01.safelinks.protection.outlook.com/?url={_ENCODED}&data=b",
        f"https://news.example.org/redirect.php?id=3&target={_ENCODED}",
        f"https://example.org/out/?url={_ENCODED}",
        "https://l.facebook.com/l.php?u=https%253A%252F%252Fexample.com%252Fa",
    ],
)
def test_what_is_inside(url: str) -> None:
    """The wrapped URL is read from the parameter, the path or the host that holds it."""
    found = _inside(url)
    assert found is not None
    assert found.url.rstrip("/") == "https://example.com/a"
    assert not found.is_short


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://youtu.be/dQw4w9WgXcQ", "https://youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://bit.ly/abc", ""),
        ("https://t.co/abc", ""),
        ("https://www.facebook.com/share/1AbCdEfGh/", ""),
        ("https://fb.watch/abc/", ""),
        ("https://forms.gle/abc", ""),
        ("https://abc.page.link/def", ""),
    ],
)
def test_short_links(url: str, wanted: str) -> None:
    """A short link names nothing, but for the one that holds the video."""
    found = _inside(url)
    assert found is not None
    assert found.url == wanted
    assert found.is_short or "short link" in found.what


@pytest.mark.parametrize(
    "url",
    [
        "https://bit.ly/",
        "https://t.co/",
        "https://l.facebook.com/",
        "https://www.facebook.com/example/",
        "https://www.facebook.com/sharer/",
        "https://twitter.com/home?lang=km",
        "https://wa.me/85512345678?text=hello",
        "https://web.whatsapp.com/",
        "https://web.archive.org/",
        "https://archive.ph/",
        "https://www.google.com/search?q=https%3A%2F%2Fexample.com%2F",
        "https://example.com/login?next=https%3A%2F%2Fexample.com%2Fa",
        "https://example.com/redirect?url=https%3A%2F%2Fwww.example.com%2Fa",
        "https://example.com/go?to=/a",
        "https://example.com/article/https-explained",
        "https://translate.google.com/",
    ],
)
def test_ordinary_pages(url: str) -> None:
    """A front page, a search, a link within a site: none of them wraps another site."""
    assert _inside(url) is None


@given(st.one_of(ODD_URLS, CLEAN_URLS, st.text(max_size=20)), st.text(max_size=20))
def test_what_is_named_could_be_listed(url: str, more: str) -> None:
    """Whatever is in a wrapper, the URL that is named is canonical and of the form that upstream takes."""
    for start in ("https://l.facebook.com/l.php?u=", "https://web.archive.org/web/2024/", "https://google.com/amp/s/"):
        found = _inside(start + url + more)
        if found is not None and found.url:
            assert canonical(found.url) == found.url
            assert form_fault(found.url) is None
