"""`pr`: send our changes to upstream as a branch and a pull request that gives the reasons."""

from __future__ import annotations

from functools import partial
from typing import Any

import click
from click.core import ParameterSource

from kh_testlist.terminal import options
from kh_testlist.terminal.completion import LISTED_URL
from kh_testlist.terminal.parameters import OPEN_TEXT, TEXT
from kh_testlist.terminal.session import Session, pass_session


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
@click.option("--dry-run", "dry", is_flag=True, help="Print the branch, commits, diff and description; change nothing.")
@click.option("--branch", type=OPEN_TEXT, metavar="NAME", help="The new branch.  [default: kh-testlist/DAY-LIST]")
@click.option("--title", type=OPEN_TEXT, metavar="TEXT", help="The title of the pull request.")
@click.option("--base", type=OPEN_TEXT, metavar="NAME", help="Upstream's branch.  [default: its default branch]")
@click.option("--upstream", type=TEXT, metavar="URL|PATH", help="Where to send it.  [default: that of the last sync]")
@click.option("--fork", type=TEXT, metavar="URL|OWNER", help="Where to push the branch.  [default: your own fork]")
@click.option(
    "--author", type=OPEN_TEXT, metavar='"NAME <MAIL>"|git', help="The commits' author.  [default: anonymous]"
)
@options.journals("Results of `check` to cite; repeatable.")
@click.option("--label", "labels", multiple=True, type=OPEN_TEXT, metavar="NAME", help="A label, if upstream has it.")
@click.option("--draft", is_flag=True, help="Open the pull request as a draft.")
@click.option("--no-open", is_flag=True, help="Push the branch, and print the link that opens the pull request.")
@options.yes("Publish without asking first.")
@click.pass_context
@pass_session
def command(
    session: Session,
    ctx: click.Context,
    /,
    urls: tuple[str, ...],
    author: str | None,
    upstream: str | None,
    *,
    dry: bool,
    no_open: bool,
    yes: bool,
    **more: Any,  # noqa: ANN401 - what ProposalRequest holds
) -> None:
    """Send our changes to upstream as a pull request.

    With URLs, only those changes are sent. If you run it again, it updates the same pull request.

    Before anything becomes public, it shows what will be public, and under which name. Your own name is not used unless
    you give it.
    """
    # The modules for git and GitHub load slowly, and --help does not need them.
    from kh_testlist.operations import propose as job  # noqa: PLC0415 - see above
    from kh_testlist.reports import proposal as report  # noqa: PLC0415 - the same
    from kh_testlist.terminal import upstream_prompts as prompts  # noqa: PLC0415 - the same

    is_setting = ctx.get_parameter_source("author") is ParameterSource.DEFAULT_MAP
    who = job.author_of(author, is_setting=is_setting, tell=session.say)
    where = prompts.upstream_of(session, upstream)
    wanted = job.ProposalRequest(urls, author=who, opens=not no_open, **more)
    if dry:
        session.report(report.preview(job.preview(session.workspace, where, wanted, tell=session.say)))
        return
    confirm = partial(prompts.confirm, session, yes=yes)
    session.answer(job.propose(session.workspace, where, wanted, render=report.body, confirm=confirm, tell=session.say))
