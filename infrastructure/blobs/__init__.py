"""Sealed blobs: raw originals and attachments, behind the application's `Blobs` port."""
