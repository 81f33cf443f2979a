"""A third set of pages, by a third person, who had not seen the detector either."""
