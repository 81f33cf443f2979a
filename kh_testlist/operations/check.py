"""Visit sites, and return which are up, and which are dead, parked, restricted or blocked."""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kh_testlist import __version__
from kh_testlist.check_options import CheckOptions
from kh_testlist.errors import Failure, Misuse, Refused
from kh_testlist.liveness import journal, record, verdict
from kh_testlist.liveness.attempt import Known, Verdict, now
from kh_testlist.liveness.control import OONI_HELPERS
from kh_testlist.liveness.fingerprints import SHUNNED_ADDRESSES
from kh_testlist.liveness.following import Ask
from kh_testlist.liveness.journal import Header, Journal, list_hash
from kh_testlist.liveness.look import Look, look
from kh_testlist.liveness.pool import Pool
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.run import Controls, Run
from kh_testlist.liveness.shared import Cluster
from kh_testlist.offered.sites import Site, of_file, of_list
from kh_testlist.operations.journals import remembered
from kh_testlist.store import private_folder
from kh_testlist.talk import NO_PROGRESS, Progress, Tell, silent
from kh_testlist.text import counted
from kh_testlist.urls import canonical, equivalence_key
from kh_testlist.web.fetch import MOST_READ, Fetcher, make_room
from kh_testlist.web.guard import Guard
from kh_testlist.web.resolve import Resolver, system_servers
from kh_testlist.web.session import tls_context
from kh_testlist.workspace import Workspace

__all__ = [
    "CheckOptions", "CheckReport", "Record", "Site", "Verdict", "check", "looks", "refuse_dead", "remembered",
    "require_verdicts", "select_sites", "summaries",
]  # fmt: skip

_NOTHING: Final[Mapping[str, Known]] = {}
_EVERYWHERE: Final = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
"""The addresses that a test helper may have if the user names it: all of them."""
_SUSPICIOUSLY_MANY: Final = 10
"""Of so many sites, at least one should be up, from any network."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found."""

    results: Sequence[Record]
    """One for each site, in the order of the sites. A site that was not visited is `unknown`."""
    vantage: str
    control: str | None
    """The control that was asked. None if there was none."""
    error: BaseException | None = None
    """The error that stopped the check before its end."""
    clusters: Sequence[Cluster] = ()
    """The pages that unrelated sites share, the largest cluster first."""

    @property
    def verdicts(self) -> set[str]:
        """The verdicts that occur in the results."""
        return {one["verdict"] for one in self.results}


