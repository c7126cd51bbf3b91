"""The condition of the installation as figures: from the last look, so that a scrape asks the database nothing."""

from collections.abc import Iterator

from api.condition import FAILING, LAGGING, OK, Watching
from infrastructure.observing.figures import Figure, Source, by, gauge

STATES = (OK, LAGGING, FAILING)


def installation_source(watching: Watching) -> Source:
    """Return what all `api` processes show alike: take the highest of them."""

    def shown() -> Iterator[Figure]:
        condition = watching.now()
        states = {state: float(state == condition.state) for state in STATES}
        yield by("postroom_state", "1 for the state it is in.", "state", states)
        figures = condition.figures
        yield gauge("postroom_database_up", "Whether PostgreSQL answers.", float(figures is not None))
        if figures is None:
            return
        consumers = figures.consumers
        yield gauge("postroom_log_position", "The log's last position.", figures.newest)
        yield by(
            "postroom_lag_positions", "Positions a consumer is behind.", "consumer",
            {one.name: one.behind for one in consumers},
        )  # fmt: skip
        yield by(
            "postroom_lag_seconds", "Age of the first event not taken in.", "consumer",
            {one.name: one.seconds for one in consumers},
        )  # fmt: skip
        yield by(
            "postroom_at_work", "Whether a process has the consumer in hand.", "consumer",
            {one.name: float(one.at_work) for one in consumers},
        )  # fmt: skip
        yield gauge("postroom_unsent", "Messages to be sent, up to 1000.", figures.unsent)
        yield gauge(
            "postroom_unsent_seconds", "Age of the oldest that had no attempt.", figures.unsent_seconds
        )
        yield by(
            "postroom_intakes", "Accepted mails that are no messages, up to 1000.", "state", figures.intakes
        )
        yield gauge("postroom_intakes_seconds", "Age of the oldest waiting one.", figures.intakes_seconds)
        yield by("postroom_channels", "Channels.", "state", figures.channels)
        yield gauge("postroom_dead_letters", "Commands given up, up to 1000.", figures.dead_letters)
        yield gauge("postroom_set_aside", "Events set aside by views, up to 1000.", figures.set_aside)
        yield gauge("postroom_disk_free_bytes", "Free below the state directory.", figures.disk_free)
        yield gauge("postroom_redis_up", "Whether Redis answers.", float(figures.redis))
        if figures.workers is not None:
            jobs = {"waiting": figures.queued or 0, "delayed": figures.delayed or 0}
            yield by("postroom_jobs", "Jobs in the queue.", "state", jobs)
            yield gauge("postroom_workers", "Workers that are there.", figures.workers)

    return shown
