"""The words and marks by which pages are recognised: tables of facts, each with its source and date."""
