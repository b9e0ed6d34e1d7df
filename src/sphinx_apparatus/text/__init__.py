"""Words of the texts, and places in them."""
