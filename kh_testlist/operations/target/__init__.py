"""Let probes test exactly the list: write files and links, publish it, plan tests, compare it with a link."""
