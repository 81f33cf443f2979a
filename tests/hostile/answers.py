"""Answers of hostile servers, made from a seed: where they redirect to, what they say of themselves, what they hold.

No address among them is of the public Internet: names are for the test's own resolver, literal addresses for nobody.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from typing import Final

SCHEMES: Final = (
    "http://", "https://", "HTTP://", "http:", "http:/", "http:///", "//", "///", "\\\\", "/\\", "http:\\\\", "hTtPs:",
    "ftp://", "ws://", "javascript:", "data:,", "file:///", "mailto:", "about:", "view-source:http://", "gopher://",
    "http://http://", "\x01http://", " http://", "ht\ttp://", "://", ":", "xn--:", "http;//", "blob:http://",
)  # fmt: skip
LOGINS: Final = (
    "", "", "", "", "u:p@", "ខ្មែរ:p@", "u:ខ្មែរ@", "é:@", "%FF:%00@", "u%E1%9E@", "%E1%9E%80:%E1%9E%80@", ":@", "@",
    "a:b:c@", "a@b@", "[@", "]:[@", "a" * 5_000 + "@", "😀@", "%@", "%zz:%@", "u\\@", "%0d%0a:x@",
)  # fmt: skip
HOSTS: Final = (
    "a.example.com", "a.example.com", "a.example.com", "127.0.0.1", "*.example.com", "*", "a.*.com", ".example.com",
    "..", ".", "example..com", "a.example.com.", "a.example.com..", "-a.example.com", "a-.example.com",
    "a_b.example.com", "a" * 63 + ".example.com", "a" * 64 + ".example.com", ".".join(["a" * 63] * 4),
    ".".join("a" * 200), "a" * 3_000, "xn--", "xn--a", "xn--a.example.com", "xn--0000000000", "xn--j2e0cg3n2c.com",
    "ខ្មែរ.com", "é.com", "ﬁ.com", "。com", "a。b。com", "ß.com", "\u00ad.com", "\u200d.com", "😀.com", "\u202ea.com",
    "%zz", "%00", "%", "exa%20mple.com", "%C3%A9.com", "%2e", "a%2eb", "[", "]", "[]", "[::1", "::1]", "[::1]",
    "[::1]]", "[[::1]]", "[fe80::1%25eth0]", "[fe80::1%eth0]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[2001:db8::1]", "[v1.x]", "[:::]", "[1:2:3:4:5:6:7:8:9]", "0x7f.1", "0177.0.0.1", "127.1", "2130706433",
    "0x7f000001", "256.256.256.256", "127.0.0.1.1", "127.0.0.0x100", "1" * 400, "LOCALHOST", "localhost", "x.onion",
    "a b.com", "a\tb.com", "a\x00b.com", "a\x7fb.com", "a\\b.com", "a<b>.com", "a|b.com", "a^b.com", "a`b.com", "{}",
    "hangs-up.example.com", "garbage.example.com", "cut.example.com", "", "", "user:pass", "con", "a,b.com", "a;b.com",
    "a=b.com", "!$&'()+,;=", "~", "a\x80b.com", "\ufffd.com",
)  # fmt: skip
PORTS: Final = (
    "", "", "", ":PORT", ":PORT", ":PORT", ":PORT", ":0", ":65535", ":65536", ":" + "9" * 30, ":" + "9" * 5_000, ":-1",
    ":", ":abc", ":\uff18\uff10", ": 80", ":PORT:PORT", ":+80", ":0x50", ":000PORT", ":80a", ":\u0660",
)  # fmt: skip
PATHS: Final = (
    "", "/", "/", "/page", "//", "///x", "/..//../..", "/%", "/%zz", "/%ff%fe", "/\xff", "/ខ្មែរ", "/😀", "/\x00",
    "/\x7f", "/\x1b[2J", "/a b", "/a\tb", "/\\..\\x", "?", "#", "?#", "/?a=%&b=[", "/#\x01", "/?\xff", "/#ខ្មែរ",
    "/;a?b#c?d", "/" + "a" * 20_000, "/" + "%41" * 5_000, "/?" + "&" * 9_000, "/\u202e", "/\ufeff", "/'\"<>", "/{}|^`",
    "/%00", "/%0d%0aSet-Cookie:x", "/.", "/..", "/%2e%2e/", "/\u2028",
)  # fmt: skip
WHOLE: Final = (
    b"", b" ", b"\t", b"\x00", b"?", b"#", b"#x", b"?x", b"/", b"//", b"///", b"////", b"\\", b"\\\\", b".", b"..",
    b"*", b":", b"::", b"@", b"[", b"]", b"%", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\xe1\x9e", b"\r",
    b"x\rSet-Cookie: a=b", b"http://a.example.com/\r\n folded", b"http://a.example.com/\r\nLocation: /again",
    b"http://a.example.com\r\nX: y", b"http://\xff\xfe/", b"http://u:\xff@a.example.com/", b"0;url=/page",
    b"http://a.example.com/ http://b.example.com/", b"<http://a.example.com/>", b'"http://a.example.com/"',
    b"http://a.example.com/, /page", b"=?utf-8?q?x?=", b"http://a.example.com/" + b"a" * 60_000, b"a" * 65_000,
    b"http://" + b"a" * 60_000, b"\xff" * 5_000,
)  # fmt: skip
"""Values that are not put together from parts."""

PARTS: Final = (SCHEMES, LOGINS, HOSTS, PORTS, PATHS)

STATUS: Final = ("301 Moved", "302 Found", "302", "303 See", "307 ", "308 \xff", "301 x", "302 x", "300 x", "200 x")
OTHERS: Final = ("200 OK", "200 OK", "429 x", "503 x", "401 x", "404 x")

OPENINGS: Final = (
    b"HTTP/1.1 999999999 x", b"HTTP/1.1 -1 x", b"HTTP/1.1 000 x", b"HTTP/1.1 99 x", b"HTTP/1.1 1000 x",
    b"HTTP/1.1 abc x", b"HTTP/1.1 200", b"HTTP/1.1", b"HTTP/9.9 200 x", b"HTTP/0.9 200 x", b"HTTP/ 200 x",
    b"HTTP/1.1  200  x", b"ICY 200 OK", b"", b" ", b"\x00", b"\xff" * 50, b"HTTP/1.1 200 " + b"x" * 70_000, b"<html>",
    b"SSH-2.0-x", b"HTTP/1.1 \xb2\xb2\xb2 x", b"HTTP/1.1 204 x", b"HTTP/1.1 101 x", b"HTTP/1.1 103 x",
    b"HTTP/1.1 999 x", b"HTTP/1.1 418 x", b"HTTP/1.1 600 x",
    b"HTTP/1.1 100 x\r\n\r\nHTTP/1.1 100 x\r\n\r\nHTTP/1.1 200 x", b"HTTP/1.1 " + b"2" * 5_000 + b" x",
)  # fmt: skip
HEADERS: Final = (
    b"Set-Cookie: a=b; expires=garbage; domain=\xff; path=[", b"Set-Cookie: " + b"=;" * 9_000,
    b"Set-Cookie: \xff\xfe=\x00", b"Set-Cookie: a=b; Max-Age=" + b"9" * 5_000,
    b"Set-Cookie: a=b; expires=Mon, 99-Zzz-99999999 99:99:99 GMT", b"Set-Cookie2: a=b; version=x", b"Set-Cookie: ;;;",
    b"Set-Cookie:", b"Content-Type: text/html; charset", b"Content-Type: text/html; charset=",
    b"Content-Type: text/html; charset=\xff\xfe", b"Content-Type: text/html; charset=utf-7",
    b"Content-Type: text/html; charset=punycode", b"Content-Type: ;;;=", b"Content-Type: text/html; charset=idna",
    b"Content-Type: text/html; charset=" + b"x" * 9_000, b"Content-Type:",
    b"Content-Type: multipart/mixed; a*=x; a*0*=y", b"Content-Type: multipart/mixed; a*" + b"9" * 5_000 + b"*=x",
    b'Content-Type: multipart/mixed; boundary="', b"Content-Type: message/rfc822",
    b"Content-Type: text/html; charset=utf-16", b"Content-Encoding: gzip", b"Content-Encoding: br",
    b"Content-Encoding: zstd", b"Content-Encoding: deflate", b"Content-Encoding: " + b"gzip, " * 900,
    b"Content-Encoding: \xff", b"Content-Encoding: identity, gzip, x", b"Content-Length: -1", b"Content-Length: abc",
    b"Content-Length: " + b"9" * 5_000, b"Content-Length: 5, 6", b"Content-Length: 5\r\nContent-Length: 6",
    b"Content-Length: \xb2", b"Content-Length: 0x10", b"Content-Length: 999999999999", b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: rubbish", b"Transfer-Encoding: chunked, chunked", b"Transfer-Encoding: gzip, chunked",
    b"Transfer-Encoding: \xff", b"Transfer-Encoding: identity", b"Transfer-Encoding: chunked\r\nContent-Length: 5",
    b"Retry-After: garbage", b"Retry-After: -1", b"Retry-After: " + b"9" * 5_000, b"Retry-After: \xb2",
    b"Retry-After: 1e9", b"Retry-After: Mon, 01 Jan 0001 00:00:00 -0000",
    b"Retry-After: Fri, 31 Dec 9999 23:59:59 -2359", b"Retry-After: 1 Jan 99999 00:00:00 GMT",
    b"Retry-After: Mon, 01 Jan 1900 99:99:99 +9999", b"Retry-After: ,,,", b"Retry-After: ,", b"Link: <",
    b"Link: <http://[>; rel=next", b"Link: ;;;,,,", b"Link: </x>; rel", b"Refresh: 0;url=http://[",
    b"WWW-Authenticate: Basic", b"WWW-Authenticate: Digest nonce=\xff", b"WWW-Authenticate: \xff",
    b"Proxy-Authenticate: x", b"X: " + b"x" * 60_000, b"X: " + b"x" * 70_000, b"no colon", b": no name",
    b"\xff\xfe: x", b"X:\x00\x01\x02", b" folded", b"From x", b"\r\nX: y", b"X: y\rZ: q", b"X: \xe1\x9e\x80",
    b"\n".join(b"X%d: y" % number for number in range(90)), b"\r\n".join(b"X%d: y" % number for number in range(150)),
    b"Connection: upgrade\r\nUpgrade: h2c", b"Server: \x1b[2J", b"CF-Mitigated: \xff",
    b"Strict-Transport-Security: max-age=" + b"9" * 5_000, b"Alt-Svc: \xff", b"Trailer: \xff",
)  # fmt: skip
WORDS: Final = b"<title>News</title><h1>Daily news of the ministry</h1><a href='https://linked.example.org/'>x</a>"
BODIES: Final = (
    b"", WORDS, WORDS, WORDS + b"&#" + b"9" * 5_000 + b";",
    b"<a href='http://x.example.org/&#" + b"9" * 5_000 + b";'>x</a>",
    b"<title>&#" + b"0" * 5_000 + b"65;</title>" + WORDS, b"&#x" + b"f" * 5_000 + b";" + WORDS,
    b"&#xD800;&#0;" + WORDS, b"<meta name='description' content='&#" + b"1" * 9_000 + b"'>",
    b"<meta charset=\xff>" + WORDS, b"\xff\xfe" + WORDS, b"\xfe\xff", b"\x00" * 900, b"\xff" * 900,
    bytes(range(256)) * 9, gzip.compress(WORDS), gzip.compress(WORDS)[:-12], gzip.compress(bytes(9**7)),
    b"5\r\nhello\r\n0\r\n\r\n", b"-5\r\nhello\r\n", b"-1\r\nhello", b"f" * 500 + b"\r\nhello", b"zz\r\nhello",
    b"5;\xff\r\nhel", b"0\r\nx", b"\r\n", b"5" * 70_000, b"<" * 9_000, b"&" * 9_000, b"<a href=" * 900,
    b"<title>" * 900, "".join(f"<a href='{scheme}{host}/'>x</a>" for scheme in SCHEMES[:8] for host in HOSTS).encode(),
    b"<meta http-equiv=refresh content='0;url=http://*.example.com/'>" + WORDS,
)  # fmt: skip


def made(seed: int, count: int, port: int) -> list[bytes]:
    """Return so many answers, each the whole of what a server sends; `port` is where redirects find it again.

    Three of five redirect to one made-up value; one of five is a link in a chain or a circle; one of five is garbage
    of another kind.
    """
    dice = random.Random(seed)  # noqa: S311 - no secret, and the same each time
    kinds: list[Callable[[random.Random, int, int], bytes]] = [_redirect, _redirect, _redirect, _chained, _garbage]
    return [kinds[place % 5](dice, place, count).replace(b"PORT", b"%d" % port) for place in range(count)]


def location(dice: random.Random) -> bytes:
    """Return a value of `Location`: one that would do, but for one to three of its parts."""
    if dice.random() < 0.15:
        return dice.choice(WHOLE)
    parts = ["http://", "", "a.example.com", ":PORT", "/page"]
    for part in dice.sample(range(5), dice.choice((1, 1, 2, 2, 3))):
        parts[part] = dice.choice(PARTS[part])
    text = "".join(parts)
    if dice.random() < 0.1:
        place = dice.randrange(len(text) + 1)
        text = text[:place] + chr(dice.choice((*range(0x100), 0x17D4, 0x2028, 0x1F600))) + text[place:]
    kind = "latin-1" if dice.random() < 0.2 else "utf-8"
    return text.encode(kind, "replace").replace(b"\n", b"%0A")[:64_000]


def _redirect(dice: random.Random, place: int, count: int) -> bytes:
    del place, count
    return _answer(_status(dice), b"Location: " + location(dice), b"Content-Type: text/html", WORDS)


def _chained(dice: random.Random, place: int, count: int) -> bytes:
    """A step of a chain of up to 14, which ends in a page, in a circle, or at a value that is made up."""
    step = place // 5 % 15
    if step < 14:
        following = place + 5 if place + 5 < count else place
        target = f"/{following}" if dice.random() < 0.6 else f"//hop{step}.example.com:PORT/{following}"
        return _answer(b"HTTP/1.1 302 Found", b"Location: " + target.encode(), b"", b"")
    ends = (b"Location: /%d" % (place - 15), b"Location: /%d" % place, b"Location: " + location(dice))
    return _answer(b"HTTP/1.1 301 Moved", dice.choice(ends), b"", b"")


def _garbage(dice: random.Random, place: int, count: int) -> bytes:
    del place, count
    opening = dice.choice(OPENINGS) if dice.random() < 0.3 else _status(dice, (*STATUS, *OTHERS))
    headers = [dice.choice(HEADERS) for _ in range(dice.choice((1, 1, 1, 2, 3)))]
    return _answer(opening, b"\r\n".join(headers), b"Location: " + location(dice), dice.choice(BODIES))


def _status(dice: random.Random, choices: tuple[str, ...] = STATUS) -> bytes:
    return b"HTTP/1.1 " + dice.choice(choices).encode("latin-1")


def _answer(opening: bytes, first: bytes, second: bytes, body: bytes) -> bytes:
    return b"\r\n".join(line for line in (opening, first, second) if line) + b"\r\n\r\n" + body
