"""Upstream: its lists fetched and merged with ours row by row, and our changes sent back."""
