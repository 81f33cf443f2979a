"""One file per verb: options, a call, a report, an outcome."""
