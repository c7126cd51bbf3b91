"""Our app at Meta: numbers, codes, media, templates, messages, and what its errors come to (WAB-01, WAB-02)."""

from datetime import timedelta

import pytest

from application.submitted import SentFile
from infrastructure.bootstrap import limits_of
from infrastructure.mailboxes.port import (
    AuthorizationLost,
    MailboxError,
    RateLimited,
    Refused,
    Temporary,
    Uncertain,
)
from infrastructure.meta.errors import Denied
from infrastructure.settings import Settings
from infrastructure.whatsapp import content
from infrastructure.whatsapp.cloud import Cloud, offered
from tests.support.providers.whatsapp import Account, Number, WhatsApp, scoped

HELLO = content.text("Hello")


@pytest.mark.req("WAB-01")
def test_all_numbers_of_an_account_are_read_with_what_meta_knows_of_them(
    meta: WhatsApp, account: Account, cloud: Cloud
) -> None:
    made = [account.number(f"+48 22 100 20 {each:02}", f"Number {each}") for each in range(30)]
    made[3].verified, made[4].quality = True, "RED"
    found = cloud.numbers(account.id, meta.token(account))
    assert [one.phone_number_id for one in found] == [one.id for one in made], "all pages of the list"
    assert [one.verified for one in found[:5]] == [False, False, False, True, False]
    assert (found[4].quality, found[4].display_number, found[4].verified_name) == (
        "red",
        "+48 22 100 20 04",
        "Number 4",
    )
    assert cloud.number(made[3].id, meta.token(account)) == found[3]


@pytest.mark.req("WAB-01", "SE-03")
def test_a_token_of_another_app_or_business_lets_nobody_in(
    meta: WhatsApp, account: Account, cloud: Cloud
) -> None:
    with pytest.raises(Refused, match="other_app"):
        cloud.numbers(account.id, meta.token(account, app="77"))
    with pytest.raises(Refused, match="unknown"):
        cloud.numbers(account.id, meta.token(meta.account()))
    with pytest.raises(AuthorizationLost):
        cloud.numbers(account.id, "EAAGmade-up")


@pytest.mark.req("WAB-01")
def test_a_number_is_verified_registered_and_told_of(meta: WhatsApp, account: Account, cloud: Cloud) -> None:
    number, token = account.number(), meta.token(account)
    with pytest.raises(Refused, match="not_verified"):
        cloud.register(number.id, token, "123456")
    cloud.request_code(number.id, token, method="sms", language="en")
    with pytest.raises(Refused, match="code_wrong"):
        cloud.verify_code(number.id, token, "x")
    cloud.verify_code(number.id, token, number.code)
    with pytest.raises(Refused, match="code_not_sent"):
        cloud.request_code(number.id, token, method="voice", language="en")
    cloud.register(number.id, token, "123456")
    with pytest.raises(Refused, match="pin_wrong"):
        cloud.register(number.id, token, "654321")
    for _ in range(4):
        with pytest.raises(Refused, match="pin_wrong"):
            cloud.register(number.id, token, "654321")
    with pytest.raises(Refused, match="pin_locked"):
        cloud.register(number.id, token, "654321")
    cloud.subscribe(account.id, token)
    assert account.subscribed
    cloud.unsubscribe(account.id, token)
    assert not account.subscribed


@pytest.mark.req("WAB-02")
def test_files_go_up_and_come_down(meta: WhatsApp, account: Account, number: Number, cloud: Cloud) -> None:
    token = meta.token(account)
    media_id = cloud.upload(number.id, token, SentFile("", "kot ą.png", "image/png", b"\x89PNG\r\n\x00\xff"))
    stored = meta.stored[media_id]
    assert (stored.content_type, stored.data) == ("image/png", b"\x89PNG\r\n\x00\xff")
    with pytest.raises(Refused, match="parameter"):
        cloud.upload(number.id, token, SentFile("", "a.zip", "application/zip", b"PK"))
    come = meta.file_of(number, "audio/ogg", b"voice")
    at = cloud.media(come, number.id, token)
    assert (at.content_type, at.size, len(at.sha256)) == ("audio/ogg", 5, 64)
    with pytest.raises(Refused, match="unknown"):
        cloud.media(come, "1", token)


