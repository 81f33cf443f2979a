"""Tests of `kh_testlist.rules`."""
