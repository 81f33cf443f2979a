"""Lists for tests, all invented: fixed ones, and hypothesis strategies for clean and for messy ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import strategies as st

from kh_testlist import folder, store
from kh_testlist.categories import LEGEND
from kh_testlist.model import HEADER, Finding, UrlList
from kh_testlist.rules.engine import check
from kh_testlist.rules.registry import RULES
from kh_testlist.rules.rule import Rule
from kh_testlist.rules.subject import Indexed, Subject
from kh_testlist.store import parse

TODAY = dt.date(2026, 11, 21)
HEADER_LINE = ",".join(HEADER) + "\n"

ListMaker = Callable[..., Path]
"""What the fixture `make_list` gives: rows, and by keyword a name, to the path of a list."""


def row(url: str = "https://example.com/", code: str = "NEWS", date: str = "2024-01-31", notes: str = "") -> str:
    """A row that has nothing wrong with it, but for what the caller puts in."""
    return record([url, code, LEGEND.get(code, ""), date, "anon", notes])


def record(cells: Sequence[str]) -> str:
    """The text of a record without its line end, quoted where it must be: written here, so as not to trust `store`."""
    return ",".join(
        '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\r\n') or len(cells) == 1 else cell for cell in cells
    )


def a_list(*rows: str, path: str = "lists/kh.csv") -> UrlList:
    """A list of these rows, as if read from `path`."""
    return parse((HEADER_LINE + "".join(text + "\n" for text in rows)).encode(), path)


def findings_of(urls: UrlList, reference: UrlList | None = None, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """What the rules say of `urls`."""
    return check(Subject(urls, Indexed(reference) if reference else None, TODAY), rules)


def forget_folders() -> None:
    """Have the package look anew at what lies in which folder."""
    store.checkout.cache_clear()
    folder._global_list.cache_clear()  # noqa: SLF001 - a program starts with empty caches, and so should a test


HOSTS = st.sampled_from([
    "example.com", "www.example.com", "Example.com", "example.org", "www.example.org.", "news.example.com.kh",
    "xn--j2e0cg3n2c.com", "ខ្មែរ.com", "exa_mple.com", "example", "-bad.example.com", "a" * 64 + ".com", "", "[::1]",
    "192.0.2.7", "192.0.2.999", "0x7f.1", "reader:secret@example.com", "exam ple.com", "xn--a.com", "blog.example.c",
])  # fmt: skip
"""Good hosts and bad ones, few enough that rows of one list often collide."""

SCHEMES = st.sampled_from(["https://", "http://", "http://", "https://", "HTTPS://", "ftp://", "http:/", "//", ""])
PORTS = st.sampled_from(["", "", "", "", ":80", ":443", ":8080", ":99999", ":x"])
PATHS = st.sampled_from([
    "/", "/", "/", "", "/a", "/a/", "/a/../b", "/%e1%9e", "/%E1%9E", "/%7Ea", "?", "?q=1", "/?utm_source=x&q=1",
    "/#top", "#top", "/a b", "/a\\b", "\\a", "/a\tb", "/ព័ត៌មាន", "/a\xa0b", "/\x1bq", "/a,b", '/"q"', "/a|b", "//",
    "/\u202eb",
])  # fmt: skip
SPACES = st.sampled_from(
    ["", "", "", "", "", "", " ", "\t", "\n", "\r\n", "\xa0", "\u3000", "\u2028", "\x1f", "\u200b"]
)
ODD_URLS = st.builds("".join, st.tuples(SPACES, SCHEMES, HOSTS, PORTS, PATHS, SPACES))

LABELS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)
CLEAN_PATHS = st.from_regex(r"/([a-z0-9_~]{1,6}/){0,2}[a-z0-9]{0,4}", fullmatch=True)
CLEAN_URLS = st.builds(
    "{}://{}{}.{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["", "www."]),
    LABELS,
    st.sampled_from(["com", "org", "com.kh", "info"]),
    CLEAN_PATHS,
)

WORDS = st.from_regex(r"[A-Za-z0-9]{1,8}( [A-Za-z0-9]{1,8}){0,2}", fullmatch=True)
ODD_TEXTS = st.one_of(
    st.just(""),
    st.builds("".join, st.tuples(SPACES, WORDS, SPACES)),
    st.sampled_from([
        "a,b", 'say "so"', "a\\b", "a\nb", "a\r\nb", "a\tb", "a  b", "MusÃ©e", "lost \ufffd", "=1+1", "\x1b[31m",
        "a\u202eb", "ព័ត៌មាន", "keep: the old name is blocked", "-", "\x85", " ", "x\u2028y", "\ufeffx", "a\rb",
    ]),
    st.text(max_size=6),
)  # fmt: skip

CODES = st.sampled_from(
    ["NEWS", "NEWS", "HUMR", "COMM", "MISC", " NEWS", "news", "FEXP", "NEWZ", "", "NEWS\n", "NEWS\xa0"]
)
DATES = st.sampled_from([
    "2024-01-31", "2024-01-31", "2023-12-01", "2024-1-31", " 2024-01-31", "2024-01-31\n", "31/01/2024", "2024-02-30",
    "", "20240131", "2024-W05-3", "2999-01-01", "2024/01/31", "\u0662\u0660\u0662\u0664-\u0660\u0661-\u0663\u0661",
    "2024-01-31T00:00",
])  # fmt: skip


@st.composite
def messy_cells(draw: st.DrawFn) -> list[str]:
    """Six cells, any of which may be wrong in one of the ways seen on the lists, or in one never seen."""
    code = draw(CODES)
    descriptions = [LEGEND.get(code.strip().upper(), "News Media")] * 4 + ["News media", "", " News Media", "Newsmedia"]
    url = draw(st.one_of(CLEAN_URLS, ODD_URLS, ODD_URLS, st.text(max_size=8)))
    return [url, code, draw(st.sampled_from(descriptions)), draw(DATES), draw(ODD_TEXTS), draw(ODD_TEXTS)]


@st.composite
def clean_cells(draw: st.DrawFn) -> list[str]:
    """Six cells that upstream takes."""
    code = draw(st.sampled_from(["NEWS", "HUMR", "COMM", "ENV"]))
    day = draw(st.dates(dt.date(2014, 1, 1), TODAY)).isoformat()
    return [draw(CLEAN_URLS), code, LEGEND[code], day, draw(WORDS), draw(WORDS)]


@st.composite
def messy_records(draw: st.DrawFn) -> str:
    """The text of a record: of six cells, of more or fewer, or of none."""
    cells = draw(st.one_of(clean_cells(), messy_cells(), messy_cells()))
    shape = draw(st.integers(0, 19))
    if shape == 0:
        return ""
    if shape == 1:
        return record([*cells, "more"])
    return record(cells[:-1]) if shape == 2 else record(cells)


@st.composite
def messy_lists(draw: st.DrawFn) -> bytes:
    """The bytes of a list in UTF-8, its quotes balanced: of messy and clean rows, with any of the line ends."""
    header = draw(st.sampled_from([HEADER_LINE.strip()] * 4 + [HEADER_LINE.strip().upper(), "url,notes", ""]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    texts = [header, *draw(st.lists(messy_records(), max_size=6))]
    text = end.join(texts) + draw(st.sampled_from([end, end, ""]))
    return (draw(st.sampled_from(["", "", "", "\ufeff"])) + text).encode("utf-8")
