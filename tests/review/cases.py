"""What advice must be, case by case: written from the policy and from upstream's habits, not from the code."""

from __future__ import annotations

from typing import Final, NamedTuple

OLD: Final = "https://old.example.org/"
NEW: Final = "https://new.example.com/"
"""The site that is judged, and the one it moves to."""

UPSTREAM_KEPT: Final = "Not working anymore, but kept as this domain is found blocked"
"""Upstream's own words on a Cambodian row. Source: citizenlab/test-lists, lists/kh.csv."""

FLAGGED: Final = "@flagged"
"""A ledger record as the review of an earlier quarter leaves it where it flagged a dead row."""


class Case(NamedTuple):
    """Facts in short, and what must be advised."""

    name: str
    word: str
    """Or several, where the policy leaves a choice."""
    because: str = ""
    """A pattern that the first reason must match, whatever the case of its letters."""
    seen: str = ""
    """Sightings, each `vantage@day=verdict`, days counted from the first; `=moved>URL` names where to, and
    `=down-down` that the control failed too."""
    evidence: str = "ok"
    """`none` (never fetched), `unmeasured`, `thin`, `ok`, `anomalies` (ok, with some), `thin-anomalies`,
    `thin-confirmed`, `likely`, `confirmed`."""
    notes: str = ""
    ledger: str = ""
    """`decision: reason` of the last record, of an earlier quarter; several with ` ; `; `FLAGGED`; a leading `now ` for
    a record of this very quarter."""
    doubt: str = ""
    """A category that the audit would put it in; `?CODE` where it is not sure."""
    scope: str = "kh"
    listed: str = ""
    """URLs that the list or the global one has beside the row."""
    url: str = ""
    """What `replace` must put in its place."""
    category: str = ""
    """What `recategorise` must put it in."""
    variants: int = 0
    """Measurements with signs of interference of the same site under another spelling of its URL."""
    says: str = ""
    """A pattern that the reasons together must match."""


DEAD: Final = "isp1@0=down isp1@20=down abroad@0=gone abroad@20=down"
"""Two vantages, two days, twenty days apart."""
MOVED: Final = f"isp1@0=moved>{NEW} isp1@20=moved>{NEW} abroad@20=moved>{NEW}"
DIED_LATER: Final = f"isp1@0=moved>{NEW} isp1@10=down abroad@10=down isp1@30=down abroad@30=down"

