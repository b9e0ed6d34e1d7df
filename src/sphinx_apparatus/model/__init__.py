"""Plain values: records, dates, problems. No input, no output."""
