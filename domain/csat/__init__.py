"""Asking customers, after their conversation was closed, how satisfied they are (CNV-10)."""
