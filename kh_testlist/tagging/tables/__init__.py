"""Tables of words, as data: what they show, their source and their date."""
