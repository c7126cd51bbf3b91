"""Messenger, against a Facebook on this machine."""
