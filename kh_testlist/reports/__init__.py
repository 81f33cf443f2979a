"""Turn values into text, one file per report. No module here opens a file or knows an exit code."""
