"""Stand-ins of the outside for the demo; the product never imports them."""