@pytest.mark.req("WAB-02", "CNV-06")
def test_what_meta_refuses_says_why(meta: WhatsApp, account: Account, number: Number, cloud: Cloud) -> None:
    token, ann = meta.token(account), meta.person(wrote_to=number)

    def refused(to: str, what: content.Content = HELLO) -> tuple[int, str]:
        with pytest.raises(Refused) as told:
            cloud.send(number.id, token, to, what, known="postroom:1")
        return told.value.code, str(told.value)

    assert cloud.send(number.id, token, ann.wa_id, HELLO, known="postroom:1") == number.sent[0].wamid
    cloud.send(number.id, token, scoped(ann.wa_id), HELLO, known="")
    assert [one.to for one in number.sent] == [ann.wa_id] * 2, "who shows a username in place of a number"
    assert refused("48999") == (131026, "undeliverable")
    assert refused("48221002030") == (131021, "same_number")
    assert refused("not a number") == (131009, "parameter")
    assert refused(ann.wa_id, content.text("x" * 4097)) == (100, "parameter")
    assert refused(ann.wa_id, {"type": "poll", "poll": {}}) == (131051, "unsupported")
    meta.ahead = timedelta(hours=25)
    assert refused(ann.wa_id) == (131047, "template_needed")
    meta.ahead = timedelta()
    number.registered = False
    assert refused(ann.wa_id) == (133010, "registration")


@pytest.mark.req("WAB-02", "EML-19")
@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (401, 190, AuthorizationLost), (401, 0, MailboxError), (400, 4, RateLimited), (400, 80007, RateLimited),
        (400, 130429, RateLimited), (400, 131048, RateLimited), (400, 131056, Temporary), (500, 131000, Temporary),
        (503, 131016, Temporary), (400, 131057, Temporary), (500, 1, Uncertain), (502, 0, Uncertain), (503, 0, Temporary),
        (0, 0, Uncertain), (403, 10, Denied), (403, 200, Denied), (403, 131005, Denied), (400, 131026, Refused),
        (400, 132015, Refused), (400, 99999, Refused), (500, 99999, Uncertain),
    ],
)  # fmt: skip
def test_each_failure_of_a_send_is_one_that_can_be_acted_on(
    meta: WhatsApp,
    account: Account,
    number: Number,
    cloud: Cloud,
    status: int,
    code: int,
    expected: type[MailboxError],
) -> None:
    ann, token = meta.person(wrote_to=number), meta.token(account)
    meta.fails("/messages", status, code)
    with pytest.raises(expected) as told:
        cloud.send(number.id, token, ann.wa_id, HELLO, known="")
    assert "test wanted" not in str(told.value), "Meta's sentences are not repeated"


@pytest.mark.req("WAB-02", "EML-19")
def test_an_answer_without_an_id_is_uncertain(
    meta: WhatsApp, account: Account, number: Number, cloud: Cloud
) -> None:
    ann, token = meta.person(wrote_to=number), meta.token(account)
    meta.fails("/messages", 200, done=True)
    with pytest.raises(Uncertain):
        cloud.send(number.id, token, ann.wa_id, HELLO, known="")
    for path in ("/media", f"/{number.id}"):
        meta.fails(path, 200, done=True)
    with pytest.raises(Temporary):
        cloud.upload(number.id, token, SentFile("", "a.pdf", "application/pdf", b"x"))


@pytest.mark.req("WAB-01")
def test_without_its_two_settings_there_is_no_app_to_connect_by() -> None:
    assert offered(Settings()) is None
    assert offered(Settings(whatsapp_app_secret="1")) is None
    assert limits_of(Settings(whatsapp_numbers=3)).whatsapp_numbers == 3
    assert "whatsapp" in limits_of(Settings(whatsapp_app_secret="1", whatsapp_verify_token="2")).providers
    assert "whatsapp" not in limits_of(Settings(whatsapp_app_secret="1")).providers
    both = {"POSTROOM_MESSENGER_APP_SECRET": "one", "POSTROOM_MESSENGER_VERIFY_TOKEN": "two"}
    of_messenger = Settings.from_env(both, servers=False)
    assert (of_messenger.whatsapp_app_secret, of_messenger.whatsapp_verify_token) == ("one", "two")
    assert (
        Settings.from_env({**both, "POSTROOM_WHATSAPP_APP_SECRET": "3"}, servers=False).whatsapp_app_secret
        == "3"
    )
