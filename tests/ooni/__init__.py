"""Tests of what OONI saw and of what it should run, against a server on this computer that speaks its contract."""
