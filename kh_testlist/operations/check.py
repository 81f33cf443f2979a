"""Visit sites, and return which are up, and which are dead, parked, restricted or blocked."""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kh_testlist import __version__
from kh_testlist.check_options import CheckOptions
from kh_testlist.errors import Failure, Misuse, Refused
from kh_testlist.liveness import journal, record, verdict
from kh_testlist.liveness.attempt import Verdict, now
from kh_testlist.liveness.control import OONI_HELPERS
from kh_testlist.liveness.fingerprints import BLOCK_ADDRESSES
from kh_testlist.liveness.journal import Header, Journal, list_hash
from kh_testlist.liveness.look import Look, look
from kh_testlist.liveness.pool import Pool
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.run import Controls, Run
from kh_testlist.liveness.visit import Ask
from kh_testlist.offered.sites import Site, of_file, of_list
from kh_testlist.store import private_folder
from kh_testlist.talk import NO_PROGRESS, Progress, Tell, silent
from kh_testlist.text import counted
from kh_testlist.urls import canonical
from kh_testlist.web.fetch import MOST_READ, Fetcher, make_room
from kh_testlist.web.guard import Guard
from kh_testlist.web.resolve import Resolver, system_servers
from kh_testlist.web.session import tls_context
from kh_testlist.workspace import Workspace

__all__ = [
    "CheckOptions", "CheckReport", "Record", "Site", "Verdict", "check", "looks", "refuse_dead", "require_verdicts",
    "select_sites", "summaries",
]  # fmt: skip

_EVERYWHERE: Final = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
"""What a test helper that the user names may be at: naming it is allowing it."""
_SUSPICIOUSLY_MANY: Final = 10
"""Sites of which at least one should be up, wherever one is."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found."""

    results: Sequence[Record]
    """One for each site, in the order of the sites; unknown for what the run did not come to."""
    vantage: str
    control: str | None
    """What was asked for a second opinion; None where nobody was."""
    error: BaseException | None = None
    """What ended the check before its time."""

    @property
    def verdicts(self) -> set[str]:
        """The verdicts that there are."""
        return {one["verdict"] for one in self.results}


