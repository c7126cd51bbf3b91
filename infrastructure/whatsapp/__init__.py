"""WhatsApp: Meta's Cloud API, numbers, sending, templates, and what Meta tells us of itself (WAB)."""
