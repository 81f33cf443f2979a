"""Tests of `kh_testlist.reports`."""
