"""What must be written down whatever comes: it is tried until the log is there again."""

import logging
import time

from application.bus import Bus, Busy, Command
from application.ports import Outcome
from domain.kernel.envelope import Envelope
from infrastructure.postgres.pauses import Pauses
from infrastructure.projecting.reader import gone

logger = logging.getLogger(__name__)


def insisted(bus: Bus, command: Command, env: Envelope) -> Outcome:
    """Carry a command out however long the log is away; once, since the command id stays the same.

    For what happened outside and cannot be found out again, such as that a relay took a mail: forgotten, it would
    happen twice (EML-19). Raises what waiting does not help against.
    """
    pauses = Pauses(longest=1)
    while True:
        try:
            return bus.dispatch(command, env)
        except Exception as error:
            if not (gone(error) or isinstance(error, Busy)):
                raise
            logger.warning("the log is away: %s", type(error).__name__)
            time.sleep(pauses.longer())
