"""A ticket: work owed to a contact, in a pipeline (TKT)."""
