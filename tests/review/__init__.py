"""Tests of the review: advice, the quarter, what people decide, and what becomes of it."""
