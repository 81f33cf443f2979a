"""What became of a list; two lists without a common base; and which places may be fetched from."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import given, settings

from kh_testlist.errors import Misuse
from kh_testlist.ledger import Record, renames
from kh_testlist.store import parse, to_bytes
from kh_testlist.upstream import address
from kh_testlist.upstream.difference import difference
from kh_testlist.upstream.dropped import Dropped, drops
from kh_testlist.upstream.first_sync import first_sync
from kh_testlist.upstream.kin import is_kept
from kh_testlist.upstream.settling import Side, keep_ours
from kh_testlist.urls import equivalence_key
from tests.samples import a_list, messy_lists, row
from tests.upstream.test_merge import theirs_stand


def edited(*steps: str) -> list[Record]:
    """What the ledger says of edits: `a>b` for each."""
    pairs = [step.split(">") for step in steps]
    return [Record(new, "2026-01-01", "replace", previous_url=old) for old, new in pairs]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], {}),
        (["a>b"], {"a": "b"}),
        (["a>b", "b>c"], {"a": "c", "b": "c"}),
        (["a>b", "b>a"], {"b": "a"}),
        (["a>b", "c>b"], {"a": "b", "c": "b"}),
        (["a>t", "b>a", "t>b"], {"a": "b", "b": "a", "t": "b"}),
        (["x>a", "a>b", "a>c"], {"x": "b", "a": "c"}),
        (["a>a"], {}),
    ],
)
def test_renames(steps: list[str], expected: dict[str, str]) -> None:
    """Edits are followed to their end, and one that came back is none."""
    found = renames(edited(*steps))
    assert found == expected


def test_long_chains() -> None:
    """Tens of thousands of edits, as a ledger that a pull request brings may have, take no time."""
    steps = [f"{number}>{number + 1}" for number in range(40_000)]
    assert renames(edited(*steps))["0"] == "40000"


def test_difference() -> None:
    """Rows in the lists' order; an edited URL is one row, but only where the old is gone and the new is new."""
    a, b, c = (row(f"https://{name}.example.com/") for name in "abc")
    found = difference(a_list(a, b), a_list(c, b), {"https://a.example.com/": "https://c.example.com/"})
    assert [one.url for one in found.changed] == ["https://a.example.com/"]
    assert not found.added
    assert not found.removed
    found = difference(a_list(a, b), a_list(a, b, c), {"https://a.example.com/": "https://c.example.com/"})
    assert [entry.url for entry in found.added] == ["https://c.example.com/"]
    assert not found.changed


@given(messy_lists(), messy_lists())
@settings(max_examples=100)
def test_difference_of_anything(one: bytes, other: bytes) -> None:
    """Added less removed is what the numbers of rows differ by; a list has no difference to itself."""
    before, after = parse(one, "x"), parse(other, "x")
    found = difference(before, after, {})
    rows = [sum(bool(entry.cells) for entry in urls.entries) for urls in (before, after)]
    assert rows[1] - rows[0] == len(found.added) - len(found.removed)
    assert not difference(before, before, {})


@given(messy_lists(), messy_lists())
@settings(max_examples=100)
def test_union_of_anything(one: bytes, other: bytes) -> None:
    """Every site of both is there, no row twice that was not twice before, and a list with itself is itself.

    But for rows that are kept beside an equivalent one on purpose, and for those that are in conflict.
    """
    ours, theirs = parse(one, "x"), parse(other, "x")
    for side in Side:
        made = first_sync(ours, theirs, {}, Dropped(), side, theirs_stand if side is Side.THEIRS else keep_ours)
        keys, *had = (
            Counter(equivalence_key(entry.url) if entry.cells else None for entry in urls.entries)
            for urls in (made.urls, ours, theirs)
        )
        assert keys.keys() == had[0].keys() | had[1].keys()
        special = {
            equivalence_key(entry.url)
            for entry in (
                *(entry for urls in (ours, theirs) for entry in urls.entries if is_kept(entry)),
                *(entry for conflict in made.conflicts for row in conflict.rows for entry in row if entry),
            )
        }
        for key, count in (had[0] | had[1]).items():
            assert keys[key] == count or (key in special and keys[key] <= had[0][key] + had[1][key])
    assert to_bytes(first_sync(ours, ours, {}).urls) == one


def test_union_and_the_ledger() -> None:
    """A row that we took off stays off, and comes back where it was added again."""
    records = [
        Record("https://a.example.com/", "2026-01-01", "drop"),
        Record("https://b.example.com/", "2026-01-01", "drop"),
        Record("https://b.example.com/", "2026-02-01", "keep"),
    ]
    a, b, c = (row(f"https://{name}.example.com/") for name in "abc")
    made = first_sync(a_list(c), a_list(a, b), {}, drops(records))
    assert to_bytes(made.urls) == to_bytes(a_list(b, c))
    assert [entry.url for entry in made.off] == ["https://a.example.com/"]


@pytest.mark.parametrize(
    ("words", "url", "is_dropped"),
    [
        (["drop http://a.example.com/"], "http://a.example.com/", True),
        (["drop http://a.example.com/"], "https://www.A.example.com", True),
        (["drop http://a.example.com/"], "https://a.example.com/page", False),
        (["drop http://a.example.com/", "keep http://a.example.com/"], "https://a.example.com/", False),
        (["replace b.example.com < a.example.com", "drop b.example.com"], "a.example.com", True),
        (["replace b.example.com < a.example.com", "drop a.example.com"], "b.example.com", False),
        (
            ["drop http://a.example.com/", "replace b.example.com < https://a.example.com/"],
            "http://a.example.com",
            True,
        ),
        (["replace b < a", "replace a < b", "drop a"], "b", True),
    ],
)
def test_dropped_in_any_spelling(words: list[str], url: str, *, is_dropped: bool) -> None:
    """What the ledger's last word on a site is, by whichever of its URLs it is asked."""
    parts = [word.split() for word in words]
    records = [Record(part[1], "2026-01-01", part[0], previous_url=part[3] if part[3:] else "") for part in parts]
    assert (drops(records).find(url) is not None) is is_dropped


@pytest.mark.parametrize(
    ("text", "protocol"),
    [
        ("https://github.com/citizenlab/test-lists", "https"),
        ("https://example.org:8443/x/lists.git", "https"),
        ("http://localhost:8080/x", "http"),
        ("http://127.0.0.1/x", "http"),
        ("http://[::1]:80/x", "http"),
        ("ssh://git@example.org/x", "ssh"),
        ("git@example.org:x/lists.git", "ssh"),
        ("file:///srv/lists.git", "file"),
        (r"C:\lists", "file"),
        ("C:/lists", "file"),
        ("../lists", "file"),
        ("./a:b", "file"),
    ],
)
def test_addresses(text: str, protocol: str) -> None:
    """URLs, ssh, paths of either system; each opens its own way and no other."""
    found = address.parse(text)
    assert found.protocol == protocol
    assert found.environment == {"GIT_ALLOW_PROTOCOL": protocol}
    if protocol == "file" and not text.startswith(("file:", "C:")):
        assert os.path.isabs(found.text)  # noqa: PTH117 - it is text


@pytest.mark.parametrize("text", ["https://a:b@example.org/x", "ssh://git:secret@example.org/x"])
def test_logins(text: str) -> None:
    """A login in an address is refused, and not said back."""
    with pytest.raises(Misuse) as caught:
        address.parse(text)
    assert "secret" not in caught.value.message
    assert ":b@" not in caught.value.message
