"""For those who review: the effect of a change, what is covered, the output of problems."""
