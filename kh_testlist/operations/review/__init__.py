"""The quarterly review: start it, decide, take a worksheet over, finish."""
