"""Share buttons are no sites, and what a service's way out leads to is the link that counts."""

from __future__ import annotations

import pytest

from kh_testlist.ooni.candidates import acceptable, links_of
from kh_testlist.ooni.sharing import is_share_button, wrapped

_PAGE = "https%3A%2F%2Fexample.org%2Fa"


@pytest.mark.parametrize(
    "button",
    [
        f"https://www.facebook.com/sharer/sharer.php?u={_PAGE}",
        f"https://www.facebook.com/sharer.php?u={_PAGE}",
        f"https://m.facebook.com/sharer.php?u={_PAGE}",
        "https://km-kh.facebook.com/sharer/sharer.php",
        f"https://www.facebook.com/dialog/share?app_id=1&href={_PAGE}",
        f"https://www.facebook.com/dialog/send?link={_PAGE}",
        f"https://www.facebook.com/share.php?u={_PAGE}",
        f"https://www.facebook.com//sharer.php?u={_PAGE}",
        f"HTTPS://WWW.FACEBOOK.COM/Sharer/Sharer.php?U={_PAGE}",
        f"https://twitter.com/intent/tweet?text=x&url={_PAGE}",
        "https://twitter.com/share",
        "https://x.com/intent/follow?screen_name=example",
        f"https://twitter.com/home?status=x+{_PAGE}",
        f"https://t.me/share/url?url={_PAGE}",
        f"https://t.me/share?url={_PAGE}",
        f"https://telegram.me/share/url?url={_PAGE}",
        f"https://wa.me/?text={_PAGE}",
        f"https://api.whatsapp.com/send?text={_PAGE}",
        f"https://pinterest.com/pin/create/button/?url={_PAGE}",
        f"https://www.pinterest.co.uk/pin/create/link/?url={_PAGE}",
        f"https://www.linkedin.com/shareArticle?mini=true&url={_PAGE}",
        f"https://www.linkedin.com/sharing/share-offsite/?url={_PAGE}",
        f"https://www.reddit.com/submit?url={_PAGE}",
        f"https://old.reddit.com/r/cambodia/submit?url={_PAGE}",
        f"https://www.tumblr.com/widgets/share/tool?canonicalUrl={_PAGE}",
        f"https://vk.com/share.php?url={_PAGE}",
        f"https://connect.ok.ru/offer?url={_PAGE}",
        f"https://social-plugins.line.me/lineit/share?url={_PAGE}",
        f"https://service.weibo.com/share/share.php?url={_PAGE}",
        f"https://www.threads.net/intent/post?text={_PAGE}",
        f"https://bsky.app/intent/compose?text={_PAGE}",
        f"https://news.ycombinator.com/submitlink?u={_PAGE}",
        f"https://getpocket.com/save?url={_PAGE}",
        f"https://share.flipboard.com/bookmarklet/popout?url={_PAGE}",
        f"https://www.addtoany.com/share#url={_PAGE}",
        f"https://mail.google.com/mail/?view=cm&su=x&body={_PAGE}",
        f"https://mastodon.example.net/share?text=x%20{_PAGE}",
        f"https://example.net/share?link={_PAGE}",
        "https://example.net/share.php?u=//example.org/",
        "https://example.net/share-link?u=www.example.org",
        f"https://share.example.net/go?u={_PAGE}",
        f"https://m.me/?link={_PAGE}",
        f"https://www.messenger.com/new?url={_PAGE}",
        f"https://sp.zalo.me/share_inline?d={_PAGE}",
        f"https://snapchat.com/scan?attachmentUrl={_PAGE}",
        f"https://lemmy.example.net/create_post?url={_PAGE}",
        f"https://compose.mail.yahoo.com/?body={_PAGE}",
        f"https://outlook.live.com/mail/0/deeplink/compose?body={_PAGE}",
        f"https://www.printfriendly.com/print?url={_PAGE}",
        f"https://example.net/print?url={_PAGE}",
        f"https://calendar.google.com/calendar/render?action=TEMPLATE&text={_PAGE}",
        f"https://sharetomastodon.github.io/?title=x&url={_PAGE}",
    ],
)
def test_a_share_button(button: str) -> None:
    """A link for sharing a page is none that a list may lack: a known place for it, or one that is called so."""
    assert is_share_button(button)
    assert acceptable(button) is None
    assert list(links_of(f'<a href="{button}">x</a> {button}')) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/",
        "https://www.facebook.com/sharer.kh",
        "https://www.facebook.com/sharethefacts",
        "https://www.facebook.com/share/p/1AbCdEf/",
        "https://t.me/sharecambodia",
        "https://wa.me/85512345678",
        "https://twitter.com/intentional",
        "https://x.com/sharewatch",
        "https://www.linkedin.com/company/example",
        "https://www.linkedin.com/feed",
        "https://www.reddit.com/r/cambodia/",
        "https://pinterest.com/pin/1234/",
        "https://www.tumblr.com/sharekh",
        "https://someone.tumblr.com/share",
        "https://vk.com/club1",
        "https://mail.google.com/",
        "https://share.example.net/",
        "https://example.org/share",
        "https://example.org/submit?draft=1",
        "https://example.org/shareholders?ref=https://example.com/",
        "https://example.org/login?next=https://example.com/",
        "https://web.archive.org/web/2020/https://example.org/share",
    ],
)
def test_a_site_that_is_none(url: str) -> None:
    """A page on the same service, or one whose name begins so, is a site as any other."""
    assert not is_share_button(url)
    assert list(links_of(f'<a href="{url}">x</a>')) == [url]


@pytest.mark.parametrize(
    ("link", "inner"),
    [
        (f"https://l.facebook.com/l.php?u={_PAGE}%3Ffbclid%3D1&h=x", "https://example.org/a"),
        (f"https://lm.facebook.com/l.php?u={_PAGE}", "https://example.org/a"),
        (f"https://l.instagram.com/?u={_PAGE}&e=1", "https://example.org/a"),
        (f"https://www.google.com/url?sa=t&url={_PAGE}", "https://example.org/a"),
        (f"https://www.google.com.kh/url?q={_PAGE}", "https://example.org/a"),
        (f"https://www.youtube.com/redirect?event=x&q={_PAGE}", "https://example.org/a"),
        (f"https://t.me/iv?url={_PAGE}&rhash=1", "https://example.org/a"),
        (f"https://vk.com/away.php?to={_PAGE}", "https://example.org/a"),
        (f"https://translate.google.com/translate?sl=km&u={_PAGE}", "https://example.org/a"),
        ("https://www.google.com/url?q=http%3A%2F%2F127.0.0.1%2F", None),
        ("https://www.google.com/url?q=", None),
        (f"https://l.facebook.com/l.php?u=https%3A%2F%2Ftwitter.com%2Fshare%3Furl%3D{_PAGE}", None),
    ],
)
def test_a_way_out(link: str, inner: str | None) -> None:
    """What stands in a service's way out is offered in its place, if it may be offered at all."""
    assert wrapped(link) is not None
    assert list(links_of(f'<a href="{link}">x</a>')) == ([inner] if inner else [])


@pytest.mark.parametrize(
    "url", ["https://www.google.com/search?q=x", "https://l.facebook.com/", "no url", "https://t.me/iv"]
)
def test_no_way_out(url: str) -> None:
    """Other pages of these services wrap nothing."""
    assert wrapped(url) is None
