"""What the surroundings decide: one frozen dataclass, read from POSTROOM_* variables and nowhere else."""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Self

from domain.account.policy import GATE_DATE
from infrastructure import variables
from infrastructure.variables import PREFIX, SettingsError, Variables

__all__ = ["RUNNING", "Settings", "SettingsError", "address_of", "note_running", "reachable", "with_running"]

RUNNING = "running.json"


@dataclass(frozen=True)
class Settings:
    """Everything a process of Postroom takes from its surroundings; secrets stay out of its repr."""

    database_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    replica_url: str = field(default="", repr=False)
    """A streaming replica of the database that reads may be answered from; empty: none."""
    replica_lag_seconds: int = 5
    """How far it may be behind before nobody reads from it."""
    state: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = 8000
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 2525
    base_url: str = "http://127.0.0.1:8000"
    mail_domain: str = "in.postroom.localhost"
    ticket_gate_date: date = GATE_DATE
    """Accounts created later make no tickets by themselves (ACC-08)."""
    master_key: bytes | None = field(default=None, repr=False)
    """32 bytes, or None: then `<state>/keys/master.json`, made at first start."""
    old_master_keys: str = field(default="", repr=False)
    """Earlier values of `master_key`, the newest first, with commas between."""
    blobs_url: str = ""
    """s3://bucket/prefix?endpoint=…&region=…; empty: the folder `blobs` of the state directory."""
    blobs_access_key: str = field(default="", repr=False)
    blobs_secret_key: str = field(default="", repr=False)
    relay_url: str = field(default="", repr=False)
    """smtp://[user:password@]host:port or smtps://…; empty: an account without its own relay cannot send."""
    demo_relay_port: int = 2526
    demo_relay_web_port: int = 8025
    log_format: str = "auto"
    """json, text, or auto: text on a terminal and JSON elsewhere."""
    log_level: str = "info"
    metrics_host: str = "127.0.0.1"
    metrics_port: int = 0
    """Where this process shows its figures; 0: nowhere. `serve` gives its processes this port and those after it."""
    lagging_seconds: int = 10
    """From so much on, something that is behind is called lagging."""
    failing_seconds: int = 120
    """From so much on, it is called failing."""
    unsent_seconds: int = 300
    """How long a message may wait for its first attempt to be sent."""
    disk_megabytes: int = 1000
    """With less than this free on the disk of the state directory, something is wrong."""
    egress_allow: str = ""
    """Networks of ours that what accounts name may lead to, beside the internet."""
    trusted_proxies: str = ""
    """Networks of proxies whose X-Forwarded-* are believed."""
    hosts: str = ""
    """Host names by which the API may be called, beside the one of `base_url`."""
    smtp_cert: str = ""
    """File of the certificate chain with which the SMTP door offers STARTTLS; without it, it does not."""
    smtp_key: str = ""
    """File of its key; empty: in the same file."""
    smtp_authserv: str = ""
    """The authserv-id of a mail server of ours in front, whose Authentication-Results are believed (RFC 8601)."""

    attachments_megabytes: int = 20
    """Of all files of one message, and of each (CNV-08)."""
    uploads_megabytes: int = 100
    """Of all files of one author that wait to be sent."""
    picture_kilobytes: int = 512
    """Of the picture of a user (ACC-12)."""
    picture_pixels: int = 1024
    """How wide and how high it is at most."""
    submissions_per_contact: int = 1_000
    """Submissions of forms of one contact that become tickets (FRM-08)."""
    consent_hold_days: int = 7
    """How long an original is held that came without the consent it needs (PRV-02)."""
    chat_mail_minutes: int = 5
    bot_hold_minutes: int = 15
    """After how long what a visitor who left has not seen is mailed to them (CHT-11)."""
    smtp_limits: str = ""
    form_limits: str = ""
    chat_limits: str = ""
    call_limits: str = ""
    """`name=number` of what differs from the defaults of `IntakeLimits`, `FormLimits`, `ChatLimits` and `CallLimits`."""
    calling_countries: str = ""
    """How numbers begin that may be called; empty: any number (CAL-01)."""
    clamd: str = ""
    """tcp://host:port or unix:/path of a clamd that looks into files people attach; empty: nothing does."""
    requests_per_second: int = 50
    """Of one session, token or signed-out address, on average, in each process of the API."""
    requests_at_once: int = 200
    account_requests_per_second: int = 200
    """Of one account altogether, in each process."""
    account_requests_at_once: int = 2000
    session_idle_minutes: int = 720
    """How long a session lasts that nobody uses."""
    session_longest_hours: int = 336
    """How long any session lasts."""
    draft_days: int = 90
    """How long a draft is kept that nobody touches (CNV-09)."""
    gmail_client_id: str = ""
    """Of our application at Google, for team mailboxes; empty: Gmail is not offered (EML-03)."""
    gmail_client_secret: str = field(default="", repr=False)
    gmail_topic: str = ""
    """projects/…/topics/… that Gmail tells of changes; empty: mailboxes are only asked."""
    gmail_push_audience: str = ""
    """For whom the subscription's tokens are; empty: our own hook's URL."""
    gmail_push_account: str = ""
    """The service account by which the subscription pushes; empty: nothing that is pushed is believed."""
    gmail_poll_seconds: int = 60
    """How often a mailbox is asked, whatever is pushed."""
    graph_client_id: str = ""
    """Of our application at Microsoft, for team mailboxes; empty: Office 365 is not offered (EML-03)."""
    graph_client_secret: str = field(default="", repr=False)
    graph_tenant: str = "organizations"
    """Whose mailboxes may be connected: any company's, or those of one tenant, by its id or domain."""
    graph_poll_seconds: int = 60
    """How often a mailbox is asked, whatever we are notified of."""
    messenger_app_id: str = ""
    """Of our app at Facebook; without it, its secret and the token, Messenger is not offered (MSG-03)."""
    messenger_app_secret: str = field(default="", repr=False)
    messenger_verify_token: str = field(default="", repr=False)
    """What Facebook shows when it asks whether the webhook is ours (MSG-11)."""
    gmail_url: str = ""
    graph_url: str = ""
    messenger_url: str = ""
    whatsapp_url: str = ""
    calling_url: str = ""
    """Where Google, Microsoft, Facebook, Meta's Cloud API and Twilio are, each under one address; empty: at their own."""
    whatsapp_app_secret: str = field(default="", repr=False)
    """Of our app at Meta for WhatsApp; without it and the token WhatsApp is not offered (WAB-01)."""
    whatsapp_verify_token: str = field(default="", repr=False)
    """What Meta shows when it asks whether the webhook is ours (WAB-02)."""
    whatsapp_numbers: int = 25
    """How many numbers an account connects at most (WAB-01)."""

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None, *, servers: bool = True) -> Self:
        """Read and check POSTROOM_*; raises SettingsError.

        Without a database in the environment, the `serve` that runs on the same state directory is asked (see
        `with_running`). `servers=False` lets the server addresses be absent, for what starts servers itself.
        """
        given = os.environ if environment is None else environment
        read = Variables(with_running(given) if servers else given)
        host = read.text("HOST", cls.host)
        port = read.get("PORT", variables.port, cls.port)
        return cls(
            database_url=read.get("DATABASE_URL", variables.database, "", required=servers),
            replica_url=read.get("REPLICA_URL", variables.database, ""),
            replica_lag_seconds=read.get("REPLICA_LAG_SECONDS", variables.number, cls.replica_lag_seconds),
            redis_url=read.get("REDIS_URL", variables.url("redis", "rediss", "unix"), "", required=servers),
            state=Path(read.text("STATE", str(cls.state))).expanduser().absolute(),
            host=host,
            port=port,
            smtp_host=read.text("SMTP_HOST", cls.smtp_host),
            smtp_port=read.get("SMTP_PORT", variables.port, cls.smtp_port),
            base_url=read.get("BASE_URL", variables.url("http", "https"), address_of(host, port)).rstrip("/"),
            mail_domain=read.get("MAIL_DOMAIN", variables.domain, cls.mail_domain),
            ticket_gate_date=read.get("TICKET_GATE_DATE", variables.day, cls.ticket_gate_date),
            master_key=read.get("MASTER_KEY", variables.key, None),
            old_master_keys=read.get("OLD_MASTER_KEYS", variables.keys, ""),
            blobs_url=read.get("BLOBS_URL", variables.bucket, ""),
            blobs_access_key=read.text("BLOBS_ACCESS_KEY", ""),
            blobs_secret_key=read.text("BLOBS_SECRET_KEY", ""),
            relay_url=read.get("RELAY_URL", variables.url("smtp", "smtps"), ""),
            demo_relay_port=read.get("DEMO_RELAY_PORT", variables.port, cls.demo_relay_port),
            demo_relay_web_port=read.get("DEMO_RELAY_WEB_PORT", variables.port, cls.demo_relay_web_port),
            log_format=read.get("LOG_FORMAT", variables.one_of("auto", "json", "text"), cls.log_format),
            log_level=read.get(
                "LOG_LEVEL", variables.one_of("debug", "info", "warning", "error"), cls.log_level
            ),
            metrics_host=read.text("METRICS_HOST", cls.metrics_host),
            metrics_port=read.get("METRICS_PORT", variables.port_or_none, cls.metrics_port),
            lagging_seconds=read.get("LAGGING_SECONDS", variables.number, cls.lagging_seconds),
            failing_seconds=read.get("FAILING_SECONDS", variables.number, cls.failing_seconds),
            unsent_seconds=read.get("UNSENT_SECONDS", variables.number, cls.unsent_seconds),
            disk_megabytes=read.get("DISK_MEGABYTES", variables.number, cls.disk_megabytes),
            egress_allow=read.get("EGRESS_ALLOW", variables.networks, ""),
            trusted_proxies=read.get("TRUSTED_PROXIES", variables.networks, ""),
            hosts=read.get("HOSTS", variables.hosts, ""),
            attachments_megabytes=read.get(
                "ATTACHMENTS_MEGABYTES", variables.number, cls.attachments_megabytes
            ),
            uploads_megabytes=read.get("UPLOADS_MEGABYTES", variables.number, cls.uploads_megabytes),
            picture_kilobytes=read.get("PICTURE_KILOBYTES", variables.number, cls.picture_kilobytes),
            picture_pixels=read.get("PICTURE_PIXELS", variables.number, cls.picture_pixels),
            submissions_per_contact=read.get(
                "SUBMISSIONS_PER_CONTACT", variables.number, cls.submissions_per_contact
            ),
            consent_hold_days=read.get("CONSENT_HOLD_DAYS", variables.number, cls.consent_hold_days),
            bot_hold_minutes=read.get("BOT_HOLD_MINUTES", variables.number, cls.bot_hold_minutes),
            chat_mail_minutes=read.get("CHAT_MAIL_MINUTES", variables.number, cls.chat_mail_minutes),
            form_limits=read.get("FORM_LIMITS", variables.form_limits, ""),
            chat_limits=read.get("CHAT_LIMITS", variables.chat_limits, ""),
            call_limits=read.get("CALL_LIMITS", variables.call_limits, ""),
            calling_countries=read.get("CALLING_COUNTRIES", variables.countries, ""),
            clamd=read.get("CLAMD", variables.scanner, ""),
            requests_per_second=read.get("REQUESTS_PER_SECOND", variables.number, cls.requests_per_second),
            requests_at_once=read.get("REQUESTS_AT_ONCE", variables.number, cls.requests_at_once),
            account_requests_per_second=read.get(
                "ACCOUNT_REQUESTS_PER_SECOND", variables.number, cls.account_requests_per_second
            ),
            account_requests_at_once=read.get(
                "ACCOUNT_REQUESTS_AT_ONCE", variables.number, cls.account_requests_at_once
            ),
            session_idle_minutes=read.get("SESSION_IDLE_MINUTES", variables.number, cls.session_idle_minutes),
            session_longest_hours=read.get(
                "SESSION_LONGEST_HOURS", variables.number, cls.session_longest_hours
            ),
            draft_days=read.get("DRAFT_DAYS", variables.number, cls.draft_days),
            gmail_client_id=read.text("GMAIL_CLIENT_ID", ""),
            gmail_client_secret=read.text("GMAIL_CLIENT_SECRET", ""),
            gmail_topic=read.text("GMAIL_TOPIC", ""),
            gmail_push_audience=read.text("GMAIL_PUSH_AUDIENCE", ""),
            gmail_push_account=read.text("GMAIL_PUSH_ACCOUNT", ""),
            gmail_poll_seconds=read.get("GMAIL_POLL_SECONDS", variables.number, cls.gmail_poll_seconds),
            gmail_url=read.get("GMAIL_URL", variables.url("http", "https"), "").rstrip("/"),
            graph_client_id=read.text("GRAPH_CLIENT_ID", ""),
            graph_client_secret=read.text("GRAPH_CLIENT_SECRET", ""),
            graph_tenant=read.text("GRAPH_TENANT", cls.graph_tenant),
            graph_poll_seconds=read.get("GRAPH_POLL_SECONDS", variables.number, cls.graph_poll_seconds),
            graph_url=read.get("GRAPH_URL", variables.url("http", "https"), "").rstrip("/"),
            messenger_app_id=read.text("MESSENGER_APP_ID", ""),
            messenger_app_secret=read.text("MESSENGER_APP_SECRET", ""),
            messenger_verify_token=read.text("MESSENGER_VERIFY_TOKEN", ""),
            messenger_url=read.get("MESSENGER_URL", variables.url("http", "https"), "").rstrip("/"),
            whatsapp_app_secret=read.text("WHATSAPP_APP_SECRET", read.text("MESSENGER_APP_SECRET", "")),
            whatsapp_verify_token=read.text("WHATSAPP_VERIFY_TOKEN", read.text("MESSENGER_VERIFY_TOKEN", "")),
            whatsapp_url=read.get("WHATSAPP_URL", variables.url("http", "https"), "").rstrip("/"),
            calling_url=read.get("CALLING_URL", variables.url("http", "https"), "").rstrip("/"),
            whatsapp_numbers=read.get("WHATSAPP_NUMBERS", variables.number, cls.whatsapp_numbers),
            smtp_cert=read.text("SMTP_CERT", ""),
            smtp_key=read.text("SMTP_KEY", ""),
            smtp_limits=read.get("SMTP_LIMITS", variables.mail_limits, ""),
            smtp_authserv=read.get("SMTP_AUTHSERV", variables.domain, ""),
        )

    def to_env(self) -> dict[str, str]:
        """Return the variables from which a child process reads these same settings."""
        texts = {
            name.upper(): str(value)
            for name, value in vars(self).items()
            if name != "master_key" and value != ""
        }
        if self.master_key is not None:
            texts["MASTER_KEY"] = base64.b64encode(self.master_key).decode()
        return {PREFIX + name: text for name, text in texts.items()}


def with_running(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return `environment`, completed by what a running `serve` has noted when it names no database of its own.

    So `postroom reply` in a second terminal reaches the embedded servers of the first.
    """
    read = Variables(environment)
    if read.text("DATABASE_URL", ""):
        return environment
    note = Path(read.text("STATE", str(Settings.state))).expanduser() / RUNNING
    try:
        noted: dict[str, str] = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return environment
    return {**noted, **{name: text for name, text in environment.items() if text.strip()}}


def note_running(settings: Settings) -> None:
    """Write down, for our user only, how to reach what runs on this state directory; the master key is left out."""
    path = settings.state / RUNNING
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(
        json.dumps(replace(settings, master_key=None, old_master_keys="").to_env()), encoding="utf-8"
    )


def reachable(host: str) -> str:
    """Return the host by which this machine reaches a server bound to `host`, in brackets where a URL needs them."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104
        return "127.0.0.1" if host == "0.0.0.0" else "[::1]"  # noqa: S104
    return f"[{host}]" if ":" in host else host


def address_of(host: str, port: int) -> str:
    """Return the address under which this machine reaches a web server bound to `host` and `port`."""
    return f"http://{reachable(host)}:{port}"
