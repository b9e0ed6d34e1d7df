apparatus_lookup_days = 90
