"""Pages of the web as it is in 2026, written by somebody who had not seen the detector.

`load.py` has all of them, `server.py` serves them, `score.py` says how many of each kind a check gets right.
"""
