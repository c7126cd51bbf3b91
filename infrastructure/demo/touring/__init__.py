"""A tour of Messenger, WhatsApp and telephone lines against stand-ins of the providers on this machine."""
