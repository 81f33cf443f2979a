"""A GitHub on loopback: the API calls that `pr` makes and, at the same host, real git over HTTP."""
