"""Tests of the way back to upstream: real git, real sockets, real processes."""
