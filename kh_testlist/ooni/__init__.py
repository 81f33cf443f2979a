"""What OONI saw, and what it should run: its API, the evidence of a period, and runs that test our list."""
