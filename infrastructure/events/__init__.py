"""The event log on PostgreSQL: recorder, mapper, keys, and the log the application speaks to."""
