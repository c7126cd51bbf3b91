"""A history loaded by COPY is what real mail would have left: proven by views, commands, threading and erasure on it."""

from pathlib import Path
from threading import Event
from uuid import UUID

import pytest
from click.testing import CliRunner

from application.conversation import PostReply
from application.processes.ingest_on_message_accepted import reactor as ingesting
from application.processes.send_on_message_posted import reactor as sending
from domain.channel.aggregate import Channel
from domain.conversation.aggregate import Conversation
from domain.conversation.events import AssignmentDecided, ThreadingDecided
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.intake.events import MessageIngested
from domain.kernel.event import payload
from domain.kernel.personal import ERASED
from domain.routing.months import month_at, slots_id
from domain.routing.policy import decide
from domain.routing.record import facts_of
from domain.routing.slots import Slots
from infrastructure.bootstrap import Application, clock
from infrastructure.cli.__main__ import postroom
from infrastructure.demo import loading
from infrastructure.demo.company import ATLAS
from infrastructure.demo.copying import Overtaken
from infrastructure.demo.crew import Crew
from infrastructure.demo.loading import DiskTooSmall, Loaded, check_disk, load, needed_bytes
from infrastructure.demo.seed import projecting
from infrastructure.projecting.rebuild import Rebuild
from infrastructure.reacting.dispatcher import Dispatcher
from infrastructure.reacting.places import Places
from infrastructure.reacting.reaction import Reaction
from projections.common.recorded import Recorded
from tests.support.mails import a_mail

CONVERSATIONS, PER = 40, 4


def loaded(crew: Crew, *, originals: bool = False) -> tuple[Loaded, list[Recorded]]:
    """Load, and return what is in the log since."""
    before = crew.app.log.last_position()
    done = load(crew, CONVERSATIONS, PER, originals=originals, seed="a test")
    return done, crew.app.log.read(before, 100_000)


def shown(app: Application) -> None:
    """Let the read models catch up."""
    with projecting(app):
        assert app.positions.wait_for(app.log.last_position(), 60)


@pytest.mark.req("AUD-03", "PF-02")
def test_what_is_loaded_is_a_history_like_any_other(app: Application, crew: Crew) -> None:
    done, log = loaded(crew)
    assert (done.conversations, done.events) == (CONVERSATIONS, len(log))
    messages = [event for _, event in log if isinstance(event, MessageReceived | MessagePosted)]
    assert len(messages) == done.messages > CONVERSATIONS
    times = [event.timestamp for _, event in log]
    assert times == sorted(times)
    positions = [position for position, _ in log]
    assert positions == list(range(positions[0], positions[0] + len(log)))
    for position, event in log:
        outcome = app.log.recorder.positions_of(crew.account, event.envelope.command_id or UUID(int=0))
        assert outcome is not None
        assert position in outcome

    shown(app)
    assert all(
        one.equal
        for one in Rebuild(app.settings.database_url, app.log, app.projectors).verify(
            [view.name for view in app.projectors]
        )
    )
    with app.pool.connection() as db:
        rows = db.execute(
            "SELECT status, count(*), sum(message_count) FROM views.inbox_list WHERE account_id = %s GROUP BY 1",
            [crew.account],
        ).fetchall()
        held = {
            str(one): n for one, n in db.execute("SELECT user_id, open FROM views.people_loads").fetchall()
        }
    assert sum(int(str(row[1])) for row in rows) == CONVERSATIONS
    assert sum(int(str(row[2])) for row in rows) == done.messages
    assert {row[0] for row in rows} == {"open", "closed"}
    for key in (person.key for person in ATLAS.people):
        slots = app.log.fresh(Slots, slots_id(crew.user(key), month_at(max(times))))
        if slots is not None:
            assert slots.open_count == held[str(crew.user(key))]


