"""Accounts, users, teams, inboxes and tokens: who may see and do what, and who has how much to do."""
