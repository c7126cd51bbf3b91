"""How satisfied customers are: surveys of inboxes, who was asked, and what they answered (CNV-10)."""
