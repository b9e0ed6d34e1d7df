"""Words and places in them."""
