"""Tickets on their board: pipelines with stages in order, what is in each, and how many (TKT-02, TKT-04)."""