def check(
    sites: Sequence[Site | str],
    options: CheckOptions = CheckOptions(),
    *,
    on_result: Callable[[Record], None] = lambda _: None,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> CheckReport:
    """Visit each site, and return what was found there. Ctrl-C ends it, and what was found until then is returned.

    Args:
        sites: the sites, or their URLs.
        options: how they are visited, and from where.
        on_result: takes each result as it is known.
        progress: is told how far the run is.
        tell: is told, before the first check from a vantage, that it may not be safe.

    Raises:
        Failure: it could not even begin.
        Misuse: the journal is there already, or is of other sites or options.

    Example:
        >>> report = check(["https://www.example.com/"], CheckOptions(timeout=20))
        >>> [(result["url"], result["verdict"], result["reason"]) for result in report.results]

    """
    named = [one if isinstance(one, Site) else Site(one) for one in sites]
    urls = list(dict.fromkeys(site.url for site in named))
    found: dict[str, Record] = {}
    error: BaseException | None = None
    make_room(options.concurrency)
    fetcher = _fetcher(options, Guard(options.allow_private, BLOCK_ADDRESSES))
    controls = _controls(options)
    with _journal(options, urls) as written:
        _introduce(named, options.vantage, tell)
        try:
            with contextlib.closing(Run(options, fetcher, controls, progress, written).check(urls)) as results:
                for one in results:
                    found[one["url"]] = one
                    on_result(one)
        except (KeyboardInterrupt, Failure) as ended:
            error = ended
    for url in urls:
        if url not in found:
            found[url] = record.unvisited(url, verdict.INTERRUPTED, options.vantage, now())
            on_result(found[url])
    return CheckReport([found[site.url] for site in named], options.vantage, options.control_source, error)


def select_sites(
    workspace: Workspace,
    urls: Sequence[str],
    file: tuple[bytes, str] | None,
    *,
    everything: bool,
    skipped: Collection[str] = (),
    tell: Tell = silent,
) -> list[Site]:
    """Return the distinct sites that are named, in their order.

    These are `urls`, those in `file` (its bytes, and what to call it), and `everything` on the list of `workspace`;
    without the categories `skipped`.

    Raises:
        Failure: a file can't be read, or has no URL in it.
        Misuse: nothing is named, or nothing is left.

    """
    if not (urls or file or everything):
        raise Misuse("No site is named.", "Name URLs, a file of them with -i FILE, or the whole list with --all.")
    rows: list[Site] = []
    with contextlib.nullcontext() if everything else contextlib.suppress(Failure):
        rows = list(of_list(workspace.list))
    known = {site.url: site.category for site in rows}
    found = [Site(url, known.get(url)) for url in urls]
    if file is not None:
        found += [Site(site.url, site.category or known.get(site.url)) for site in of_file(*file)]
    if everything:
        found += rows
    if not found:
        raise Failure(f"There is no site in {workspace.name}.csv.", "Add one: kh-testlist add URL")
    wanted = {site.url: site for site in found}.values()
    kept = [site for site in wanted if site.category not in skipped]
    if len(kept) < len(wanted):
        tell(f"Left out by --skip-category: {len(wanted) - len(kept)} of {len(wanted)} sites.")
    if not kept:
        raise Misuse("No site is left to visit.", "Skip fewer categories.")
    return kept


def require_verdicts(report: CheckReport, options: CheckOptions = CheckOptions(), *, tell: Tell = silent) -> None:
    """Make sure that `report` says something of the sites; tell where the network may be at fault instead.

    Raises:
        BaseException: what ended the check before its time.
        Failure: no verdict could be reached.

    """
    if report.error is not None:
        raise report.error
    if report.verdicts == {Verdict.UNKNOWN}:
        why = "; ".join(sorted({verdict.MEANINGS[one["reason"]] for one in report.results}))
        raise Failure(f"No verdict could be reached: {why}.", "Mend that, and check again.")
    is_suspicious = report.verdicts == {Verdict.DOWN} and len(report.results) >= _SUSPICIOUSLY_MANY
    if is_suspicious and not (options.canary or options.no_canary):
        tell(
            f"Not one of {len(report.results)} sites answered: this network may be at fault, and not the sites. Check "
            "again with a site that you know to work: --canary URL",
            "warning",
        )


def refuse_dead(report: CheckReport, *, yes: bool, tell: Tell = silent) -> None:
    """Tell what sites that are to be added are, and refuse those that are dead.

    Raises:
        BaseException: what ended the check before its time.
        Refused: one of them is parked or gone, and nobody said `yes`, to add it all the same.

    """
    if report.error is not None:
        raise report.error
    for one in report.results:
        tell(f"{one['url']}: {one['verdict']}: {verdict.MEANINGS[one['reason']]}")
    dead = [one for one in report.results if one["verdict"] in {Verdict.PARKED, Verdict.GONE}]
    if dead and not yes:
        named = ", ".join(f"{one['url']} ({one['verdict']})" for one in dead)
        raise Refused(f"nothing was added: {named}.", "If it belongs on the list all the same: --yes")


def summaries(
    urls: Sequence[str],
    options: CheckOptions = CheckOptions(),
    *,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> dict[str, str]:
    """Return what the pages of `urls` say, by URL; `tell` is told why there is nothing to be read."""
    found: dict[str, str] = {}
    for url, seen in looks(urls, options, progress=progress, tell=tell):
        if seen.page is not None and seen.page.summary:
            found[url] = seen.page.summary
        else:
            tell(f"{url} is judged by its URL alone: {seen.why or 'there are no words on its page'}.")
    return found


def looks(
    urls: Sequence[str],
    options: CheckOptions = CheckOptions(),
    most: int = MOST_READ,
    *,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> Iterator[tuple[str, Look]]:
    """Fetch the pages of `urls` with the care of a check; give what each shows, as it comes.

    Of a page as it is sent, `most` bytes are read.
    """
    wanted = [url for url in dict.fromkeys(urls) if canonical(url)]
    make_room(options.concurrency)
    fetcher = _fetcher(options, Guard(options.allow_private, BLOCK_ADDRESSES))
    _introduce([Site(url) for url in wanted], options.vantage, tell)

    def perform(step: Ask) -> object:
        return fetcher.send(step.request, step.seconds)

    pool: Pool[Ask, Look] = Pool(perform, options.concurrency, options.per_host)
    progress.stage("Fetching", len(wanted))
    with contextlib.closing(pool.run([(url, look(url, options.timeout, most)) for url in wanted])) as found:
        for url, seen in found:
            progress.step()
            if isinstance(seen, Exception):  # the other pages are read all the same
                yield url, Look(None, f"the program itself failed here ({type(seen).__name__}): please report it")
            else:
                yield url, seen


def _fetcher(options: CheckOptions, guard: Guard) -> Fetcher:
    """What makes the requests that `options` allow, past `guard`."""
    resolver = Resolver(options.resolver or system_servers())
    return Fetcher(resolver, guard, tls_context(options.ca_file), options.user_agent, options.connect_timeout)


def _controls(options: CheckOptions) -> Controls:
    said = options.control
    if said == "none":
        return Controls()
    if said == "ooni":
        return Controls(OONI_HELPERS, _fetcher(options, Guard(options.allow_private)))
    if said.startswith(("http://", "https://")):
        return Controls((said,), _fetcher(options, Guard(_EVERYWHERE)))
    return Controls(records=journal.records(Path(said)))


@contextlib.contextmanager
def _journal(options: CheckOptions, urls: Sequence[str]) -> Iterator[Journal | None]:
    if options.journal is None:
        yield None
        return
    header = Header(f"kh-testlist {__version__}", options.vantage, list_hash(urls), len(urls), options.judged)
    written = journal.start(options.journal, header, resume=options.resume)
    try:
        yield written
    finally:
        written.close()


def _introduce(sites: Sequence[Site], vantage: str, tell: Tell) -> None:
    """Before the first check from a vantage, tell what will be fetched, and from where: it may not be safe."""
    if tell is silent:
        return  # nobody was told, so that the next check has to
    import platformdirs  # noqa: PLC0415 - once a run

    name = hashlib.sha256(vantage.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    mark = platformdirs.user_state_path("kh-testlist", appauthor=False) / "vantages" / name
    if mark.exists():
        return
    counts = Counter(site.category for site in sites if site.category in SENSITIVE)
    sensitive = ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))
    tell(
        f"This is the first check from the vantage {vantage!r}. It fetches {counted(len(sites), 'site')} from this "
        f"computer, over the network that it is on now: whoever runs that network can see which."
        + (f" Among them: {sensitive}." if sensitive else "")
        + "\nSome sites may be unlawful or unsafe to visit where you are. Leave categories out with "
        "--skip-category CODE, and read docs/how-to.md on checking safely. Ctrl-C stops it.",
        "warning",
    )
    with contextlib.suppress(OSError):
        private_folder(mark.parent)
        mark.touch(mode=0o600)


SENSITIVE: Final = frozenset({"ALDR", "ANON", "GMB", "HACK", "HATE", "LGBT", "MILX", "POLR", "PORN", "PROV", "REL"})
"""Categories whose sites are unlawful, or a reason for questions, in one country or another."""
