"""The composed product on a real database: the door, and what threading would say of a mail."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner

from application.attaching import OutgoingAttachment
from application.conversation import PostReply
from domain.channel.aggregate import Channel
from domain.conversation.messages import MessagePosted, MessageSent, SendFailed
from domain.intake.events import MessageIngested
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.cli.mail import mail as command
from infrastructure.postgres.pool import connect
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import Runner
from infrastructure.settings import Settings
from tests.channels.email.smtp_support import scripted
from tests.support.mails import a_mail
from tests.support.world import World


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Application]:
    with bootstrap(
        Settings(database_url=database, redis_url="redis://unused", state=tmp_path / "state")
    ) as made:
        install(database, made.projectors)
        yield made


def project(app: Application) -> None:
    """Bring the read models up to the log."""
    runner = Runner(app.settings.database_url, app.log, app.projectors)
    with connect(app.settings.database_url) as db:
        while runner.step(db):
            pass


@pytest.fixture
def world(app: Application) -> World:
    """An account with a channel, known to the read models."""
    made = World(ports=app.ports)
    made.channel()
    project(app)
    return made


def hosted(app: Application, world: World) -> str:
    with app.pool.connection() as db:
        ((channel,),) = db.execute("SELECT channel_id FROM channel_list").fetchall()
    found = app.log.fresh(Channel, channel)  # type: ignore[arg-type]
    assert found is not None
    assert found.account_id == world.account
    return found.hosted_address


@pytest.mark.req("EML-04", "EML-16")
def test_the_door_knows_hosted_addresses_with_any_reply_key_and_no_others(
    app: Application, world: World
) -> None:
    address = hosted(app, world)
    target = app.door.lookup(address)
    assert target is not None
    assert target.account_id == world.account
    local, _, domain = address.partition("@")
    assert app.door.lookup(f"{local}+{'0' * 32}.{'0' * 16}@{domain}") == target
    assert app.door.lookup(f"{local}@elsewhere.example") is None
    assert app.door.lookup("h-nobody@" + domain) is None
    assert app.door.lookup("help@" + domain) is None
    with pytest.raises(LookupError):
        app.accept(b"", "", "help@" + domain)


@pytest.mark.req("EML-16", "API-07")
def test_mail_explain_decides_threading_on_an_account_s_data_and_writes_nothing(
    app: Application, world: World, tmp_path: Path
) -> None:
    intake = app.accept(a_mail(message_id="a@customer.example"), "ann@customer.example", hosted(app, world))
    app.ingest(world.account, intake)
    before = app.log.last_position()
    answers = {}
    for name, raw in {
        "joined": a_mail(answers="a@customer.example"),
        "set_apart": a_mail(sender="eve@x.example", answers="a@customer.example"),
        "started": a_mail(sender="new@x.example"),
    }.items():
        (tmp_path / name).write_bytes(raw)
        environment = {
            "POSTROOM_DATABASE_URL": app.settings.database_url, "POSTROOM_STATE": str(app.settings.state),
            "POSTROOM_REDIS_URL": "redis://unused",
        }  # fmt: skip
        arguments = ["explain", str(tmp_path / name), "--json", "--account", str(world.account)]
        result = CliRunner().invoke(command, arguments, env=environment)
        assert result.exit_code == 0, result.output
        answers[name] = json.loads(result.output)["threading"]["decision"].partition(" ")[0]
    assert answers == {"joined": "joined", "set_apart": "set_apart", "started": "started"}
    assert app.log.last_position() == before


@pytest.mark.req("EML-19", "CNV-06")
def test_recipients_a_relay_leaves_out_are_a_fact_without_their_addresses(
    app: Application, world: World
) -> None:
    intake = app.accept(a_mail(message_id="a@customer.example"), "ann@customer.example", hosted(app, world))
    app.ingest(world.account, intake)
    (taken,) = world.happened(intake, MessageIngested)
    to, cc = ("ann@customer.example", "gone@bücher.example"), ("ann@customer.example",)
    reply = PostReply(taken.conversation_id, "See.", to=to, cc=cc, bcc=("busy@customer.example",))
    world.do(reply, by=world.admin)
    (posted,) = world.happened(taken.conversation_id, MessagePosted)
    answers = [
        b"220 relay",
        b"250 relay",
        b"250 OK",
        b"250 OK",
        b"550 no",
        b"450 grey",
        b"354 go",
        b"250 queued",
    ]
    with scripted([*answers, b"221 bye"]) as (port, _):
        sender = replace(app.sender, default_relay=f"smtp://127.0.0.1:{port}")
        sender(world.account, taken.conversation_id, posted.message_id)
    (sent,) = world.happened(taken.conversation_id, MessageSent)
    assert (sent.refused, sent.temporary, sent.recipients) == ((1, 3), (3,), 4)


@pytest.mark.req("EML-19", "CNV-06")
def test_a_message_whose_file_is_lost_is_not_sent_without_it(app: Application, world: World) -> None:
    intake = app.accept(a_mail(message_id="a@customer.example"), "ann@customer.example", hosted(app, world))
    app.ingest(world.account, intake)
    (taken,) = world.happened(intake, MessageIngested)
    file = OutgoingAttachment("offer.txt", "text/plain", b"100 euros")
    world.do(PostReply(taken.conversation_id, "See.", attachments=(file,)), by=world.admin)
    (posted,) = world.happened(taken.conversation_id, MessagePosted)
    app.blobs.delete([UUID(str(posted.attachments[0]["blob"]))])
    sender = replace(app.sender, default_relay="smtp://127.0.0.1:1")
    sender(world.account, taken.conversation_id, posted.message_id)
    (failed,) = world.happened(taken.conversation_id, SendFailed)
    assert failed.permanent
    assert "file" in failed.reason
