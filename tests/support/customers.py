"""Customers whose mail servers try again until a mail is taken, as mail servers do (RFC 5321 4.5.4.1)."""

import smtplib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import requests

from tests.support.product import Product, eventually

PERMANENT = 500


def refusal(attempt: Callable[[], None]) -> int | None:
    """Return the code by which a mail was refused, 0 for a lost connection, None where it was taken."""
    try:
        attempt()
    except smtplib.SMTPRecipientsRefused as error:
        return max(code for code, _ in error.recipients.values())
    except smtplib.SMTPResponseException as error:
        return error.smtp_code
    except (smtplib.SMTPException, OSError):
        return 0
    return None


def insist(product: Product, raw: bytes, recipient: str) -> int:
    """Send a mail until it is taken, and return how often that was refused; a refusal for good fails."""
    refused: list[int] = []

    def taken() -> bool:
        code = refusal(lambda: product.take(raw, recipient))
        if code is not None:
            assert code < PERMANENT, f"refused for good with {code}"
            refused.append(code)
        return code is None

    eventually(taken, "the mail is taken", 120.0)
    return len(refused)


def answered(attempt: Callable[[], requests.Response]) -> requests.Response:
    """Repeat a request until it is answered other than by "not now"."""

    def sent() -> requests.Response | None:
        try:
            answer = attempt()
        except requests.RequestException:
            return None
        return None if answer.status_code in {429, 503} else answer

    return eventually(sent, "the request is answered", 120.0)


def stream_in(
    product: Product, mails: Sequence[bytes], recipient: str, senders: int, taken: list[int]
) -> int:
    """Let several senders insist on their share of the mails; notes each taken one's number, returns the refusals."""

    def send(number: int) -> int:
        refused = insist(product, mails[number], recipient)
        taken.append(number)
        return refused

    with ThreadPoolExecutor(senders) as pool:
        return sum(pool.map(send, range(len(mails))))
