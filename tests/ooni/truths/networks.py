"""The networks of the made-up worlds: some of Cambodia, a VPN carrier, and three abroad."""

from __future__ import annotations

from typing import Final

from tests.ooni.truths.records import Network

NETWORKS: Final = (
    Network(38623, "Viettel", 4.0, 0.75),
    Network(45498, "Smart Axiata", 2.8, 0.7),
    Network(38901, "EZECOM", 2.0, 0.8),
    Network(17976, "CamGSM", 1.5, 0.65),
    Network(38235, "Angkor Data", 1.2, 0.96),
    Network(23673, "COGETEL", 1.1, 0.78, holes=2),
    Network(131207, "S.I Group", 1.0, 0.72, holes=2),
    Network(38600, "Smart Axiata", 1.2, 0.9, until=0.62),
    Network(55769, "SEATEL", 1.1, 0.7, since=0.3),
    Network(17726, "Telecom Cambodia", 0.4, 0.8, holes=3),
    Network(58424, "Xinwei", 1 / 7, 0.8),
    Network(9009, "M247", 0.6, 0.0, is_vpn=True),
)
"""From several runs a day to one a week. One network goes silent, one comes later, and VPN users come out of one."""
ABROAD: Final = (
    Network(64500, "Abroad 1", 1.0, 0.7, country="TH"),
    Network(64501, "Abroad 2", 1.0, 0.7, country="VN"),
    Network(64502, "Abroad 3", 1.0, 0.7, country="MY"),
)
"""Numbers for documentation: nothing is said about real networks abroad."""
ANSWERS_DEAD_NAMES: Final = 38623
"""The network whose resolver answers for names that do not exist. Its answer is a fingerprint."""
OTHER_RESOLVERS: Final = (15169, 13335)
