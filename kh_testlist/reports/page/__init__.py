"""The report as a page for people: what it says in blocks, in English or Khmer, set in HTML and in Markdown."""
