"""Keep a citizenlab test list good.

The data flows one way: a list is read into frozen values (`store`), rules turn those values into findings (`rules`),
an edit turns one list into another (`editing`), a report turns values into text (`reports`). Commands choose what to
run and which report to write (`commands`); only `cli` knows about exit codes.
"""

__version__ = "0.1.0"
