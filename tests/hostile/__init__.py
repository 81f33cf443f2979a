"""Bad input, killed processes and crowds of them: the list survives, and so does the person's patience."""
