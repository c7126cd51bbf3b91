"""The lists agents work from: one row per conversation, its past versions, and counters (CNV-03, AUD-02)."""
