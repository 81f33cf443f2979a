"""`add`: canonical rows at the end of the list, and nothing that upstream or the list itself has reason to refuse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from kh_testlist.categories import LEGEND
from tests.commands.conftest import Put, Run
from tests.samples import HEADER_LINE, row

KHMER = "https://xn--j2e0cg3n2c.com/"

VARIANTS = [
    ("https://example.com/", "https://example.com/"),
    ("https://example.com/", "http://example.com/"),
    ("http://example.com/", "https://example.com/"),
    ("https://example.com/", "https://www.example.com/"),
    ("https://www.example.com/", "https://example.com/"),
    ("https://example.com/", "https://example.com"),
    ("https://example.com/a", "https://example.com/a/"),
    ("https://example.com/a/", "https://example.com/a"),
    ("https://example.com/", "HTTPS://EXAMPLE.com/"),
    ("https://Example.com/", "https://example.com/"),
    ("https://example.com/", "https://example.com:443/"),
    ("http://example.com:80/", "http://example.com/"),
    ("https://example.com/", "http://example.com:80/"),
    ("https://example.com/", "https://example.com./"),
    ("https://example.com/%E1%9E", "https://example.com/%e1%9e"),
    ("https://example.com/~a", "https://example.com/%7Ea"),
    (KHMER, "https://ខ្មែរ.com/"),
    (KHMER, "http://www.ខ្មែរ.com"),
    (KHMER, "https://XN--J2E0CG3N2C.com/"),
    ("https://example.com/", " https://example.com/ "),
]
"""A URL that is listed, and the same site as somebody may type it."""

NEWS = ("--category", "NEWS")


def added(path: Path, before: bytes) -> str:
    """What came to the end of the list; all else must be as it was."""
    after = path.read_bytes()
    assert after.startswith(before)
    return after[len(before) :].decode()


def test_the_row(run: Run, put: Put) -> None:
    """The legend's description, today in UTC and a source that names no one are filled in; the row goes to the end."""
    path = put(row("https://zzz.example.org/"), row("https://a.example.org/", notes="a, b"))
    before = path.read_bytes()
    days = [dt.datetime.now(dt.UTC).date()]
    ran = run("add", "https://example.com/", "--category", "COMM")
    days.append(dt.datetime.now(dt.UTC).date())
    assert ran.code == 0
    assert ran.out == "added https://example.com/ (COMM) to lists/kh.csv:4\n"
    assert added(path, before) in {f"https://example.com/,COMM,E-commerce,{day},Community member,\n" for day in days}


def test_every_option(run: Run, put: Put) -> None:
    """Notes, source and date come from the options; a cell is quoted where it must be."""
    path = put()
    ran = run(
        *("add", "https://example.com/", "--category", "NEWS", "--notes", 'says "a, b"'),
        *("--source", "API Cambodia", "--date", "2024-02-29"),
    )
    assert ran.code == 0
    line = 'https://example.com/,NEWS,News Media,2024-02-29,API Cambodia,"says ""a, b"""\n'
    assert added(path, HEADER_LINE.encode()) == line


@pytest.mark.parametrize("code", LEGEND)
def test_every_category(run: Run, put: Put, code: str) -> None:
    """Each of the 31 codes is taken, in any case, and the row it makes has no error."""
    path = put()
    assert run("add", "https://example.com/", "--category", code.lower()).code == 0
    assert f",{code},{LEGEND[code]}," in path.read_text("utf-8")
    assert run("validate").code == 0


