"""Gmail's own API: whose mailbox, what came, its originals, and being told of changes (EML-03).

Sources: developers.google.com/workspace/gmail/api (reference of users.*, guides on sync, push, sending, uploads and errors)
and developers.google.com/identity/protocols/oauth2/web-server.
"""

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from infrastructure.mailboxes import oauth
from infrastructure.mailboxes.gmail_push import Push
from infrastructure.mailboxes.gmail_sending import send
from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import (
    Changes,
    CursorExpired,
    Grant,
    Heard,
    MailboxError,
    Notice,
    Original,
    Outbound,
    Profile,
    RateLimited,
    Receipt,
    Refused,
    Watch,
)

if TYPE_CHECKING:
    import requests

SCOPES = ("https://www.googleapis.com/auth/gmail.readonly", "https://www.googleapis.com/auth/gmail.send")
PAGE = 500
GONE, FORBIDDEN, TOO_MANY = 404, 403, 429
LIMITS = frozenset(
    {
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "quotaExceeded",
        "dailyLimitExceeded",
        "concurrentLimitExceeded",
    }
)
"""Reasons of a 403 or 429 that pass with time."""
UNWANTED = frozenset({"DRAFT", "SPAM", "TRASH", "CHAT"})
_RETRY_AFTER = re.compile(r"[Rr]etry after (\d{4}-\d\d-\d\dT[\d:.]+Z)")


@dataclass(frozen=True)
class Gmail:
    """Satisfies `port.Mailbox`."""

    http: Http
    oauth: oauth.OAuth
    api: str
    """Where the API is, such as https://gmail.googleapis.com."""
    revoking: str
    topic: str
    """The Pub/Sub topic that Gmail tells of changes; empty: it is only asked."""
    push: Push
    poll_seconds: int
    provider: str = "gmail"

    @property
    def watches(self) -> bool:
        """Whether there is a topic."""
        return bool(self.topic)

    def authorise_url(self, *, state: str, challenge: str, back: str, hint: str = "") -> str:
        """See the port. Consent is asked for each time: only then a refresh token comes."""
        more = {"access_type": "offline", "prompt": "consent", "login_hint": hint}
        return self.oauth.url(state=state, challenge=challenge, back=back, **more)

    def refused(self, answer: Mapping[str, str]) -> str:
        """See the port."""
        return "declined" if answer.get("error") == "access_denied" else "provider_refused"

    def exchange(self, *, code: str, verifier: str, back: str, at: datetime, hint: str = "") -> Grant:  # noqa: ARG002 - one mailbox a person
        """See the port. A person may leave scopes out of what they consent to; all are needed."""
        grant = self.oauth.exchange(code=code, verifier=verifier, back=back, at=at)
        if not set(SCOPES) <= set(grant.scopes):
            raise Refused(FORBIDDEN, "scopes_missing")
        return grant

    def refresh(self, refresh_token: str, at: datetime) -> Grant:
        """See the port."""
        return self.oauth.refresh(refresh_token, at)

    def revoke(self, token: str, refresh_token: str) -> None:
        """See the port: revoking one token revokes the grant."""
        del token
        self.http.ask("POST", self.revoking, data={"token": refresh_token})

    def profile(self, token: str) -> Profile:
        """See the port. Aliases that wait for their confirmation cannot be sent from yet."""
        about = self._get(token, "profile")
        listed = self._get(token, "settings/sendAs").get("sendAs", [])
        able = [one for one in listed if one.get("isPrimary") or one.get("verificationStatus") == "accepted"]
        aliases = tuple(str(one["sendAsEmail"]) for one in able)
        return Profile(str(about["emailAddress"]), aliases, str(about["historyId"]))

    def changes(self, token: str, cursor: str) -> Changes:
        """See the port: what was added, and what came into the inbox later, out of spam for instance."""
        query = {"startHistoryId": cursor, "historyTypes": ["messageAdded", "labelAdded"], "maxResults": PAGE}
        ids: dict[str, None] = {}
        newest = cursor
        try:
            for page in self._pages(token, "history", query):
                newest = str(page.get("historyId", newest))
                for entry in page.get("history", []):
                    ids |= dict.fromkeys(_came(entry))
        except Refused as refused:
            if refused.code == GONE:
                raise CursorExpired("history") from None
            raise
        return Changes(tuple(ids), newest)

    def everything_since(self, token: str, since: datetime) -> Changes:
        """See the port: a search by time, which lists the newest first; spam and bin are left out of it."""
        before = str(self._get(token, "profile")["historyId"])
        query = {"q": f"after:{int(since.timestamp())}", "maxResults": PAGE}
        found = [
            str(one["id"])
            for page in self._pages(token, "messages", query)
            for one in page.get("messages", [])
        ]
        return Changes(tuple(reversed(found)), before)

    def original(self, token: str, message_id: str) -> Original | None:
        """See the port."""
        try:
            found = self._get(token, f"messages/{message_id}", format="raw")
        except Refused as refused:
            if refused.code == GONE:
                return None
            raise
        text = str(found["raw"])
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        at = datetime.fromtimestamp(int(found["internalDate"]) / 1000, UTC)
        return Original(raw, _wanted(frozenset(found.get("labelIds", []))), at)

    def watch(self, token: str, *, key: str, earlier: str) -> Watch:
        """See the port: there is one watch of a mailbox, and asking again prolongs it."""
        del key, earlier
        wanted = {"topicName": self.topic, "labelIds": ["INBOX"], "labelFilterBehavior": "INCLUDE"}
        answer = self.http.ask("POST", self._url("watch"), token, json=wanted)
        return Watch(datetime.fromtimestamp(int(answer["expiration"]) / 1000, UTC))

    def unwatch(self, token: str, ref: str) -> None:
        """See the port."""
        del ref
        self.http.ask("POST", self._url("stop"), token)

    def send(self, token: str, mail: Outbound) -> Receipt:
        """See the port."""
        return send(self.http, self.api, token, mail)

    def hear(self, notice: Notice, at: datetime) -> Heard:
        """See the port."""
        return self.push.hear(notice, at)

    def _get(self, token: str, path: str, **query: Any) -> Any:
        return self.http.ask("GET", self._url(path), token, params=query)

    def _pages(self, token: str, path: str, query: dict[str, Any]) -> Iterator[Any]:
        while True:
            page = self._get(token, path, **query)
            yield page
            if not page.get("nextPageToken"):
                return
            query = {**query, "pageToken": page["nextPageToken"]}

    def _url(self, path: str) -> str:
        return f"{self.api}/gmail/v1/users/me/{path}"


