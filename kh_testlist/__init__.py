"""Keep a citizenlab test list good.

The data flows one way. A list is read into frozen values (`store`), rules turn those values into findings (`rules`),
an edit turns one list into another (`editing`). What its sites are about (`tagging`), whether they are there
(`liveness`), what probes saw of them (`ooni`) and what upstream has (`upstream`) are values too; a review makes advice
of these facts, and of people's decisions the next list and its ledger (`review`). A report turns values into text
(`reports`). Commands choose what to run and which report to write (`commands`); only `cli` knows about exit codes.
"""

__version__ = "0.1.0"
