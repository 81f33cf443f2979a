"""Goldens as files: a JSON file for each family, in the order of the table, so that a change is a small diff."""

from __future__ import annotations

import difflib
import fnmatch
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_HERE: Final = Path(__file__).parent
RECORDED: Final = _HERE / "recorded"
PERMITTED: Final = _HERE / "permitted.toml"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Kinds of characters that an editor would not show."""


def text_of(found: Mapping[str, Any]) -> str:
    """Goldens as their file has them: a line for each line, and no character that steers what shows it."""
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return re.sub(r"[^\x20-\x7e\n]", lambda match: _visible(match[0]), text) + "\n"


def _visible(character: str) -> str:
    return json.dumps(character)[1:-1] if unicodedata.category(character) in _HIDDEN else character


def load(family: str) -> dict[str, Any]:
    """What was recorded of a family; nothing where it never was."""
    path = RECORDED / f"{family}.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def save(family: str, found: Mapping[str, Any]) -> bool:
    """Write down what a family is now; say whether that is something else than before."""
    path = RECORDED / f"{family}.json"
    text = text_of(found)
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.write_text(text, "utf-8", newline="\n")
    return True


@dataclass
class Permitted:
    """A difference that is wanted: what was recorded, with `was` replaced by `becomes`, is what must come."""

    cases: str
    """Their names, as a pattern with `*`."""
    part: str
    """`code`, `out`, `err` or `files`, as a pattern."""
    was: str
    """A regular expression."""
    becomes: str
    reason: str
    used: bool = False

    def applied(self, case: str, part: str, text: str) -> str:
        """The text that must come in place of `text`."""
        if not (fnmatch.fnmatchcase(case, self.cases) and fnmatch.fnmatchcase(part, self.part)):
            return text
        changed = re.sub(self.was, self.becomes, text, flags=re.MULTILINE)
        self.used = self.used or changed != text
        return changed


def permitted() -> list[Permitted]:
    """The differences that are wanted."""
    return [Permitted(**entry) for entry in tomllib.loads(PERMITTED.read_text("utf-8")).get("permitted", [])]


def differences(then: Mapping[str, Any], now: Mapping[str, Any], wanted: list[Permitted]) -> Iterator[str]:
    """What sets two recordings of a family apart, for people to read."""
    for case in [*then, *(name for name in now if name not in then)]:
        if case not in now:
            yield f"{case}\n  is in the goldens, and no longer in the table: record it anew"
        elif case not in then:
            yield f"{case}\n  is in the table, and was never recorded: record it"
        elif lines := list(_told(case, then[case], now[case], wanted)):
            yield "\n".join([case, *(f"  {line}" for line in lines)])


def _told(case: str, then: Mapping[str, Any], now: Mapping[str, Any], wanted: list[Permitted]) -> Iterator[str]:
    for part in ("code", "out", "err", "files"):
        before, after = _text(then.get(part)), _text(now.get(part))
        for one in wanted:
            before = one.applied(case, part, before)
        if before != after:
            said = difflib.unified_diff(before.split("\n"), after.split("\n"), "recorded", "now", n=1, lineterm="")
            yield f"{part}:"
            yield from (f"  {line}" for line in said)


def _text(value: Any) -> str:  # noqa: ANN401 - JSON
    """A part of a golden as text: lines where it is lines, so that a diff is one of lines."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(json.dumps(line, ensure_ascii=False)[1:-1] for line in value)
    if isinstance(value, dict) and "sha256" not in value:
        return "\n".join(f"{name}:\n{_text(inner)}" for name, inner in value.items())
    return json.dumps(value, ensure_ascii=False)
