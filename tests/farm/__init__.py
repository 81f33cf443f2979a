"""The hazard farm: real servers on loopback with everything that the web does to a liveness check.

`python -m tests.farm --out DIR` runs it; `tests.farm.client.Farm` runs it from a test or a benchmark.
"""
