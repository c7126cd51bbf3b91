"""Who gets a conversation, and the slots and turns that decision uses up (RTG)."""