CASES: Final = (
    # 1. Blocked: it stays, whatever else is seen.
    Case("confirmed and up", "keep-blocked", "OONI|block", "isp1@0=up isp1@20=up", "confirmed"),
    Case("confirmed and dead everywhere", "keep-blocked", "OONI|block", DEAD, "confirmed"),
    Case("likely and gone", "keep-blocked", "OONI|block", "isp1@0=gone abroad@20=gone", "likely"),
    Case("confirmed, and never looked at", "keep-blocked", "OONI|block", "", "confirmed"),
    Case("confirmed and parked", "keep-blocked", "OONI|block", "isp1@0=parked abroad@20=parked", "confirmed"),
    Case("likely, and its certificate fails", "keep-blocked", "OONI|block", "isp1@20=tls-failure", "likely"),
    Case("confirmed, and it moved: the successor is named", "keep-blocked", "OONI|block", MOVED, "confirmed", says=NEW),
    Case("confirmed, and its category is doubted", "keep-blocked", "OONI|block", "isp1@20=up", "confirmed",
         doubt="HUMR"),
    Case("confirmed, and flagged dead a quarter ago", "keep-blocked", "OONI|block", DEAD, "confirmed", ledger=FLAGGED),
    Case("confirmed, and a person once said drop", "keep-blocked", "OONI|block", DEAD, "confirmed",
         ledger="drop: gone"),
    Case("confirmed, and kept by a person", "keep-blocked", "OONI|block", DEAD, "confirmed", notes="keep: a symbol"),
    Case("confirmed, on the global list", "keep-blocked", "OONI|block", DEAD, "confirmed", scope="global"),
    Case("a block page was seen", "keep-blocked", "block", "isp1@20=possibly-blocked", "none"),
    Case("a block page was seen, and OONI saw nothing", "keep-blocked", "block", "isp1@20=possibly-blocked"),
    Case("blocked here, up abroad", "keep-blocked", "block", "isp1@20=possibly-blocked abroad@20=up", "unmeasured"),
    Case("blocked here, dead abroad", "keep-blocked", "block", "isp1@20=possibly-blocked abroad@0=down abroad@20=down"),
    Case("blocked at one network, up at another", "keep-blocked", "block", "isp1@20=possibly-blocked isp2@21=up"),
    Case("a block page, and its category is doubted", "keep-blocked", "block", "isp1@20=possibly-blocked",
         doubt="HUMR"),
    # 2. A person keeps it, and it can't be reached.
    Case("kept in its notes", "keep", "keep: a symbol", DEAD, notes="keep: a symbol"),
    Case("kept in its notes, and flagged", "keep", "a symbol", DEAD, notes="keep: a symbol", ledger=FLAGGED),
    Case("upstream's own words on a blocked one", "keep-blocked", "found blocked", DEAD, notes=UPSTREAM_KEPT),
    Case("upstream's own words, and flagged", "keep-blocked", "found blocked", DEAD, notes=UPSTREAM_KEPT,
         ledger=FLAGGED),
    Case("upstream's own words, and nobody measured", "keep-blocked", "found blocked", DEAD, "none", UPSTREAM_KEPT),
    Case("upstream's own words, seen once", "keep-blocked", "found blocked", "isp1@20=down", "none", UPSTREAM_KEPT),
    Case("dead, and upstream says found to be blocked", "keep-blocked", "found to be blocked", DEAD,
         notes="dead page but found to be blocked", ledger=FLAGGED),
    Case("dead, and upstream says so of a website", "keep-blocked", "found to be blocked",
         "isp1@0=parked abroad@20=parked", notes="dead website but found to be blocked", ledger=FLAGGED),
    Case("not updated, and found blocked", "keep-blocked", "found blocked", DEAD,
         notes="Not updated since 2014 but found blocked", ledger=FLAGGED),
    Case("kept for its http form", "keep-blocked", "needs to be kept", DEAD,
         notes="Specific HTTP url blocked, needs to be kept http", ledger=FLAGGED),
    Case("kept for monitoring", "keep", "Kept for monitoring", "isp1@0=gone abroad@20=gone",
         notes="Old website of a group. Kept for monitoring purposes", ledger=FLAGGED),
    Case("kept for control", "keep", "control purposes", "isp1@0=parked abroad@20=parked",
         notes="Keep for control purposes.", ledger=FLAGGED),
    Case("kept in the ledger", "keep", "comes back at elections", DEAD, ledger="keep: comes back at elections"),
    Case("kept as blocked in the ledger", "keep-blocked", "seen at two networks", DEAD,
         ledger="keep-blocked: seen at two networks"),
    Case("kept by a person, and anomalies", "keep", "a symbol", DEAD, "anomalies", "keep: a symbol"),
    Case("kept by a person, on the global list", "keep", "a symbol", DEAD, notes="keep: a symbol", scope="global"),
    Case("kept by a person, and its server fails", "keep", "a symbol", "isp1@20=server-error", "none",
         "keep: a symbol"),
    Case("kept by a person, and DNS leads inside", "keep", "a symbol", "isp1@20=refused", "none", "keep: a symbol"),
    Case("kept by a person, and it moved", "keep", "a symbol", MOVED, notes="keep: a symbol"),
    Case("the notes keep another host", "keep", "", DEAD, ledger=FLAGGED,
         notes="The correct link, but keep www.old.example.org as it is blocked"),
    Case("kept once because the program said so", "recheck", "dead|flag", DEAD, ledger="keep: advice: it is up"),
    Case("kept in the ledger without a word why", "recheck", "", DEAD, ledger="keep:"),
    Case("kept once, but the last word is recheck", "recheck", "", DEAD, ledger="keep: a symbol ; recheck: look again"),
    Case("notes that only say what it is", "recheck", "", DEAD, notes="A site for keepers of bees"),
    # 3. Dead, as far as anybody can see.
    Case("a dead country row is flagged first", "recheck", "dead|flag", DEAD),
    Case("flagged a quarter ago, and still dead", "drop", "dead|gone|down|answer", DEAD, ledger=FLAGGED),
    Case("flagged this very quarter", "recheck", "", DEAD, ledger=f"now {FLAGGED}"),
    Case("the global list needs no flag", "drop", "", DEAD, scope="global"),
    Case("recheck for another reason is no flag", "recheck", "dead|flag", DEAD,
         ledger="recheck: its category is unclear"),
    Case("flagged, then kept without a word", "recheck", "", DEAD, ledger=f"{FLAGGED} ; keep:"),
    Case("flagged by what was no recheck", "recheck", "", DEAD, ledger="recategorise: flagged: dead"),
    Case("up in between, flagged", "recheck", "",
         "isp1@0=up isp1@1=down abroad@1=down abroad@25=up isp1@30=down abroad@30=down", ledger=FLAGGED),
    Case("down and up in one second", "keep", "", "isp1@20=down isp1@20=up", ledger=FLAGGED),
    Case("parked at both, flagged", "drop", "", "isp1@0=parked abroad@20=parked", ledger=FLAGGED),
    Case("404 at both, flagged", "drop", "", "isp1@0=gone abroad@20=gone", ledger=FLAGGED),
    Case("dead in three ways, flagged", "drop", "", "isp1@0=parked abroad@20=gone isp2@9=down", ledger=FLAGGED),
    Case("one vantage, three days", "recheck", "vantage|network|place", "isp1@0=down isp1@10=down isp1@20=down",
         ledger=FLAGGED),
    Case("one vantage, three days, global", "recheck", "vantage|network|place", "isp1@0=gone isp1@10=gone isp1@20=gone",
         scope="global"),
    Case("two vantages, one day", "recheck", "day", "isp1@20=down abroad@20=down", ledger=FLAGGED),
    Case("two vantages, one day, global", "recheck", "day", "isp1@20=down abroad@20=down", scope="global"),
    Case("two days that are near each other", "recheck", "day", "isp1@17=down abroad@20=down", ledger=FLAGGED),
    Case("thirteen days between", "recheck", "day", "isp1@0=down abroad@13=down", ledger=FLAGGED),
    Case("fourteen days between", "drop", "", "isp1@0=down abroad@14=down", ledger=FLAGGED),
    Case("one vantage and its control, flagged", "recheck", "vantage|network|place",
         "isp1@0=down-down isp1@20=down-down",
         ledger=FLAGGED),
    Case("anomalies, flagged: it may be the block", "recheck", "anomal|OONI|block", DEAD, "anomalies", ledger=FLAGGED),
    Case("few tests, and an anomaly among them", "recheck", "anomal|OONI|block", DEAD, "thin-anomalies",
         ledger=FLAGGED),
    Case("few tests, and a confirmed one among them", "recheck", "confirm|anomal|OONI|block", DEAD, "thin-confirmed",
         ledger=FLAGGED),
    Case("anomalies, on the global list", "recheck", "anomal|OONI|block", DEAD, "anomalies", scope="global"),
    Case("anomalies under another spelling, flagged", "recheck", "spelling|OONI|block", DEAD, ledger=FLAGGED,
         variants=2),
    Case("anomalies under another spelling, never measured under this", "recheck", "", DEAD, "unmeasured",
         ledger=FLAGGED, variants=1),
    Case("evidence was never fetched", "recheck", "OONI|evidence", DEAD, "none", ledger=FLAGGED),
    Case("evidence was never fetched, global", "recheck", "OONI|evidence", DEAD, "none", scope="global"),
    Case("dead here, up abroad", "keep", "", "isp1@0=down isp1@20=down abroad@20=up", ledger=FLAGGED),
    Case("dead here, restricted abroad", "keep", "", "isp1@0=down isp1@20=down abroad@20=restricted", ledger=FLAGGED),
    Case("dead once, up since", "keep", "", "isp1@0=down isp1@20=up abroad@0=down", ledger=FLAGGED),
    Case("up once, dead since", "recheck", "", "isp1@0=up isp1@20=down abroad@20=down"),
    Case("dead here, unknown abroad", "recheck", "", "isp1@0=down isp1@20=down abroad@20=unknown", ledger=FLAGGED),
    Case("dead here, its server fails abroad", "recheck", "", "isp1@0=down isp1@20=down abroad@20=server-error", "thin",
         ledger=FLAGGED),
    Case("dead at two, unknown at a third", "drop", "", f"{DEAD} isp2@20=unknown", ledger=FLAGGED),
    Case("dead, and its category is doubted", "recheck", "dead|flag", DEAD, doubt="HUMR"),
    Case("it moved, then died: the successor", "replace", "", DIED_LATER, ledger=FLAGGED, url=NEW),
    Case("it moved to where the list is already, then died", "drop", "", DIED_LATER, ledger=FLAGGED, listed=NEW),
    # 4. Nothing is known of it from here.
    Case("nothing at all", "recheck", "", "", "none"),
    Case("never looked at, and OONI reached it", "keep", "OONI", "", "ok"),
    Case("never looked at, and nobody measured it", "recheck", "", "", "unmeasured"),
    Case("never looked at, and measured too little", "recheck", "", "", "thin"),
    Case("the check could not tell, OONI could", "keep", "OONI", "isp1@0=unknown isp1@20=unknown", "ok"),
    Case("nobody could tell", "recheck", "", "isp1@0=unknown isp1@20=unknown", "none"),
    Case("DNS leads inside, and nobody measured", "recheck", "public|bogon|block|refus",
         "isp1@0=refused isp1@20=refused", "none"),
    Case("DNS leads inside, measured too little", "recheck", "", "isp1@20=refused abroad@20=refused", "thin"),
    Case("DNS leads inside, twice at two, flagged", "recheck", "", "isp1@0=refused abroad@20=refused", "unmeasured",
         ledger=FLAGGED),
    Case("DNS leads inside here, dead abroad, flagged", "recheck", "", "isp1@20=refused abroad@0=down abroad@20=down",
         ledger=FLAGGED),
    # 5. It moved.
    Case("moved, and its category is doubted", "replace", "", MOVED, doubt="HUMR", url=NEW),
    Case("moved to itself", "recheck", "", f"isp1@0=moved>{OLD} isp1@20=moved>{OLD} abroad@20=moved>{OLD}"),
    Case("moved, the successor is listed, evidence was never fetched", "recheck", "", MOVED, "none", listed=NEW),
    Case("moved, seen at two", "replace", "", MOVED, url=NEW),
    Case("moved, seen on two days", "replace", "", f"isp1@0=moved>{NEW} isp1@20=moved>{NEW}", url=NEW),
    Case("moved, the successor in canonical form", "replace", "",
         "isp1@0=moved>HTTPS://New.Example.COM:443 abroad@20=moved>HTTPS://New.Example.COM:443", url=NEW),
    Case("moved, seen once", "recheck", "", f"isp1@20=moved>{NEW}"),
    Case("moved, and the successor is listed", "drop", "", MOVED, listed=NEW),
    Case("moved, the successor is listed, one vantage", "recheck", "",
         f"isp1@0=moved>{NEW} isp1@20=moved>{NEW}", listed=NEW),
    Case("moved, the successor is listed, one day", "recheck", "",
         f"isp1@20=moved>{NEW} abroad@20=moved>{NEW}", listed=NEW),
    Case("moved, the successor is listed, and anomalies", "recheck", "", MOVED, "anomalies", listed=NEW),
    Case("moved, and anomalies on the old one", "recheck", "anomal|OONI|block", MOVED, "anomalies"),
    Case("moved, the successor is listed, and anomalies under another spelling", "recheck", "", MOVED, listed=NEW,
         variants=1),
    Case("moved once, back since", "keep", "", f"isp1@0=moved>{NEW} abroad@0=moved>{NEW} isp1@20=up abroad@20=up"),
    Case("moved to two places", "recheck", "",
         f"isp1@0=moved>{NEW} isp1@20=moved>{NEW}"
         " abroad@0=moved>https://other.example.net/ abroad@20=moved>https://other.example.net/"),
    # 6. It answers with an error.
    Case("its certificate fails, nobody measured", "recheck", "certificate|TLS|handshake", "isp1@20=tls-failure",
         "none"),
    Case("its certificate fails, OONI reached it", "keep", "", "isp1@20=tls-failure abroad@20=tls-failure"),
    Case("its server fails, nobody measured", "recheck", "server", "isp1@20=server-error", "none"),
    Case("its server fails, OONI reached it", "keep", "", "isp1@0=server-error isp1@20=server-error"),
    Case("its server fails, flagged", "recheck", "", "isp1@0=server-error abroad@20=server-error", "thin",
         ledger=FLAGGED),
    # 7. It is there, and in doubt.
    Case("another category", "recategorise", "HUMR|categor", "isp1@20=up", doubt="HUMR", category="HUMR"),
    Case("another category, restricted", "recategorise", "HUMR|categor", "isp1@20=restricted", doubt="HUMR",
         category="HUMR"),
    Case("a weak doubt", "keep", "", "isp1@20=up", doubt="?HUMR"),
    Case("a person settled the category", "keep", "", "isp1@20=up", doubt="HUMR",
         ledger="recategorise: it is a newspaper that writes on rights"),
    Case("a person kept the category", "keep", "", "isp1@20=up", doubt="HUMR",
         ledger="keep: the category NEWS is right"),
    Case("another category, and kept in its notes", "recategorise", "HUMR|categor", "isp1@20=up",
         notes="keep: a symbol", doubt="HUMR", category="HUMR"),
    # 8. It is there.
    Case("upstream's own words, and it is back", "keep", "", "isp1@20=up abroad@20=up", notes=UPSTREAM_KEPT),
    Case("up", "keep", "", "isp1@20=up"),
    Case("up, nobody measured", "keep", "", "isp1@20=up", "none"),
    Case("up, with anomalies under another spelling", "keep", "", "isp1@20=up", variants=3),
    Case("restricted", "keep", "", "isp1@20=restricted"),
    Case("up, with anomalies that are no block", "keep", "", "isp1@20=up abroad@20=up", "anomalies"),
    Case("up, and flagged a quarter ago", "keep", "", "isp1@20=up abroad@20=up", ledger=FLAGGED),
    Case("up, and kept by a person", "keep", "", "isp1@20=up", notes="keep: a symbol"),
)  # fmt: skip
