"""Mailboxes of providers, against providers on this machine."""
