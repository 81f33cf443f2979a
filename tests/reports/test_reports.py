"""Reports: the shape of each format, and that nothing hostile in a list gets through any of them."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import TypeAdapter

from kh_testlist.model import Checked, Finding, Fix, Safety, Severity, Skipped, Validation
from kh_testlist.reports import github, markdown, sarif, text
from kh_testlist.reports import json as json_report
from kh_testlist.reports.findings_shape import Findings
from kh_testlist.reports.terminal import PLAIN, Screen, paint, printable
from kh_testlist.rules.engine import validate
from kh_testlist.rules.registry import RULES
from kh_testlist.store import parse
from tests.samples import HEADER_LINE, TODAY, a_list, messy_lists, record, row

_FORMATS: dict[str, Callable[[Validation], str]] = {
    "text": lambda validation: text.findings(validation, screen=PLAIN),
    "json": json_report.findings,
    "github": github.findings,
    "sarif": sarif.findings,
    "markdown": markdown.findings,
}
_EACH = pytest.mark.parametrize("form", list(_FORMATS))

_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Written out here anew. A line feed is harmful too, inside a message: the tests on lines see to that."""

_HOSTILE = [
    "\x1b[31mred\x1b]0;title\x07", "\x9b31m", "a\u202eb\u2066", "x\r\n::error::injected", "a|b`c``d",
    "<script>alert(1)</script>", "](https://example.org) ![x](https://example.org)", "%0A::set-output::", "\0",
    "@somebody #1 https://example.org/", "\\|", "**bold** _it_ ~~no~~", "\u200f\u061c", "&lt;", "`", "|",
]  # fmt: skip


def _hostile() -> Validation:
    """Findings whose every text is hostile: URL, cells, message, fix, and the name of the file."""
    rows = [record([f"https://Example.com/{bad}", f"NEWS{bad}", bad, bad, f" {bad}", bad]) for bad in _HOSTILE]
    urls = a_list(*rows, *_HOSTILE, path="lists/\x1b[2J|`\u202e,:%.csv")
    theirs = a_list(*rows, path="lists/\x1bglobal.csv")
    return validate([urls], RULES, {urls.path: theirs}, TODAY, [Skipped(_HOSTILE[0], _HOSTILE[4], _HOSTILE[3])])


def _of(*rows: str) -> Validation:
    return validate([a_list(*rows)], RULES, {}, TODAY)


def _finding(
    message: str, url: str | None = "https://example.com/", path: str = "lists/kh.csv", fix: Fix | None = None
) -> Validation:
    finding = Finding("URL001", "not-a-url", Severity.ERROR, path, 2, 1, "url", url, message, (), fix)
    return Validation([Checked(path, 1)], [finding])


@_EACH
def test_nothing_hostile_gets_through(form: str) -> None:
    """No escape, C1 control, direction mark or half character of a list, a message or a file name stands raw."""
    report = _FORMATS[form](_hostile())
    assert _HARMFUL.findall(report) == []
    assert "Example.com" in report


@_EACH
def test_what_is_not_utf8_can_be_reported(form: str) -> None:
    """A list that is not UTF-8, in a file whose name isn't either, still makes a report that can be written."""
    urls = parse(
        HEADER_LINE.encode() + b"https://example.com/\xff,NEWS,News Media,2024-01-31,x,Mus\xe9e\n", "lists/\udcff.csv"
    )
    report = _FORMATS[form](validate([urls], RULES, {}, TODAY))
    assert "FIL001" in report
    report.encode("utf-8")


@given(messy_lists())
def test_any_list_can_be_reported(data: bytes) -> None:
    """No list makes a report fall over or lets a control character through."""
    validation = validate([parse(data, "lists/kh.csv")], RULES, {}, TODAY)
    for write in _FORMATS.values():
        assert _HARMFUL.search(write(validation)) is None


@_EACH
def test_nothing_to_remark(form: str) -> None:
    """A clean list has a report too."""
    report = _FORMATS[form](_of(row("https://example.com/")))
    assert _HARMFUL.search(report) is None
    assert "URL0" not in report or form == "sarif"


def test_json_keeps_to_its_types() -> None:
    """The report of every kind of finding validates against the types that the schema is made from."""
    validation = _hostile()
    report = TypeAdapter(Findings).validate_json(json_report.findings(validation), strict=True)
    assert len(report["findings"]) == len(validation.findings)
    assert report["version"] == 1


