"""The database to back up or to restore into: that of the environment, of a running `serve`, or started for the occasion."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from infrastructure.backup import BackupRefused
from infrastructure.embedded import Postgres, ServiceFailed
from infrastructure.embedded.lock import AlreadyRunning, sole_instance
from infrastructure.embedded.paths import private_dir
from infrastructure.settings import Settings
from infrastructure.variables import PREFIX


@contextmanager
def database_at_hand(*, alone: bool) -> Iterator[Settings]:
    """Settings whose database answers while the block runs; `alone` where nobody else may use an embedded one.

    Raises:
        BackupRefused: somebody runs on the state directory and `alone` is asked, or the server does not start.

    """
    if os.environ.get(f"{PREFIX}DATABASE_URL", "").strip():
        yield Settings.from_env(servers=False)
        return
    settings = Settings.from_env(servers=False)
    with ExitStack() as held:
        try:
            private_dir(settings.state)
            held.enter_context(sole_instance(settings.state, f"process {os.getpid()}, a backup or restore"))
            server = Postgres(settings.state)
            held.callback(server.stop)
            server.start()
            settings = replace(settings, database_url=server.dsn)
        except AlreadyRunning as running:
            if alone:
                raise BackupRefused(
                    f"already running: {running}. Stop it first, or choose another state"
                ) from None
            settings = Settings.from_env()
        except (ServiceFailed, OSError) as error:
            raise BackupRefused(str(error)) from None
        yield settings
