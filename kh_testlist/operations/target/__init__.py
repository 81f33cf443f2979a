"""Have probes test exactly the list: as files and links, published, planned, compared."""
