"""Telephone lines over HTTP, against a Twilio on this machine."""
