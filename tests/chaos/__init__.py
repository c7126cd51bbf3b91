"""Chaos: a real product under load while its processes, servers and disk are taken from it (RL-01..05).

Customers and agents behave as real mail servers and clients do, and note what was acknowledged. Afterwards the log, the
relay and the read models are compared with those notes. `./dev test --long` runs it for minutes, the tests for seconds.
"""
