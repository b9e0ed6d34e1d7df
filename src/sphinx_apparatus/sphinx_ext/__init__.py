"""The Sphinx layer that is common to all formats."""
