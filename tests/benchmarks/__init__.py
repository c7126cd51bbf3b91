"""How fast it is: figures beside their baselines, against the targets of docs/requirements-ids.txt's PF rows."""
