"""Goldens: what the program says and writes for a table of command lines, kept so that a change of it is seen."""
