"""Checks that what people read is in plain English."""
