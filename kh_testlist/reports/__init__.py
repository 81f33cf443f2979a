"""Values in, text out: one file per format. Nothing here opens a file or knows of an exit code."""
