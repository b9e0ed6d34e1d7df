"""Reports for reviewers: the effect of a change, and the output of problems."""
