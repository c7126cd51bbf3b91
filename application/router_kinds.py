"""The write side of what some kinds of channels have alone: forms, chats, pages and numbers."""

from typing import Any

from application import (
    bot,
    call_reports,
    calling,
    calls,
    chat,
    chat_code,
    form,
    messenger,
    opting,
    receipts,
    templates,
    visitors,
    whatsapp,
)
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
    templates.NoteTemplates: templates.note_templates,
    templates.NoteTemplate: templates.note_template,
    opting.SetMessagesConsent: opting.set_messages_consent,
}
CALLING: dict[type[Any], Handler] = {
    calling.ConnectLine: calling.connect_line,
    calling.SetVoice: calling.set_voice,
    calls.PlaceCall: calls.place_call,
    calls.HangUp: calls.hang_up,
    call_reports.NotePlaced: call_reports.note_placed,
    call_reports.RingAgents: call_reports.ring_agents,
    call_reports.NoteAnswered: call_reports.note_answered,
    call_reports.NoteDialled: call_reports.note_dialled,
    call_reports.NoteEnded: call_reports.note_ended,
    call_reports.NoteRecordingConsent: call_reports.note_recording_consent,
    call_reports.NoteRecording: call_reports.note_recording,
    call_reports.KeepRecording: call_reports.keep_recording,
    call_reports.DropRecording: call_reports.drop_recording,
    call_reports.NoteTranscript: call_reports.note_transcript,
}

OF_KINDS: dict[type[Any], Handler] = {**FORMS, **CHATS, **MESSENGER, **WHATSAPP, **CALLING}
