"""One conversation to read: its messages in and out, how they were delivered, and what was decided between them."""
