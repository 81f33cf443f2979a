"""Tests of the liveness check."""
