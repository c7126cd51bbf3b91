"""Which events concern which object, by position: the way into the log for its history (AUD-01)."""
