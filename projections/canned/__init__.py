"""What is prepared to be used again: canned replies and macros."""