@pytest.mark.req("RTG-08", "RL-04")
def test_decisions_can_be_made_again_and_reactors_have_nothing_left_to_do(
    app: Application, crew: Crew
) -> None:
    _, log = loaded(crew)
    ruled = [event for _, event in log if isinstance(event, AssignmentDecided) and event.source == "rule"]
    assert len(ruled) == CONVERSATIONS
    for event in ruled:
        assert decide(facts_of(event)).user_id == event.assignee_id
    places = Places(app.pool).all()
    assert places[ingesting.name] == places[sending.name] == log[-1].position


def test_a_reactor_at_work_passes_over_what_was_loaded(app: Application, crew: Crew) -> None:
    places = Places(app.pool)
    dispatcher = Dispatcher(app.bus, places, lambda *_work: None)
    reaction = Reaction(ingesting, app.log, places, dispatcher)
    _, log = loaded(crew)
    reaction.extend(log[-1].position, wanted=True)
    reaction.step(None, Event())
    assert reaction.position == log[-1].position
    assert not dispatcher.counts


def test_a_reactor_that_has_work_left_is_not_put_behind_it(app: Application, crew: Crew) -> None:
    app.accept(a_mail(), "ann@customer.example", crew.hosted("support"))
    waiting = app.log.last_position()
    loaded(crew)
    assert Places(app.pool).all()[ingesting.name] < waiting


@pytest.mark.req("EML-16", "CNV-01")
def test_mail_answers_to_what_was_loaded(app: Application, crew: Crew) -> None:
    _, log = loaded(crew)
    shown(app)
    first = next(event for _, event in log if isinstance(event, MessageReceived))
    ours = next(event for _, event in log if isinstance(event, MessagePosted))
    raw = a_mail(sender=f"{first.sender_name} <{first.sender}>", answers=first.provider_id)
    intake = app.accept(raw, first.sender, _hosted(crew, first.channel_id))
    app.ingest(crew.account, intake)
    came = app.log.stream(first.originator_id)
    threaded = [event for event in came if isinstance(event, ThreadingDecided)][-1]
    assert (threaded.outcome, threaded.by) == ("joined", "in_reply_to")

    by_token = app.accept(
        a_mail(sender=ours.to[0], answers=ours.provider_id), ours.to[0], _hosted(crew, ours.channel_id)
    )
    app.ingest(crew.account, by_token)
    threaded = [e for e in app.log.stream(ours.originator_id) if isinstance(e, ThreadingDecided)][-1]
    assert (threaded.outcome, threaded.by) == ("joined", "token")

    reply = PostReply(first.originator_id, "Here you are.")
    app.bus.dispatch(reply, app.env(crew.account, crew.actor(crew.admin)))
    conversation = app.log.fresh(Conversation, first.originator_id)
    assert conversation is not None
    assert conversation.last_posted > 0


@pytest.mark.req("PRV-08")
def test_who_was_loaded_can_be_forgotten(app: Application, crew: Crew) -> None:
    _, log = loaded(crew)
    with projecting(app):
        message = next(event for _, event in log if isinstance(event, MessageReceived))
        app.eraser.erase(message.contact_id, app.env(crew.account, crew.actor(crew.admin)))
    again = [e for e in app.log.stream(message.originator_id) if isinstance(e, MessageReceived)]
    assert {event.text for event in again} == {ERASED}


@pytest.mark.req("EML-17")
def test_an_original_says_what_its_message_says(app: Application, crew: Crew) -> None:
    _, log = loaded(crew, originals=True)
    received = [event for _, event in log if isinstance(event, MessageReceived)]
    for event in received:
        read = app.ports.originals.read("email", event.blob_id, event.intake_id, ())
        assert (read.provider_id, read.subject, read.text) == (event.provider_id, event.subject, event.text)
        assert (read.sender.address, read.sender.name) == (event.sender, event.sender_name)
        assert read.sent_at == event.sent_at
        assert read.to[0].address == event.to[0]


