"""Macros: several deeds with a conversation as one (CNV-02)."""
