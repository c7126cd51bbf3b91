"""By what people are known to a channel that says nothing to a reader: it is shown nowhere."""

UNREAD = frozenset({"cookie", "page_scoped_id"})
"""Kinds of identities whose values are a browser's and a page's own."""
