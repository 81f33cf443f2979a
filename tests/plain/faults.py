"""Find what is not plain: long sentences, banned phrases, function docstrings without a verb, errors without a step."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.plain.sentences import plain, sentences, words
from tests.plain.texts import Kind, Text

LONGEST: Final = 20
"""Words in a sentence at most: the design's rule for readers of English as a second language."""
_HERE: Final = Path(__file__).parent
_NOT_A_VERB: Final = re.compile(
    r"(The|A|An|What|Whether|That|How|Why|Who|Whose|Which|Where|When|For|All|Every|Each|Those|These|This|There|It|Its|"
    r"One|Two|In|By|As|Of|On|At|With|Without|No|Not|None|Nothing|If|Some|Such|Same|Both|From|To|And|Or|But)\b|[`'\"(]|"
    r"\w+'s\b"
)
_TYPED: Final = re.compile(
    r"\bkh-testlist\b|(?<![\w-])--?[a-z][\w-]*|`[^`]+`|\b(git|rm|chmod|pip|pipx) \S|[A-Z]+_[A-Z_]+"
)


@dataclass(frozen=True)
class Fault:
    """One place where a text is not plain."""

    rule: str
    text: Text
    said: str
    """The sentence, or the words, that are at fault."""

    def __str__(self) -> str:
        return f"{self.text.place}: {self.rule}: {self.said}"


@dataclass(frozen=True)
class Phrase:
    """A phrase that is not used, and what to write in its place."""

    pattern: str
    instead: str

    def found(self, text: str) -> str:
        """Return the words of `text` that match; nothing if there are none."""
        match = re.search(self.pattern, text, re.IGNORECASE)
        return match[0] if match else ""


@dataclass
class Exemption:
    """Texts that are left as they are, with the reason."""

    path: str
    reason: str
    rule: str = "*"
    kind: str = "*"
    text: str = ""
    """Words of the text that is meant; without them, every text of the file."""
    used: bool = field(default=False, compare=False)

    def holds(self, fault: Fault) -> bool:
        """Return True if this fault is exempt, and note that the exemption is needed."""
        is_meant = (
            fnmatch.fnmatchcase(fault.text.path, self.path)
            and fnmatch.fnmatchcase(fault.rule, self.rule)
            and fnmatch.fnmatchcase(fault.text.kind, self.kind)
            and self.text in " ".join(fault.text.text.split())
        )
        self.used = self.used or is_meant
        return is_meant


def phrases() -> list[Phrase]:
    """Return the phrases that are not used."""
    found = tomllib.loads((_HERE / "banned.toml").read_text("utf-8"))
    return [Phrase(one["phrase"], one["instead"]) for one in found["banned"]]


def exemptions() -> list[Exemption]:
    """Return the exceptions to these rules."""
    return [Exemption(**one) for one in tomllib.loads((_HERE / "exceptions.toml").read_text("utf-8"))["exception"]]


def verbs() -> frozenset[str]:
    """Return the verbs that a next step may begin with."""
    return frozenset(tomllib.loads((_HERE / "banned.toml").read_text("utf-8"))["next_step_verbs"])


def faults(texts: Sequence[Text]) -> Iterator[Fault]:
    """Yield every fault of `texts`, exempt or not."""
    banned, orders = phrases(), verbs()
    for text in texts:
        for sentence in sentences(text.text):
            number = len(words(sentence))
            if number > LONGEST:
                yield Fault("long", text, f"{number} words: {sentence}")
        read = " ".join(plain(text.text).split())
        for phrase in banned:
            if said := phrase.found(read):
                yield Fault("banned", text, f"{said!r}, write {phrase.instead}")
        if text.of_function and _NOT_A_VERB.match(text.text):
            yield Fault("verb", text, text.text.splitlines()[0])
        if text.kind is Kind.NEXT_STEP and not _is_step(text.text, orders):
            yield Fault("step", text, text.text)


def _is_step(text: str, orders: frozenset[str]) -> bool:
    """Return True if a next step has something to type, or begins with a verb that says what to do."""
    first = re.match(r"\W*(\w+)", text)
    return bool(_TYPED.search(text)) or bool(first and first[1] in orders)
