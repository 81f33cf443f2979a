"""The safe way out: names looked up, addresses checked, one request at a time, and never more read than is allowed."""
