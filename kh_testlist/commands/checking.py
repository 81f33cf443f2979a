"""From the options of `check` to a run of it: which resolvers, which guard, which control, which journal."""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist import __version__
from kh_testlist.commands.sites import Site
from kh_testlist.commands.vantage import Options, usual
from kh_testlist.errors import Failure, Refused
from kh_testlist.liveness import journal, record, verdict
from kh_testlist.liveness.attempt import Verdict, now
from kh_testlist.liveness.control import OONI_HELPERS
from kh_testlist.liveness.journal import Header, Journal, list_hash
from kh_testlist.liveness.marks import BLOCK_ADDRESSES
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.run import Controls, Plan, Run
from kh_testlist.store import private_folder
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.session import Session
from kh_testlist.text import counted
from kh_testlist.web.fetch import Fetcher, make_room
from kh_testlist.web.guard import Guard
from kh_testlist.web.resolve import Resolver, system_servers
from kh_testlist.web.session import tls_context

_EVERYWHERE: Final = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
"""What a test helper that the user names may be at: naming it is allowing it."""


class Ended(NamedTuple):
    """How a run ended."""

    records: list[Record]
    """One for each site, in the order of the sites; unknown for what the run did not come to."""
    error: BaseException | None
    """What ended it before its time."""


def check(session: Session, sites: Sequence[Site], options: Options, tell: Callable[[Record], None]) -> Ended:
    """Check `sites`; `tell` each record as it is known.

    Raises:
        Failure: it could not even begin.
        Misuse: options contradict each other, or the journal.

    """
    urls = [site.url for site in sites]
    found: dict[str, Record] = {}
    error: BaseException | None = None
    make_room(options.concurrency)
    fetcher = fetcher_of(options, Guard(options.allow_private, BLOCK_ADDRESSES))
    controls = _controls(options)
    with _journal(options, urls) as written, Bar(session) as bar:
        introduce(session, sites, options.vantage)
        try:
            with contextlib.closing(Run(_plan(options), fetcher, controls, bar, written).check(urls)) as records:
                for one in records:
                    found[one["url"]] = one
                    tell(one)
        except (KeyboardInterrupt, Failure) as ended:
            error = ended
    for url in urls:
        if url not in found:
            found[url] = record.unvisited(url, verdict.INTERRUPTED, options.vantage, now())
            tell(found[url])
    return Ended([found[url] for url in urls], error)


def check_new(session: Session, urls: Sequence[str], *, yes: bool) -> None:
    """Check sites that are to be added, and say what they are; by what settings and environment say of `check`.

    Raises:
        Refused: one of them is parked or gone, and nobody said to add it all the same.

    """
    records, error = check(session, [Site(url) for url in urls], usual(), lambda _: None)
    if error is not None:
        raise error
    for one in records:
        session.say(f"{one['url']}: {one['verdict']}: {verdict.MEANINGS[one['reason']]}")
    dead = [one for one in records if one["verdict"] in {Verdict.PARKED, Verdict.GONE}]
    if dead and not yes:
        named = ", ".join(f"{one['url']} ({one['verdict']})" for one in dead)
        raise Refused(f"nothing was added: {named}.", "If it belongs on the list all the same: --yes")


def _plan(options: Options) -> Plan:
    return Plan(
        timeout=options.timeout,
        passes=options.passes,
        pause=options.pause,
        concurrency=options.concurrency,
        per_host=options.per_host,
        vantage=options.vantage,
        canaries=None if options.no_canary else options.canary,
    )


def fetcher_of(options: Options, guard: Guard) -> Fetcher:
    """What makes the requests that `options` allow, past `guard`."""
    resolver = Resolver(options.resolver or system_servers())
    return Fetcher(resolver, guard, tls_context(options.ca_file), options.user_agent, options.connect_timeout)


def _controls(options: Options) -> Controls:
    said = options.control
    if said == "none":
        return Controls()
    if said == "ooni":
        return Controls(OONI_HELPERS, fetcher_of(options, Guard(options.allow_private)))
    if said.startswith(("http://", "https://")):
        return Controls((said,), fetcher_of(options, Guard(_EVERYWHERE)))
    return Controls(records=journal.records(Path(said)))


@contextlib.contextmanager
def _journal(options: Options, urls: Sequence[str]) -> Iterator[Journal | None]:
    if options.journal is None:
        yield None
        return
    settings = {
        "allow-private": [str(network) for network in options.allow_private],
        "ca-file": options.ca_file.name if options.ca_file else None,  # a path may name whose computer this is
        "canary": list(options.canary),
        "connect-timeout": options.connect_timeout,
        "control": options.control_source or "none",
        "no-canary": options.no_canary,
        "passes": options.passes,
        "resolver": [str(server) for server in options.resolver],
        "timeout": options.timeout,
        "user-agent": options.user_agent,
    }
    header = Header(f"kh-testlist {__version__}", options.vantage, list_hash(urls), len(urls), settings)
    written = journal.start(options.journal, header, resume=options.resume)
    try:
        yield written
    finally:
        written.close()


def introduce(session: Session, sites: Sequence[Site], vantage: str) -> None:
    """Before the first check from a vantage, say what will be fetched, and from where: it may not be safe."""
    import platformdirs  # noqa: PLC0415 - once a run

    name = hashlib.sha256(vantage.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    mark = platformdirs.user_state_path("kh-testlist", appauthor=False) / "vantages" / name
    if mark.exists() or session.verbosity < 0:
        return
    counts = Counter(site.category for site in sites if site.category in SENSITIVE)
    sensitive = ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))
    session.say(
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
