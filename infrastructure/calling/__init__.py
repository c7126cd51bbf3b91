"""Calls by Twilio: its REST API, the TwiML that its requests are answered with, recordings, transcripts (CAL-01..03)."""
