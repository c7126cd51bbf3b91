"""Where each reactor stands in the log, and what it had to give up."""

from typing import NamedTuple

from infrastructure.postgres.pool import Pool

REACT = -1
"""The index of a dead letter for a whole event: it did not decode, or the reactor failed at it."""


class DeadLetter(NamedTuple):
    """A command that failed for no reason of the business, `attempts` times; `error` is the class of the last one."""

    reactor: str
    position: int
    item: int
    error: str
    attempts: int


class Places:
    """The tables of the reactors' positions and dead letters."""

    def __init__(self, pool: Pool) -> None:
        """Keep them in `pool`'s database."""
        self._pool = pool

    def begin(self, reactor: str, position: int) -> int:
        """Return where a reactor stands; one that is new stands at `position`."""
        with self._pool.connection() as db:
            db.execute(
                "INSERT INTO public.reactor_positions (name, position) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                (reactor, position),
            )
            query = "SELECT position::text FROM public.reactor_positions WHERE name = %s"
            return int(str(db.execute(query, (reactor,)).fetchall()[0][0]))

    def save(self, reactor: str, position: int) -> None:
        """Move a reactor on; never back."""
        with self._pool.connection() as db:
            # no wait for the disk: a place that is lost with the machine only repeats commands, to no effect
            db.execute(
                "UPDATE public.reactor_positions SET position = greatest(position, %s)"
                " FROM set_config('synchronous_commit', 'off', true) AS soon WHERE name = %s",
                (position, reactor),
            )

    def of(self, reactor: str) -> int:
        """Return how far a reactor was when it last said so; 0 for one that never did."""
        return self.all().get(reactor, 0)

    def all(self) -> dict[str, int]:
        """Return each reactor's position."""
        with self._pool.connection() as db:
            return {
                str(name): int(str(position))
                for name, position in db.execute(
                    "SELECT name, position FROM public.reactor_positions ORDER BY name"
                )
            }

    def bury(self, letter: DeadLetter) -> None:
        """Keep a dead letter, or what became of its latest attempts."""
        with self._pool.connection() as db:
            db.execute(
                "INSERT INTO public.dead_letters AS d (reactor, position, command_index, error, attempts)"
                " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (reactor, position, command_index)"
                " DO UPDATE SET error = excluded.error, attempts = d.attempts + excluded.attempts, at = now()",
                letter,
            )

    def dead_letters(self, reactor: str = "") -> list[DeadLetter]:
        """Return the dead letters of one reactor or of all, by reactor and position (RL-05)."""
        query = (
            "SELECT reactor, position, command_index, error, attempts FROM public.dead_letters"
            " WHERE %s IN ('', reactor) ORDER BY reactor, position, command_index"
        )
        with self._pool.connection() as db, db.cursor(row_factory=lambda _cursor: _letter) as cursor:
            return cursor.execute(query, (reactor,)).fetchall()

    def resolve(self, letter: DeadLetter) -> None:
        """Remove a dead letter that was carried out after all."""
        with self._pool.connection() as db:
            db.execute(
                "DELETE FROM public.dead_letters WHERE (reactor, position, command_index) = (%s, %s, %s)",
                letter[:3],
            )


def _letter(row: object) -> DeadLetter:
    return DeadLetter(*row)  # type: ignore[misc]
