"""Learning: the same file of the same lists, a file that can be read, and figures that are what they say."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh_testlist.categories import LEGEND
from kh_testlist.errors import Failure
from kh_testlist.model import UrlList
from kh_testlist.tagging import model, train
from kh_testlist.tagging.model import Calibration, Model, from_bytes, to_bytes
from kh_testlist.tagging.suggest import Tagger
from kh_testlist.tagging.train import Source, learn, rows_of
from tests.hostile.processes import SECONDS, environment
from tests.samples import HEADER_LINE, a_list, row
from tests.tagging.handmade import SUBJECTS, lists, rows

SOURCE = Source("digest", None)


def learned_of(*texts: str, name: str = "th") -> Model:
    """What is learned from one list of these rows."""
    return learn(rows_of([a_list(*texts, path=f"lists/{name}.csv")]), SOURCE)


def learned_or_not(*texts: str) -> Model | None:
    """The same, written and read again; None where there was too little to learn from."""
    try:
        found = learned_of(*texts)
    except Failure:
        return None
    return from_bytes(to_bytes(found), "a.model")


class TestRows:
    """What there is to learn from."""

    def test_rows(self) -> None:
        """The list, the URL, the code, the notes without what gives the code away, and the domain."""
        (found,) = rows_of([a_list(row("https://a.example.com.kh/x", "HUMR", notes="HUMR of https://x.org workers"))])
        assert found == ("kh", "https://a.example.com.kh/x", "HUMR", "of workers", "example.com.kh")

    def test_what_is_left_out(self) -> None:
        """Rows of no category, no web address, or not of six cells."""
        texts = [
            row(code="NEWZ"),
            row(code=""),
            row("not a url"),
            row(""),
            "https://example.com/,NEWS",
            "",
            row("ftp://example.com/"),
        ]
        assert rows_of([a_list(*texts)]) == []

    def test_address(self) -> None:
        """A host without a registered domain is its own."""
        assert rows_of([a_list(row("http://192.0.2.7/x"))])[0].domain == "192.0.2.7"


class TestLearn:
    """What is learned."""

    def test_what_it_says(self, learned: Model) -> None:
        """The header says of what it was made; the codes stand in the legend's order."""
        head = learned.header
        assert (head.version, head.lists, head.commit, head.rows) == (1, "digest", None, 240)
        assert head.labels == {"GMB": 80, "HUMR": 80, "NEWS": 80}
        assert list(head.labels) == [code for code in LEGEND if code in SUBJECTS]

    def test_it_has_learned(self, learned: Model) -> None:
        """It tells apart what is easy to tell apart, on names that it never saw and without a keyword of ours."""
        tagger = Tagger(learned)
        for url, code in (
            ("https://kassetplus.org/", "NEWS"),
            ("https://bettingplus.org/", "GMB"),
            ("https://labourplus.org/", "HUMR"),
        ):
            assert tagger.tag(url).suggestions[0].category_code == code
        assert tagger.tag("https://zz.org/", "human rights of workers").suggestions[0].category_code == "HUMR"

    def test_small(self, learned: Model) -> None:
        """The file is small, and is read again as it was."""
        data = to_bytes(learned)
        assert len(data) <= 1_000_000
        assert to_bytes(from_bytes(data, "a.model")) == data

    def test_nothing_rare(self) -> None:
        """What stands in one or two rows is not learned: nobody's own name is carried along."""
        texts = [*rows("th"), row("https://theveryname.example.org/", "NEWS"), row("https://theveryname.org/", "NEWS")]
        found = learned_of(*texts)
        assert not any("veryn" in token for tokens in found.vocabulary.values() for token in tokens)

    def test_progress(self) -> None:
        """Each stage says how much there is to do, and every step of it is marked."""
        stages: list[list[Any]] = []

        class Recorder:
            def stage(self, name: str, total: int) -> None:
                stages.append([name, total, 0])

            def step(self) -> None:
                stages[-1][2] += 1

        found = rows_of(lists("th", "vn", "mm"))
        learn(found, SOURCE, progress=Recorder())
        assert stages == [["Reading rows", len(found), len(found)], ["Learning", 5, 5]]

    def test_another_seed(self) -> None:
        """Chance begins at the seed, which the file names."""
        made = [to_bytes(learn(rows_of(lists("th", "vn", "mm")), SOURCE, seed)) for seed in (1, 1, 2)]
        assert made[0] == made[1] != made[2]
        assert from_bytes(made[2], "a.model").header.seed == 2

    @pytest.mark.parametrize("length", [78, 81, 5_000])
    @pytest.mark.parametrize("place", ["path", "query", "notes", "platform"])
    def test_long_words(self, length: int, place: str) -> None:
        """A file with very long words in several rows can be read again."""
        word = "a" * length
        texts = rows("th") + [
            row(
                {"path": f"https://x{number}.org/{word}", "query": f"https://x{number}.org/?{word}"}.get(
                    place, f"https://facebook.com/{word}/{number}" if place == "platform" else f"https://x{number}.org/"
                ),
                "NEWS",
                notes=word if place == "notes" else "",
            )
            for number in range(5)
        ]
        from_bytes(to_bytes(learned_of(*texts)), "a.model")

    @pytest.mark.parametrize(
        "url", ["https://xn--mgba3gch31f060k.com/", "https://xn--j2e0cg3n2c.com/", "https://xn--a.com/"]
    )
    def test_odd_names(self, url: str) -> None:
        """So can one of names with joiners in them, which Persian has, and of Khmer ones."""
        from_bytes(
            to_bytes(learned_of(*rows("th"), *[row(f"{url}{number}", "NEWS") for number in range(5)])), "a.model"
        )

    @pytest.mark.parametrize("notes", ["\u17de\u17fb\u17ff", "\u0e3b\u0e7f\u0e5c", "\u1bff news", "\ufdfa" * 10])
    def test_odd_letters(self, notes: str) -> None:
        """So can one of letters that Unicode has not given out, or that grow when they are folded."""
        texts = [row(f"https://x{number}.org/", "NEWS", notes=notes) for number in range(5)]
        from_bytes(to_bytes(learned_of(*rows("th"), *texts)), "a.model")


