"""A person of the account: roles, seats, availability, capacity (ACC-10, ACC-12)."""
