"""PostgreSQL as a direct child of ours, on a Unix socket below the state directory."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from infrastructure.embedded.identity import choose_identity
from infrastructure.embedded.memory import shared_buffers
from infrastructure.embedded.paths import log_file, private_dir, server_environment, socket_dir
from infrastructure.embedded.placement import cluster_home, give_tree, reachable_binaries
from infrastructure.embedded.processes import command_line, wait_until
from infrastructure.embedded.service import Service, ServiceFailed

USER = "postroom"
DATABASE = "postroom"
PORT = 5432
START_SECONDS = 60.0
STATUS_LINE = 7  # of postmaster.pid: "ready", "starting", "stopping"

SETTINGS = {
    "max_connections": "100",
    # The first change of a page after a checkpoint writes all of it: fewer checkpoints, less to write.
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
    # After a crash of one connection it ends, and is started anew by us: one that makes itself anew while the disk is
    # full loses the process that recovers, and then says "in recovery mode" for ever (PostgreSQL 18.6).
    "restart_after_crash": "off",
    # A violated constraint names the values of the row: nothing personal may reach a log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on"}
FLEETING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
}


class Postgres(Service):
    """The PostgreSQL server of a state directory; `dsn` reaches its database `postroom`, superuser, while it runs.

    `durable=False` gives up crash safety for speed and is for tests only.
    """

    stop_signal = signal.SIGINT  # fast shutdown; SIGTERM would wait for every client to leave
    kill_signal = signal.SIGQUIT
    works_once_started = True
    needed_by_others = True
    directory = "/"

    def __init__(self, state: Path, *, durable: bool = True) -> None:
        """Choose identity and place; raises PermissionError when another user owns them."""
        self.who = choose_identity()
        self.durable = durable
        self.binaries = reachable_binaries(self.who)
        self.home = cluster_home(state, self.who)
        self.data = private_dir(self.home / "postgres", self.who.owner)
        self.socket = socket_dir(self.home, "postgres", f".s.PGSQL.{PORT}", self.who.owner)
        settings = SETTINGS | {"shared_buffers": shared_buffers()} | (DURABLE if durable else FLEETING)
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command: list[str | Path] = [
            self.binaries / "postgres",
            "-D",
            self.data,
            "-k",
            self.socket,
            "-p",
            str(PORT),
            *options,
        ]
        super().__init__(
            "postgres", command, log_file(state, "postgres"), server_environment(), stop_timeout=15.0
        )
        self.dsn = self.dsn_of(DATABASE)

    def dsn_of(self, database: str) -> str:
        """Return the DSN of another database here. Everything is explicit: libpq's variables must not count."""
        host = quote(str(self.socket), safe="")
        return f"postgresql://{USER}@/{quote(database, safe='')}?host={host}&port={PORT}"

    def prepared(self) -> list[str]:
        """Return the command line as the chosen identity."""
        return self.who.command(self.stop_signal, self._command)

    def start(self) -> None:
        """Make the cluster if there is none, start it and wait until it takes connections; raises ServiceFailed."""
        self._make_cluster()
        self._clear_stale_locks()
        # Backends of a killed server live on for about a second and hold its memory: try again.
        for _ in range(20):
            if self._started():
                return
            if "shared memory block" not in self.tail() and "lock file" not in self.tail():
                break
            time.sleep(0.25)
        raise self.failed("did not start")

    def _started(self) -> bool:
        self.spawn()
        if wait_until(lambda: self.ended or self._ready(), START_SECONDS, pause=0.01) and not self.ended:
            return True
        self.stop()
        return False

    def _ready(self) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n")
        except OSError:
            return False
        return len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"

    def _make_cluster(self) -> None:
        """Run initdb once. A marker of our own says that it was finished; half a cluster is made anew."""
        marker = self.data / "complete"
        if marker.exists():
            if (self.data / "PG_VERSION").stat().st_uid != self.who.owner:
                give_tree(self.data, self.who.owner)
            return
        for path in self.data.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        self._run(
            "initdb",
            *("-D", str(self.data), "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-instructions"),
            # The same order and case rules on every machine; the C library's locales differ or are missing.
            *("--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            # A container's /dev/shm may have 1 MB, too little even for initdb.
            *("--set", "listen_addresses=", "--set", "dynamic_shared_memory_type=mmap"),
            *(() if self.durable else ("--no-sync",)),
        )
        single = ("--single", *(() if self.durable else ("-F",)), "-D", str(self.data), "postgres")
        self._run("postgres", *single, stdin=f"CREATE DATABASE {DATABASE}\n")
        marker.touch()
        os.chown(marker, self.who.owner, -1)

    def _run(self, program: str, *arguments: str, stdin: str = "") -> None:
        done = subprocess.run(
            self.who.command(signal.SIGTERM, [self.binaries / program, *arguments]),
            input=stdin,
            env=server_environment(),
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode != 0:
            message = f"{program} failed in {self.data}:\n{done.stdout}"
            raise ServiceFailed(message)

    def _clear_stale_locks(self) -> None:
        """Remove lock files whose server is gone; their pid may belong to another program now (containers reuse low ones).

        A server of ours that still runs on this data is stopped first.
        """
        pidfile = self.data / "postmaster.pid"
        try:
            pid = int(pidfile.read_text(encoding="utf-8").split()[0])
        except (OSError, ValueError, IndexError):
            pid = 0
        words = command_line(pid) if pid else ""
        if "postgres" in words and str(self.data) in words:
            os.kill(pid, signal.SIGINT)
            if not wait_until(lambda: not command_line(pid), 15.0):
                message = (
                    f"another postgres (process {pid}) still runs in {self.data}; end it and start again"
                )
                raise ServiceFailed(message)
        name = f".s.PGSQL.{PORT}"
        for stale in (pidfile, self.socket / f"{name}.lock", self.socket / name):
            stale.unlink(missing_ok=True)