def test_the_legends_name(run: Run, put: Put) -> None:
    """A category may be given by its name."""
    path = put()
    assert run("add", "https://example.com/", "--category", "human rights issues").code == 0
    assert ",HUMR,Human Rights Issues," in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "meant"), [("NEWZ", "NEWS"), ("FEXP", "NEWS"), ("GOV", "GOVT"), ("Helth", ""), ("", ""), ("\x1b[31m", "")]
)
def test_what_is_no_category(run: Run, put: Put, typed: str, meant: str) -> None:
    """Another code is wrong usage; the one that may be meant is named, a retired one's successor too."""
    path = put()
    ran = run("add", "https://example.com/", "--category", typed)
    assert ran.code == 2
    assert f"Did you mean {meant}" in ran.err if meant else "The codes: " in ran.err
    assert "\x1b" not in ran.err
    assert path.read_bytes() == HEADER_LINE.encode()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("https://EXAMPLE.com", "https://example.com/"),
        ("HTTP://example.com:80/a/../b", "http://example.com/b"),
        ("https://ខ្មែរ.com/", KHMER),
        ("https://example.com/ព", "https://example.com/%E1%9E%96"),
        ("https://example.com/a%20b", "https://example.com/a%20b"),
    ],
)
def test_canonical_form(run: Run, put: Put, typed: str, written: str) -> None:
    """A URL goes in as a browser writes it, and the person is told."""
    path = put()
    ran = run("add", typed, *NEWS)
    assert ran.code == 0
    assert (f"{typed} is written as {written}" in ran.err) is (typed != written)
    assert path.read_text("utf-8").splitlines()[1].startswith(f"{written},NEWS,")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "example.com",
        "ftp://example.com/",
        "https://exa_mple.com/",
        "https://localhost/",
        "https://[::1]/",
        "https://reader:secret@example.com/",
        "https:///",
        "https://exam ple.com/",
        "javascript:alert(1)",
        "https://example.com:99999/",
        "https://\x1b[31mexample.com/",
        "https://example.com\u202e/",
    ],
)
def test_what_is_no_url(run: Run, put: Put, typed: str) -> None:
    """A URL that upstream would refuse is refused, with a reason and a next step; so is all that came with it."""
    path = put()
    ran = run("add", "https://good.example.com/", typed, *NEWS)
    assert ran.code == 1
    assert ran.out == ""
    assert "not a URL that upstream takes" in ran.err
    assert len(ran.err.splitlines()) >= 2
    assert "\x1b" not in ran.err
    assert "\u202e" not in ran.err
    assert path.read_bytes() == HEADER_LINE.encode()


def test_a_forgotten_scheme(run: Run, put: Put) -> None:
    """Where only the scheme is missing, the whole URL is suggested."""
    put()
    ran = run("add", "example.com", *NEWS)
    assert ran.code == 1
    assert "Did you mean https://example.com/?" in ran.err


@pytest.mark.parametrize(("listed", "typed"), VARIANTS)
def test_listed_already(run: Run, put: Put, put_global: Put, listed: str, typed: str) -> None:
    """A site of the list is refused in every spelling; the row it clashes with is named."""
    put_global()
    path = put(row("https://first.example.org/"), row(listed))
    before = path.read_bytes()
    ran = run("add", typed, *NEWS)
    assert ran.code == 1
    assert ran.out == ""
    assert "line 3" in ran.err
    assert "Nothing was added" in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(("listed", "typed"), VARIANTS)
@pytest.mark.parametrize("place", ["beside", "clone"])
def test_in_the_global_list(  # noqa: PLR0913, PLR0917 - fixtures
    run: Run, put: Put, put_global: Put, put_clone: Put, listed: str, typed: str, place: str
) -> None:
    """A site of the global list is refused in every spelling, whether that lies beside the list or in the clone."""
    theirs = (put_global if place == "beside" else put_clone)(row("https://first.example.org/"), row(listed))
    path = put()
    before = path.read_bytes()
    ran = run("add", typed, *NEWS)
    assert ran.code == 1
    assert "in the global list" in ran.err
    assert f"{theirs.name}:3" in ran.err
    assert (path.read_bytes(), list(path.parent.glob("*.ledger.csv"))) == (before, [])


def test_beside_before_clone(run: Run, put: Put, put_global: Put, put_clone: Put) -> None:
    """The global list beside the others is the one that counts."""
    put_clone(row("https://example.com/"))
    put_global()
    put()
    assert run("add", "https://example.com/", *NEWS).code == 0


