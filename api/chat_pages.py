"""Everything that pages elsewhere ask of chats, below `/w/<key>`."""

from flask import Flask

from api import chat_messages, chat_script, chat_serving, chat_session, chat_signs, chat_stream
from api.services import Services


def install(app: Flask, services: Services) -> None:
    """Serve it."""
    limits = chat_serving.install(app, services)
    for part in (chat_script, chat_session, chat_messages, chat_signs, chat_stream):
        part.install(app, limits)
