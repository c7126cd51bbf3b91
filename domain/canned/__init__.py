"""Canned replies: texts that people use again and again, with tokens that are filled in (CNV-02)."""
