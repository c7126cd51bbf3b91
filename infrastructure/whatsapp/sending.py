"""Sending by WhatsApp: one call for each text or file, whose content is stored there before (WAB-02, CNV-06)."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.messaged import metadata_of
from application.ports import Secrets
from application.submitted import SentFile
from application.whatsapp import access_name, opened
from domain.channel.aggregate import Channel
from domain.channels.whatsapp_failures import reason_of
from domain.conversation.messages import MessagePosted
from domain.template.aggregate import Template, template_id
from domain.template.rendering import needs_file
from infrastructure.events.log import Log
from infrastructure.mailboxes.port import Refused
from infrastructure.meta.sending import Call, Words
from infrastructure.whatsapp import content, templates
from infrastructure.whatsapp.cloud import Cloud
from infrastructure.whatsapp.content import Content

WORDS = Words(gone="access", lost_file="media", let_in="access", busy="rate", away="provider_away")
"""Those of `domain.channels.whatsapp_failures`, for which there are sentences where they are shown."""


@dataclass(frozen=True)
class ByNumber:
    """Satisfies `infrastructure.meta.sending.Carrier`; `cloud` is None where this installation is no app at Meta."""

    cloud: Cloud | None
    secrets: Secrets
    log: Log
    words = WORDS

    def refused(self, error: Refused, _there: int, _of: int, /) -> str:
        """See the port."""
        return reason_of(error.code)

    def calls(
        self, channel: Channel, posted: MessagePosted, files: Sequence[SentFile]
    ) -> Sequence[Call] | str:
        """See the port; a short text stands below the one file it goes with, and answers to be pressed below what is last."""
        token = opened(self.secrets.get(channel.account_id, access_name(channel.id))).token
        if self.cloud is None or not token:
            return WORDS.gone
        if not all(map(content.type_of, files)):
            return WORDS.lost_file
        out = Outgoing(self.cloud, channel.number.phone_number_id, token, posted)
        said = posted.text.strip()
        if posted.template:
            return [out.template(self._header(channel, posted), files)]
        if posted.choices:
            return [
                *map(out.file, files),
                out.made(content.choices(posted.text, posted.message_id, posted.choices)),
            ]
        if said and content.captioned(said, files):
            return [out.file(files[0], posted.text)]
        return [*([out.made(content.text(posted.text))] if said else []), *map(out.file, files)]

    def _header(self, channel: Channel, posted: MessagePosted) -> str:
        """Return what kind of file the header of a message's template is; empty where it is none."""
        stream = template_id(channel.id, posted.template, posted.template_language)
        found = self.log.fresh(Template, stream)
        return found.content.header_format if found is not None and needs_file(found.content) else ""


@dataclass(frozen=True)
class Outgoing:
    """One message on its way."""

    cloud: Cloud
    number: str
    token: str
    posted: MessagePosted

    def made(self, whole: Content) -> Call:
        """Return what sends content that is whole."""
        return lambda _tag: self._send(whole)

    def file(self, file: SentFile, caption: str = "") -> Call:
        """Return what stores a file and sends it."""
        return lambda _tag: self._send(content.media(file, self.stored(file), caption))

    def template(self, header: str, files: Sequence[SentFile]) -> Call:
        """Return what sends a message made of a template, whose header is a file of this kind, or none."""

        def call(_tag: str) -> str:
            file = {"type": header, header: {"id": self.stored(files[0])}} if header and files else None
            return self._send(templates.message(self.posted, file))

        return call

    def stored(self, file: SentFile) -> str:
        """Store a file, which nobody sees by that; return its id."""
        return self.cloud.upload(self.number, self.token, file)

    def _send(self, whole: Content) -> str:
        known = metadata_of(self.posted.message_id)
        return self.cloud.send(self.number, self.token, self.posted.to[0], whole, known=known)
