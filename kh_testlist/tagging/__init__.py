"""What an entry is about: which of the 31 categories, why, and when not to say."""
