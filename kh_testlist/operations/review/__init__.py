"""The quarterly review: start it, decide on rows, import a worksheet, finish."""
