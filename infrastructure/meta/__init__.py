"""What Meta's platforms have in common: webhooks, their media, sending piece by piece, errors of the Graph API."""
