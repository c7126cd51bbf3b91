"""Pure rules per kind of channel: no input or output, no clock, no chance."""
