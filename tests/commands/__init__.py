"""One file for each command, line by line as the interface has it."""