def test_without_a_global_list(run: Run, put: Put) -> None:
    """Where there is no global list, one line says that it was not compared, and how it could be."""
    put()
    ran = run("add", "https://example.com/", *NEWS)
    assert ran.code == 0
    said = [line for line in ran.err.splitlines() if "global" in line]
    assert len(said) == 1
    assert "kh-testlist sync" in said[0]
    assert run("-q", "add", "https://example.org/", *NEWS).err == ""


def test_all_or_nothing(run: Run, put: Put) -> None:
    """With several URLs one duplicate keeps out all; each that is refused is named."""
    path = put(row("https://example.com/"), row("https://example.org/"))
    before = path.read_bytes()
    ran = run("add", "https://new.example.com/", "http://example.com/", "https://www.example.org/", *NEWS)
    assert ran.code == 1
    assert path.read_bytes() == before
    assert "http://example.com/" in ran.err
    assert "https://www.example.org/" in ran.err
    assert "https://new.example.com/" not in ran.err
    assert run("add", "https://new.example.com/", "https://newer.example.com/", *NEWS).code == 0
    assert path.read_text("utf-8").count("\n") == 5


@pytest.mark.parametrize("second", ["https://example.com/", "http://www.example.com"])
def test_twice_in_one_call(run: Run, put: Put, second: str) -> None:
    """One site twice among the URLs given is refused too."""
    path = put()
    assert run("add", "https://example.com/", second, *NEWS).code == 1
    assert path.read_bytes() == HEADER_LINE.encode()


@pytest.mark.parametrize("where", ["list", "beside", "clone"])
@pytest.mark.parametrize(("notes", "kept"), [("", "keep: blocked"), ("the old name", "the old name; keep: blocked")])
def test_a_deliberate_variant(  # noqa: PLR0913, PLR0917 - fixtures
    run: Run, put: Put, put_global: Put, put_clone: Put, where: str, notes: str, kept: str
) -> None:
    """`--allow-variant` lets a variant stand, and writes why to the notes, after which validate does not warn."""
    twin = row("https://example.com/")
    path = put(*([twin] if where == "list" else []))
    {"list": put_global, "beside": put_global, "clone": put_clone}[where](*([] if where == "list" else [twin]))
    before = path.read_bytes()
    ran = run("add", "http://example.com/", *NEWS, "--allow-variant", "blocked", "--notes", notes)
    assert ran.code == 0
    assert added(path, before).endswith(f",Community member,{kept}\n")
    assert run("validate", "--fail-on", "warning").code == 0


def test_no_variant_of_itself(run: Run, put: Put) -> None:
    """What is listed to the letter stays refused with `--allow-variant` too: upstream takes no URL twice."""
    path = put(row("https://example.com/"))
    before = path.read_bytes()
    assert run("add", "https://example.com/", *NEWS, "--allow-variant", "blocked").code == 1
    assert path.read_bytes() == before


def test_a_third_variant(run: Run, put: Put) -> None:
    """That one variant is kept on purpose lets no other one in."""
    put(row("https://example.com/"), row("http://example.com/", notes="keep: blocked"))
    assert run("add", "https://www.example.com/", *NEWS).code == 1


def test_no_category_and_no_terminal(run: Run, put: Put) -> None:
    """Without a category and a terminal to ask on, it is wrong usage: what is suggested for each URL is shown."""
    path = put()
    ran = run("add", "https://mycasino.example.org/", "https://khmernews.example.com/")
    assert ran.code == 2
    assert ran.out == ""
    assert "--category" in ran.err
    assert "--yes" in ran.err
    for url, code in (("https://mycasino.example.org/", "GMB"), ("https://khmernews.example.com/", "NEWS")):
        suggested = ran.err[ran.err.index(f"Suggested for {url}") :].splitlines()[1:4]
        assert suggested[0].split()[0] == code
        assert "in its name" in suggested[0]
        assert all(line.split()[0] in LEGEND for line in suggested)
    assert path.read_bytes() == HEADER_LINE.encode()


