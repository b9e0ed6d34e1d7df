"""Other forms of an edition, each written from the records."""
