"""Full-text search over messages, subjects, notes and contacts, with a position of its own (CNV-03, PF-06)."""
