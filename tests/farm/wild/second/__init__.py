"""A second set of pages, by somebody who had not seen the detector either. Kinds begin with `second-`."""
