"""For those who review: effects of a change, coverage, quotations looked up, issues, output."""
