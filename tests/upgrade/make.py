"""Makes what a version leaves behind, for the tests of all later ones: `python -m tests.upgrade.make FOLDER`.

Run it in a checkout of the version. FOLDER gets a backup of a small history that went through the real product, a
backup of one event of each class, the keys beside each, and what the tests expect to find. `--backup-with CHECKOUT`
takes the backups with the code of another checkout, for a version that had no such command (0.1.0).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import fields
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from uuid import NAMESPACE_URL, UUID, uuid5

from domain.catalogue import events
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from infrastructure.bootstrap import bootstrap
from infrastructure.embedded import Postgres
from infrastructure.events.keyring import Fresh
from infrastructure.postgres.migrations import migrate
from infrastructure.settings import Settings
from tests.support.company import Company, Mailbox
from tests.support.mails import a_mail
from tests.support.product import Product, Relay, eventually
from tests.support.servers import temporary_state

HERE = Path(__file__).parents[2]
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
BESIDE = {"originator_id", "originator_version", "timestamp", "envelope"}


def her_mail(sender: str) -> bytes:
    """Return a mail with a file, to be forgotten."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = f"Zofia Quill <{sender}>", "help@acme.example", "Marmosets"
    mail["Message-ID"] = "<marmosets@customer.example>"
    mail.set_content("They eat tamarinds.")
    mail.add_alternative("<p>They eat <b>tamarinds</b>.</p>", subtype="html")
    mail.add_attachment(
        b"chinchilla", maintype="application", subtype="octet-stream", filename="chinchilla.bin"
    )
    return mail.as_bytes()


def answered(company: Company, conversation: str, text: str) -> None:
    """Answer, and wait until the answer has left."""
    at = f"/conversations/{conversation}"
    company.admin.post(f"{at}/messages", {"text": text})

    def sent() -> bool:
        last = company.admin.read(at)["messages"][-1]
        return bool(last["delivery"] and last["delivery"]["state"] == "sent")

    eventually(sent, "the answer was sent")


def arrange(company: Company, relay: Relay) -> tuple[Mailbox, str]:
    """Set the company up, changing minds along the way; returns its mailbox and an agent."""
    admin = company.admin
    company.relay(relay)
    agent = company.agent("Bo")
    other = company.agent("Cy")
    at = f"/users/{other.user_id}"
    admin.put(f"{at}/roles", {"roles": ["agent", "auditor"], "permissions": []})
    admin.put(f"{at}/capacity", {"live": 3, "total": 30})
    admin.put(f"{at}/personal-address", {"address": f"cy.private@{company.domain}"})
    admin.put(f"{at}/seats/sales")
    admin.do("DELETE", f"{at}/seats/sales")
    admin.post(f"{at}/deactivate")
    admin.post(f"{at}/reactivate")
    team = admin.post("/teams", {"name": "First line"})["id"]
    admin.put(f"/teams/{team}/members/{agent.user_id}", {})
    inbox = admin.post("/inboxes", {"name": "Sales"})["id"]
    admin.put(f"/inboxes/{inbox}/name", {"name": "Sales and more"})
    admin.post("/pipelines", {"name": "Returns"})
    company.machine("conversation_read")
    mailbox = company.channel(users=(agent.user_id,), tickets=True)
    second = company.channel("sales", inbox=inbox)
    for word in ("pause", "resume", "disconnect"):
        admin.post(f"/channels/{second.channel_id}/{word}")
    return mailbox, agent.user_id


def talk(company: Company, mailbox: Mailbox, relay: Relay, product: Product) -> dict[str, Any]:
    """Let people write and be answered, one be forgotten, and the master key be rotated; returns what to expect."""
    admin, domain = company.admin, company.domain
    zoe, otto, zofia = (f"{name}@customer.example" for name in ("zoe", "otto", "zofia"))
    mailbox.taken(
        a_mail("Where is it?", sender=f"Zoe <{zoe}>", subject="Parcel", message_id="parcel@customer.example")
    )
    rows = mailbox.taken(
        her_mail(zofia), a_mail(f"I write for Zofia Quill <{zofia}>.", sender=f"Otto <{otto}>")
    )
    found = {row["contact_address"]: row for row in rows}
    parcel, hers, ottos = (found[address] for address in (zoe, zofia, otto))
    for row in (parcel, hers, ottos):
        answered(company, row["conversation_id"], f"Dear {row['contact_name']}, it is on its way.")
    (sent,) = relay.sent_to(zoe)
    mailbox.taken(a_mail("Thank you", sender=f"Zoe <{zoe}>", answers=sent["message_id"]))
    mailbox.taken(a_mail("I am away", sender=f"Otto <{otto}>", Auto_Submitted="auto-replied"))
    mailbox.take(
        a_mail("Where is it?", sender=f"Zoe <{zoe}>", subject="Parcel", message_id="parcel@customer.example")
    )
    ticket = f"/tickets/{parcel['ticket_id']}"
    admin.put(f"{ticket}/stage", {"stage": "waiting_on_us"})
    admin.put(f"{ticket}/priority", {"priority": "high"})
    admin.put(f"{ticket}/name", {"name": "The parcel"})
    admin.put(f"{ticket}/owner", {"owner_id": admin.user_id})
    at = f"/conversations/{parcel['conversation_id']}"
    admin.put(f"{at}/assignee", {"user_id": admin.user_id})
    admin.post(f"{at}/close")
    admin.post(f"{at}/reopen")
    admin.put(f"/contacts/{parcel['contact_id']}/name", {"name": "Zoe Zürn"})
    admin.put(f"/contacts/{parcel['contact_id']}/owner", {"owner_id": admin.user_id})
    admin.post(f"/contacts/{hers['contact_id']}/erase")
    product.command("keys", "rotate")
    answered(company, parcel["conversation_id"], "After the rotation.")
    admin.settled()
    last = relay.sent_to(zoe)[-1]
    return {
        "account": company.account_id, "hosted": mailbox.hosted, "domain": domain,
        "conversation": parcel["conversation_id"], "contact": parcel["contact_id"], "address": zoe,
        "our_message_id": last["message_id"], "subject": "Parcel", "contact_name": "Zoe Zürn",
        "erased_contact": hers["contact_id"], "erased_conversation": hers["conversation_id"],
        "erased_address": zofia, "erased_words": ["zofia", "marmosets", "tamarinds", "chinchilla"],
    }  # fmt: skip


