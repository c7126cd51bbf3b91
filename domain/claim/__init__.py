"""Uniqueness as a tiny stream: whoever appends its first event holds the claim."""
