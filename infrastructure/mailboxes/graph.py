"""Office 365: a team's mailbox by Microsoft Graph v1.0, a person's own or a shared one they may use (EML-03).

The tokens of a shared mailbox carry that mailbox's address before them, so that nothing but the grant has to be kept to know
whose mail they open. Messages are named by immutable ids: moving one does not make it another.
Sources: learn.microsoft.com/graph (message: delta, get, send; outlook-immutable-id; subscription; deployments; throttling).
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from domain.channels.email import is_address, normalise_address
from domain.channels.email_rules import refuse_government_cloud
from infrastructure.mailboxes.graph_hook import heard
from infrastructure.mailboxes.graph_login import NEEDED, cloud_of, refused
from infrastructure.mailboxes.graph_sending import PREFER, send
from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.oauth import OAuth
from infrastructure.mailboxes.port import (
    AuthorizationLost,
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
    Temporary,
    Watch,
)

PAGE = 200
MOST_PAGES = 50
"""Pages of one call: what is left of a large mailbox comes with the next, from where this one stopped."""
WATCHED = timedelta(minutes=4200)
"""A little less than what every version of the documentation allows for messages."""
CLOCKS = timedelta(minutes=1)
"""By so much Microsoft's clock may be behind ours."""
SELECTED = "receivedDateTime,isDraft"
FORBIDDEN, NOT_FOUND = 403, 404


