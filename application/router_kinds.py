"""The write side of what some kinds of channels have alone: forms, chats, pages and numbers."""

from typing import Any

from application import bot, calling, chat, chat_code, form, messenger, receipts, visitors, whatsapp
from application.bus import Handler

FORMS: dict[type[Any], Handler] = {
    form.CreateForm: form.create_form,
    form.ChangeForm: form.change_form,
    form.ArchiveForm: form.archive_form,
    form.RestoreForm: form.restore_form,
    form.SwitchFormTickets: form.switch_form_tickets,
    form.ChooseForm: form.choose_form,
}
CHATS: dict[type[Any], Handler] = {
    chat.SetChatLook: chat.set_chat_look,
    chat.SetChatGreeting: chat.set_chat_greeting,
    chat.SetChatHours: chat.set_chat_hours,
    chat.SetChatPlaces: chat.set_chat_places,
    chat.SetChatIdentity: chat.set_chat_identity,
    chat.RotateChatIdentity: chat.rotate_chat_identity,
    visitors.GiveDetails: visitors.give_details,
    receipts.RecordReceipt: receipts.record_receipt,
    chat_code.MailChatCode: chat_code.mail_chat_code,
    bot.SetBot: bot.set_bot,
    bot.SwitchBot: bot.switch_bot,
}
MESSENGER: dict[type[Any], Handler] = {
    messenger.ConnectPage: messenger.connect_page,
    messenger.CheckPageRole: messenger.check_page_role,
    messenger.SetMessengerGreeting: messenger.set_messenger_greeting,
}
WHATSAPP: dict[type[Any], Handler] = {
    whatsapp.ConnectNumber: whatsapp.connect_number,
    whatsapp.NoteCodeRequested: whatsapp.note_code_requested,
    whatsapp.NoteVerified: whatsapp.note_verified,
    whatsapp.NoteRegistered: whatsapp.note_registered,
    whatsapp.SetKeywords: whatsapp.set_keywords,
}
CALLING: dict[type[Any], Handler] = {
    calling.ConnectLine: calling.connect_line,
    calling.SetVoice: calling.set_voice,
}

OF_KINDS: dict[type[Any], Handler] = {**FORMS, **CHATS, **MESSENGER, **WHATSAPP, **CALLING}
