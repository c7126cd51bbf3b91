"""Promises to customers: how soon somebody answers and when a matter is settled, in business hours (CNV-10)."""
