"""How far each user has seen each conversation: working state beside the log (CNV-03)."""

from collections.abc import Sequence
from uuid import UUID

from psycopg_pool import ConnectionPool

SEE = """
INSERT INTO public.reading_marks (account_id, user_id, conversation_id, position) VALUES (%s, %s, %s, %s)
ON CONFLICT (account_id, user_id, conversation_id)
DO UPDATE SET position = excluded.position WHERE reading_marks.position < excluded.position
"""
UNSEE = "DELETE FROM public.reading_marks WHERE account_id = %s AND user_id = %s AND conversation_id = %s"
FORGET = "DELETE FROM public.reading_marks WHERE account_id = %s AND conversation_id = ANY(%s)"


class ReadingMarks:
    """Satisfies `api.services.ReadingMarks`, and the eraser."""

    def __init__(self, pool: ConnectionPool) -> None:
        """Write to `pool`'s database."""
        self._pool = pool

    def see(self, account_id: UUID, user_id: UUID, conversation_id: UUID, position: int) -> None:
        """Note that the user has seen a conversation up to a position; never less than before."""
        with self._pool.connection() as db:
            db.execute(SEE, (account_id, user_id, conversation_id, position))

    def unsee(self, account_id: UUID, user_id: UUID, conversation_id: UUID) -> None:
        """Note that the user has seen nothing of it."""
        with self._pool.connection() as db:
            db.execute(UNSEE, (account_id, user_id, conversation_id))

    def forget(self, account_id: UUID, conversation_ids: Sequence[UUID]) -> None:
        """Forget who had seen these conversations (PRV-08)."""
        with self._pool.connection() as db:
            db.execute(FORGET, (account_id, list(conversation_ids)))
