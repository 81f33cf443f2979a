"""Texts of pages, by hand, in TOML: one file for each kind or language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True)
class Text:
    """What a page says, before it has a layout."""

    name: str
    title: str
    lines: tuple[str, ...]
    lang: str = ""
    topic: str = ""
    skin: str = ""
    category: str = "NEWS"
    about: str = ""
    menu: tuple[str, ...] = ()
    size: int = 0
    """Bytes that the page has at least."""
    path: str = "/"
    extra: str = ""
    """What else is on the page: see `ordinary.py`."""

    @property
    def slug(self) -> str:
        """A name for a host."""
        return self.name.replace("_", "-")


def read(name: str) -> list[Text]:
    """Read the texts of `name`, the name of a file in this folder or of one in a folder of it."""
    rows: list[dict[str, Any]] = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))["page"]
    return [Text(**{key: _frozen(value) for key, value in row.items()}) for row in rows]


def _frozen(value: Any) -> Any:  # noqa: ANN401 - what TOML holds
    return tuple(value) if isinstance(value, list) else value
