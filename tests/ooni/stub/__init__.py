"""A stand-in for OONI's API on loopback: a made-up quarter of measurements, and the API's contract with its traps."""