def test_the_first_suggested(run: Run, put: Put) -> None:
    """`--yes` takes the first that is suggested for each URL, says why, and how to change it."""
    path = put()
    ran = run("add", "https://mycasino.example.org/", "https://khmernews.example.com/", "--yes")
    assert ran.code == 0
    assert ran.out == (
        "added https://mycasino.example.org/ (GMB) to lists/kh.csv:2\n"
        "added https://khmernews.example.com/ (NEWS) to lists/kh.csv:3\n"
    )
    assert "“casin” in its name" in ran.err
    assert "kh-testlist edit" in ran.err
    assert [line.split(",")[1] for line in path.read_text("utf-8").splitlines()[1:]] == ["GMB", "NEWS"]


def test_suggested_by_other_lists(run: Run, put: Put, project: Path) -> None:
    """What another list says of the site is what is suggested first, and the list is named."""
    put()
    put(row("http://www.mycasino.example.org/", "ENV"), name="th")
    ran = run("add", "https://mycasino.example.org/", "--yes")
    assert ran.code == 0
    assert "(ENV)" in ran.out
    assert "listed as ENV in th.csv" in ran.err
    assert project.is_dir()


def test_with_a_category_nothing_is_suggested(run: Run, put: Put) -> None:
    """Who names the category is told no other, nor how one would be suggested."""
    put()
    for yes in ((), ("--yes",)):
        ran = run("add", f"https://mycasino{len(yes)}.example.org/", *NEWS, *yes)
        assert ran.code == 0
        assert "(NEWS)" in ran.out
        assert "uggest" not in ran.err


@pytest.mark.parametrize("notes", ["a\nb", "a\tb", "a\\b", "a\rb"])
@pytest.mark.parametrize("option", ["--notes", "--source"])
def test_what_upstream_refuses_in_text(run: Run, put: Put, option: str, notes: str) -> None:
    """A line break, a tab or a backslash in notes or source is refused."""
    path = put()
    ran = run("add", "https://example.com/", *NEWS, option, notes)
    assert ran.code == 1
    assert "TXT001" in ran.err
    assert path.read_bytes() == HEADER_LINE.encode()


def test_advice(run: Run, put: Put) -> None:
    """What is no reason to refuse is said: the row is in, the warning on stderr."""
    put()
    ran = run("add", "https://example.com:8080/", *NEWS)
    assert ran.code == 0
    assert "warning: URL010" in ran.err


@pytest.mark.parametrize("day", ["31/01/2024", "2024-02-30", "2024-1-1", "today", ""])
def test_what_is_no_day(run: Run, put: Put, day: str) -> None:
    """A date that is none is wrong usage."""
    path = put()
    assert run("add", "https://example.com/", *NEWS, "--date", day).code == 2
    assert path.read_bytes() == HEADER_LINE.encode()


@pytest.mark.parametrize(
    "arguments",
    [("--list", "th", "add", "https://example.com/", *NEWS), ("add", "https://example.com/", *NEWS, "--list", "th")],
)
def test_another_country(run: Run, put: Put, arguments: tuple[str, ...]) -> None:
    """`--list`, before the command or behind it, chooses the list that changes, and no other one."""
    kh, th = put(), put(name="th")
    ran = run(*arguments)
    assert ran.code == 0
    assert "lists/th.csv:2" in ran.out
    assert "https://example.com/" in th.read_text("utf-8")
    assert kh.read_bytes() == HEADER_LINE.encode()


def test_the_global_list_itself(run: Run, put: Put) -> None:
    """The global list is compared with itself alone."""
    put(row("https://example.com/"))
    path = put(name="global")
    ran = run("--list", "global", "add", "https://example.com/", *NEWS)
    assert ran.code == 0
    assert "Not checked" not in ran.err
    assert path.read_text("utf-8").count("\n") == 2


