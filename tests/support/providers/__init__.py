"""Providers of mailboxes as real HTTP servers on this machine, faithful to their documented wire formats."""
