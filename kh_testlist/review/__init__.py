"""The quarterly review: advice on each row, and the decisions of people."""
