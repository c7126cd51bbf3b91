"""WhatsApp over HTTP."""
