"""A saved view: conversations chosen by a filter, sorted, for one, a team or everybody (CNV-03)."""
