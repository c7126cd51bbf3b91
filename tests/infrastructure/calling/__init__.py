"""Calls by Twilio, part by part."""
