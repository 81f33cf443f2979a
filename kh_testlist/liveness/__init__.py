"""Visit a site, collect facts, and give a verdict: up, dead, parked, challenged or blocked."""
