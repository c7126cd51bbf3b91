"""Facebook Messenger over HTTP."""
