"""Backup and restore (RL-08): one file with log, keys, working state and blobs.

Read models are not in it: they are made again from the log, so a backup holds no plain text of anybody. The master
key and the list of destroyed keys are not in it either: whoever has a backup alone can read nothing in it, and a
restore cannot bring back who was erased since (PRV-08).
"""


class BackupRefused(Exception):
    """A backup or restore that must not go on; the message says why and what to do instead."""
