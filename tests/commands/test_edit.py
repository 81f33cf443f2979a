"""`edit`: one row changed, every other byte as it was, and an old URL remembered."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from kh_testlist.ledger import HEADER as LEDGER_HEADER
from tests.commands.conftest import Put, Run
from tests.samples import HEADER_LINE, row

FIRST = '"https://example.com/",NEWS,News Media,2024-01-31,anon,\r\n'
SECOND = "https://example.org/,HUMR,Human Rights Issues,2023-12-01,anon,old notes\n"
THIRD = " https://bad ,nothing\n"


@pytest.fixture
def path(put: Put) -> Path:
    """A list with quoting, line ends and faults that an edit of another row has no business with."""
    place = put()
    place.write_bytes((HEADER_LINE + FIRST + SECOND + THIRD).encode())
    return place


def ledger(path: Path) -> list[dict[str, str]]:
    """The ledger's records."""
    with path.with_name(f"{path.stem}.ledger.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def assert_changed(path: Path, second: str) -> None:
    """The second row is now `second`, and nothing else differs."""
    assert path.read_bytes() == (HEADER_LINE + FIRST + second + THIRD).encode()


@pytest.mark.parametrize(
    ("options", "second"),
    [
        (("--category", "env"), "https://example.org/,ENV,Environment,2023-12-01,anon,old notes\n"),
        (("--notes", "a, b"), 'https://example.org/,HUMR,Human Rights Issues,2023-12-01,anon,"a, b"\n'),
        (("--notes", ""), "https://example.org/,HUMR,Human Rights Issues,2023-12-01,anon,\n"),
        (("--source", "CCHR"), "https://example.org/,HUMR,Human Rights Issues,2023-12-01,CCHR,old notes\n"),
        (("--date", "2024-02-29"), "https://example.org/,HUMR,Human Rights Issues,2024-02-29,anon,old notes\n"),
        (
            ("--category", "NEWS", "--notes", "n", "--source", "s", "--date", "2024-02-29"),
            "https://example.org/,NEWS,News Media,2024-02-29,s,n\n",
        ),
    ],
)
def test_one_row(run: Run, path: Path, options: tuple[str, ...], second: str) -> None:
    """Only what is named changes, a category with its description; without a new URL no ledger is made."""
    ran = run("edit", "https://example.org/", *options)
    assert ran.code == 0
    assert ran.out == "changed https://example.org/ in lists/kh.csv:3\n"
    assert_changed(path, second)
    assert not list(path.parent.glob("*.ledger.csv"))


def test_why_the_category_changes(run: Run, path: Path) -> None:
    """The reason goes to the ledger, as that of a review does."""
    assert run("edit", "https://example.org/", "--category", "ENV", "--reason", " about  the river ").code == 0
    (record,) = ledger(path)
    assert (record["url"], record["decision"], record["reason"]) == (
        "https://example.org/", "recategorise", "about the river",
    )  # fmt: skip
    assert record["previous_url"] == ""


def test_a_reason_for_nothing_that_needs_one(run: Run, path: Path) -> None:
    """It is not dropped in silence: the ledger has no place for it, and nothing is changed."""
    before = path.read_bytes()
    ran = run("edit", "https://example.org/", "--source", "CCHR", "--reason", "they asked")
    assert ran.code == 2
    assert "--url or --category" in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "spelling", ["http://example.org/", "https://www.example.org", "HTTPS://EXAMPLE.ORG:443/", "https://example.org."]
)
def test_any_spelling(run: Run, path: Path, spelling: str) -> None:
    """The row is found by any spelling of its URL."""
    assert run("edit", spelling, "--notes", "new").code == 0
    assert_changed(path, SECOND.replace("old notes", "new"))


def test_a_new_url(run: Run, path: Path) -> None:
    """A new URL goes in canonical, and the ledger remembers the old one, each time."""
    days = [dt.datetime.now(dt.UTC).date().isoformat()]
    assert run("edit", "https://example.org/", "--url", "HTTPS://New.example.org").code == 0
    assert_changed(path, SECOND.replace("example.org", "new.example.org"))
    assert run("edit", "https://new.example.org/", "--url", "https://newer.example.org/").code == 0
    days.append(dt.datetime.now(dt.UTC).date().isoformat())
    assert_changed(path, SECOND.replace("example.org", "newer.example.org"))
    first, second = ledger(path)
    assert tuple(first) == LEDGER_HEADER
    assert (first["url"], first["previous_url"]) == ("https://new.example.org/", "https://example.org/")
    assert (second["url"], second["previous_url"]) == ("https://newer.example.org/", "https://new.example.org/")
    assert {first["last_reviewed"], second["last_reviewed"]} <= set(days)
    assert first["decision"] == "replace"


