"""When and how a user came in, and when that ended; beside the user, whose version it does not move (SE-05)."""
