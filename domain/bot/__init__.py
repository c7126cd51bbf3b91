"""Bots: what is said to visitors by itself, what they are asked, and when a person takes over (CHT-01, CHT-08)."""