def _came(entry: dict[str, Any]) -> Iterator[str]:
    """Yield the messages that came by one entry of the history."""
    for added in entry.get("messagesAdded", []):
        if _wanted(frozenset(added["message"].get("labelIds", ["INBOX"]))):
            yield str(added["message"]["id"])
    for labelled in entry.get("labelsAdded", []):
        if "INBOX" in labelled.get("labelIds", []):
            yield str(labelled["message"]["id"])


def _wanted(labels: frozenset[str]) -> bool:
    """Whether it is a mail that came: not what we or somebody sent from there, unless to the mailbox itself."""
    return not labels & UNWANTED and ("SENT" not in labels or "INBOX" in labels)


def judged(answer: "requests.Response") -> MailboxError | None:
    """Return what Google's own words make of a failure: limits come as 403, too, and say until when in a sentence."""
    said = oauth.judged(answer)
    if said is not None:
        return said
    try:
        error = answer.json()["error"]
        reasons = {str(one.get("reason", "")) for one in error.get("errors", [])}
        words = str(error.get("message", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if answer.status_code not in (FORBIDDEN, TOO_MANY) or not (
        reasons & LIMITS or answer.status_code == TOO_MANY
    ):
        return None
    if "Retry-After" in answer.headers:
        return None if answer.status_code == TOO_MANY else RateLimited()
    until = _RETRY_AFTER.search(words)
    if until is None:
        return RateLimited()
    pause = datetime.fromisoformat(until[1]) - datetime.now(UTC)
    return RateLimited(max(pause.total_seconds(), 0.0))
