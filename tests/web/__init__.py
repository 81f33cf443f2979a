"""Tests of the requests that a check makes."""
