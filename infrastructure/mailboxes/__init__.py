"""Team mailboxes connected by their own provider: what every provider is asked, and what is done with the answers."""
