"""A connected address, page, number, form or widget: how it was connected, what it does, its state (ACC-09)."""