def check(
    sites: Sequence[Site | str],
    options: CheckOptions = CheckOptions(),
    *,
    known: Mapping[str, Known] = _NOTHING,
    on_result: Callable[[Record], None] = lambda _: None,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> CheckReport:
    """Visit each site, and return what was found there. After Ctrl-C, return what was found so far.

    Args:
        sites: the sites, or their URLs.
        options: how they are visited, and from where.
        known: what earlier checks found, by URL. The categories of `sites` count more.
        on_result: takes each result as soon as it is known. If unrelated sites show the
            same page later, the report has another result for it.
        progress: is told how far the run is.
        tell: is told, before the first check from a vantage, that it may not be safe.

    Raises:
        Failure: the check could not start.
        Misuse: the journal exists already, or belongs to other sites or options.

    Example:
        >>> report = check(["https://www.example.com/"], CheckOptions(timeout=20))
        >>> [(result["url"], result["verdict"], result["reason"]) for result in report.results]

    """
    named = [one if isinstance(one, Site) else Site(one) for one in sites]
    urls = list(dict.fromkeys(site.url for site in named))
    found: dict[str, Record] = {}
    error: BaseException | None = None
    make_room(options.concurrency)
    fetcher = _fetcher(options, Guard(options.allow_private, SHUNNED_ADDRESSES))
    controls = _controls(options)
    before = {site.url: known.get(site.url, Known())._replace(category=site.category) for site in named}
    with _journal(options, urls) as written:
        _introduce(named, options.vantage, tell)
        run = Run(options, fetcher, controls, progress, written, before)
        try:
            with contextlib.closing(run.check(urls)) as results:
                for one in results:
                    found[one["url"]] = one
                    on_result(one)
        except (KeyboardInterrupt, Failure) as ended:
            error = ended
            for one in run.left():
                found[one["url"]] = one
                on_result(one)
    found |= run.amended
    for url in urls:
        if url not in found:
            found[url] = record.unvisited(url, verdict.INTERRUPTED, options.vantage, now())
            on_result(found[url])
    results_in_order = [found[site.url] for site in named]
    return CheckReport(results_in_order, options.vantage, options.control_source, error, run.clusters)


def select_sites(
    workspace: Workspace,
    urls: Sequence[str],
    file: tuple[bytes, str] | None,
    *,
    everything: bool,
    skipped: Collection[str] = (),
    tell: Tell = silent,
) -> list[Site]:
    """Return the sites to visit, each once, in their order.

    They come from `urls` and from `file`: its bytes, and its name in messages. With `everything`, they also come from
    the list of `workspace`. Sites of the categories in `skipped` are left out.

    Raises:
        Failure: a file can't be read, or has no URL in it.
        Misuse: no site is given, or none is left.

    """
    if not (urls or file or everything):
        raise Misuse("No site was given.", "Give URLs, a file of URLs with -i FILE, or the whole list with --all.")
    rows: list[Site] = []
    with contextlib.nullcontext() if everything else contextlib.suppress(Failure):
        rows = list(of_list(workspace.list))
    found = [Site(url) for url in urls] + (of_file(*file) if file is not None else [])
    found = _with_categories(found, rows)
    if everything:
        found += rows
    if not found:
        raise Failure(f"The list {workspace.name}.csv has no sites.", "Add a site: kh-testlist add URL")
    wanted = {site.url: site for site in found}.values()
    kept = [site for site in wanted if site.category not in skipped]
    if len(kept) < len(wanted):
        tell(f"Left out by --skip-category: {len(wanted) - len(kept)} of {len(wanted)} sites.")
    if not kept:
        raise Misuse("--skip-category leaves out all sites.", "Use --skip-category for fewer categories.")
    return kept


def _with_categories(sites: Sequence[Site], rows: Sequence[Site]) -> list[Site]:
    """Return `sites` with the categories that they have in `rows`, also if the rows are spelt differently."""
    exactly = {row.url: row.category for row in rows}
    in_any_spelling: dict[str, str | None] = {}
    if any(site.category is None and site.url not in exactly for site in sites):
        in_any_spelling = {equivalence_key(row.url): row.category for row in reversed(rows)}

    def category(site: Site) -> str | None:
        found = site.category or exactly.get(site.url)
        return found or (in_any_spelling.get(equivalence_key(site.url)) if in_any_spelling else None)

    return [Site(site.url, category(site)) for site in sites]


def require_verdicts(report: CheckReport, options: CheckOptions = CheckOptions(), *, tell: Tell = silent) -> None:
    """Raise an error if `report` has no verdict. Warn if the network may be the problem, not the sites.

    Raises:
        BaseException: the error that stopped the check before its end.
        Failure: no verdict could be reached.

    """
    if report.error is not None:
        raise report.error
    if report.verdicts == {Verdict.UNKNOWN}:
        why = "; ".join(sorted({verdict.MEANINGS[one["reason"]] for one in report.results}))
        raise Failure(f"No verdict could be reached: {why}.", "Fix that, and run the check again.")
    is_suspicious = report.verdicts == {Verdict.DOWN} and len(report.results) >= _SUSPICIOUSLY_MANY
    if is_suspicious and not (options.canary or options.no_canary):
        tell(
            f"None of the {len(report.results)} sites answered. The problem may be this network, and not the sites. "
            "Check again, and give a site that works for sure with --canary URL.",
            "warning",
        )


def refuse_dead(report: CheckReport, *, yes: bool, tell: Tell = silent) -> None:
    """Tell what was found on the sites that a person wants to add, and refuse dead or changed sites.

    Raises:
        BaseException: the error that stopped the check before its end.
        Refused: one of them is parked, gone, a placeholder or in other hands, and `yes` was not given.

    """
    if report.error is not None:
        raise report.error
    for one in report.results:
        tell(f"{one['url']}: {one['verdict']}: {verdict.MEANINGS[one['reason']]}{_page_of(one)}")
    refused = [one for one in report.results if one["verdict"] in _NOT_TO_ADD]
    if refused and not yes:
        named = ", ".join(f"{one['url']} ({one['verdict']})" for one in refused)
        raise Refused(
            f"Nothing was added, because of dead or changed sites: {named}.", "To add them anyway, use --yes."
        )


_NOT_TO_ADD: Final = frozenset({Verdict.TAKEN_OVER, Verdict.PARKED, Verdict.PLACEHOLDER, Verdict.GONE})


def _page_of(found: Record) -> str:
    """Return the title and the language of a page for a person, so that they see if it is the right page."""
    title, language = found["title"], found.get("language")
    parts = [f"title: {title}" if title else "", f"language: {language}" if language else ""]
    return "".join(f"; {part}" for part in parts if part)


def summaries(
    urls: Sequence[str],
    options: CheckOptions = CheckOptions(),
    *,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> dict[str, str]:
    """Return the words of the pages of `urls`, by URL. Tell why a page has none."""
    found: dict[str, str] = {}
    for url, seen in looks(urls, options, progress=progress, tell=tell):
        if seen.page is not None and seen.page.summary:
            found[url] = seen.page.summary
        else:
            tell(f"{url} is judged only by its URL: {seen.why or 'its page has no words'}.")
    return found


def looks(
    urls: Sequence[str],
    options: CheckOptions = CheckOptions(),
    most: int = MOST_READ,
    *,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> Iterator[tuple[str, Look]]:
    """Fetch the pages of `urls` with the same care as a check, and yield what each shows.

    At most `most` bytes of a page are read, as it is sent.
    """
    wanted = [url for url in dict.fromkeys(urls) if canonical(url)]
    make_room(options.concurrency)
    fetcher = _fetcher(options, Guard(options.allow_private, SHUNNED_ADDRESSES))
    _introduce([Site(url) for url in wanted], options.vantage, tell)

    def perform(step: Ask) -> object:
        return fetcher.send(step.request, step.seconds)

    pool: Pool[Ask, Look] = Pool(perform, options.concurrency, options.per_host)
    progress.stage("Fetching", len(wanted))
    with contextlib.closing(pool.run([(url, look(url, options.timeout, most)) for url in wanted])) as found:
        for url, seen in found:
            progress.step()
            if isinstance(seen, Exception):  # the other pages are still read
                yield url, Look(None, f"this program failed ({type(seen).__name__}), so report it as a bug")
            else:
                yield url, seen


def _fetcher(options: CheckOptions, guard: Guard) -> Fetcher:
    """Return what sends the requests that `options` and `guard` allow."""
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
    """Tell before the first check from a vantage what will be fetched, and from where: it may not be safe."""
    if tell is silent:
        return  # nobody was told, so the next check must tell
    import platformdirs  # noqa: PLC0415 - once a run

    name = hashlib.sha256(vantage.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    mark = platformdirs.user_state_path("kh-testlist", appauthor=False) / "vantages" / name
    if mark.exists():
        return
    counts = Counter(site.category for site in sites if site.category in SENSITIVE)
    sensitive = ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))
    tell(
        f"This is the first check from the vantage {vantage!r}. It fetches {counted(len(sites), 'site')} from this "
        f"computer, over the network that it uses now. The people who run this network can see which sites you visit."
        + (f" Sensitive categories: {sensitive}." if sensitive else "")
        + "\nSome sites may be illegal or unsafe to visit where you are. Leave out categories with "
        "--skip-category CODE. Read how to check safely in docs/how-to.md. Press Ctrl-C to stop.",
        "warning",
    )
    with contextlib.suppress(OSError):
        private_folder(mark.parent)
        mark.touch(mode=0o600)


SENSITIVE: Final = frozenset({"ALDR", "ANON", "GMB", "HACK", "HATE", "LGBT", "MILX", "POLR", "PORN", "PROV", "REL"})
"""Categories whose sites are illegal in some country, or may bring visitors into trouble there."""
