"""Sets of mails from elsewhere and of our own making, read as intake reads them, and what that took (RL-06)."""