def test_a_variant_of_itself(run: Run, path: Path) -> None:
    """A row may take another spelling of its own URL: it is no duplicate of itself."""
    assert run("edit", "https://example.org/", "--url", "http://www.example.org/").code == 0
    assert_changed(path, SECOND.replace("https://example.org/", "http://www.example.org/"))


@pytest.mark.parametrize(
    "new", ["https://example.com/", "http://example.com/", "https://www.example.com", "https://g.example.com/"]
)
def test_a_url_that_is_listed(run: Run, path: Path, put_global: Put, new: str) -> None:
    """A new URL that the list or the global one has already, in any spelling, is refused."""
    put_global(row("http://g.example.com/"))
    ran = run("edit", "https://example.org/", "--url", new)
    assert ran.code == 1
    assert "line 2" in ran.err or "global.csv:2" in ran.err
    assert_changed(path, SECOND)
    assert not list(path.parent.glob("*.ledger.csv"))


@pytest.mark.parametrize("new", ["", "example.net", "ftp://example.net/", "https://a:b@example.net/"])
def test_what_is_no_url(run: Run, path: Path, new: str) -> None:
    """A new URL that upstream would refuse is refused."""
    assert run("edit", "https://example.org/", "--url", new).code == 1
    assert_changed(path, SECOND)


@pytest.mark.parametrize("notes", ["a\nb", "a\rb", "a\r\nb", "a\tb", "a\\b"])
@pytest.mark.parametrize("option", ["--notes", "--source"])
def test_what_upstream_refuses_in_text(run: Run, path: Path, option: str, notes: str) -> None:
    """A line break, a tab or a backslash is refused; above all, none of them tears the row in two."""
    ran = run("edit", "https://example.org/", option, notes)
    assert ran.code == 1
    assert "TXT001" in ran.err
    assert_changed(path, SECOND)


def test_an_older_fault(run: Run, put: Put) -> None:
    """A fault that the row had before does not stand in the way of mending another."""
    path = put("https://example.org,NEWS,News Media,31/1/2024,anon,")
    assert run("edit", "https://example.org/", "--date", "2024-01-31").code == 0
    assert path.read_text("utf-8") == HEADER_LINE + "https://example.org,NEWS,News Media,2024-01-31,anon,\n"


def test_no_such_row(run: Run, path: Path) -> None:
    """A URL that is not listed: the answer is no, the nearest one is named."""
    ran = run("edit", "https://exmple.org/", "--notes", "x")
    assert ran.code == 1
    assert "https://example.org/" in ran.err
    assert_changed(path, SECOND)


def test_which_of_them(run: Run, put: Put) -> None:
    """Where a spelling may mean several rows, all are named and none is changed; an exact URL means its own row."""
    path = put(row("https://example.com/"), row("http://example.com/", notes="keep: x"))
    before = path.read_bytes()
    ran = run("edit", "https://www.example.com/", "--notes", "new")
    assert ran.code == 1
    assert "https://example.com/, http://example.com/" in ran.err
    assert path.read_bytes() == before
    assert run("edit", "http://example.com/", "--source", "new").code == 0
    assert path.read_bytes().splitlines()[:2] == before.splitlines()[:2]


def test_nothing_to_change(run: Run, path: Path) -> None:
    """No option is wrong usage; what is so already is done."""
    ran = run("edit", "https://example.org/")
    assert ran.code == 2
    assert "--category" in ran.err
    ran = run("edit", "https://example.org/", "--category", "HUMR")
    assert ran.code == 0
    assert "already" in ran.err
    assert_changed(path, SECOND)


@pytest.mark.parametrize("option", [("--category", "NEWZ"), ("--date", "2024-02-30")])
def test_wrong_usage(run: Run, path: Path, option: tuple[str, str]) -> None:
    """A category or a date that is none is wrong usage."""
    assert run("edit", "https://example.org/", *option).code == 2
    assert_changed(path, SECOND)


def test_no_list(run: Run) -> None:
    """Without a list the work can't be done."""
    assert run("edit", "https://example.org/", "--notes", "x").code == 3


def test_a_new_url_is_judged_as_typed(run: Run, put: Put) -> None:
    """Its ends are trimmed and that is said; inside it nothing invisible is taken."""
    path = put(row())
    before = path.read_bytes()
    ran = run("edit", "https://example.com/", "--url", "https://example.org/a b")
    assert ran.code == 1
    assert "https://example.org/a⟦U+0020⟧b" in ran.err
    assert path.read_bytes() == before
    ran = run("edit", "https://example.com/\u200b", "--url", "https://example.org/\u200b")
    assert ran.code == 0
    assert "(removed from its ends: zero width space (U+200B))" in ran.err
    assert path.read_text("utf-8").splitlines()[1].startswith("https://example.org/,")
