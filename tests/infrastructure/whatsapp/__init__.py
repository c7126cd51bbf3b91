"""WhatsApp, against a Meta on this machine."""
