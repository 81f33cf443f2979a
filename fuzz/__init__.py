"""Coverage-guided fuzzing: targets that hold a promise of the package against any bytes, and what runs them."""
