"""The model's file, whatever is in it, and the arithmetic on what was read from it."""

from __future__ import annotations

import copy
import json
import math
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kh_testlist.categories import LEGEND
from kh_testlist.errors import Failure
from kh_testlist.tagging import model
from kh_testlist.tagging.features import BLOCKS, Features
from kh_testlist.tagging.model import Model, from_bytes, read, to_bytes
from tests.hostile import processes
from tests.tagging.handmade import MAGIC, VOCABULARY, a_model, body_of, file_of, head_of, packed, sealed

DATA = to_bytes(a_model())


def assert_refused(data: bytes) -> Failure:
    """These bytes are refused in words, with a next step."""
    with pytest.raises(Failure) as caught:
        from_bytes(data, "a.model")
    assert "a.model" in caught.value.message
    assert caught.value.next_step
    assert "\x1b" not in caught.value.message
    return caught.value


def with_head(**changes: Any) -> bytes:  # noqa: ANN401 - JSON
    """A model with another header, whose packed part is as it was."""
    return file_of({**head_of(DATA), **changes}, body_of(DATA))


def features_of(block: str, token: str) -> Features:
    """Features of one token."""
    blocks: Any = {block: frozenset({token})}
    return Features(**blocks)


class TestFile:
    """Writing and reading."""

    def test_round_trip(self) -> None:
        """What is written is read again, all of it, and written again the same."""
        made = a_model()
        found = from_bytes(DATA, "a.model")
        assert found.header == made.header
        assert {block: list(found.vocabulary[block]) for block in BLOCKS} == VOCABULARY
        assert found.weights == made.weights
        assert to_bytes(found) == DATA

    def test_from_a_file(self, tmp_path: Path) -> None:
        """The same from a disk; a file that is not there is a failure."""
        (tmp_path / "a.model").write_bytes(DATA)
        assert to_bytes(read(tmp_path / "a.model")) == DATA
        with pytest.raises(Failure):
            read(tmp_path / "absent.model")
        with pytest.raises(Failure):
            read(tmp_path)

    def test_nothing_known(self) -> None:
        """A model without a single token is one, and goes by how common a category is."""
        none = a_model(vocabulary=dict.fromkeys(BLOCKS, ()))
        found = from_bytes(to_bytes(none), "a.model")
        assert found.parts(Features(name=frozenset({"news"}))) == {}
        assert found.scores({}) == list(none.header.intercepts)

    def test_all_categories(self) -> None:
        """There is room for all 31, with the largest weights there are."""
        codes = tuple(LEGEND)
        full = a_model(codes=codes, intercepts=[0.0] * len(codes))
        assert from_bytes(to_bytes(full), "a.model").codes == codes

    def test_nothing_is_executed(self) -> None:
        """A pickle, which would run what it says, is no model."""
        assert "is not a model" in assert_refused(b"cos\nsystem\n(S'exit 7'\ntR.").message
        assert_refused(MAGIC + b"cos\nsystem\n(S'exit 7'\ntR.")


