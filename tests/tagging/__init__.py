"""Tests of `kh_testlist.tagging`."""
