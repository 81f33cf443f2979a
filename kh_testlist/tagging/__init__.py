"""Suggest one of the 31 categories for an entry, with a reason, or abstain."""
