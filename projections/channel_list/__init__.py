"""Channels under their inboxes with their state, and what came in and did not become a message (ACC-09, RL-05)."""
