"""Records: one declaration says how a value is held, written as JSON, read again, and described by a schema.

A record is a frozen dataclass whose fields are called what its JSON calls them. pydantic does the rest; it takes a
while to load, so it is loaded where something is read or written, and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final

if TYPE_CHECKING:
    from pydantic import TypeAdapter


_ADAPTERS: Final[dict[Any, TypeAdapter[Any]]] = {}


def adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a class, or what typing makes of several
    """Return what reads and writes records of a `kind`, and knows their schema."""
    if kind not in _ADAPTERS:
        from pydantic import TypeAdapter  # noqa: PLC0415 - 0.1 s of imports

        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def written(value: object) -> Any:  # noqa: ANN401 - as JSON has it
    """Return the record `value` as JSON has it. What a subclass adds to a part of it is left out."""
    return adapter(type(value)).dump_python(value, mode="json")


class Text:
    """Says that a field of some other type is text in the schema, and which texts there are."""

    def __init__(self, **details: Any) -> None:  # noqa: ANN401 - as JSON Schema has it
        self._details = details

    def __get_pydantic_json_schema__(self, schema: object, handler: object) -> dict[str, Any]:
        """Return the schema, as pydantic asks for it."""
        return {"type": "string", **self._details}


class Bounds:
    """Says what a field may hold, in the words of pydantic's core: `max_length`, `pattern`, `ge` and so on."""

    def __init__(self, **limits: Any) -> None:  # noqa: ANN401 - numbers and text
        self._limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:  # noqa: ANN401 - as pydantic has it
        """Return the schema with the bounds, as pydantic asks for it."""
        return {**handler(source), **self._limits}


class Checked:
    """Says that a value is looked at by a function, which raises ValueError where it is no good."""

    def __init__(self, check: Callable[[Any], None]) -> None:
        self._check = check

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:  # noqa: ANN401 - as pydantic has it
        """Return the schema with the function behind it, as pydantic asks for it."""
        return {
            "type": "function-after",
            "function": {"type": "no-info", "function": self._passed},
            "schema": handler(source),
        }

    def _passed(self, value: Any) -> Any:  # noqa: ANN401 - of any type
        self._check(value)
        return value


Day = Annotated[dt.date, Text()]
"""A day, in JSON as `2026-11-21`."""