def test_the_same_mail_taken_in_for_real_leaves_the_same_events(app: Application, crew: Crew) -> None:
    """Every field but ids, times and texts is compared, in the order of the log."""
    _, log = loaded(crew, originals=True)
    shown(app)
    first = next(event for _, event in log if isinstance(event, MessageReceived))
    raw = app.blobs.get(first.blob_id, first.intake_id)
    assert raw is not None
    fresh = raw.replace(first.provider_id.encode(), b"another@customer.example").replace(
        first.sender.encode(), b"nobody.yet@customer.example"
    )
    before = app.log.last_position()
    intake = app.accept(
        fresh, "nobody.yet@customer.example", _hosted(crew, first.channel_id), "192.0.2.25", at=clock()
    )
    app.ingest(crew.account, intake)
    real = [event for _, event in app.log.read(before, 1000)]
    ended = next(e for _, e in log if isinstance(e, MessageIngested) and e.message_id == first.message_id)
    ours = [e for _, e in log if e.envelope.correlation_id == ended.envelope.correlation_id]
    monthly = ("slots.opened", "rotation.opened", "slots.closed", "rotation.closed", "channel.verified")
    pairs = list(
        zip(
            (event for event in real if event.TOPIC not in monthly),
            (event for event in ours if event.TOPIC not in monthly),
            strict=True,
        )
    )
    assert [one.TOPIC for one, _ in pairs] == [other.TOPIC for _, other in pairs]
    for one, other in pairs:
        for name, value in payload(other).items():
            if isinstance(value, str) and name not in PERSONAL_OR_NUMBERED:
                assert payload(one)[name] == value, f"{other.TOPIC}.{name}"


PERSONAL_OR_NUMBERED = {"value", "sender", "mail_from", "provider_id", "month"}


def test_somebody_at_work_there_ends_a_batch_and_stores_nothing_of_it(
    app: Application, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, log = loaded(crew)
    shown(app)
    seen = list[int]()
    held = [e for _, e in log if e.TOPIC == "slots.taken"][-1]

    def meddle(_done: int, _all: int) -> None:
        if not seen:
            slots = app.log.fresh(Slots, held.originator_id)
            assert slots is not None
            env = app.env(crew.account, crew.actor(crew.admin))
            slots.take(env, UUID(int=1), live=False)
            app.log.append(crew.account, env.command_id, [slots], {})
        seen.append(app.log.last_position())

    monkeypatch.setattr(loading, "BATCH", 50)
    with pytest.raises(Overtaken):
        load(crew, CONVERSATIONS, PER, seed="another", progress=meddle)
    assert app.log.last_position() == seen[-1]


@pytest.mark.req("PF-02")
def test_the_command_says_what_disk_it_needs_and_adds_as_often_as_it_is_asked(
    app: Application, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in app.settings.to_env().items():
        monkeypatch.setenv(name, value)
    for _ in range(2):
        before = app.log.last_position()
        done = CliRunner().invoke(postroom, ["demo", "--conversations", "3", "--messages-per", "2"])
        assert done.exit_code == 0, done.output
        assert "needs 0.00 GB of disk: 34 kB a conversation" in done.stdout
        assert "loaded 3 conversations" in done.stdout
        new = [event for _, event in app.log.read(before, 10_000) if event.TOPIC == "conversation.started"]
        assert len(new) == 3
    assert crew.company.name in (app.settings.state / "demo.txt").read_text(encoding="utf-8")
    before = app.log.last_position()
    refused = CliRunner().invoke(postroom, ["demo", "--conversations", "1000000000"])
    assert (refused.exit_code, app.log.last_position()) == (1, before)
    assert "Load fewer conversations" in refused.stderr


def test_the_disk_is_looked_at_first(tmp_path: Path) -> None:
    assert needed_bytes(1000, 8, originals=False) > needed_bytes(1000, 4, originals=False)
    assert needed_bytes(1000, 4, originals=True) > needed_bytes(1000, 4, originals=False)
    assert check_disk(tmp_path, 0) > 0
    with pytest.raises(DiskTooSmall, match="Load fewer"):
        check_disk(tmp_path, 10**18)


def _hosted(crew: Crew, channel_id: UUID) -> str:
    found = crew.app.log.fresh(Channel, channel_id)
    assert found is not None
    return found.hosted_address