class TestTooLittle:
    """Lists that hardly teach anything."""

    @pytest.mark.parametrize("texts", [[], [row()], [row(f"https://x{number}.org/") for number in range(20)]])
    def test_no_two_categories(self, texts: list[str]) -> None:
        """Without two categories there is nothing to tell apart."""
        with pytest.raises(Failure) as caught:
            learned_of(*texts)
        assert caught.value.next_step

    @pytest.mark.parametrize("count", [2, 3, 5, 10])
    def test_few_rows(self, count: int) -> None:
        """Of some rows a model comes, or a failure in words; nothing that it says is too sure of itself."""
        texts = [row(f"https://{word}.{end}/", code) for word, end, code in _FEW[:count]]
        found = learned_or_not(*texts)
        if found is None:
            return
        tagging = Tagger(found).tag("https://example.net/")
        assert len(tagging.suggestions) == 3

    def test_one_domain(self) -> None:
        """Rows of a single domain can't be held back from each other."""
        texts = [row(f"https://x{number}.example.com/", ("NEWS", "GMB")[number % 2]) for number in range(20)]
        assert learned_of(*texts).header.calibration.terms

    def test_a_category_of_one_row(self) -> None:
        """A category of a single row is one of the codes."""
        found = learned_of(*rows("th"), row("https://forest.example.net/", "ENV"))
        assert found.header.labels["ENV"] == 1


_FEW = [
    ("alpha", "com", "NEWS"),
    ("bravo", "org", "GMB"),
    ("charlie", "net", "HUMR"),
    ("delta", "info", "ENV"),
    ("echo", "kh", "NEWS"),
    ("foxtrot", "com", "GMB"),
    ("golf", "com", "NEWS"),
    ("hotel", "org", "ENV"),
    ("india", "net", "NEWS"),
    ("juliet", "com", "HUMR"),
]

_LEARN = """
import sys
from pathlib import Path
from kh_testlist import cli
sys.exit(cli.run(["train", "--lists", "lists", "--output", sys.argv[1]]))
"""


