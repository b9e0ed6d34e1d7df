"""Everything of docutils and Sphinx that is not of one format."""
