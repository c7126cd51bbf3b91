"""The customer company: subscriptions, limits, time zone (ACC)."""
