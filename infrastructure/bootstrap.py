"""The composition root: every part, made once per process from the settings, and closed together."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self
from uuid import UUID, uuid4

from application.bus import Bus
from application.ingest import IngestMessage
from application.limits import CallLimits, Limits
from application.processes.call_on_call_begun import reactor as calling_out
from application.processes.degrade_on_subscription_changed import reactor as degrading
from application.processes.ingest_on_message_accepted import reactor as ingesting
from application.processes.mail_on_transcript_requested import reactor as transcribing
from application.processes.move_tickets_on_stage_removed import reactor as moving_tickets
from application.processes.name_on_message_received import reactor as naming
from application.processes.offer_on_room import reactor as offering
from application.processes.replay_on_channel_resumed import reactor as replaying
from application.processes.send_on_message_posted import reactor as sending
from application.processes.tell_owner import reactor as telling
from application.reactor import Reactor
from application.router import HANDLERS, PREPARATIONS
from application.unit import Ports
from domain.contact.masking import mask_text
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from infrastructure import variables
from infrastructure.access import PeopleAccess
from infrastructure.blobs.choose import store_of
from infrastructure.blobs.sealed import SealedBlobs
from infrastructure.calling.parts import CallingParts, calling_parts
from infrastructure.channels.email.relay import RelaySettings
from infrastructure.destroyed import DESTROYED, DestroyedKeys
from infrastructure.door import Door
from infrastructure.drafts import Drafts
from infrastructure.egress import Egress, networks
from infrastructure.erasing import Eraser
from infrastructure.events.keyring import Keyring
from infrastructure.events.log import Log
from infrastructure.events.mapper import SealingMapper
from infrastructure.events.master import KEY_FILE, MasterKeys, from_file, from_secrets
from infrastructure.events.recorder import OneTripRecorder, datastore
from infrastructure.facts import ViewFacts
from infrastructure.isolation.pool import CHILDREN
from infrastructure.mailboxes.offered import names
from infrastructure.mailboxes.parts import MailboxParts, mailbox_parts
from infrastructure.markdown import Markdown
from infrastructure.messenger.parts import MessengerParts, messenger_parts
from infrastructure.meta.losing import Losing
from infrastructure.meta.places import PlatformPlaces
from infrastructure.meta.sending import ByPlatform, Carrier
from infrastructure.named_limits import named_limits
from infrastructure.originals import StoredOriginals, readers
from infrastructure.postgres.pool import Pool, open_pool
from infrastructure.projecting.positions import Positions
from infrastructure.rating_links import RatingLinks
from infrastructure.reading_marks import ReadingMarks
from infrastructure.scanning import scanner_of
from infrastructure.secrets import Secrets
from infrastructure.sending import Sender
from infrastructure.settings import Settings
from infrastructure.uploads import Uploads
from infrastructure.whatsapp.parts import WhatsAppParts, whatsapp_parts
from projections.catalogue import projectors
from projections.common.masking import Mask
from projections.common.projector import Projector

REACTORS: tuple[Reactor, ...] = (
    ingesting,
    sending,
    naming,
    degrading,
    replaying,
    offering,
    telling,
    moving_tickets,
    transcribing,
    calling_out,
)


def egress_of(settings: Settings) -> Egress:
    """Return what judges connections to hosts that accounts name; the operator's own relay is open."""
    if not settings.relay_url:
        return Egress(networks(settings.egress_allow))
    relay = RelaySettings.from_url(settings.relay_url)
    return Egress(networks(settings.egress_allow), frozenset({(relay.host, relay.port)}))


def limits_of(settings: Settings) -> Limits:
    """Return the limits that the surroundings set."""
    return Limits(
        mail_domain=settings.mail_domain,
        ticket_gate=settings.ticket_gate_date,
        attachments_bytes=settings.attachments_megabytes * 1_048_576,
        uploads_bytes=settings.uploads_megabytes * 1_048_576,
        submissions_per_contact=settings.submissions_per_contact,
        consent_hold_days=settings.consent_hold_days,
        bot_hold_minutes=settings.bot_hold_minutes,
        picture_bytes=settings.picture_kilobytes * 1024,
        picture_side=settings.picture_pixels,
        whatsapp_numbers=settings.whatsapp_numbers,
        calls=named_limits(CallLimits, settings.call_limits),
        calling_countries=tuple(settings.calling_countries.split()),
        providers=names(settings),
    )


def clock() -> datetime:
    """Return now."""
    return datetime.now(UTC)


