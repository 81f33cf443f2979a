"""What is around the commands: help, wrong usage, settings, completion, files that are not there or damaged."""

from __future__ import annotations

from typing import Final

from tests.goldens.cases import Case, on

COMMANDS: Final = (
    "", "init", "add", "edit", "remove", "import", "show", "stats", "validate", "normalize", "rules", "tag", "train",
    "check", "evidence", "evidence fetch", "evidence show", "evidence gaps", "report", "target", "target descriptor",
    "target drift", "target handout", "target input", "target link", "target login", "target plan", "target preview",
    "target publish", "target qr", "candidates", "sync", "review", "review decide", "review finish", "review import",
    "review start", "review status", "review worksheet", "diff", "pr",
)  # fmt: skip
"""Each command and each group; a test holds that there is no other."""


def _completed(words: str, shell: str = "zsh", project: str = "plain") -> Case:
    """What the Tab key offers for the last of `words`."""
    asked = f"kh-testlist {words}"
    count = len(asked.split(" ")) - 1
    variables = {"_KH_TESTLIST_COMPLETE": f"{shell}_complete", "COMP_WORDS": asked, "COMP_CWORD": str(count)}
    return Case(project, "", environment=variables)


FAMILIES: Final = {
    "help": [*on("empty", *(f"{command} --help".strip() for command in COMMANDS)), *on("empty", "-h", "--version")],
    "usage": [
        *on(
            "plain",
            "",
            "shwo",
            "--nonsense stats",
            "stats --nonsense",
            "stats --format yaml",
            "stats more",
            "--list kampuchea stats",
            "--list",
            "--lang fr stats",
            "--color blue stats",
            "--lists nowhere stats",
            "--list vn stats",
            "--lists lists --list TH stats",
            "stats --list th -q",
            "-q -v stats",
            "-v validate",
            "--color always stats",
            "evidence",
            "evidence shwo",
            "review",
            "target",
            "target nonsense",
            "stats --output nowhere/stats.txt",
            "stats --output stats.txt",
            "-q stats --output lists",
        ),
        *on("empty", "stats", "validate", "validate nowhere.csv", "review status", "target input"),
        Case("plain", "stats", folder="project/lists"),
        Case("plain", "stats", environment={"KH_TESTLIST_LIST": "th", "KH_TESTLIST_LANG": "km"}),
        Case("plain", "stats", environment={"KH_TESTLIST_LISTS": "{desk}/project/lists"}, folder="home"),
        Case("plain", "show --format text", environment={"COLUMNS": "120"}),
        Case("plain", "add https://a.example.com/ --category NEWS", environment={"TZ": "Pacific/Kiritimati"}),
    ],
    "settings": [
        *on(
            "settled",
            "validate",
            "add https://a.example.com/ --category NEWS",
            "target handout --link 10123",
            "target plan",
            "--config none stats",
            "--config other.toml add https://a.example.com/ --category NEWS",
            "--config nowhere.toml stats",
        ),
        *on(
            "damaged",
            "--config bad.toml stats",
            "--config unknown.toml stats",
            "--config closed.toml stats",
            "--config typed.toml validate",
        ),
    ],
    "damaged": [
        *on(
            "damaged",
            "--list la show",
            "--list la add https://a.example.com/ --category NEWS",
            "--list vn stats",
            "--list vn normalize",
            "--list mm edit https://example.com/ --notes x",
            "--list my stats",
            "--list sg show",
            "validate lists",
            "validate lists --format json",
            "--list ph edit https://www.example.com/ --url https://a.example.com/",
            "--list ph remove https://www.example.com/ --reason closed",
            "--list ph review start",
            "--list th target qr",
            "--list th target drift",
            "tag https://example.com/ --model bad.model",
            "check https://example.com/ --control bad.jsonl --no-canary",
            "review start --journal empty.jsonl",
            "report --journal bad.jsonl",
            "review status",
            "review status --quarter 2026Q1",
            "sync",
            "diff",
            "pr --dry-run",
        ),
        *on(
            "linked",
            "stats",
            "--config none stats",
            "--config none --list la stats",
            "--config none remove https://thin.example.com/ --reason closed",
            "--config none validate lists",
        ),
    ],
    "completion": [
        _completed("show https://th"),
        _completed("show mus", "bash"),
        _completed("show mus", "fish"),
        _completed("--list th show http"),
        _completed("add https://a.example.com/ --category P"),
        _completed("check --skip-category GMB,po"),
        _completed("review "),
        _completed("s"),
        _completed("validate --format "),
        _completed("show http", project="odd"),
        Case("plain", "", environment={"_KH_TESTLIST_COMPLETE": "bash_source"}),
        Case("plain", "", environment={"_KH_TESTLIST_COMPLETE": "zsh_source"}),
        Case("plain", "", environment={"_KH_TESTLIST_COMPLETE": "fish_source"}),
    ],
}
