apparatus_recheck_months = 24
