"""Wrong surroundings are said in words that name the variable and the way out."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.bootstrap import limits_of
from infrastructure.settings import Settings, SettingsError, note_running

SERVERS = {"POSTROOM_DATABASE_URL": "postgresql://h/db", "POSTROOM_REDIS_URL": "redis://h"}


def test_defaults_are_absolute_and_loopback() -> None:
    settings = Settings.from_env(SERVERS)
    assert settings.state == Path("var").absolute()
    assert (settings.host, settings.port, settings.smtp_port) == ("127.0.0.1", 8000, 2525)
    assert (settings.base_url, settings.mail_domain) == ("http://127.0.0.1:8000", "in.postroom.localhost")
    assert settings.master_key is None


@pytest.mark.req("ACC-08")
def test_the_date_from_which_on_accounts_make_no_tickets_is_configuration() -> None:
    assert Settings.from_env(SERVERS).ticket_gate_date == date(2024, 4, 1)
    later = Settings.from_env(SERVERS | {"POSTROOM_TICKET_GATE_DATE": "2026-01-31"})
    assert limits_of(later).ticket_gate == date(2026, 1, 31)


def test_the_base_url_follows_host_and_port() -> None:
    settings = Settings.from_env(SERVERS | {"POSTROOM_HOST": "::", "POSTROOM_PORT": "81"})
    assert settings.base_url == "http://[::1]:81"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "0", "between 1 and 65535"),
        ("PORT", "٣", "between 1 and 65535"),
        ("SMTP_PORT", "65536", "between 1 and 65535"),
        ("DATABASE_URL", "mysql://hunter2@h/db", "must begin with postgresql://"),
        ("REDIS_URL", "http://hunter2", "must begin with redis:// or rediss:// or unix://"),
        ("BASE_URL", "https://", "names no host"),
        ("RELAY_URL", "smtp://hunter2:hunter2@h:99999999", "not a URL"),
        ("RELAY_URL", "hunter2@relay:25", "must begin with smtp:// or smtps://"),
        ("MAIL_DOMAIN", "-x.example", "not a domain name"),
        ("TICKET_GATE_DATE", "hunter2", "not a date"),
        ("MASTER_KEY", "hunter2!", "not base64"),
        ("MASTER_KEY", "aHVudGVyMg==", "must be 32 bytes"),
        ("LOG_FORMAT", "hunter2", "must be one of auto, json, text"),
        ("METRICS_PORT", "hunter2", "between 1 and 65535"),
        ("LAGGING_SECONDS", "-1", "not a whole number above zero"),
        ("LAGGING_SECONDS", "0", "not a whole number above zero"),
        ("EGRESS_ALLOW", "10.0.0.1/8 hunter2", "CIDR"),
        ("TRUSTED_PROXIES", "hunter2", "CIDR"),
        ("HOSTS", "ok.example, -hunter2-", "not a domain name"),
        ("SMTP_LIMITS", "size=many hunter2=1", "the names are at_once, at_once_size, connections"),
        ("SMTP_LIMITS", "size=0", "not name=number above zero"),
        ("FORM_LIMITS", "sent=many hunter2=1", "the names are asked_at_once, asked_per_minute"),
        ("FORM_LIMITS", "work_bits=40", "work_bits is at most 24"),
        ("FORM_LIMITS", "work_hours=49", "work_hours is at most 48"),
        ("CHAT_LIMITS", "characters=90000", "characters is at most 20000"),
        ("CALL_LIMITS", "hunter2=1", "the names are account_per_hour, caller_per_ten_minutes"),
        ("CALLING_COUNTRIES", "+48 hunter2", "not + and a country's code"),
        ("CALLING_COUNTRIES", "+", "not + and a country's code"),
    ],
)
def test_a_wrong_value_is_refused_without_repeating_it(name: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env(SERVERS | {f"POSTROOM_{name}": value})
    assert str(refused.value).startswith(f"POSTROOM_{name}: ")
    assert says in str(refused.value)
    assert "Set it like this: " in str(refused.value)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("missing", sorted(SERVERS))
def test_missing_servers_are_named_unless_the_command_starts_its_own(missing: str, tmp_path: Path) -> None:
    environment = SERVERS | {missing: " ", "POSTROOM_STATE": str(tmp_path)}
    with pytest.raises(SettingsError, match=f"{missing} is not set. Start everything with ./dev run"):
        Settings.from_env(environment)
    assert Settings.from_env(environment, servers=False).host == "127.0.0.1"


@given(
    key=st.none() | st.binary(min_size=32, max_size=32),
    port=st.integers(1, 65535),
    relay=st.sampled_from(["", "smtp://u:p@relay:587", "smtps://relay"]),
)
def test_a_child_reads_the_same_settings(key: bytes | None, port: int, relay: str) -> None:
    settings = Settings(
        database_url="postgresql://h/db",
        redis_url="unix:///a%20b?db=0",
        state=Path("/srv/a b"),
        port=port,
        master_key=key,
        relay_url=relay,
        egress_allow="10.0.0.0/8, ::1",
        trusted_proxies="127.0.0.1/32",
        hosts="a.example b.example",
        smtp_limits="size=1000 recipients=2",
        form_limits="files=2 sent_per_minute=100",
        chat_limits="files=2 sent_per_minute=100",
        call_limits="user_per_hour=2",
        calling_countries="+48 +49",
        smtp_authserv="mx.example",
        smtp_cert="/srv/a b.pem",
    )
    assert Settings.from_env(settings.to_env()) == settings


def test_secrets_are_not_in_the_repr() -> None:
    shown = repr(
        Settings(database_url="secret1", redis_url="secret2", relay_url="secret3", master_key=b"secret4")
    )
    assert "secret" not in shown


def test_a_second_terminal_finds_what_runs_on_the_state_directory(tmp_path: Path) -> None:
    running = Settings(
        database_url="postgresql://h/db", redis_url="redis://h", state=tmp_path, port=81, master_key=b"k" * 32
    )
    note_running(running)
    environment = {"POSTROOM_STATE": str(tmp_path), "POSTROOM_SMTP_PORT": "26"}
    found = Settings.from_env(environment)
    assert (found.database_url, found.port, found.smtp_port) == ("postgresql://h/db", 81, 26)
    assert found.master_key is None
    assert (tmp_path / "running.json").stat().st_mode & 0o777 == 0o600
    assert Settings.from_env(environment | SERVERS).port == 8000


@pytest.mark.req("RL-03")
@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("postgresql://u:p@a.example:5432,b.example:5433/d?target_session_attrs=read-write", True),
        ("postgresql://u@/d?host=/run/a,/run/b&port=1,2", True),
        ("postgresql://u:p@a.example:5432,b.example:70000/d", False),
        ("postgresql://u:secret@a.example/d?no_such_option=1", False),
        ("mysql://u:secret@a.example/d", False),
    ],
)
def test_a_database_may_have_several_hosts(url: str, good: bool) -> None:
    given = SERVERS | {"POSTROOM_DATABASE_URL": url, "POSTROOM_REPLICA_URL": url}
    if good:
        settings = Settings.from_env(given)
        assert (settings.database_url, settings.replica_url) == (url, url)
        return
    with pytest.raises(SettingsError, match="POSTROOM_DATABASE_URL") as refused:
        Settings.from_env(given)
    assert "secret" not in str(refused.value)
