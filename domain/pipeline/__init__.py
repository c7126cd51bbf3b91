"""A pipeline of ticket stages, in order (TKT-02)."""