def history(state: Path) -> dict[str, Any]:
    """Let a version live in `state`; returns what a later one must find there."""
    with (
        Product(state) as product,
        temporary_state() as beside,
        Relay(beside) as relay,
        ExitStack() as closing,
    ):
        product.wait_ready()
        company = Company(product, closing, "Acme")
        mailbox, _ = arrange(company, relay)
        expected = talk(company, mailbox, relay, product)
        plain = Company(product, closing, "Plain", "2026-01-01")
        plain.relay(relay)
        plain.channel().taken(a_mail("No ticket here", sender="otto@customer.example"))
        report = product.report("verify", "views")
        assert report["equal"]
        assert not report["set_aside"]
        expected["events"] = product.position()
        code, printed = product.stop()
        assert code == 0, printed
    return expected


def example(annotation: Any, name: str) -> Any:
    """Return a value of an annotated type, the same in every run."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return example(args[0], name)
    if origin is tuple:
        return (example(args[0], name),)
    if origin is dict:
        return {"key": name}
    if args and NoneType in args:
        return example(next(arg for arg in args if arg is not NoneType), name)
    simple = {
        str: f"{name} Łódź", int: 7, float: 0.5, bool: True, bytes: b"bytes", datetime: AT, date: AT.date(),
        UUID: uuid5(NAMESPACE_URL, name),
    }  # fmt: skip
    return simple.get(annotation, {"key": name})


def one_of_each() -> list[Event]:
    """Return an event of each class, in streams of their own."""
    made = []
    account = uuid5(NAMESPACE_URL, "account")
    for topic, cls in events().items():
        stream = uuid5(NAMESPACE_URL, topic)
        hints = get_type_hints(cls, include_extras=True)
        values = {
            field.name: example(hints[field.name], field.name)
            for field in fields(cls)
            if field.name not in BESIDE
        }
        if cls.SUBJECT != "originator_id":
            values[cls.SUBJECT] = uuid5(NAMESPACE_URL, "subject")
        envelope = Envelope(account, "system:upgrade", AT, stream, None, uuid5(stream, "command"))
        made.append(
            cls(originator_id=stream, originator_version=1, timestamp=AT, envelope=envelope, **values)
        )
    return made


def one_log(state: Path) -> dict[str, Any]:
    """Record an event of each class in `state`; returns how each reads."""
    server = Postgres(state)
    server.start()
    try:
        migrate(server.dsn)
        with bootstrap(Settings(database_url=server.dsn, redis_url="redis://unused", state=state)) as app:
            for event in one_of_each():
                fresh = Fresh()
                app.log.recorder.insert_events([app.log.mapper.seal(event, fresh)], keys=fresh.wrapped)
                app.keyring.adopt(fresh)
            return {r.event.TOPIC: {name: repr(value) for name, value in sorted(payload(r.event).items())}
                    for r in app.log.read(0, 10_000)}  # fmt: skip
    finally:
        server.stop()


def kept(state: Path, folder: Path, name: str, expected: dict[str, Any], checkout: Path) -> None:
    """Put a backup of `state`, its keys and what is expected of it into `folder`."""
    words = ["backup", str(folder / f"{name}.backup"), "--destroyed", str(folder / f"{name}.destroyed")]
    environment = {**os.environ, "PYTHONPATH": str(checkout), "POSTROOM_STATE": str(state)}
    command = [sys.executable, "-m", "infrastructure.cli", *words]
    subprocess.run(command, env=environment, cwd=checkout, check=True)
    shutil.copy(state / "keys" / "master.json", folder / f"{name}.master.json")
    (folder / f"{name}.json").write_text(
        json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def main() -> None:
    """Make everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--backup-with", type=Path, default=HERE)
    given = parser.parse_args()
    folder = given.folder.absolute()
    folder.mkdir(parents=True)
    for name, make in (("history", history), ("events", one_log)):
        with temporary_state() as state:
            kept(state, folder, name, make(state), given.backup_with.absolute())


if __name__ == "__main__":
    main()
