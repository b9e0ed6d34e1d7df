"""For those who review: what a change does, and how problems are printed."""
