"""`pr`: send our changes to upstream, as a branch and a pull request that says why."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.terminal.completion import LISTED_URL
from kh_testlist.terminal.parameters import OPEN_TEXT, TEXT
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "pr",
    epilog="""\b
Examples:
  kh-testlist pr --dry-run
  kh-testlist pr --journal checked.jsonl
  kh-testlist pr https://example.com/ --author "Our NGO <us@ngo.example>"
  kh-testlist pr --no-open --fork OWNER""",
)
@click.argument("urls", nargs=-1, metavar="[URL]...", type=LISTED_URL)
@click.option("--dry-run", "dry", is_flag=True, help="Print branch, commits, diff and description; touch nothing.")
@click.option("--branch", type=OPEN_TEXT, metavar="NAME", help="The branch.  [default: kh-testlist/DAY-LIST]")
@click.option("--title", type=OPEN_TEXT, metavar="TEXT", help="The title of the pull request.")
@click.option("--base", type=OPEN_TEXT, metavar="NAME", help="Upstream's branch.  [default: its default branch]")
@click.option("--upstream", type=TEXT, metavar="URL|PATH", help="Who is asked.  [default: that of the last sync]")
@click.option("--fork", type=TEXT, metavar="URL|OWNER", help="Where the branch goes.  [default: your own fork]")
@click.option("--author", type=OPEN_TEXT, metavar='"NAME <MAIL>"|git', help="Who made the commits.  [default: no one]")
@click.option("--journal", "journals", multiple=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Results of `check` to cite; repeatable.")  # fmt: skip
@click.option("--label", "labels", multiple=True, type=OPEN_TEXT, metavar="NAME", help="A label, if upstream has it.")
@click.option("--draft", is_flag=True, help="Open it as a draft.")
@click.option("--no-open", is_flag=True, help="Push, and print the link that opens it.")
@click.option("--yes", is_flag=True, help="Ask nothing before it becomes public.")
@click.pass_context
@pass_session
def command(
    session: Session,
    ctx: click.Context,
    /,
    urls: tuple[str, ...],
    branch: str | None,
    title: str | None,
    base: str | None,
    upstream: str | None,
    fork: str | None,
    author: str | None,
    journals: tuple[Path, ...],
    labels: tuple[str, ...],
    *,
    dry: bool,
    draft: bool,
    no_open: bool,
    yes: bool,
) -> Outcome:
    """Send our changes to upstream as a pull request.

    With URLs, those changes alone. Run again, it brings the same request up to date. It says what becomes public, and
    under which name, before anything does; nothing carries your own name unless you give it.
    """
    from kh_testlist.commands import sending  # noqa: PLC0415 - git, requests and pydantic, which `--help` needs none of
    from kh_testlist.commands.proposing import Wanted, prepared  # noqa: PLC0415 - the same
    from kh_testlist.terminal.prompts import upstream_of  # noqa: PLC0415 - the same

    who = sending.author_of(session, author, ctx.get_parameter_source("author"))
    where = upstream_of(session, session.workspace.path, upstream)
    with prepared(session, where, Wanted(urls, title, base, journals), dry=dry) as ready:
        order = sending.Order(urls, branch, fork, who, labels, draft=draft, opens=not no_open, yes=yes)
        if dry:
            session.report(sending.preview(session, ready, order))
        else:
            session.answer(sending.send(session, ready, order))
    return Outcome.DONE
