"""Facebook Messenger: login, pages, sending and what Facebook tells us of itself (MSG)."""
