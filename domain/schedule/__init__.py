"""Operating hours: weekly ranges in a time zone, less holidays, and the arithmetic on them (CHT-06, ACC-11)."""