def test_json_says_what_was_found() -> None:
    """Numbers, places, fixes and the summary, as interface.md has them."""
    urls = a_list(row("https://example.com/"), row("http://www.Example.com/", date="bad"))
    report = json.loads(json_report.findings(validate([urls], RULES, {}, TODAY)))
    assert report["lists"] == [{"path": "lists/kh.csv", "entries": 2}]
    assert report["summary"] == {"errors": 1, "warnings": 2, "notes": 0}
    assert [finding["code"] for finding in report["findings"]] == ["DAT001", "DUP003", "URL002"]
    assert report["findings"][1]["related"] == [{"path": "lists/kh.csv", "line": 2, "entry": 1}]
    assert report["findings"][2] == {
        "code": "URL002",
        "name": "not-canonical",
        "severity": "warning",
        "path": "lists/kh.csv",
        "line": 3,
        "entry": 2,
        "column": "url",
        "url": "http://www.Example.com/",
        "message": "not in canonical form: http://www.example.com/",
        "related": [],
        "fix": {"safety": "safe", "value": "http://www.example.com/"},
    }


@given(st.text(), st.text(max_size=5))
def test_json_loses_nothing(message: str, url: str) -> None:
    """Whatever the texts, a reader of the JSON gets them back."""
    (finding,) = json.loads(json_report.findings(_finding(message, url)))["findings"]
    assert (finding["message"], finding["url"]) == (message, url)


