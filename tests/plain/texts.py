"""Collect every text that people read: help, errors, other messages, docstrings of public names, documents."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Final

import click

from kh_testlist.cli import cli

TOP: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = TOP / "kh_testlist"
DOCUMENTS: Final = ("README.md", "CONTRIBUTING.md", "docs/*.md", "docs/reference/*.md")
_ERRORS: Final = ("KhTestlistError", "Failure", "Refused", "Misuse")
_TABLES: Final = ("tagging/tables/", "liveness/fingerprints.py", "liveness/tables/", "reports/locale")
"""Modules of data: lists of words that pages are searched for."""
_FEWEST: Final = 4
"""Words that a string has at least to be a message, and no name, key or format."""


class Kind(StrEnum):
    """Where a text is read."""

    HELP = "help"
    ERROR = "error"
    NEXT_STEP = "next step"
    MESSAGE = "message"
    DOCSTRING = "docstring"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Text:
    """One text that people read."""

    kind: Kind
    path: str
    """The file, from the top of the project, with `/`; of help, the command line."""
    line: int
    text: str
    of_function: bool = False
    """True if this is the docstring of a function or method, and not of a property."""

    @property
    def place(self) -> str:
        """Where the text stands, as editors open it."""
        return f"{self.path}:{self.line}" if self.line else self.path


def everything() -> list[Text]:
    """Return all texts."""
    return [*help_texts(), *of_code(sorted(PACKAGE.rglob("*.py"))), *documents()]


def help_texts() -> Iterator[Text]:
    """Yield what `--help` says of each command and each option."""
    for path, command in commands(cli, click.Context(cli, info_name="kh-testlist")):
        given = [command.help or "", command.short_help or ""]
        given += [option.help or "" for option in command.params if isinstance(option, click.Option)]
        for text in given:
            for paragraph in re.split(r"\n\s*\n", text):
                if paragraph.strip() and "\b" not in paragraph:
                    yield Text(Kind.HELP, path, 0, _flat(paragraph))


def commands(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Yield each command with the words that call it."""
    yield ctx.command_path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            assert inner is not None
            yield from commands(inner, click.Context(inner, info_name=name, parent=ctx))


def of_code(paths: Sequence[Path]) -> Iterator[Text]:
    """Yield the docstrings, the errors and the other messages of modules."""
    trees = [(path.relative_to(TOP).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths]
    errors = _error_names(tree for _path, tree in trees)
    for path, tree in trees:
        yield from _docstrings(path, tree)
        if not any(table in path for table in _TABLES):
            yield from _strings(path, tree, errors)


def _error_names(trees: Iterable[ast.Module]) -> set[str]:
    """Return the names of the classes of errors."""
    found = set(_ERRORS)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) in _ERRORS for base in node.bases):
                found.add(node.name)
    return found


def _docstrings(path: str, tree: ast.Module) -> Iterator[Text]:
    """Yield the docstrings of public names, and of their attributes."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            name = getattr(node, "name", "")
            if name.startswith("_") and not name.startswith("__"):
                continue
            said = ast.get_docstring(node)
            is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_property(node)
            if said:
                yield Text(Kind.DOCSTRING, path, node.body[0].lineno, said, is_function and not name.startswith("__"))
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _attributes(path, node.body)
                todo += node.body


def _is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("property" in ast.unparse(one) or "fixture" in ast.unparse(one) for one in node.decorator_list)


def _attributes(path: str, body: Sequence[ast.stmt]) -> Iterator[Text]:
    """Yield the strings that stand below attributes and constants."""
    for before, node in pairwise(body):
        if isinstance(before, ast.Assign | ast.AnnAssign) and _is_text(node):
            names = before.targets if isinstance(before, ast.Assign) else [before.target]
            if not ast.unparse(names[0]).startswith("_"):
                yield Text(Kind.DOCSTRING, path, node.lineno, _constant(node))


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _constant(node: ast.stmt) -> str:
    assert isinstance(node, ast.Expr)
    assert isinstance(node.value, ast.Constant)
    return str(node.value.value)


def _strings(path: str, tree: ast.Module, errors: set[str]) -> Iterator[Text]:
    """Yield the strings in code that read as sentences; those of errors are told apart."""
    seen: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and _is_text(node):
            seen.add(id(node.value))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in errors:
            for kind, argument in zip((Kind.ERROR, Kind.NEXT_STEP), node.args, strict=False):
                text = _text(argument)
                if text:
                    seen |= {id(inner) for inner in ast.walk(argument)}
                    yield Text(kind, path, argument.lineno, text)
    for node in ast.walk(tree):
        if id(node) in seen or not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        text = _text(node)
        seen |= {id(inner) for inner in ast.walk(node)}
        if len(re.findall(r"(?<![\w<{-])[A-Za-z][a-z']*(?![\w>}(\[])", text)) >= _FEWEST and " " in text.strip():
            yield Text(Kind.MESSAGE, path, node.lineno, text)


def _text(node: ast.AST) -> str:
    """Return the text of a literal, with `{}` for what is put in; the parts of a sum or of a choice in a row."""
    match node:
        case ast.Constant(value=str() as value):
            return value
        case ast.JoinedStr():
            return "".join(_text(part) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        case ast.BinOp(op=ast.Add()):
            return f"{_text(node.left) or '{}'}{_text(node.right) or '{}'}"
        case _:
            return ""


def documents() -> Iterator[Text]:
    """Yield the paragraphs of the documents, without their examples and tables."""
    for pattern in DOCUMENTS:
        for path in sorted(TOP.glob(pattern)):
            yield from paragraphs(path.relative_to(TOP).as_posix(), path.read_text("utf-8"))


def paragraphs(path: str, markdown: str) -> Iterator[Text]:
    """Yield the prose of a Markdown file: paragraphs and items of lists."""
    kept: list[str] = []
    first = 0
    is_code = False
    for number, line in enumerate([*markdown.splitlines(), ""], start=1):
        stripped = line.strip()
        fence = stripped.startswith(("```", "~~~"))
        starts_item = bool(re.match(r"([-*]|\d+\.)\s", stripped))
        is_prose = bool(stripped) and not fence and not is_code and not stripped.startswith(("|", "#", "!["))
        if kept and (not is_prose or starts_item):
            yield Text(Kind.DOCUMENT, path, first, _flat(" ".join(kept)))
            kept = []
        if fence:
            is_code = not is_code
        elif is_prose and not line.startswith("    "):
            first = first if kept else number
            kept.append(re.sub(r"^([-*>]|\d+\.)\s+", "", stripped))
    assert not is_code, f"{path}: a block of code is not closed"


def _flat(text: str) -> str:
    return " ".join(text.split())
