"""Which version of Postroom this is; the image has no package metadata to ask."""

VERSION = "0.1.0"
