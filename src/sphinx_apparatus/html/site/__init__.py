"""What a page has because it belongs to a site: icon, address, card, site map, foot."""
