"""Command lines about what OONI saw, and what it should run."""

from __future__ import annotations

from typing import Final

from tests.goldens.cases import Case, on
from tests.goldens.making import EXPIRED
from tests.goldens.servers import OONI, RUN
from tests.ooni.run_stub import signed

_PERIOD: Final = "--since 2026-07-01 --until 2026-10-01"
_API: Final = f"--api http://{OONI}"
_RUN: Final = f"--api http://{RUN}"
_EARLIER: Final = f"evidence fetch --since 2026-04-01 --until 2026-07-01 {_API}"
_FORMATS: Final = ("text", "json", "csv", "markdown")
_TOKEN: Final = {"OONI_TOKEN": signed({"aud": "user_auth", "role": "user", "email_address": "us@ngo.example"})}
_LOGIN: Final = f"https://run.ooni.org/login?token={signed({'aud': 'register', 'email_address': 'us@ngo.example'})}\n"
_MAIL: Final = "--account-email us@ngo.example --yes"

FAMILIES: Final = {
    "evidence": [
        *on(
            "ooni",
            f"evidence fetch {_PERIOD} {_API}",
            *(f"evidence fetch {_PERIOD} {_API} --format {form}" for form in ("json", "csv", "markdown")),
            f"evidence fetch {_API}",
            f"evidence fetch {_PERIOD} {_API} --scope country --by domain",
            f"--list th evidence fetch {_PERIOD} {_API} --cc KH",
            "evidence fetch --since 2026-07-01",
            f"evidence fetch --since 2026-10-01 --until 2026-07-01 {_API}",
            f"evidence fetch --since 2026-13-01 --until 2026-07-01 {_API}",
            f"evidence fetch {_PERIOD} --api http://api.example.org",
            f"evidence fetch {_PERIOD} --api http://127.0.0.1:4799",
            f"evidence fetch --since 2026-11-01 --until 2026-11-22 {_API}",
            "evidence show",
            "evidence gaps",
        ),
        Case(
            "ooni", f"evidence show {_PERIOD}", before=(f"evidence fetch --since 2026-07-01 --until 2026-09-01 {_API}",)
        ),
        Case("ooni", f"evidence fetch {_PERIOD} {_API}", before=(f"evidence fetch {_PERIOD} {_API}",)),
        Case("ooni", f"evidence fetch {_PERIOD} {_API} --again", before=(f"evidence fetch {_PERIOD} {_API}",)),
        *on(
            "measured",
            *(f"evidence show --format {form}" for form in _FORMATS),
            *(f"evidence gaps --format {form}" for form in _FORMATS),
            "evidence show http://www.blocked.example.com/ --join-equivalent --format json",
            "evidence show https://nobody.example.com/",
            "evidence show --scope country",
            "evidence show --by domain --format csv",
            "evidence show --since 2026-08-01 --until 2026-09-01 --output august.txt",
            "--lang km evidence show",
            "--list th evidence show",
            "evidence gaps --asn AS64500,64501",
            "evidence gaps --asn nonsense",
            "evidence gaps --scope country --format json",
        ),
    ],
    "report": [
        *on(
            "measured",
            *(f"report --format {form}" for form in (*_FORMATS, "html")),
            "--lang km report --format markdown",
            "--lang km report --format html --output report.km.html",
            "report --quarter 2026Q3 --format html --output report.html",
            "report --quarter 2026Q3 --scope country --exclude-category GMB,PORN --format markdown",
            "report --scope country --format json",
            "report --previous 2026Q2",
            "report --previous nonsense",
            "report --previous none --format json",
            "report --since 2026-08-01 --until 2026-09-01 --format csv",
            "report --quarter 2026Q9",
            "report --quarter 2025Q3",
            "report --quarter 2026Q3 --since 2026-07-01",
            "report --journal checks/2026-11-12-isp1.jsonl",
            "report --journal nowhere.jsonl",
            "--list th report",
            "--list la report",
        ),
        *(
            Case("measured", f"report --quarter 2026Q3 --format {form}", before=(_EARLIER,))
            for form in ("text", "markdown", "json")
        ),
        *on("history", "report", "report --format markdown", "report --format json"),
        *on("odd", "report --format markdown", "report --format html", "--lang km report --format markdown"),
    ],
    "target": [
        *on(
            "plain",
            "target input",
            "target input --output kh.txt",
            "--list th target input",
            "target descriptor",
            "target descriptor --title 'Our sites' --title-km វិបសាយ --author 'Our NGO' --output kh.json",
            "target descriptor --title x",
            "target link",
            "target link --longest 500",
            "target link --longest 10",
            "target qr",
            "target qr 10123",
            "target qr 10123 --format svg",
            "target qr 10123 --format png",
            "target qr 10123 --format png --output code.png",
            "target qr 10123 --output code.gif",
            "target qr nonsense",
            "target qr --v1",
            "target qr --v1 --output codes.svg",
            "target handout",
            "target handout --link 10123",
            "--lang km target handout --link https://run.ooni.org/v2/10123 --contact 'Our NGO' --output handout.html",
            "target handout --link nonsense",
            "target plan",
            "target drift",
            "target login nonsense",
            "target publish",
        ),
        *on("odd", "target input", "target descriptor", "target link", "target qr --v1"),
        *on(
            "measured",
            "target plan",
            "target plan --format json",
            "target plan --minutes 1 --seconds-each 20 --output batches",
            "target plan --minutes 0",
            f"target preview {_RUN}",
            f"target preview {_RUN} --format json",
            f"target preview {_RUN} --format csv --output preview.csv",
            f"--list th target preview {_RUN}",
            f"--list la target preview {_RUN}",
            "target preview --api http://127.0.0.1:4799",
            "--list la target handout --link 10123",
        ),
        *on(
            "published",
            "target qr",
            "target qr --output poster.svg",
            "target handout",
            "target handout --output handout.html",
            "target drift --api http://api.example.org",
            f"target drift {_RUN}",
            f"target drift nonsense {_RUN}",
            f"target login us@ngo.example {_RUN}",
            f"target publish {_RUN} --yes",
            f"target publish {_RUN} --account-email nonsense --yes",
        ),
        Case("published", f"target login us@ngo.example --sent {_RUN}", stdin=_LOGIN),
        Case("published", f"target publish {_RUN} {_MAIL}", environment={"OONI_TOKEN": "not a token"}),
        Case("published", f"target publish --new {_RUN} {_MAIL}", environment=_TOKEN),
        Case(
            "published", f"target publish --new {_RUN} --account-email us@ngo.example", environment=_TOKEN, typed="n\n"
        ),
        *(
            Case(
                "published",
                line,
                environment=_TOKEN,
                before=(f"target publish --new {_RUN} {_MAIL}", *more),
                clock=clock,
            )
            for line, more, clock in (
                (f"target drift {_RUN}", (), "2026-11-21T12:00:00+00:00"),
                (
                    f"target drift {_RUN} --format json",
                    ("remove https://thin.example.com/ --reason closed", "add https://a.example.com/ --category NEWS"),
                    "2026-11-21T12:00:00+00:00",
                ),
                (f"target drift {_RUN}", (), EXPIRED),
                (
                    f"target publish {_RUN} {_MAIL} --expires-in 30",
                    ("remove https://thin.example.com/ --reason closed",),
                    "2026-11-22T12:00:00+00:00",
                ),
            )
        ),
    ],
}
