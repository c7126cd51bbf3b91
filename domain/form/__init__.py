"""A form: what it asks, version by version, and what people sent by it (FRM-01..FRM-10)."""
