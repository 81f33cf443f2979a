"""Made-up worlds whose truth is known: blocks of sites, and all that only looks like a block."""
