"""The operations of the API, by subject."""

from api.operations import Routes
from api.resources.accounts import routes as accounts
from api.resources.attribution import routes as attribution
from api.resources.authorisation import routes as authorisation
from api.resources.availability import routes as availability
from api.resources.beside import routes as beside
from api.resources.bots import routes as bots
from api.resources.calling import routes as calling
from api.resources.calls import routes as calls
from api.resources.canned import routes as canned
from api.resources.channel_steps import routes as channel_steps
from api.resources.channels import routes as channels
from api.resources.chat_code import routes as chat_code
from api.resources.chat_states import routes as chat_states
from api.resources.chats import routes as chats
from api.resources.consents import routes as consents
from api.resources.contact_files import routes as contact_files
from api.resources.contact_identities import routes as contact_identities
from api.resources.contact_timeline import routes as contact_timeline
from api.resources.contacts import routes as contacts
from api.resources.conversations import routes as conversations
from api.resources.drafts import routes as drafts
from api.resources.entitlements import routes as entitlements
from api.resources.exports import routes as exports
from api.resources.forms import routes as forms
from api.resources.handling import routes as handling
from api.resources.health import routes as health
from api.resources.history import routes as history
from api.resources.inboxes import routes as inboxes
from api.resources.intakes import routes as intakes
from api.resources.logo import routes as logo
from api.resources.macros import routes as macros
from api.resources.messages import routes as messages
from api.resources.messenger import routes as messenger
from api.resources.own_signature import routes as own_signature
from api.resources.passwords import routes as passwords
from api.resources.pictures import routes as pictures
from api.resources.pipelines import routes as pipelines
from api.resources.placing import routes as placing
from api.resources.presence import routes as presence
from api.resources.previews import routes as previews
from api.resources.promises import routes as promises
from api.resources.properties import routes as properties
from api.resources.ratings import routes as ratings
from api.resources.reading import routes as reading
from api.resources.routing import routes as routing
from api.resources.schedules import routes as schedules
from api.resources.search import routes as search
from api.resources.second_factor import routes as second_factor
from api.resources.session import routes as session
from api.resources.sign_in import routes as sign_in
from api.resources.simulation import routes as simulation
from api.resources.status import routes as status
from api.resources.stream import routes as stream
from api.resources.submission_exports import routes as submission_exports
from api.resources.submissions import routes as submissions
from api.resources.teams import routes as teams
from api.resources.templates import routes as templates
from api.resources.ticket_changes import routes as ticket_changes
from api.resources.ticket_properties import routes as ticket_properties
from api.resources.tickets import routes as tickets
from api.resources.tokens import routes as tokens
from api.resources.uploads import routes as uploads
from api.resources.users import routes as users
from api.resources.views import routes as views
from api.resources.ways import routes as ways
from api.resources.whatsapp import routes as whatsapp
from api.resources.writing import routes as writing

ROUTES: tuple[Routes, ...] = (
    session, beside, sign_in, passwords, second_factor, accounts, logo, entitlements, schedules, promises, ratings, users, pictures, own_signature, availability, teams, tokens, inboxes, channels, channel_steps, chats, chat_states, chat_code, messenger, whatsapp, templates, calling, calls, bots, forms, submissions, authorisation, routing, simulation, conversations, reading, views, search, writing, ways, previews, uploads, drafts, canned, macros, handling, placing, attribution, properties, presence, messages, contacts, contact_identities, contact_timeline, contact_files, consents, exports, submission_exports,
    tickets, ticket_changes, ticket_properties, pipelines, intakes, history, stream, status, health,
)  # fmt: skip
"""In the order of the document."""