@dataclass(frozen=True)
class Graph:
    """Satisfies `infrastructure.mailboxes.port.Mailbox`."""

    http: Http
    oauth: OAuth
    login: str
    """Where Entra is."""
    api: str
    """Where Graph is."""
    notified_at: str
    """Our address that changes are told to; empty: Microsoft cannot reach us, so we only ask."""
    poll_seconds: int = 60
    provider: str = "office365"

    @property
    def watches(self) -> bool:
        """Whether Microsoft could reach us."""
        return bool(self.notified_at)

    def authorise_url(self, *, state: str, challenge: str, back: str, hint: str = "") -> str:
        """See the port. Raises `GovernmentCloudRefused` where the mailbox's tenant is known to be in such a cloud."""
        if hint:
            with suppress(MailboxError):  # then it is asked again when somebody has signed in
                refuse_government_cloud(cloud_of(self.http, self.login, hint.rpartition("@")[2]))
        more = {"response_mode": "query", "prompt": "select_account", "login_hint": hint}
        return self.oauth.url(state=state, challenge=challenge, back=back, **more)

    def refused(self, answer: Mapping[str, str]) -> str:
        """See the port."""
        return refused(answer)

    def exchange(self, *, code: str, verifier: str, back: str, at: datetime, hint: str = "") -> Grant:
        """See the port; for a `hint` that is not who signed in, the grant is for that mailbox, if it is shared."""
        grant = self.oauth.exchange(code=code, verifier=verifier, back=back, at=at)
        if set(NEEDED) - {scope.rpartition("/")[2] for scope in grant.scopes}:
            raise Refused(FORBIDDEN, "scopes_missing")
        wanted = normalise_address(hint) if is_address(hint) else ""
        if not wanted or wanted == self._own(grant.access_token):
            return grant
        with suppress(Refused, AuthorizationLost):
            self._get(f"{wanted} {grant.access_token}", "mailFolders/inbox", select="id")
            return _of(wanted, grant)
        return grant

    def refresh(self, refresh_token: str, at: datetime) -> Grant:
        """See the port; for the same mailbox."""
        mailbox, token = _split(refresh_token)
        return _of(mailbox, self.oauth.refresh(token, at, scope=" ".join(self.oauth.scopes)))

    def revoke(self, token: str, refresh_token: str) -> None:
        """Do nothing: Entra ends a grant only with all sessions of a person, so ours is just forgotten."""

    def profile(self, token: str) -> Profile:
        """See the port; it sends from its own address only: Exchange would put that in place of another."""
        mailbox, access = _split(token)
        address = mailbox or self._own(access)
        return Profile(address, (address,), "", cloud_of(self.http, self.login, address.rpartition("@")[2]))

    def changes(self, token: str, cursor: str) -> Changes:
        """Return what came into the inbox since; after a limit or many pages, as much as there was until then."""
        try:
            kept = json.loads(cursor)
            link, since = str(kept["link"]), datetime.fromisoformat(kept["since"])
        except (ValueError, KeyError, TypeError):
            raise CursorExpired("cursor") from None
        if urlsplit(link)[:2] != urlsplit(self.api)[:2]:
            raise CursorExpired("cursor")
        return self._walk(_split(token)[1], link, since)

    def everything_since(self, token: str, since: datetime) -> Changes:
        """Return what came into the inbox since that time, from a walk over all of it: a filter would end at 5,000."""
        mailbox, access = _split(token)
        link = self._url(mailbox, f"mailFolders/inbox/messages/delta?$select={SELECTED}")
        return self._walk(access, link, since - CLOCKS)

    def original(self, token: str, message_id: str) -> Original | None:
        """See the port; a draft is not wanted."""
        path = f"messages/{quote(message_id, safe='')}"
        mailbox, access = _split(token)
        try:
            about = self._get(token, path, select=SELECTED)
            raw = self.http.content(self._url(mailbox, f"{path}/$value"), access)
        except Refused as error:
            if error.code == NOT_FOUND:
                return None
            raise
        received = _time(about.get("receivedDateTime")) or datetime.now(UTC)
        return Original(raw, wanted=not about.get("isDraft"), received_at=received)

    def watch(self, token: str, *, key: str, earlier: str) -> Watch:
        """Renew the subscription, or make one; a mailbox of somebody else is only asked.

        Documented: with delegated permissions one subscribes to the folders of who signed in, and of nobody else.
        """
        mailbox, access = _split(token)
        until = datetime.now(UTC) + WATCHED
        wanted = {"expirationDateTime": until.strftime("%Y-%m-%dT%H:%M:%S.0000000Z")}
        if mailbox or not self.watches:
            return Watch(until)
        if earlier:
            try:
                self.http.ask("PATCH", self._subscription(earlier), access, json=wanted)
            except Refused as error:
                if error.code != NOT_FOUND:
                    raise
            else:
                return Watch(until, earlier)
        body = wanted | {
            "changeType": "created,updated", "resource": "me/mailFolders('inbox')/messages", "clientState": key,
            "notificationUrl": self.notified_at, "lifecycleNotificationUrl": self.notified_at,
        }  # fmt: skip
        made = self.http.ask("POST", self._subscription(), access, json=body, headers=PREFER)
        return Watch(_time(made.get("expirationDateTime")) or until, str(made["id"]))

    def unwatch(self, token: str, ref: str) -> None:
        """See the port."""
        if ref:
            self.http.ask("DELETE", self._subscription(ref), _split(token)[1])

    def send(self, token: str, mail: Outbound) -> Receipt:
        """See the port."""
        mailbox, access = _split(token)
        return send(self.http, self._url(mailbox, "messages"), access, mail)

    def hear(self, notice: Notice, _at: datetime) -> Heard:
        """See the port."""
        return heard(notice)

    def _walk(self, access: str, link: str, since: datetime) -> Changes:
        found: dict[str, datetime] = {}
        headers = {"Prefer": f"{PREFER['Prefer']}, odata.maxpagesize={PAGE}"}
        for page in range(MOST_PAGES):
            try:
                said = self.http.ask("GET", link, access, headers=headers)
            except (RateLimited, Temporary):
                if page == 0:
                    raise
                break
            for one in said.get("value", ()):
                at = None if "@removed" in one or one.get("isDraft") else _time(one.get("receivedDateTime"))
                if at is not None and at >= since:
                    found[str(one["id"])] = at
            onward = said.get("@odata.nextLink")
            link = str(onward or said["@odata.deltaLink"])
            if not onward:
                break
        ids = tuple(sorted(found, key=lambda one: found[one]))
        return Changes(ids, json.dumps({"link": link, "since": since.isoformat()}))

    def _own(self, access: str) -> str:
        """Return the address of who signed in: the mailbox's, or the name they sign in with where that has none."""
        me = self._get(access, "", select="mail,userPrincipalName")
        address = str(me.get("mail") or me.get("userPrincipalName") or "")
        if not is_address(address):
            raise Refused(NOT_FOUND, "no_mailbox")
        return normalise_address(address)

    def _get(self, token: str, path: str, *, select: str) -> Any:
        mailbox, access = _split(token)
        try:
            return self.http.ask(
                "GET", self._url(mailbox, path), access, params={"$select": select}, headers=PREFER
            )
        except Refused as error:
            if error.code == FORBIDDEN:
                raise AuthorizationLost(str(error)) from None
            raise

    def _url(self, mailbox: str, path: str) -> str:
        whose = f"users/{quote(mailbox, safe='@')}" if mailbox else "me"
        return f"{self.api}/v1.0/{whose}/{path}".rstrip("/")

    def _subscription(self, ref: str = "") -> str:
        return f"{self.api}/v1.0/subscriptions/{quote(ref, safe='')}".rstrip("/")


def _split(token: str) -> tuple[str, str]:
    """Return the shared mailbox's address, empty for one's own, and the token Microsoft knows."""
    mailbox, _, plain = token.rpartition(" ")
    return mailbox, plain


def _of(mailbox: str, grant: Grant) -> Grant:
    if not mailbox:
        return grant
    refresh, access = f"{mailbox} {grant.refresh_token}", f"{mailbox} {grant.access_token}"
    return replace(grant, refresh_token=refresh, access_token=access)


def _time(text: Any) -> datetime | None:
    """Return a time as Graph writes it, with up to seven digits behind the seconds."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
