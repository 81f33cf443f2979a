"""The report as a page for people. Blocks hold its texts in English or Khmer, and become HTML or Markdown."""
