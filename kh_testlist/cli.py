"""The program as a whole: its commands, the one place where errors end, and the exit codes."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

import click

from kh_testlist.errors import Failure, Misuse, Refused
from kh_testlist.folder import list_name
from kh_testlist.model import DEFAULT_LIST
from kh_testlist.store import display, reason
from kh_testlist.terminal.first_page import COMMANDS, GROUPS, HelpOption, VersionOption, first_page, shows_all
from kh_testlist.terminal.session import Outcome, Session, shown

_MODULES: Final = {"import": "import_"}

_DONE, _NO, _MISUSE, _FAILURE, _INTERRUPTED = 0, 1, 2, 3, 130


def _everywhere() -> list[click.Option]:
    """The program's options that may stand behind a command's name too, where people put them."""
    return [
        click.Option(
            ["--lists"],
            type=click.Path(path_type=Path, file_okay=False, readable=False),
            metavar="DIR",
            envvar="KH_TESTLIST_LISTS",
            help="The lists folder.  [default: the nearest lists/, here or in a folder above]",
        ),
        click.Option(
            ["--list", "name"],
            metavar="CODE",
            envvar="KH_TESTLIST_LIST",
            help="The list: a country's two letters, or global.  [default: kh]",
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(["en", "km"]),
            envvar="KH_TESTLIST_LANG",
            help="The language of reports.  [default: en]",
        ),
        click.Option(
            ["--color"],
            type=click.Choice(["auto", "always", "never"]),
            envvar="KH_TESTLIST_COLOR",
            help="When to use colours.  [default: auto]",
        ),
        click.Option(["--no-pager"], is_flag=True, help="Print long reports without a pager. PAGER names the pager."),
        click.Option(["-q", "--quiet"], is_flag=True, help="Print only the report and errors."),
        click.Option(["-v", "--verbose"], is_flag=True, help="Print more, and where an error came from."),
    ]


def _changed(session: Session, given: dict[str, Any]) -> Session:
    """`session` with the options that were given."""
    changes = {key: value for key, value in given.items() if value is not None}
    if "name" in changes:
        changes["name"] = list_name(changes["name"])
    if changes.pop("no_pager", False):
        changes["pages"] = False
    verbosity = int(changes.pop("verbose", False)) - int(changes.pop("quiet", False))
    return replace(session, **changes, verbosity=session.verbosity + verbosity)


def _accept_everywhere(command: click.Command) -> None:
    """Let `command` take the program's options as well as its own, and if it is a group, each command in it."""

    def take(ctx: click.Context, parameter: click.Parameter, value: object) -> None:
        if ctx.get_parameter_source(parameter.name or "") is click.core.ParameterSource.COMMANDLINE:
            ctx.obj = _changed(ctx.obj, {parameter.name or "": value})

    for option in _everywhere():
        option.callback, option.expose_value, option.hidden = take, False, True
        command.params.append(option)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _accept_everywhere(inner)


class Commands(click.Group):
    """The commands, loaded when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, everyday commands first."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the one."""
        if cmd_name not in COMMANDS:
            import difflib  # noqa: PLC0415 - only for a slip of the finger

            near = difflib.get_close_matches(cmd_name, COMMANDS, n=1)
            ctx.fail(f"There is no command {cmd_name!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        module = importlib.import_module(f"kh_testlist.commands.{_MODULES.get(cmd_name, cmd_name)}")
        command = module.command
        assert isinstance(command, click.Command)  # noqa: S101 - tells mypy what every module here has
        if not any(option.name == "quiet" for option in command.params):
            _accept_everywhere(command)
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first page; with `-v`, all options."""
        if shows_all(ctx):
            super().format_help(ctx, formatter)
        else:
            formatter.write(first_page(ctx.command_path))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands without loading them."""
        del ctx
        for title, group in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([*group.items()])


@click.group(
    cls=Commands,
    add_help_option=False,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "KH_TESTLIST"},
    epilog="""\b
Examples:
  kh-testlist add https://example.com/ --category NEWS
  kh-testlist validate
  kh-testlist --list th stats""",
)
@click.option("--config", metavar="FILE|none", help="Use this file, not kh-testlist.toml. With none, use no settings.")
@click.option(
    "--version",
    cls=VersionOption,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    help="Show the version and exit. With -v, also the date of the public suffix list.",
)
@click.option(
    "-h",
    "--help",
    cls=HelpOption,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    help="Show the first page and exit. With -v, show all options.",
)
@click.pass_context
def cli(ctx: click.Context, /, config: str | None, **given: Any) -> None:  # noqa: ANN401 - what _everywhere() declares
    """Keep a test list correct: the websites that OONI Probe tests in a country."""
    settings = _settings(config)
    ctx.default_map = {**settings, "import": settings.get("add", {})}
    usual = Session(None, DEFAULT_LIST, "en", "auto", 0, ctx.default_map)
    chosen = {"name": settings.get("list"), "lang": settings.get("lang"), "color": settings.get("color")}
    ctx.obj = _changed(_changed(usual, chosen), given)


