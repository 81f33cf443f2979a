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
    """Sightings, each `vantage@day=verdict`, days counted from the first; `=moved>URL` names where to, `!reason` the
    reason, `~signal` a signal, `#A_title` the title, `-down` at the end that the control failed too, and `-here` that
    it got through."""
    evidence: str = "ok"
    """`none` (never fetched), `unmeasured`, `thin`, `ok`, `anomalies` (ok, with some), `thin-anomalies`,
    `thin-confirmed`, `likely`, `confirmed`; `mark` (confirmed only on the network that gives dead names that answer),
    `mark-elsewhere` (only on another), `mark-at-both`, `mark-and-resets` (with other methods). With episodes: `open`,
    `open-unknown`, `open-thin`, `open-server`, `open-mark`, `open-mark-alive`, `ended`, `down`, `was-down`,
    `was-down-and-more`, `dead-name`."""
    notes: str = ""
    ledger: str = ""
    """`decision: reason` of the last record, of an earlier quarter; several with ` ; `; `FLAGGED`; a leading `now ` for
    a record of this very quarter."""
    doubt: str = ""
    """A category that the audit would put it in; `?CODE` where it is not sure."""
    scope: str = "kh"
    listed: str = ""
    """URLs that the list or the global one has beside the row."""
    unfit: str = ""
    """URLs that visits of other rows found parked."""
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
TAKEN: Final = "isp1@0=taken-over#Slot_Gacor_88 abroad@0=taken-over#Slot_Gacor_88 abroad@20=taken-over#Slot_Gacor_88"
HOSTED: Final = "isp1@0=placeholder abroad@0=placeholder isp1@20=placeholder"
ANSWER: Final = "possibly-blocked!known-dns-answer"
"""What 0.1.0 said of a known DNS answer, without a control."""
LOOP: Final = "possibly-blocked!control-succeeds~redirect-loop-here"
"""What 0.1.0 said of a redirect loop that the control did not see."""
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
    # 1b. Episodes: what is blocked at the end of the period is kept, what is dead for the control is not blocked.
    Case("blocked now, little over the whole period", "keep-blocked", "fails on AS64500 at the end", "isp1@20=up",
         "open", says="from 2026-07-23 on, 41 of 44 tests; the last good test was on 2026-07-21"),
    Case("blocked now, and dead everywhere", "keep-blocked", "at the end of the period", DEAD, "open"),
    Case("blocked now, and nobody looked", "keep-blocked", "at the end of the period", "", "open"),
    Case("fails now, and how is not known", "keep-blocked", "at the end of the period", "isp1@20=up", "open-unknown",
         says="cause unclear"),
    Case("fails now, in too few tests", "keep", "up", "isp1@20=up", "open-thin", says="signs of interference"),
    Case("its own server refuses", "keep", "restricted|up", "isp1@20=restricted", "open-server",
         says="signs of interference"),
    Case("blocked now, by what dead names get too", "recheck", "block or a dead name", DEAD, "open-mark"),
    Case("blocked now, by that answer, and alive for the control", "keep-blocked", "at the end", DEAD,
         "open-mark-alive"),
    Case("blocked for a while, and up", "keep", "up", "isp1@20=up", "ended", says="from 2026-07-23 to 2026-08-09"),
    Case("blocked for a while, and dead", "recheck", "signs of interference", DEAD, "ended"),
    Case("blocked for a while, and nobody looked", "recheck", "no check", "", "ended"),
    Case("down for the control, and dead", "recheck", "dead", DEAD, "down", says="from 2026-07-23 on"),
    Case("down for the control, and flagged", "drop", "down", DEAD, "down", ledger=FLAGGED, says="OONI's control"),
    Case("down for the control, and up by now", "keep", "up", "isp1@20=up", "down"),
    Case("was down for the control", "drop", "down", DEAD, "was-down", ledger=FLAGGED, says="to 2026-08-09"),
    Case("was down for the control, and had other anomalies", "recheck", "signs of interference", DEAD,
         "was-down-and-more", ledger=FLAGGED),
    Case("a dead name that a provider answers for", "recheck", "dead", DEAD, "dead-name",
         says="the provider answers in its place"),
    Case("such a name, and flagged", "drop", "down", DEAD, "dead-name", ledger=FLAGGED, says="AS38623"),
    Case("such a name, and nobody looked", "recheck", "no check", "", "dead-name"),
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
    # 9. In other hands, and the host's page in its place: as dead as the dead.
    Case("taken over at both, flagged", "drop", "other hands: “Slot Gacor 88”", TAKEN, ledger=FLAGGED),
    Case("taken over at both", "recheck", "flagged: dead", TAKEN, says="Slot Gacor 88"),
    Case("taken over, on the global list", "drop", "other hands", TAKEN, scope="global"),
    Case("taken over, seen once, flagged", "recheck", "vantage", "isp1@20=taken-over#Slot", ledger=FLAGGED,
         says="other hands: “Slot”"),
    Case("taken over, seen on one day, flagged", "recheck", "day", "isp1@20=taken-over abroad@20=taken-over",
         ledger=FLAGGED),
    Case("taken over, and anomalies", "recheck", "anomal|OONI|block", TAKEN, "anomalies", ledger=FLAGGED),
    Case("taken over, evidence was never fetched", "recheck", "OONI|evidence", TAKEN, "none", ledger=FLAGGED),
    Case("taken over, and kept by a person", "keep", "a symbol", TAKEN, notes="keep: a symbol"),
    Case("taken over, and confirmed", "keep-blocked", "OONI|block", TAKEN, "confirmed"),
    Case("taken over, and its category is doubted", "recheck", "dead|flag", TAKEN, doubt="GMB"),
    Case("taken over here, up elsewhere on that day", "recheck", "other hands: “Slot”",
         "isp1@20=taken-over#Slot abroad@20=up", ledger=FLAGGED, says="up from abroad"),
    Case("taken over here, moved elsewhere before", "recheck", "other hands",
         f"isp1@20=taken-over abroad@0=moved>{NEW}"),
    Case("taken over once, up since", "keep", "", "isp1@0=taken-over isp1@20=up abroad@20=up", ledger=FLAGGED),
    Case("taken over here once, up elsewhere since", "keep", "", "isp1@0=taken-over abroad@20=up"),
    Case("up, then taken over", "recheck", "", "isp1@0=up isp1@20=taken-over abroad@20=taken-over", ledger=FLAGGED),
    Case("a placeholder at both, flagged", "drop", "hosting|placeholder", HOSTED, ledger=FLAGGED),
    Case("a placeholder at both", "recheck", "flagged: dead", HOSTED),
    Case("a placeholder, on the global list", "drop", "placeholder", HOSTED, scope="global"),
    Case("a placeholder, seen once, flagged", "recheck", "vantage", "isp1@20=placeholder", ledger=FLAGGED),
    Case("a placeholder here, up abroad", "keep", "", "isp1@20=placeholder abroad@20=up", ledger=FLAGGED),
    Case("a placeholder, and anomalies", "recheck", "anomal|OONI|block", HOSTED, "anomalies", ledger=FLAGGED),
    Case("no such site at the platform, flagged", "drop", "gone",
         "isp1@0=gone!no-such-site abroad@20=gone!no-such-site", ledger=FLAGGED),
    Case("dead in four ways, flagged", "drop", "other hands: “Slot”",
         "isp1@0=parked abroad@20=taken-over#Slot isp2@9=down isp2@19=placeholder", ledger=FLAGGED),
    # 10. It leads to a page that is nobody's successor.
    Case("moved to what is taken over by now", "recheck", "other hands",
         f"{MOVED} isp1@30=taken-over>{NEW}#Slot", says="Slot"),
    Case("moved, another vantage found it taken over there before", "recheck", f"{NEW}.*other hands",
         f"isp2@0=taken-over>{NEW} {MOVED}"),
    Case("moved, and sold there by now", "recheck", f"{NEW}.*(parked|sale)", f"isp2@0=parked>{NEW} {MOVED}"),
    Case("moved, and only the host's page is there", "recheck", f"{NEW}.*hosting", f"isp2@0=placeholder>{NEW} {MOVED}"),
    Case("moved, and gone there", "recheck", f"{NEW}.*gone", f"isp2@0=gone>{NEW} {MOVED}"),
    Case("moved, and a challenge there", "keep", "", f"isp2@0=restricted>{NEW}!challenge {MOVED}"),
    Case("moved, and with a sign of a challenge", "recheck", f"{NEW}.*proof",
         f"isp1@0=moved>{NEW}~challenge isp1@20=moved>{NEW}~challenge"),
    Case("moved, a challenge there, then down", "recheck", "flagged: dead",
         f"isp1@0=moved>{NEW} isp2@0=restricted>{NEW}!challenge isp1@9=down isp2@9=down isp1@29=down isp2@29=down"),
    Case("moved, and not served there for another reason", "replace", "",
         f"{MOVED} isp2@0=moved>{NEW} isp2@20=moved>{NEW} isp1@1=restricted>{NEW}!not-served", url=NEW),
    Case("moved, sold there once and mended since", "replace", "",
         f"isp1@0=parked>{NEW} isp1@10=moved>{NEW} isp1@20=moved>{NEW}", url=NEW),
    Case("moved, with a casino's page", "recheck", f"{NEW}.*other hands",
         f"isp1@0=moved>{NEW}~gambling-page isp1@20=moved>{NEW}~gambling-page"),
    Case("moved, to a page that unrelated sites share", "recheck", f"{NEW}.*share",
         f"isp1@0=moved>{NEW}~shared-page isp1@20=moved>{NEW}~shared-page"),
    Case("moved to a sale platform, as 0.1.0 saw it", "recheck", "parked|sale",
         "isp1@0=moved>https://www.hugedomains.com/x isp1@20=moved>https://www.hugedomains.com/x"),
    Case("moved to a row that is parked", "recheck", f"{NEW}.*(parked|sale)", MOVED, listed=NEW, unfit=NEW),
    Case("moved to a site that another row found parked", "recheck", f"{NEW}.*(parked|sale)", MOVED, unfit=NEW),
    Case("moved, died, and its successor is sold: no successor", "recheck", "flagged: dead",
         f"{DIED_LATER} isp2@31=parked>{NEW}"),
    Case("moved, died, and its successor is sold, flagged", "drop", "", f"{DIED_LATER} isp2@31=parked>{NEW}",
         ledger=FLAGGED),
    Case("moved, then the old name led to a casino: the site's own successor", "replace", f"moved to {NEW}",
         f"isp1@0=moved>{NEW} isp1@10=taken-over>https://slot.example.net/ abroad@30=taken-over>https://slot.example.net/"
         " isp1@30=taken-over>https://slot.example.net/", url=NEW),
    Case("moved to a casino's page, and it died there, flagged", "drop", "",
         f"isp1@0=moved>{NEW}~gambling-page isp1@10=down>{NEW} abroad@10=down>{NEW} isp1@30=down>{NEW}"
         f" abroad@30=down>{NEW}", ledger=FLAGGED),
    Case("confirmed, and it moved to a casino: nothing to add", "keep-blocked", "OONI|block",
         f"{MOVED} isp1@30=taken-over>{NEW}", "confirmed"),
    # 11. What is no proof of a block.
    Case("a known answer, without a control", "recheck", "dead names", f"isp1@20={ANSWER}", "none"),
    Case("a known answer at two, twice, without a control", "recheck", "dead names",
         f"isp1@0={ANSWER} isp1@20={ANSWER} isp2@20={ANSWER}", ledger=FLAGGED),
    Case("a known answer, as a check of today says", "recheck", "dead names",
         "isp1@0=down!known-dns-answer~known-dns-answer isp2@20=down!known-dns-answer~known-dns-answer",
         ledger=FLAGGED),
    Case("a known answer, and the control fails", "recheck", "dead names", f"isp1@20={ANSWER}-down"),
    Case("a known answer, and the control resolves it", "keep-blocked", "block", f"isp1@20={ANSWER}-here"),
    Case("a known answer, up abroad", "keep", "up", f"isp1@20={ANSWER} abroad@20=up"),
    Case("a known answer here, dead abroad, flagged", "drop", "",
         f"isp1@0={ANSWER} isp1@20={ANSWER} abroad@0=down abroad@20=down", ledger=FLAGGED),
    Case("a known answer, and a block page later", "keep-blocked", "block",
         f"isp1@0={ANSWER} isp1@20=possibly-blocked!known-block-page"),
    Case("a loop that the control does not see", "recheck", "control", f"isp1@20={LOOP}"),
    Case("a loop that the control does not see, at two, flagged", "recheck", "control",
         f"isp1@0={LOOP} isp1@20={LOOP} isp2@20={LOOP}", ledger=FLAGGED),
    Case("too many redirects that the control does not see", "recheck", "control",
         "isp1@20=possibly-blocked!control-succeeds~too-many-redirects-here"),
    Case("a loop here, up abroad", "keep", "up", f"isp1@20={LOOP} abroad@20=up"),
    Case("a loop, as a check of today says", "recheck", "control", "isp1@20=down!redirect-loop~redirect-loop-here"),
    Case("a loop that the control sees too, flagged", "drop", "",
         "isp1@0=down!redirect-loop~redirect-loop-down isp2@20=down!redirect-loop~redirect-loop-down", ledger=FLAGGED),
    Case("fails here, works from the control", "keep-blocked", "block",
         "isp1@20=possibly-blocked!control-succeeds-here"),
    Case("a portal", "recheck", "no check", "isp1@20=possibly-blocked!control-succeeds~shared-page-here", "none"),
    Case("a portal, as a check of today says", "recheck", "no check",
         "isp1@20=unknown!shared-page~shared-page", "none"),
    Case("a portal, and OONI reached it", "keep", "OONI", "isp1@20=possibly-blocked!control-succeeds~shared-page-here"),
    Case("a known block page that many sites lead to", "keep-blocked", "block",
         "isp1@20=possibly-blocked!known-block-page~shared-page"),
    # 12. OONI's mark that dead names get too.
    Case("OONI's mark alone, dead abroad", "recheck", "block or a dead name.*AS38623",
         "abroad@0=down!dns-failed abroad@20=down!dns-failed", "mark"),
    Case("OONI's mark alone, dead everywhere, flagged", "recheck", "block or a dead name", DEAD.replace("gone", "down"),
         "mark", ledger=FLAGGED),
    Case("OONI's mark alone, and the same answer here", "recheck", "block or a dead name", f"isp1@20={ANSWER}", "mark"),
    Case("OONI's mark alone, and the control fails in DNS", "recheck", "block or a dead name",
         "isp1@20=down!dns-failed-down", "mark"),
    Case("OONI's mark alone, never looked at", "recheck", "block or a dead name", "", "mark"),
    Case("OONI's mark, up abroad", "keep-blocked", "OONI|block", "isp1@20=down!dns-failed abroad@20=up", "mark"),
    Case("OONI's mark, and the server abroad takes no connection", "keep-blocked", "OONI|block",
         "abroad@20=down!connect-failed", "mark"),
    Case("OONI's mark, and the control resolves it", "keep-blocked", "OONI|block", f"isp1@20={ANSWER}-here", "mark"),
    Case("OONI's mark, parked abroad", "keep-blocked", "OONI|block", "abroad@20=parked", "mark"),
    Case("OONI's mark on another network", "keep-blocked", "OONI|block", "abroad@20=down!dns-failed", "mark-elsewhere"),
    Case("OONI's mark on two networks", "keep-blocked", "OONI|block", "abroad@20=down!dns-failed", "mark-at-both"),
    Case("OONI's mark, and other methods", "keep-blocked", "OONI|block",
         "abroad@20=down!dns-failed", "mark-and-resets"),
    Case("OONI's mark alone, and upstream says found blocked", "keep-blocked", "found blocked",
         "abroad@20=down!dns-failed", "mark", UPSTREAM_KEPT),
    Case("OONI's mark alone, and a person keeps it", "keep", "a symbol", "abroad@20=down!dns-failed", "mark",
         "keep: a symbol"),
)  # fmt: skip