def test_lists_in_another_folder(run: Run, put: Put, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is the nearest `lists/` upwards, or the variable's, or the option's, from last to first."""
    path = put()
    (project / "deep" / "deeper").mkdir(parents=True)
    monkeypatch.chdir(project / "deep" / "deeper")
    assert run("add", "https://upwards.example.com/", *NEWS).code == 0
    assert "upwards" in path.read_text("utf-8")
    for name in ("variable", "option"):
        (project / name).mkdir()
        (project / name / "kh.csv").write_bytes(HEADER_LINE.encode())
    monkeypatch.setenv("KH_TESTLIST_LISTS", str(project / "variable"))
    assert run("add", "https://variable.example.com/", *NEWS).code == 0
    assert "variable" in (project / "variable" / "kh.csv").read_text("utf-8")
    assert run("add", "https://option.example.com/", *NEWS, "--lists", str(project / "option")).code == 0
    assert "option" in (project / "option" / "kh.csv").read_text("utf-8")


def test_no_list(run: Run, project: Path) -> None:
    """No list, or no folder of lists, is work that can't be done; how to start one is said."""
    for _ in range(2):
        ran = run("add", "https://example.com/", *NEWS)
        assert ran.code == 3
        assert "init" in ran.err
        (project / "lists").mkdir(exist_ok=True)
    assert not list((project / "lists").iterdir())


def test_no_url(run: Run, put: Put) -> None:
    """No URL is wrong usage."""
    put()
    ran = run("add", *NEWS)
    assert ran.code == 2
    assert "add --help" in ran.err


@pytest.mark.parametrize(
    "old",
    [
        HEADER_LINE.replace("\n", "\r\n") + row() + "\r\n",
        HEADER_LINE + row() + "\n" + row("https://example.org/") + "\r\n",
        "\ufeff" + HEADER_LINE + '"https://example.com/","NEWS","News Media","2024-01-31","x",""\n',
        HEADER_LINE + "https://example.com , NEWS,x,,,\n\n,,\n",
    ],
    ids=["crlf", "mixed", "bom and quotes", "faults"],
)
def test_other_bytes(run: Run, put: Put, old: str) -> None:
    """Line ends, a byte order mark, quoting and faults of other rows stay; a new row ends as most rows do."""
    path = put()
    path.write_bytes(old.encode())
    assert run("add", "https://new.example.com/", *NEWS, "--date", "2024-01-31").code == 0
    end = "\r\n" if old.count("\r\n") > 1 else "\n"
    new = f"https://new.example.com/,NEWS,News Media,2024-01-31,Community member,{end}"
    assert path.read_bytes() == (old + new).encode()


def test_no_final_line_end(run: Run, put: Put) -> None:
    """Where the last line has no line end, the new one does not run into it, and has none either."""
    path = put()
    path.write_bytes((HEADER_LINE + row()).encode())
    assert run("add", "https://new.example.com/", *NEWS, "--date", "2024-01-31").code == 0
    new = "https://new.example.com/,NEWS,News Media,2024-01-31,Community member,"
    assert path.read_bytes() == (HEADER_LINE + row() + "\n" + new).encode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b"https://a.example.com/,NEWS,News Media,2024-01-31,x,Mus\xe9e\n",
        lambda data: data + b"https://a.example.com/,NEWS,News Media,2024-01-31,x,a\0b\n",
        lambda data: data + b'https://a.example.com/,NEWS,News Media,2024-01-31,x,"never closed\n',
        lambda data: data + b'https://a.example.com/,NEWS,News Media,2024-01-31,"x"y,"never closed\n',
        lambda data: data.decode().encode("utf-16"),
    ],
    ids=["latin-1", "nul", "open quote", "open quote after a stray one", "utf-16"],
)
def test_a_damaged_list(run: Run, put: Put, spoil: Callable[[bytes], bytes]) -> None:
    """A list whose rows can't be told apart is left alone: a new row might vanish in an open quote."""
    path = put(row())
    path.write_bytes(spoil(path.read_bytes()))
    before = path.read_bytes()
    ran = run("add", "https://example.org/", *NEWS)
    assert ran.code == 3
    assert "damaged" in ran.err
    assert path.read_bytes() == before


