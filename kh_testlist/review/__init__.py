"""What to do about each row, by people: advice, a quarter's work, their decisions."""
