"""A whole edition: read, anchored, numbered, checked."""