def _decoded(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it: the order of its replacements is the runner's."""
    head, _, data = line.removeprefix("::").partition("::")
    command, _, properties = head.partition(" ")
    pairs = dict(pair.split("=", 1) for pair in properties.split(","))

    def unescape(value: str, *, is_property: bool) -> str:
        value = value.replace("%0D", "\r").replace("%0A", "\n")
        value = value.replace("%3A", ":").replace("%2C", ",") if is_property else value
        return value.replace("%25", "%")

    return (
        command,
        {key: unescape(value, is_property=True) for key, value in pairs.items()},
        unescape(data, is_property=False),
    )


@given(st.text(), st.text("a/%:,0AD2C3\n\r=é", min_size=1))
@example("100%, or %0A, or %25: a::b", "a,b:c%2C.csv")
@example("\r\n::error::x", "\n::error::.csv")
def test_github_annotations_are_read_back(message: str, path: str) -> None:
    """The runner, which decodes %, CR, LF, colon and comma, reads the very message and path; and reads one command."""
    url = "https://example.com/%E1%9E%81%0A"
    report = github.findings(_finding(message, url, path))
    assert report.count("\n") == 1
    command, properties, data = _decoded(report.removesuffix("\n"))
    assert command == "error"
    assert properties == {"file": printable(path), "line": "2", "title": "URL001 not-a-url"}
    assert data == f"{url}: {printable(message)}."


def test_github_levels_and_fixes() -> None:
    """Each severity has the runner's word for it, and a fix is part of the message."""
    report = github.findings(_of(row("https://Example.com/", code="MISC", date="bad")))
    assert [line.partition(" ")[0] for line in report.splitlines()] == ["::notice", "::error", "::warning"]
    assert report.splitlines()[2].endswith("Fix: https://example.com/")


def test_sarif() -> None:
    """The shape that code hosts read: one run, every rule with its text, each result at its rule and its line."""
    validation = _of(
        row("https://example.com/"), row("http://Example.com/", date="bad"), row("https://example.org/", code="MISC")
    )
    log = json.loads(sarif.findings(validation))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules: list[dict[str, Any]] = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    assert all(rule["shortDescription"]["text"] and rule["fullDescription"]["text"] for rule in rules)
    assert len(run["results"]) == len(validation.findings)
    for result, finding in zip(run["results"], validation.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == str(finding.severity)
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] == finding.line >= 1
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "lists/kh.csv"
        assert len(result.get("relatedLocations", [])) == len(finding.related)


@pytest.mark.parametrize(
    "hostile",
    [
        "[words](https://phish.example/)",
        "[x](1)",
        "a\\](https://phish.example/)",
        "\\\\[x](0)",
        "[[a]](b)",
        "]([",
        "[a](b)" * 9,
    ],
)
def test_sarif_has_no_links(hostile: str) -> None:
    """What a viewer shows as a link is none: SARIF takes `[words](address)` in a message for one."""
    for validation in (_finding(hostile), _finding("x", url=f"https://example.com/{hostile}")):
        (result,) = json.loads(sarif.findings(validation))["runs"][0]["results"]
        said = result["message"]["text"]
        assert re.search(r"(?<!\\)(?:\\\\)*\[(?:[^\\\[\]]|\\[\\\[\]])+\]\(", said) is None, said
        assert printable(hostile) in re.sub(r"\\([\\\[\]])", r"\1", said)


@given(st.text(alphabet="[]()\\a", max_size=12))
@example("[)]\\[(")
def test_no_text_is_a_link_in_sarif(text: str) -> None:
    """Whatever brackets and backslashes a message has, none of it is a link, by the grammar of section 3.11.6."""
    (result,) = json.loads(sarif.findings(_finding(text)))["runs"][0]["results"]
    # An escaped sign is a sign of the text: it keeps apart what stands on its two sides.
    said = re.sub(r"\\[\\\[\]]", "x", result["message"]["text"])
    assert re.search(r"\[(?:[^\\\[\]]|\\[\\\[\]])+\]\(", said) is None


def test_sarif_writes_paths_as_uris() -> None:
    """A path with spaces, signs or Khmer in it is escaped, for `uri` takes nothing else."""
    log = json.loads(sarif.findings(_finding("x", path="lists/a b#ខ%.csv")))
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "lists/a%20b%23%E1%9E%81%25.csv"


def _cells_of_tables(report: str) -> list[list[Any]]:
    """The cells of all table rows as a reader of Markdown sees them: for each, its tokens."""
    tokens = MarkdownIt("commonmark").enable(["table"]).parse(report)
    rows: list[list[Any]] = []
    for before, token in itertools.pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif before.type == "td_open":
            rows[-1].append(token.children)
    return [cells for cells in rows if cells]


def test_markdown_tables_hold() -> None:
    """Pipes, backticks and line breaks of a list end no cell; its markup, HTML, links and mentions are plain words."""
    validation = _hostile()
    rows = _cells_of_tables(markdown.findings(validation))
    assert len(rows) == len(validation.findings)
    assert {len(cells) for cells in rows} == {3}
    kinds = {token.type for cells in rows for cell in cells for token in cell}
    assert kinds <= {"text", "code_inline", "text_special"}


@given(st.text("a|`\\ <\n*", min_size=1, max_size=10))
@example("a|b")
@example("``")
@example("\\|")
@example("`")
def test_markdown_shows_a_url_as_it_is(url: str) -> None:
    """A URL set as code reads as the URL, whatever pipes and backticks are in it."""
    assume(url == url.strip())
    (cells,) = _cells_of_tables(markdown.findings(_finding("message", url)))
    assert len(cells) == 3
    assert [token.content for token in cells[2] if token.type == "code_inline"] == [printable(url)]


@given(st.text("ab|`*_<>&[]()!#@:.~-\\\n ", max_size=12))
def test_markdown_shows_a_message_as_it_is(message: str) -> None:
    """And a message reads as the words it is; what ends a mention takes no room."""
    (cells,) = _cells_of_tables(markdown.findings(_finding(f"x{message}x", url=None)))
    shown = "".join(token.content for token in cells[2])
    assert shown.replace("\u200b", "") == f"x{printable(message)}x"


@pytest.mark.parametrize("called", ["@octocat", "#1", "GH-1", "https://example.org/", "www.example.org"])
def test_markdown_calls_nobody(called: str) -> None:
    """GitHub looks for people, requests and addresses once the escapes are gone: there is a space of no width."""
    (cells,) = _cells_of_tables(markdown.findings(_finding(f"see {called}", url=None)))
    shown = "".join(token.content for token in cells[2])
    assert called not in shown
    assert shown.replace("\u200b", "") == f"see {called}"


def test_markdown_folds_notes_away() -> None:
    """Errors and warnings stand open, notes are folded, and the head counts them all."""
    report = markdown.findings(_of(row("https://Example.com/", code="MISC", date="bad")))
    assert report.startswith("### 1 list, 1 row: 1 error, 1 warning, 1 note\n")
    assert report.index("**1 error**") < report.index("**1 warning**") < report.index("<details>")


def _columns(shown: str) -> int:
    """Columns of a terminal: marks that sit on a letter take none."""
    return sum(unicodedata.category(letter) not in {"Mn", "Me", "Cf"} for letter in shown)


def _marked(report: str, code: str) -> str:
    """What stands above the mark of the finding `code`."""
    lines = report.splitlines()
    at = next(place for place, line in enumerate(lines) if f" {code} " in line)
    shown, mark = lines[at + 1], lines[at + 2]
    assert set(mark.strip()) == {"^"}
    start, length = len(mark) - len(mark.lstrip()), len(mark.strip())
    return "".join(
        letter for place, letter in enumerate(shown) if start < _columns(shown[: place + 1]) <= start + length
    )


@pytest.mark.parametrize(
    ("line", "code", "cell"),
    [
        (row("https://Example.com/"), "URL002", "https://Example.com/"),
        (row("https://example.com/", date="bad"), "DAT001", "bad"),
        (row("https://example.com/", notes="a\\b"), "TXT001", "a\\b"),
        (row("https://example.com/ខ្មែរ", date="bad"), "DAT001", "bad"),
        (record(["https://example.com/", "NEWS", "News Media", "2024-01-31", "ព័ត៌មាន", "a\\b"]), "TXT001", "a\\b"),
        (
            record(["https://example.com/", "NEWS", "News Media", "2024-01-31", "x\u200bx\x1b", "a\\b"]),
            "TXT001",
            "a\\b",
        ),
        (row("https://example.com/" + "a" * 300, date="bad"), "DAT001", "bad"),
    ],
)
def test_text_marks_the_place(line: str, code: str, cell: str) -> None:
    """The mark stands under the cell and is as wide, also after Khmer, escapes that were written out, and a cut."""
    assert _marked(text.findings(_of(line), screen=PLAIN), code) == cell


@pytest.mark.parametrize(
    "command", ["::error::x", " ::add-mask::a", "\u2003::stop-commands::x", "##[error]x", "##vso[x]y"]
)
def test_text_commands_no_runner(command: str) -> None:
    """A log may be a runner's, as where pre-commit checks a pull request: no row of a list is a command to it."""
    for row_ in (record([command, "NEWS", "News Media", "bad", "x", "y"]), command):
        report = text.findings(_of(row_), screen=PLAIN)
        assert command.strip() in report
        assert not any(line.strip().startswith(("::", "##")) for line in report.splitlines())


def test_text_marks_an_empty_cell() -> None:
    """An empty cell has a place too."""
    report = text.findings(
        _of(record(["https://example.com/", "NEWS", "News Media", "2024-01-31", "", ""])), screen=PLAIN
    )
    assert "\n" + " " * (2 + len("https://example.com/,NEWS,News Media,2024-01-31,")) + "^\n" in report


def test_text_of_a_whole_row_has_no_mark() -> None:
    """Where no column is at fault the row is shown, and nothing is marked."""
    report = text.findings(_of("https://example.com/,NEWS"), screen=PLAIN)
    assert "  https://example.com/,NEWS\n" in report
    assert "^" not in report


def test_text_says_how_to_go_on() -> None:
    """The place in the first line, the fix and its option, the summary, and the page of a rule that fired."""
    report = text.findings(_of(row("https://Example.com/")), screen=PLAIN)
    assert report.splitlines()[0].startswith("lists/kh.csv:2: warning URL002 not-canonical: ")
    assert "fix (--fix): https://example.com/" in report
    assert "lists/kh.csv, 1 row: 1 warning." in report
    assert report.endswith("kh-testlist rules URL002\n")
    assert text.findings(_of(row()), screen=PLAIN) == "lists/kh.csv, 1 row: no problems found.\n"


def test_text_lines_are_bounded() -> None:
    """A row of a hundred thousand characters takes no more room than a long one."""
    long = row("https://Example.com/" + "a" * 100_000, notes="b" * 100_000)
    assert max(map(len, text.findings(_of(long), screen=PLAIN).splitlines())) < 400


def test_colour_changes_nothing_but_colour() -> None:
    """Painted, the report is the same but for the escapes that paint it."""
    validation = _hostile()
    painted = text.findings(validation, screen=Screen(color=True))
    plain = text.findings(validation, screen=PLAIN)
    assert painted != plain
    assert re.sub("\x1b\\[[0-9;]*m", "", painted) == plain


@given(st.text(st.characters(), max_size=20))
@example("\x1b\x9b\u202e\u2066\ufeff\ud800\x00\x7f\n\r\t")
def test_printable(value: str) -> None:
    """No control character is left; what needs no change gets none, Khmer's zero-width space included."""
    shown = printable(value)
    assert _HARMFUL.search(shown) is None
    assert "\n" not in shown
    assert printable(shown) == shown
    assert printable("ខ្មែរ\u200bខ្មែរ") == "ខ្មែរ\u200bខ្មែរ"


def test_printable_tells_what_was_there() -> None:
    """What was taken out can be read off what stands in its place."""
    assert printable("a\x1bb\x9bc\u202ed\n") == "a\\x1bb\\x9bc\\u202ed\\x0a"


def test_paint() -> None:
    """Without colour, text is left as it is."""
    assert paint([("a", "bold red"), ("b", "")], PLAIN) == "ab"
    assert paint([("a", "bold red"), ("b", "")], Screen(color=True)) == "\x1b[1;31ma\x1b[0mb"


def test_a_place_is_not_a_row() -> None:
    """A finding without its record is reported without showing one."""
    validation = _finding("message", fix=Fix(Safety.UNSAFE, "https://example.org/"))
    report = text.findings(validation, screen=PLAIN)
    assert "fix (--fix --unsafe-fixes): https://example.org/" in report
