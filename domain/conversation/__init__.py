"""A conversation: one contact, messages in order, who has it and why (CNV, EML-16, RTG-08)."""
