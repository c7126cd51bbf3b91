"""Adapters: one folder per kind of channel."""
