"""Team e-mail by forwarding: raw mail in by SMTP, replies out by a relay."""