class TestDamaged:
    """Files that are none: each a failure in words, never another error."""

    @pytest.mark.parametrize("data", [b"", b"\n", b"{}", MAGIC[:-1], MAGIC, MAGIC + b"\n", MAGIC + b"{}\n", DATA[1:]])
    def test_no_model(self, data: bytes) -> None:
        """What is too short, or begins otherwise."""
        assert_refused(data)

    def test_truncated(self) -> None:
        """Wherever it was cut off."""
        for end in [*range(0, len(DATA), 97), len(DATA) - 1]:
            assert_refused(DATA[:end])

    def test_more_behind_it(self) -> None:
        """What was added to its end does not go unseen."""
        assert_refused(DATA + b"\0")
        assert_refused(file_of(head_of(DATA), body_of(DATA) + b"more")[:-1])

    @pytest.mark.parametrize("part", ["body", "header"])
    def test_a_flipped_bit(self, part: str) -> None:
        """A single bit that is another, in the packed part or in the header, does not go unseen."""
        start = len(DATA) - len(body_of(DATA))
        unseen = []
        for place in range(start, len(DATA)) if part == "body" else range(start):
            for bit in (1, 4):
                spoiled = bytearray(DATA)
                spoiled[place] ^= bit
                try:
                    from_bytes(bytes(spoiled), "a.model")
                except Failure:
                    continue
                unseen.append(place)
        assert unseen == []

    def test_newer(self) -> None:
        """One of a newer program says so, and what the program was; nothing of that reaches a terminal raw."""
        failure = assert_refused(with_head(version=2, program="9.9"))
        assert "newer" in failure.message
        assert "9.9" in failure.message
        assert assert_refused(with_head(version=10**30)).message
        for program in (None, ["x"] * 5, "long" * 999):
            assert len(assert_refused(with_head(version=2, program=program)).message) < 200

    @pytest.mark.parametrize("version", [None, "1", 0, -1, 0.5, [], {}, "new"])
    def test_no_version(self, version: object) -> None:
        """A version that this program never wrote is none."""
        assert_refused(with_head(version=version))

    @pytest.mark.parametrize(
        "line",
        [
            b"",
            b"null",
            b"[]",
            b"1",
            b'"x"',
            b"{}",
            b"{",
            b"\xff\xfe",
            b'{"version": 1}',
            b"[" * 200_000,
            b'{"a":' * 100_000,
            b'{"version":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
            b'{"version":' + b"9" * 5_000 + b"}",
            b"NaN",
            b"Infinity",
        ],
    )
    def test_header_that_is_none(self, line: bytes) -> None:
        """A header that is no JSON, or other JSON, or as deep as JSON can be."""
        assert_refused(sealed(line, body_of(DATA)))

    @pytest.mark.parametrize("name", list(head_of(DATA)))
    @pytest.mark.parametrize("value", [None, "x", [], {}, "\x1b[31m", [[]], {"x": "y"}])
    def test_wrong_types(self, name: str, value: object) -> None:
        """Each part of the header of another type, but where text or nothing is right."""
        data = with_head(**{name: value})
        if name in {"commit", "lists", "program"}:
            assert isinstance(from_bytes(data, "a.model").header.lists, str)
            return
        assert_refused(data)

    @pytest.mark.parametrize("name", list(head_of(DATA)))
    def test_missing(self, name: str) -> None:
        """Each part of the header left out."""
        head = head_of(DATA)
        del head[name]
        assert_refused(file_of(head, body_of(DATA)))

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999", "1e300", "1" + "0" * 400, "-1e7"])
    @pytest.mark.parametrize(
        "path",
        [
            ("intercepts", 0),
            ("scales", "name"),
            ("calibration", "threshold"),
            ("calibration", "terms", "odds"),
            ("calibration", "offsets", "NEWS"),
            ("tokens", "name"),
        ],
    )
    def test_numbers_that_are_none(self, path: tuple[str | int, ...], value: str) -> None:
        """Not-a-number, infinity and what is far too large, wherever a number stands."""
        head = copy.deepcopy(head_of(DATA))
        place: Any = head
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = "HERE"
        assert_refused(file_of(head, body_of(DATA)).replace(b'"HERE"', value.encode()))

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999"])
    @pytest.mark.parametrize("name", ["rows", "seed", "labels"])
    def test_counts_that_are_none(self, name: str, value: str) -> None:
        """The same where a whole number stands."""
        head = {**head_of(DATA), name: {"NEWS": "HERE", "GMB": 1, "HUMR": 1} if name == "labels" else "HERE"}
        assert_refused(file_of(head, body_of(DATA)).replace(b'"HERE"', value.encode()))

    @pytest.mark.parametrize(
        "labels",
        [
            {},
            {"NEWS": 1},
            {"NEWS": 1, "GMB": 1},
            {"NEWS": 1, "GMB": 1, "news": 1},
            {"NEWS": 1, "GMB": 1, "\x1b[31m": 1},
            {"NEWS": 1, "GMB": 1, "HUMR": 1, "MISC": 1},
            {f"C{number}": 1 for number in range(40)},
        ],
    )
    def test_labels(self, labels: dict[str, int]) -> None:
        """Labels that are no codes, too few of them, or not as many as there are weights."""
        assert_refused(with_head(labels=labels))

    @pytest.mark.parametrize("count", [-1, -(10**9), 0, 5, 7, 10**6, 10**30])
    @pytest.mark.parametrize("block", BLOCKS)
    def test_counts_that_lie(self, block: str, count: int) -> None:
        """More tokens, or fewer, than there are."""
        tokens = {**head_of(DATA)["tokens"], block: count}
        if tokens != head_of(DATA)["tokens"]:
            assert_refused(with_head(tokens=tokens))

    @pytest.mark.parametrize("length", [0, 1, 10**6, 2**32 - 1])
    def test_a_length_that_lies(self, length: int) -> None:
        """The length of the tokens in the packed part is not what it says."""
        made = a_model()
        text = "\n".join(token for block in BLOCKS for token in VOCABULARY[block]).encode()
        assert to_bytes(from_bytes(file_of(head_of(DATA), packed(text, made.weights)), "a.model")) == DATA
        assert_refused(file_of(head_of(DATA), packed(text, made.weights, length)))

    @pytest.mark.parametrize("weights", [b"", b"\0", b"\0" * 1_000])
    def test_weights(self, weights: bytes) -> None:
        """Fewer weights than tokens and labels take, or more."""
        text = "\n".join(token for block in BLOCKS for token in VOCABULARY[block]).encode()
        assert_refused(file_of(head_of(DATA), packed(text, weights)))

    @pytest.mark.parametrize(
        "token", ["\x1b[31mred", "a\rb", "a\nb", "\u202eabc", "\u2066", "\x9b31m", "\0", "a\tb", "x" * 81, "\u2028"]
    )
    def test_tokens(self, token: str) -> None:
        """Tokens that would steer a terminal, or are no tokens at all."""
        made = a_model(vocabulary={**VOCABULARY, "name": [token, *VOCABULARY["name"][1:]]})
        assert_refused(to_bytes(made))

    def test_tokens_that_are_no_text(self) -> None:
        """Tokens that are not UTF-8."""
        text = "\n".join(token for block in BLOCKS for token in VOCABULARY[block]).encode()
        assert_refused(file_of(head_of(DATA), packed(b"\xff" + text[1:], a_model().weights)))

    @pytest.mark.parametrize("size", [50_000_000, 4 * 1024 * 1024])
    def test_nothing_but_zeros(self, size: int) -> None:
        """Fifty million zeros, and zeros behind what looks like a model."""
        assert_refused(bytes(size))
        assert_refused(MAGIC + bytes(size))
        assert_refused(MAGIC + json.dumps(head_of(DATA)).encode() + b"\n" + bytes(size))


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: bytes(400_000_000),
    "line breaks": lambda: b"\xf0\x9f\x98\x80" + b"\n" * 68_000_000,
    "one word": lambda: b"\xf0\x9f\x98\x80" + b"a" * 68_000_000,
}
"""Tokens that are a few kilobytes as long as they are packed."""


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(tmp_path: Path, name: str) -> None:
    """A packed part that unpacks to hundreds of millions of bytes is refused, in less memory than a browser tab."""
    head = {**head_of(DATA), "tokens": {**dict.fromkeys(BLOCKS, 0), "name": 200_000}}
    data = file_of(head, packed(BOMBS[name](), b""))
    assert len(data) < 1_000_000
    (tmp_path / "bomb.model").write_bytes(data)
    ended, peak = processes.run_measured("tag", "--model", "bomb.model", "https://example.com/", folder=tmp_path)
    processes.assert_one_error(ended, 3)
    assert "bomb.model" in ended.err, "it ran out of memory before it saw what this is"
    assert peak < 400_000_000


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes, they are a model or a failure."""
    for begun in (data, MAGIC + data, MAGIC + data + b"\n" + body_of(DATA)):
        assert_refused(begun)


@given(st.lists(st.tuples(st.integers(0, len(DATA) - 1), st.integers(0, 255)), min_size=1, max_size=5))
def test_any_change(changes: list[tuple[int, int]]) -> None:
    """Whatever bytes are changed, it is a model or a failure, and no other error; a model that is read can be used."""
    spoiled = bytearray(DATA)
    for place, value in changes:
        spoiled[place] = value
    try:
        found = from_bytes(bytes(spoiled), "a.model")
    except Failure:
        return
    assert len(found.scores(found.parts(Features(name=frozenset({"news"}))))) == len(found.codes)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(list(head_of(DATA))), _JSON)
@example("rows", math.inf)
@example("intercepts", [10**400, 0, 0])
@example("labels", {"NEWS": math.inf, "GMB": 1, "HUMR": 1})
def test_any_header(name: str, value: object) -> None:
    """Whatever JSON stands in the header, it is a model or a failure."""
    try:
        found = from_bytes(with_head(**{name: value}), "a.model")
    except Failure:
        return
    assert found.header.version == 1


def plain_parts(learned: Model, found: Features) -> dict[str, list[float]]:
    """The same as `Model.parts`, in plain arithmetic on the stored steps."""
    weights = memoryview(learned.weights).cast("b").tolist()
    width = len(learned.codes)
    parts: dict[str, list[float]] = {}
    place = 0
    for block, tokens in zip(BLOCKS, found, strict=False):
        known = [number for number, token in enumerate(learned.vocabulary[block], place) if token in tokens]
        place += len(learned.vocabulary[block])
        if not known:
            continue
        worth = learned.header.scales[block] * model.weight_of(block, found) / math.sqrt(len(tokens))
        parts[block] = []
        for lane in range(width):
            steps = [weights[number * width + lane] for number in known]
            parts[block].append(worth * sum(math.copysign(step * step, step) for step in steps))
    return parts


def assert_same(found: dict[str, list[float]], right: dict[str, list[float]]) -> None:
    """The same numbers, but for rounding."""
    assert found.keys() == right.keys()
    for block, numbers in right.items():
        assert found[block] == pytest.approx(numbers, rel=1e-9, abs=1e-12)


_TOKENS = {block: st.frozensets(st.sampled_from([*VOCABULARY[block], "unknown", "ថ្មី"])) for block in BLOCKS}


class TestArithmetic:
    """What a model makes of features."""

    @given(st.builds(Features, **_TOKENS), st.integers(0, 99))
    def test_parts(self, found: Features, seed: int) -> None:
        """Each block says what plain arithmetic on the stored steps says; a silent one is left out."""
        learned = a_model(seed)
        assert_same(learned.parts(found), plain_parts(learned, found))

    @given(st.builds(Features, **_TOKENS))
    def test_scores(self, found: Features) -> None:
        """A score is the intercept and all parts; shares of it are shares of one."""
        learned = a_model()
        parts = learned.parts(found)
        scores = learned.scores(parts)
        for lane, score in enumerate(scores):
            assert score == pytest.approx(learned.header.intercepts[lane] + sum(part[lane] for part in parts.values()))
        shares = model.softmax(scores)
        assert sum(shares) == pytest.approx(1)
        assert max(range(len(shares)), key=shares.__getitem__) == max(range(len(scores)), key=scores.__getitem__)

    @pytest.mark.parametrize("step", [127, -127, 1, -1, 0])
    @pytest.mark.parametrize("count", [1, 1_000, 20_000])
    def test_thousands_of_tokens(self, step: int, count: int) -> None:
        """So many tokens of the largest weight overflow into no other category, of all 31."""
        codes = tuple(LEGEND)
        tokens = [f"token{number}" for number in range(count)]
        vocabulary = {**dict.fromkeys(BLOCKS, ()), "text": tokens}
        base = a_model(vocabulary=vocabulary, codes=codes, intercepts=[0.0] * len(codes))
        row = bytes(step % 256 if lane % 2 else (-step) % 256 for lane in range(len(codes)))
        learned = Model(base.header, vocabulary, row * count)
        found = learned.parts(Features(text=frozenset(tokens)))["text"]
        worth = learned.header.scales["text"] / math.sqrt(count) * count * step * abs(step)
        assert found == pytest.approx([worth if lane % 2 else -worth for lane in range(len(codes))])

    def test_random_rows_of_all_categories(self) -> None:
        """Thousands of tokens of random weights, of which some are not known."""
        codes = tuple(LEGEND)
        tokens = [f"token{number}" for number in range(5_000)]
        vocabulary = {**dict.fromkeys(BLOCKS, ()), "name": tokens[:2_000], "text": tokens[2_000:]}
        learned = a_model(7, vocabulary, codes, intercepts=[0.0] * len(codes))
        chance = random.Random(7)  # noqa: S311 - no secret
        for count in (3, 300, 3_000):
            chosen = frozenset(chance.sample([*tokens, *(f"new{number}" for number in range(500))], count))
            found = Features(name=chosen, text=chosen)
            assert_same(learned.parts(found), plain_parts(learned, found))

    def test_a_second_time(self) -> None:
        """What is remembered of a token gives the same again."""
        learned = a_model()
        found = Features(name=frozenset({"news", "unknown"}), text=frozenset({"daily"}))
        assert learned.parts(found) == learned.parts(found)

    def test_strongest(self) -> None:
        """The tokens that speak most for a category come first, and only those that speak for it."""
        learned = a_model(3)
        found = Features(name=frozenset(VOCABULARY["name"]), suffix=frozenset(VOCABULARY["suffix"]))
        for lane, code in enumerate(learned.codes):
            said = learned.strongest(found, code, 99)
            alone = [learned.parts(features_of(block, token))[block][lane] for block, token in said]
            assert all(one > 0 for one in alone)
            assert len(said) == len(set(said))
            assert learned.strongest(found, code, 2) == said[:2]

    @given(
        st.dictionaries(st.sampled_from(["certain", "odds", "second"]), st.floats(-1e6, 1e6)),
        st.dictionaries(st.sampled_from(["certain", "odds", "second", "score"]), st.floats(-1e6, 1e6)),
        st.floats(-1e6, 1e6),
    )
    def test_confidence(self, terms: dict[str, float], signs: dict[str, float], offset: float) -> None:
        """A confidence is a share of one, whatever the numbers; a higher offset is never less sure."""
        low = model.confidence(model.Calibration(terms, {}, 0.5), signs, "NEWS")
        high = model.confidence(model.Calibration(terms, {"NEWS": abs(offset)}, 0.5), signs, "NEWS")
        assert 0 <= low <= high <= 1
