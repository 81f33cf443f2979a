"""Records: one declaration says how a value is stored, written as JSON, read again, and described by a schema.

A record is a frozen dataclass. Its fields have the same names as in its JSON. pydantic does the rest. It loads slowly,
so it is loaded only when something is read or written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final

if TYPE_CHECKING:
    from pydantic import TypeAdapter


_ADAPTERS: Final[dict[Any, TypeAdapter[Any]]] = {}


def adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a class, or a union of classes
    """Return the adapter that reads and writes records of a `kind`, and gives their schema."""
    if kind not in _ADAPTERS:
        from pydantic import TypeAdapter  # noqa: PLC0415 - 0.1 s of imports

        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def written(value: object) -> Any:  # noqa: ANN401 - as JSON has it
    """Return the record `value` as JSON data. Fields that a subclass adds to a part of it are left out."""
    return adapter(type(value)).dump_python(value, mode="json")


class Text:
    """Marks a field of another type as text in the schema, with details about the text."""

    def __init__(self, **details: Any) -> None:  # noqa: ANN401 - as JSON Schema has it
        self._details = details

    def __get_pydantic_json_schema__(self, schema: object, handler: object) -> dict[str, Any]:
        """Return the schema for pydantic."""
        return {"type": "string", **self._details}


class Bounds:
    """Limits the values of a field, with the names of pydantic's core: `max_length`, `pattern`, `ge` and others."""

    def __init__(self, **limits: Any) -> None:  # noqa: ANN401 - numbers and text
        self._limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:  # noqa: ANN401 - as pydantic has it
        """Return the schema with the bounds, for pydantic."""
        return {**handler(source), **self._limits}


class Checked:
    """Checks a value with a function, which raises ValueError if the value is not valid."""

    def __init__(self, check: Callable[[Any], None]) -> None:
        self._check = check

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:  # noqa: ANN401 - as pydantic has it
        """Return the schema with the function after it, for pydantic."""
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
