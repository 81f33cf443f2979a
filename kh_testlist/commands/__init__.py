"""One file for each command: its options, one call, one report, one outcome."""
