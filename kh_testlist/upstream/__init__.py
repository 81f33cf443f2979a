"""Work with upstream: fetch its lists, merge them with ours row by row, and send our changes back."""
