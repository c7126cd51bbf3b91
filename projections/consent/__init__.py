"""Who agreed to what on which channel, and what each channel asked when; nothing in it names a person (PRV-05, PRV-06)."""