def test_a_strange_line_end_in_a_note(run: Run, put: Put) -> None:
    """A character that only Unicode calls a line end, before a quote, opens no quote: the list is sound."""
    path = put(row("https://example.org/", notes="one\u2028") + '"two"')
    before = path.read_bytes()
    assert run("validate").code == 0
    assert run("add", "https://example.com/", *NEWS).code == 0
    assert added(path, before).startswith("https://example.com/,")


@pytest.mark.parametrize(
    "typed",
    ["https://a.example.com/ https://b.example.com/", "https://example.com/a b", "https://example.com/a\u200bb"],
)
def test_what_was_typed_is_judged(run: Run, put: Put, typed: str) -> None:
    """White space and what is invisible inside a URL is refused, with its place; nothing is encoded first."""
    path = put()
    ran = run("add", typed, *NEWS)
    assert ran.code == 1
    assert "⟦U+" in ran.err
    assert path.read_bytes() == HEADER_LINE.encode()


def test_ends_are_trimmed(run: Run, put: Put) -> None:
    """What nobody sees at the ends is taken off, and the person is told."""
    path = put()
    ran = run("add", "\u200bhttps://example.com/\u00a0", *NEWS)
    assert ran.code == 0
    assert "⟦U+200B⟧https://example.com/⟦U+00A0⟧ is written as https://example.com/ (removed from its ends:" in ran.err
    assert path.read_text("utf-8").splitlines()[1].startswith("https://example.com/,NEWS,")


def test_an_encoded_invisible_character(run: Run, put: Put) -> None:
    """Upstream takes it, so it goes in; the warning says what is there."""
    put()
    ran = run("add", "https://example.com/a%E2%80%8Bb", *NEWS)
    assert ran.code == 0
    assert "warning: URL016 invisible-character: there is zero width space (U+200B) in the URL" in ran.err
    assert run("validate").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("https://example.com/", "--date", "2999-01-01"),
            "warning: DAT002 future-date: 2999-01-01 lies in the future",
        ),
        (("https://10.0.0.1/",), "warning: URL008 private-host: 10.0.0.1 is not a public address"),
        (("https://example.com/#top",), "warning: URL011 fragment: a fragment, which no server ever sees"),
        (("https://example.org/%E2%80%8Ba",), "in the URL, which nobody sees\n"),
        (("https://example.com/", "--notes", "=1+(2)"), "warning: TXT006 formula: a spreadsheet would run this"),
    ],
)
def test_said_at_the_door(run: Run, put: Put, arguments: tuple[str, ...], said: str) -> None:
    """What the rules say of the new row is said, about that row and not about a fix that nobody asked for."""
    put(row("https://example.com/a"), row("https://example.org/a"))
    ran = run("add", *arguments, *NEWS)
    assert ran.code == 0
    assert said in ran.err
    assert "not fixed" not in ran.err


def test_each_of_several_is_named(run: Run, put: Put) -> None:
    """Where several rows came in, a warning has the URL it is about; two that collide are told without a line."""
    put()
    ran = run("add", "https://example.org/", "https://10.0.0.1/", *NEWS)
    assert "warning: URL008 private-host: https://10.0.0.1/: 10.0.0.1 is not a public address" in ran.err
    ran = run("add", "https://example.net", "https://example.net/", *NEWS)
    assert ran.code == 1
    assert "DUP001 exact-duplicate: it is given twice" in ran.err
    ran = run("add", "https://example.net/", "http://example.net/", *NEWS)
    assert ran.code == 1
    assert "the same site as https://example.net/, which is given too" in ran.err
