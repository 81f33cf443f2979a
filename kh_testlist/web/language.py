"""Find the language of a text, from its letters and its most common words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

_READ: Final = 2_500
"""Characters of a text that are enough."""
_FEWEST_LETTERS: Final = 12
_SHARE: Final = 0.2
"""Share of the letters that shows a script. Many pages in Khmer have menus in English."""

_SCRIPTS: Final = {
    "km": re.compile("[\u1780-\u17ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "zh": re.compile("[\u4e00-\u9fff\u3400-\u4dbf]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "lo": re.compile("[\u0e80-\u0eff]"),
    "my": re.compile("[\u1000-\u109f]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
}
"""Letters that most texts in a language are written with. Source: Unicode 16, Blocks.txt; 2026-11-28."""
_WITH_CHINESE_SIGNS: Final = 0.05
"""Share of kana with which a text of Chinese signs is Japanese."""
_LATIN_WORD: Final = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff\u0300-\u0323]+")
_VIETNAMESE: Final = re.compile("[\u0103\u0111\u01a1\u01b0\u1ea1-\u1ef9]|[aeiouy\u00e2\u00ea\u00f4][\u0309\u0323]")
"""Letters that Vietnamese has and its neighbours do not have."""
_VIETNAMESE_SHARE: Final = 0.12

_COMMON: Final = {
    "en": "the of and to in is for with on that are was our this from by at have not you",
    "id": "yang dan di dari untuk dengan ini pada adalah tidak akan kami itu dalam karena bisa oleh kepada juga",
    "ms": "yang dan di dari untuk dengan ini pada ialah tidak akan kami itu dalam kerana boleh oleh kepada juga",
    "fr": "le la les des et est dans pour une que qui sur avec par pas nous vous au du il",
    "es": "el la los las y es en para una que con por del se al como su lo este nos",
    "pt": "o os as e em para uma que com por do da dos das se no na ao seu nos",
    "de": "der die das und ist in den von mit ein eine nicht auf im dem sich wir sie zu auch",
    "nl": "de het een en van in is op te dat met voor niet zijn aan ook wij bij om er",
    "tl": "ang ng sa na at mga ay ito ni para kung hindi siya may rin nang kami tayo natin po",
}
"""The most common words. Source: general knowledge of the languages; 2026-11-28."""
_BY_WORD: Final = {
    word: tuple(code for code, words in _COMMON.items() if word in words.split())
    for word in {word for words in _COMMON.values() for word in words.split()}
}
_ENOUGH_COMMON: Final = 3
_COMMON_SHARE: Final = 0.06


def language_of(text: str, declared: str | None = None) -> str | None:
    """Return the ISO 639 code of the language of `text`, or None if it is not known. `text` is in lower case.

    `declared` is the language that the page itself names. It counts only if the text does not decide.
    """
    sample = text[:_READ]
    scripts = {} if sample.isascii() else {code: len(one.findall(sample)) for code, one in _SCRIPTS.items()}
    words = _LATIN_WORD.findall(sample)
    latin = sum(map(len, words))
    letters = latin + sum(scripts.values())
    if letters < _FEWEST_LETTERS:
        return declared
    if scripts:
        code = max(scripts, key=lambda one: scripts[one])
        if code == "zh" and scripts["ja"] >= _WITH_CHINESE_SIGNS * scripts["zh"]:
            code = "ja"
        if scripts[code] >= _SHARE * letters:
            is_same_script = code in {"ru", "ar", "hi"} and declared not in {None, "en"}
            return declared if is_same_script else code
    return _of_words(sample, words) or (declared if declared not in _SCRIPTS else None)


def _of_words(sample: str, words: Sequence[str]) -> str | None:
    """Return the language of a text in Latin letters."""
    if not words:
        return None
    if not sample.isascii() and sum(1 for one in words if _VIETNAMESE.search(one)) >= _VIETNAMESE_SHARE * len(words):
        return "vi"
    counts: Counter[str] = Counter()
    for word, times in Counter(words).items():
        for code in _BY_WORD.get(word, ()):
            counts[code] += times
    if not counts:
        return None
    [(code, times), *_] = counts.most_common(1)
    return code if times >= max(_ENOUGH_COMMON, _COMMON_SHARE * len(words)) else None
