"""Saved views: what the rail lists below the fixed ones (CNV-03)."""
