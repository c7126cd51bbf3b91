"""Office 365: a team's mailbox by Microsoft Graph v1.0, a person's own or a shared one they may use (EML-03).

The access token of a shared mailbox carries that mailbox's address before it, so that nothing but the grant has to be
kept to know whose mail it opens. Messages are named by immutable ids: moving one does not make it another.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from domain.channels.email import is_address, normalise_address
from domain.channels.email_rules import refuse_government_cloud
from infrastructure.mailboxes.graph_http import FORBIDDEN, NOT_FOUND, Fetch, ask
from infrastructure.mailboxes.graph_login import Application, Login
from infrastructure.mailboxes.graph_sending import Sending
from infrastructure.mailboxes.port import (
    AuthorizationLost,
    Changes,
    CursorExpired,
    Grant,
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
CLIENT_STATE_AT_MOST = 128
SELECTED = "receivedDateTime,isDraft"


@dataclass(frozen=True, slots=True)
class Graph:
    """Satisfies `infrastructure.mailboxes.port.Mailbox`."""

    application: Application
    fetch: Fetch
    notified_at: str
    """Our address that changes are told to; empty: nothing can reach us, so we only ask."""
    provider: str = "office365"
    poll_seconds: int = 60
    login: Login = field(init=False)

    def __post_init__(self) -> None:
        """Sign in by the same fetch."""
        object.__setattr__(self, "login", Login(self.application, self.fetch))

    @property
    def watches(self) -> bool:
        """Whether Microsoft could reach us."""
        return bool(self.notified_at)

    def authorise_url(self, *, state: str, challenge: str, back: str, hint: str = "") -> str:
        """Return where the browser goes. Raises `GovernmentCloudRefused` where the mailbox's tenant is in such a cloud."""
        if hint:
            refuse_government_cloud(self.login.cloud(hint.rpartition("@")[2]))
        return self.login.authorise_url(state=state, challenge=challenge, back=back, hint=hint)

    def exchange(self, *, code: str, verifier: str, back: str, at: datetime, hint: str = "") -> Grant:
        """Exchange the code; for a `hint` that is not who signed in, the grant is for that mailbox, if it is shared."""
        grant = self.login.exchange(code=code, verifier=verifier, back=back, at=at)
        wanted = normalise_address(hint) if is_address(hint) else ""
        if not wanted or wanted == _address(self._me(grant.access_token)):
            return grant
        try:
            self._ask("GET", f"{wanted} {grant.access_token}", "mailFolders/inbox?$select=id")
        except Refused as refused:
            raise Refused(refused.code, "mailbox_not_shared") from None
        return _of(wanted, grant)

    def refresh(self, refresh_token: str, at: datetime) -> Grant:
        """Return a new access token for the same mailbox."""
        mailbox, token = _split(refresh_token)
        return _of(mailbox, self.login.refresh(token, at))

    def revoke(self, token: str, refresh_token: str) -> None:
        """Do nothing: Entra ends a grant only with all of a person's sessions, so we just forget it."""

    def profile(self, token: str) -> Profile:
        """Return whose mailbox it is; it sends from its own address only, Exchange would put that in place of others."""
        mailbox, access = _split(token)
        address = mailbox or _address(self._me(access))
        cloud = self.login.cloud(address.rpartition("@")[2])
        return Profile(address, (address,), "", cloud)

    def changes(self, token: str, cursor: str) -> Changes:
        """Return what came into the inbox since; after a limit or many pages, as much as there was until then."""
        try:
            kept = json.loads(cursor)
            link, since = str(kept["link"]), datetime.fromisoformat(kept["since"])
        except (ValueError, KeyError, TypeError):
            raise CursorExpired("cursor") from None
        if urlsplit(link)[:2] != urlsplit(self.application.graph_url)[:2]:
            raise CursorExpired("cursor")
        return self._walk(_split(token)[1], link, since)

    def everything_since(self, token: str, since: datetime) -> Changes:
        """Return what came into the inbox since that time, from a walk over all of it: a filter would end at 5,000."""
        mailbox, access = _split(token)
        query = urlencode({"$select": SELECTED}, safe="$,")
        return self._walk(access, self._url(mailbox, f"mailFolders/inbox/messages/delta?{query}"), since)

    def original(self, token: str, message_id: str) -> Original | None:
        """Return a message as it came, None where it is gone; a draft is not wanted."""
        path = f"messages/{quote(message_id, safe='')}"
        try:
            about: dict[str, Any] = self._ask("GET", token, f"{path}?$select={SELECTED}").json()
            raw = self._ask("GET", token, f"{path}/$value", headers={"Accept": "*/*"}).content
        except Refused as refused:
            if refused.code == NOT_FOUND:
                return None
            raise
        received = _time(about.get("receivedDateTime")) or datetime.now(UTC)
        return Original(raw, wanted=not about.get("isDraft"), received_at=received)

    def watch(self, token: str, *, key: str, earlier: str) -> Watch:
        """Renew the subscription, or make one; a mailbox of somebody else cannot be watched, so it is only asked.

        Documented: delegated permissions subscribe to the folders of who signed in, and of nobody else.
        """
        mailbox, access = _split(token)
        until = datetime.now(UTC) + WATCHED
        wanted = {"expirationDateTime": until.strftime("%Y-%m-%dT%H:%M:%S.0000000Z")}
        if mailbox or not self.watches:
            return Watch(until)
        if earlier:
            try:
                ask(self.fetch, "PATCH", self._subscription(earlier), access, json=wanted)
            except Refused as refused:
                if refused.code != NOT_FOUND:
                    raise
            else:
                return Watch(until, earlier)
        body = wanted | {
            "changeType": "created,updated", "resource": "me/mailFolders('inbox')/messages",
            "notificationUrl": self.notified_at, "lifecycleNotificationUrl": self.notified_at,
            "clientState": key[:CLIENT_STATE_AT_MOST],
        }  # fmt: skip
        try:
            made = ask(self.fetch, "POST", self._subscription(""), access, json=body).json()
        except Refused as refused:
            if refused.code == FORBIDDEN:
                return Watch(until)
            raise
        return Watch(_time(made.get("expirationDateTime")) or until, str(made["id"]))

    def unwatch(self, token: str, ref: str) -> None:
        """End the subscription, if there is one."""
        if not ref:
            return
        try:
            ask(self.fetch, "DELETE", self._subscription(ref), _split(token)[1])
        except Refused as refused:
            if refused.code != NOT_FOUND:
                raise

    def send(self, token: str, mail: Outbound) -> Receipt:
        """Send by a draft, which says whether an earlier attempt was taken (EML-19)."""
        mailbox, access = _split(token)
        return Sending(self.fetch, self._url(mailbox, "messages"), access)(mail, datetime.now(UTC))

    def _walk(self, access: str, link: str, since: datetime) -> Changes:
        found: dict[str, datetime] = {}
        more = True
        for page in range(MOST_PAGES):
            try:
                said = ask(
                    self.fetch, "GET", link, access, headers={"Prefer": f"odata.maxpagesize={PAGE}"}
                ).json()
            except (RateLimited, Temporary):
                if page == 0:
                    raise
                break
            found |= {
                str(one["id"]): at
                for one in said.get("value", ())
                if "@removed" not in one
                and not one.get("isDraft")
                and (at := _time(one.get("receivedDateTime")))
                and at >= since
            }
            more = "@odata.nextLink" in said
            link = str(said.get("@odata.nextLink") or said["@odata.deltaLink"])
            if not more:
                break
        ids = tuple(sorted(found, key=lambda one: found[one]))
        return Changes(ids, json.dumps({"link": link, "since": since.isoformat()}))

    def _me(self, access: str) -> dict[str, Any]:
        said: dict[str, Any] = self._ask("GET", access, "?$select=mail,userPrincipalName").json()
        return said

    def _ask(self, method: str, token: str, path: str, **options: Any) -> Any:
        mailbox, access = _split(token)
        try:
            return ask(self.fetch, method, self._url(mailbox, path), access, **options)
        except Refused as refused:
            if refused.code == FORBIDDEN:
                raise AuthorizationLost(str(refused)) from None
            raise

    def _url(self, mailbox: str, path: str) -> str:
        whose = f"users/{quote(mailbox, safe='@')}" if mailbox else "me"
        return f"{self.application.graph_url}/v1.0/{whose}{'' if path.startswith('?') else '/'}{path}"

    def _subscription(self, ref: str) -> str:
        return f"{self.application.graph_url}/v1.0/subscriptions" + (f"/{quote(ref, safe='')}" if ref else "")


def _split(token: str) -> tuple[str, str]:
    """Return the shared mailbox's address, empty for one's own, and the token Microsoft knows."""
    mailbox, _, plain = token.rpartition(" ")
    return mailbox, plain


def _of(mailbox: str, grant: Grant) -> Grant:
    if not mailbox:
        return grant
    return replace(
        grant,
        refresh_token=f"{mailbox} {grant.refresh_token}",
        access_token=f"{mailbox} {grant.access_token}",
    )


def _address(me: dict[str, Any]) -> str:
    """Return the address of who signed in: the mailbox's, or the name they sign in with where it has none."""
    address = str(me.get("mail") or me.get("userPrincipalName") or "")
    if not is_address(address):
        raise Refused(NOT_FOUND, "no_mailbox")
    return normalise_address(address)


def _time(text: Any) -> datetime | None:
    """Return a time as Graph writes it, with up to seven digits behind the seconds."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
