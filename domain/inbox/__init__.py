"""A place where conversations of many channels are triaged together (ACC-01)."""
