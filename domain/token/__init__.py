"""A machine's scoped access token; only its hash is kept, beside the log (API-06)."""