cli.params[:0] = _everywhere()


def _settings(config: str | None) -> dict[str, Any]:
    """What the settings files say; the module that reads them is loaded only where there is one."""
    if config == "none":
        return {}
    from kh_testlist import settings  # noqa: PLC0415 - see above

    if config is not None:
        return settings.load(None, Path(config), is_named=True)
    own = settings.user_file()
    return settings.load(own if own.is_file() else None, settings.find(Path.cwd()))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and exit."""
    # The values here form no cycles, and a collection for every 700 of them would take a third of a run's time.
    gc.set_threshold(100_000)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = run(sys.argv[1:] if arguments is None else list(arguments))
    _let_go(sys.stdout)
    _let_go(sys.stderr)
    # On its way out the interpreter would look once more for garbage in all that is about to go anyway.
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the program: its exit code. The one place where errors end."""
    if "_KH_TESTLIST_COMPLETE" in os.environ:
        from kh_testlist.terminal import completion  # noqa: PLC0415 - only for the Tab key

        completion.prepare()
    try:
        result = cli.main(arguments, prog_name="kh-testlist", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return _MISUSE
    except (BrokenPipeError, SystemExit):
        # Whoever read the report has read enough of it; click turns that into an exit of its own.
        return _DONE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - nobody should be shown a traceback unasked
        if "-v" in arguments or "--verbose" in arguments:
            click.echo(shown(traceback.format_exc()), err=True)
        return _fail(*_explained(error, arguments))
    if isinstance(result, Outcome):
        return _DONE if result is Outcome.DONE else _NO
    return result if isinstance(result, int) else _DONE


def _explained(error: BaseException, arguments: Sequence[str]) -> tuple[int, str, str]:
    """The exit code that `error` makes, what happened, and what to do next."""
    match error:
        case click.NoSuchOption():
            said = _MISUSE, _unknown(error), f"See: {_path_of(error, arguments)} --help"
        case click.UsageError():
            said = _MISUSE, error.format_message(), f"See: {_path_of(error, arguments)} --help"
        case click.Abort() | KeyboardInterrupt():
            said = _INTERRUPTED, "Interrupted. No change was left half done.", ""
        case Refused():
            said = _NO, error.message, error.next_step
        case Misuse():
            said = _MISUSE, error.message, error.next_step
        case Failure():
            said = _FAILURE, error.message, error.next_step
        case OSError() if _is_of_network(error):
            said = (
                _FAILURE,
                f"A request over the network failed: {type(error).__name__}.",
                "Check your connection, and run the command again. With -v it shows where it failed.",
            )
        case OSError():
            where = f"{display(Path(error.filename))}: " if isinstance(error.filename, str) else ""
            said = (
                _FAILURE,
                f"{where}{reason(error)}.",
                "Check that the disk has free space and that you may write to these files.",
            )
        case _:
            said = (
                _FAILURE,
                f"This is a bug in the program: {type(error).__name__}: {error}",
                "Run the command again with -v, and send its output to the project's issues.",
            )
    return said


def _is_of_network(error: OSError) -> bool:
    from kh_testlist.web.failure import is_of_network  # noqa: PLC0415 - only where something went wrong

    return is_of_network(error)


def _unknown(error: click.NoSuchOption) -> str:
    from kh_testlist.terminal import mistyped  # noqa: PLC0415 - only for a wrong option

    return mistyped.unknown_option(error, cli, COMMANDS)


def _path_of(error: click.UsageError, arguments: Sequence[str]) -> str:
    return error.ctx.command_path if error.ctx else _command_path(arguments)


def _command_path(arguments: Sequence[str]) -> str:
    """The command that is meant: of an option without its value, click says nothing of where it stood."""
    first = next((word for word in arguments if word in COMMANDS), None)
    if first is None:
        return "kh-testlist"
    command = cli.get_command(click.Context(cli), first)
    inner = command.commands if isinstance(command, click.Group) else {}
    return " ".join(["kh-testlist", first, *[word for word in arguments if word in inner][:1]])


def _fail(code: int, message: str, next_step: str) -> int:
    with contextlib.suppress(OSError):
        click.echo(f"Error: {shown(message)}", err=True)
        if next_step:
            click.echo(shown(next_step), err=True)
    return code


def _let_go(stream: TextIO | None) -> None:
    """Write out what `stream` still holds, or give up on it: the interpreter would stumble over it on its way out."""
    if stream is None:
        return
    try:
        stream.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
