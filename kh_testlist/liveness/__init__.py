"""Is it there? Visits a site, gathers what it saw, and judges: up, dead, parked, challenged or blocked."""
