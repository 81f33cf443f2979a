"""Help, errors, messages, docstrings and documents are in plain English; each exception has a reason and is needed."""

from __future__ import annotations

import statistics
from collections import Counter

import pytest

from tests.plain.faults import exemptions, faults
from tests.plain.grade import of_documents, pooled
from tests.plain.sentences import sentences, words
from tests.plain.texts import Kind, Text, everything

MEDIAN, WORST = 7.0, 9.0
"""Reading grades: school years that a reader needs, as Flesch and Kincaid count them."""


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """All texts that people read."""
    return everything()


def test_every_text_is_plain(texts: list[Text]) -> None:
    """No sentence has more than 20 words, no phrase is banned, functions start with a verb, errors have a next step."""
    exempt = exemptions()
    found = [str(fault) for fault in faults(texts) if not any(one.holds(fault) for one in exempt)]
    assert not found, "\n".join(found[:50])
    assert not [one for one in exempt if not one.used], "exceptions that are not needed any more"
    assert all(len(one.reason) > 10 for one in exempt)


def test_every_kind_is_looked_at(texts: list[Text]) -> None:
    """The check sees texts of each kind, and many of them."""
    count = Counter(text.kind for text in texts)
    assert min(count[kind] for kind in Kind) > 100
    assert {"README.md", "CONTRIBUTING.md", "docs/tutorial.md", "docs/how-to.md", "docs/tour.md"} <= {
        text.path for text in texts if text.kind is Kind.DOCUMENT
    }
    assert any(text.path == "kh-testlist evidence show" for text in texts)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (Text(Kind.MESSAGE, "a.py", 1, "A site that you cannot reach may be blocked, not dead."), []),
        (Text(Kind.MESSAGE, "a.py", 1, f"This {'very ' * 19}long sentence ends."), ["long"]),
        (Text(Kind.MESSAGE, "a.py", 1, f"This {'very ' * 16}long sentence ends."), []),
        (Text(Kind.MESSAGE, "a.py", 1, "Whoever reads it has read enough."), ["banned"]),
        (Text(Kind.MESSAGE, "a.py", 1, "A PNG is nothing for a terminal, for it is a picture."), ["banned"]),
        (Text(Kind.MESSAGE, "a.py", 1, "Run `git log --whoever` in this folder."), []),
        (Text(Kind.DOCSTRING, "a.py", 1, "Whether a person can answer.", of_function=True), ["verb"]),
        (Text(Kind.DOCSTRING, "a.py", 1, "Return True if a person can answer.", of_function=True), []),
        (Text(Kind.DOCSTRING, "a.py", 1, "The rows of a list."), []),
        (Text(Kind.NEXT_STEP, "a.py", 1, "Lists are CSV files."), ["step"]),
        (Text(Kind.NEXT_STEP, "a.py", 1, "Save the file again as UTF-8."), []),
        (Text(Kind.NEXT_STEP, "a.py", 1, "To see why: kh-testlist validate"), []),
    ],
)
def test_what_is_found(text: Text, rules: list[str]) -> None:
    """Each rule finds what it is for, and nothing else."""
    assert [fault.rule for fault in faults([text])] == rules


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("One two three. Four five.", [3, 2]),
        ("Type `kh-testlist check --all --journal here.jsonl` now.", [3]),
        ("Type kh-testlist check --all now. Then wait.", [3, 2]),
        ("See [the guide](docs/how-to.md) at https://example.com/a/b?c=d here.", [6]),
        ("A list, e.g. Cambodia's.\n\nArgs:\n    one: the first\n    two: the second", [4, 3, 3]),
        ("k  keep   keep the row\nd  drop   remove the row", [5, 5]),
    ],
)
def test_sentences(text: str, counts: list[int]) -> None:
    """Code, URLs and commands are one word; arguments, lists and tables are sentences of their own."""
    assert [len(words(sentence)) for sentence in sentences(text)] == counts


def test_grades(texts: list[Text]) -> None:
    """Documents, help and messages can be read by a reader with seven years of school; no document takes over nine."""
    documents = of_documents(texts)
    found = documents | pooled(texts)
    assert statistics.median(found.values()) <= MEDIAN, found
    assert max(documents.values()) <= WORST, found
