"""OONI's API, the evidence of a period, and OONI Run links that test our list."""