def test_the_same_file(tmp_path: Path) -> None:
    """The same lists and seed make the same file, byte for byte, in whatever order a process keeps its sets."""
    (tmp_path / "lists").mkdir()
    for name in ("th", "vn", "mm", "my"):
        texts = "".join(text + "\n" for text in rows(name, 60))
        (tmp_path / "lists" / f"{name}.csv").write_bytes((HEADER_LINE + texts).encode())
    made = []
    for number in ("0", "4242"):
        ended = subprocess.run(
            [sys.executable, "-c", _LEARN, f"{number}.model"],
            cwd=tmp_path,
            env=environment(PYTHONHASHSEED=number),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        made.append((tmp_path / f"{number}.model").read_bytes())
    assert made[0] == made[1]
    assert from_bytes(made[0], "a.model").header.rows == 240


def test_trusted_as_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """How sure the training takes itself to be of a line is how sure a model is that shows the same signs.

    The two are computed by different code, of a library and of our own: they must not part.
    """
    from sklearn.linear_model import LogisticRegression

    sure: list[float] = []
    asked: list[tuple[dict[str, float], str, float]] = []
    predict, regression = LogisticRegression.predict_proba, train._regression  # noqa: SLF001 - seen nowhere else

    def predicted(self: LogisticRegression, table: np.ndarray) -> np.ndarray:
        found: np.ndarray = predict(self, table)
        sure.extend(found[:, 1].tolist())
        return found

    def learned_from(
        found: list[dict[str, float]], guesses: list[int], right: np.ndarray, is_plain: np.ndarray, codes: list[str]
    ) -> Calibration:
        made = regression(found, guesses, right, is_plain, codes)
        for signs, guess, plain in zip(found, guesses, is_plain.tolist(), strict=True):
            if plain:
                asked.append((signs, codes[guess], model.confidence(made, signs, codes[guess])))
        return made

    monkeypatch.setattr(LogisticRegression, "predict_proba", predicted)
    monkeypatch.setattr(train, "_regression", learned_from)
    made = learn(rows_of(noisy_lists()), SOURCE)
    assert len(sure) == len(asked) > 200
    assert [one for _, _, one in asked] == pytest.approx(sure, abs=1e-3)
    threshold = made.header.calibration.threshold
    assert threshold == 1.0 or any(one == pytest.approx(threshold, abs=1e-5) for one in sure)


def noisy_lists() -> list[UrlList]:
    """Lists with a row in five of another category than it should be, so that there is something to doubt."""
    found = []
    for name in ("th", "vn", "mm", "my"):
        texts = rows(name, 60)
        texts[::5] = [text.replace(",NEWS,", ",ENV,").replace(",GMB,", ",ENV,") for text in texts[::5]]
        found.append(a_list(*texts, path=f"lists/{name}.csv"))
    return found


def test_measured_as_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the training reads off its own weights is what a model of the same weights says, but for rounding."""
    caught: list[tuple[Any, Any, Any, list[dict[str, list[float]]]]] = []
    parts_of = train._parts  # noqa: SLF001 - what is learned from is seen nowhere else

    def parts(examples: Any, lines: Any, weights: Any) -> Iterator[dict[str, list[float]]]:  # noqa: ANN401 - private
        found = list(parts_of(examples, lines, weights))
        caught.append((examples, lines, weights, found))
        return iter(found)

    monkeypatch.setattr(train, "_parts", parts)
    made = learn(rows_of(noisy_lists()), SOURCE)
    assert len(caught) == train.FOLDS
    for examples, lines, weights, found in caught:
        every = np.arange(examples.matrix.shape[1])
        vocabulary, scales, steps = train._packed(examples, every, weights)  # noqa: SLF001 - the same
        packed = model.Model(replace(made.header, scales=scales), vocabulary, steps)
        for line, said in zip(lines.tolist(), found, strict=True):
            shown = packed.parts(examples.features[line])
            assert shown.keys() == said.keys()
            for block, numbers in said.items():
                # Half a step at the largest weight, for each token.
                slack = packed.header.scales[block] * (model.LEVELS + 1) * len(getattr(examples.features[line], block))
                assert shown[block] == pytest.approx(numbers, abs=slack + 1e-6)


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["news", "casino", "rights", "ខ្មែរ", "a", "xn--mgba3gch31f060k"]),
            st.sampled_from(["com", "org", "gov.kh", "blogspot.com"]),
            st.sampled_from(["NEWS", "GMB", "HUMR", "GOVT"]),
            st.text(max_size=20),
        ),
        max_size=30,
    )
)
def test_any_rows(made: list[tuple[str, str, str, str]]) -> None:
    """Whatever the rows, a model comes of them that can be read, or a failure in words."""
    texts = [
        row(f"https://{word}.{end}/", code, notes="".join(filter(str.isprintable, notes)))
        for word, end, code, notes in made
    ]
    learned_or_not(*texts)
