"""For those who review: the effect of a change, what is covered, quotations looked up, output."""