@dataclass
class Application:
    """One process's parts; `close` gives everything back."""

    settings: Settings
    pool: Pool
    keyring: Keyring
    log: Log
    secrets: Secrets
    blobs: SealedBlobs
    uploads: Uploads
    destroyed: DestroyedKeys
    ports: Ports
    bus: Bus
    positions: Positions
    projectors: Sequence[Projector]
    reactors: Sequence[Reactor]
    door: Door
    drafts: Drafts
    sender: Sender
    eraser: Eraser
    rating_links: RatingLinks
    mailboxes: MailboxParts
    messenger: MessengerParts
    whatsapp: WhatsAppParts
    calling: CallingParts
    _open: ExitStack

    def accept(
        self,
        raw: bytes,
        mail_from: str,
        recipient: str,
        peer_ip: str = "127.0.0.1",
        *,
        at: datetime | None = None,
    ) -> UUID:
        """Accept one mail as the SMTP door does, and return its intake.

        Raises:
            LookupError: nobody here has that address.

        """
        target = self.door.lookup(recipient)
        if target is None:
            message = "no channel has that hosted address"
            raise LookupError(message)
        return self.door.accept(raw, mail_from, [(recipient, target)], peer_ip, at=at)[0]

    def ingest(self, account_id: UUID, intake_id: UUID, *, at: datetime | None = None) -> int:
        """Take an accepted original in, as the reactor does, and return the position."""
        command_id = derived(intake_id, "ingest")
        env = Envelope(account_id, "system:ingest", at or clock(), intake_id, intake_id, command_id)
        return self.bus.dispatch(IngestMessage(intake_id), env).position

    def env(self, account_id: UUID, actor: str, *, at: datetime | None = None, key: str = "") -> Envelope:
        """Return an envelope for a command from outside a request; with a key it is carried out once only."""
        command_id = derived(account_id, actor, key) if key else uuid4()
        return Envelope(account_id, actor, at or clock(), command_id, None, command_id)

    def close(self) -> None:
        """Give connections and threads back."""
        self._open.close()

    def __enter__(self) -> Self:
        """Enter: nothing more to do."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


def master_keys(settings: Settings) -> MasterKeys:
    """Return the master keys: those of the environment, or of the file, made at the first start."""
    if settings.master_key is None:
        return from_file(settings.state / KEY_FILE)
    old = [variables.key(text) for text in settings.old_master_keys.split(",") if text]
    return from_secrets(settings.master_key, *old)


def bootstrap(settings: Settings, *, pool_size: int = 8, prompt: bool = False) -> Application:
    """Make the parts. Call it after any fork, once per process; `prompt` where somebody waits for its answers.

    Connects to nothing yet: a process that starts while the database is away says so to those who ask (RL-03).
    """
    with ExitStack() as opening:
        master = master_keys(settings)
        pool = open_pool(settings.database_url, size=pool_size, prompt=prompt)
        opening.callback(pool.close)
        store = datastore(settings.database_url, pool_size=pool_size, prompt=prompt)
        opening.callback(store.close)
        keyring = Keyring(pool, master)
        log = Log(OneTripRecorder(store), SealingMapper(keyring))
        secrets = Secrets(pool, master, log)
        blobs = SealedBlobs(store_of(settings), keyring)
        limits = limits_of(settings)
        uploads = Uploads(pool, master, blobs.store, scanner_of(settings.clamd), limits)
        destroyed = DestroyedKeys(settings.state / DESTROYED, keyring)
        originals = StoredOriginals(blobs, readers(settings.smtp_authserv), CHILDREN.each)
        positions = Positions(settings.database_url)
        opening.callback(positions.close)
        egress = egress_of(settings)
        facts = ViewFacts(pool, log, clock, originals, positions.wait_for)
        ports = Ports(
            log=log, secrets=secrets, blobs=blobs, uploads=uploads, originals=originals, markup=Markdown(), keys=destroyed,
            access=PeopleAccess(pool), facts=facts, egress=egress,
            limits=limits,
        )  # fmt: skip
        bus = Bus(ports, HANDLERS, PREPARATIONS)
        drafts = Drafts(pool, keyring, secrets.of_account, timedelta(days=settings.draft_days))

        links, marks = RatingLinks(pool, secrets), ReadingMarks(pool)

        def unmark(account_id: UUID, conversations: Sequence[UUID]) -> None:
            marks.forget(account_id, conversations)
            links.forget(account_id, conversations)

        def mask_for(account_id: UUID, masks: tuple[str, ...]) -> Mask:
            secret = secrets.of_account(account_id)
            return lambda text: mask_text(secret, masks, text)

        door = Door(bus, log, secrets, blobs, keyring, clock)
        relays = Sender(settings.database_url, bus, log, blobs, secrets, clock, settings.relay_url, egress)
        messenger = messenger_parts(settings, relays, pool, secrets, keyring, door, egress)
        whatsapp = whatsapp_parts(settings, relays, pool, secrets, keyring, door, egress)
        carriers: dict[str, Carrier] = {"messenger": messenger.carrier, "whatsapp": whatsapp.carrier}
        by_platform = ByPlatform(
            carriers,
            PlatformPlaces(pool),
            log,
            blobs,
            clock,
            Losing(bus, clock),
            links.to_rate(settings.base_url),
        )
        mailboxes = mailbox_parts(settings, replace(relays, by_platform=by_platform), pool, secrets, door)
        return Application(
            settings, pool, keyring, log, secrets, blobs, uploads, destroyed, ports, bus, positions,
            projectors(mask_for), REACTORS,
            door,
            drafts,
            mailboxes.sender,
            Eraser(bus, log, facts, secrets, positions.wait_for, drafts.forget, unmark, positions.wait_for_apart),
            links,
            mailboxes,
            messenger,
            whatsapp,
            calling_parts(settings, relays, pool, secrets, door),
            opening.pop_all(),
        )  # fmt: skip
