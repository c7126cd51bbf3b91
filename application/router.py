"""The whole write side in one table: each command and what carries it out."""

from typing import Any

from application import (
    access,
    account,
    canned,
    channel,
    channel_automation,
    channel_state,
    contact,
    conversation,
    erasure,
    handling,
    identities,
    inbox,
    ingest,
    intake,
    macro,
    merging,
    pipeline,
    scheduling,
    second_factor,
    sending,
    sign_in,
    team,
    ticket,
    token,
    user,
    user_self,
    view,
)  # fmt: skip
from application.bus import Handler, Preparation

ACCOUNT: dict[type[Any], Handler] = {
    account.OpenAccount: account.open_account,
    account.ChangeSubscription: account.change_subscription,
    account.SetLimits: account.set_limits,
    account.SetRelay: account.set_relay,
    account.NoteExport: account.note_export,
    sign_in.SetSignInRules: sign_in.set_sign_in_rules,
    sign_in.SetProvider: sign_in.set_provider,
    sign_in.RemoveProvider: sign_in.remove_provider,
}
PEOPLE: dict[type[Any], Handler] = {
    user.InviteUser: user.invite_user,
    user.ChangeRoles: user.change_roles,
    user.AssignSeat: user.assign_seat,
    user.RemoveSeat: user.remove_seat,
    user.SetCapacity: user.set_capacity,
    user.DeactivateUser: user.deactivate_user,
    user.ReactivateUser: user.reactivate_user,
    user_self.SetPassword: user_self.set_password,
    user_self.SetAvailability: user_self.set_availability,
    user_self.ClaimPersonalAddress: user_self.claim_personal_address,
    second_factor.EnableSecondFactor: second_factor.enable_second_factor,
    second_factor.DisableSecondFactor: second_factor.disable_second_factor,
    second_factor.NoteRecoveryCodes: second_factor.note_recovery_codes,
    second_factor.ResetSecondFactor: second_factor.reset_second_factor,
    sign_in.LinkIdentity: sign_in.link_identity,
    sign_in.JoinByProvider: sign_in.join_by_provider,
    access.NoteSignIn: access.note_sign_in,
    access.NoteSignOut: access.note_sign_out,
    access.NoteSessionsEnded: access.note_sessions_ended,
    access.NoteGuessing: access.note_guessing,
    token.IssueToken: token.issue_token,
    token.RevokeToken: token.revoke_token,
    team.CreateTeam: team.create_team,
    team.AddTeamMember: team.add_team_member,
    team.RemoveTeamMember: team.remove_team_member,
}
PLACES: dict[type[Any], Handler] = {
    inbox.CreateInbox: inbox.create_inbox,
    inbox.RenameInbox: inbox.rename_inbox,
    inbox.SetInboxAccess: inbox.set_inbox_access,
    channel.StartConnect: channel.start_connect,
    channel.ChooseProvider: channel.choose_provider,
    channel.AcceptTerms: channel.accept_terms,
    channel.SetAddress: channel.set_address,
    channel.SetSenderDetails: channel.set_sender_details,
    channel.Connect: channel.connect,
    channel_automation.SetRoutingRule: channel_automation.set_routing_rule,
    channel_automation.SetTicketAutomation: channel_automation.set_ticket_automation,
    channel_state.PauseChannel: channel_state.pause_channel,
    channel_state.ResumeChannel: channel_state.resume_channel,
    channel_state.DisconnectChannel: channel_state.disconnect_channel,
}
TICKETS: dict[type[Any], Handler] = {
    pipeline.CreatePipeline: pipeline.create_pipeline,
    pipeline.ChangeStages: pipeline.change_stages,
    ticket.OpenTicket: ticket.open_ticket,
    ticket.MoveTicket: ticket.move_ticket,
    ticket.SetTicketOwner: ticket.set_ticket_owner,
    ticket.SetTicketPriority: ticket.set_ticket_priority,
    ticket.SetTicketCategory: ticket.set_ticket_category,
    ticket.RenameTicket: ticket.rename_ticket,
}

VIEWS: dict[type[Any], Handler] = {
    view.SaveView: view.save_view,
    view.ChangeView: view.change_view,
    view.RemoveView: view.remove_view,
    view.RestoreView: view.restore_view,
}
INBOUND: dict[type[Any], Handler] = {
    intake.AcceptMessage: intake.accept_message,
    intake.ReplayIntake: intake.replay_intake,
    ingest.IngestMessage: ingest.ingest_message,
    ingest.FailIntake: ingest.fail_intake,
}
CONVERSATIONS: dict[type[Any], Handler] = {
    conversation.PostReply: conversation.post_reply,
    conversation.ComposeMail: conversation.compose_mail,
    conversation.CloseConversation: conversation.close_conversation,
    conversation.ReopenConversation: conversation.reopen_conversation,
    conversation.AssignConversation: conversation.assign_conversation,
    handling.SnoozeConversation: handling.snooze_conversation,
    handling.WakeConversation: handling.wake_conversation,
    handling.FileConversation: handling.file_conversation,
    handling.TagConversation: handling.tag_conversation,
    handling.UntagConversation: handling.untag_conversation,
    handling.SetConversationPriority: handling.set_conversation_priority,
    handling.WriteNote: handling.write_note,
    handling.WithdrawNote: handling.withdraw_note,
    sending.StartSend: sending.start_send,
    sending.RecordSent: sending.record_sent,
    sending.RecordFailure: sending.record_failure,
    sending.RetrySend: sending.retry_send,
    macro.ApplyMacro: macro.apply_macro,
    scheduling.CancelSend: scheduling.cancel_send,
    scheduling.RescheduleSend: scheduling.reschedule_send,
}
PREPARED: dict[type[Any], Handler] = {
    canned.CreateCannedReply: canned.create_canned_reply,
    canned.ChangeCannedReply: canned.change_canned_reply,
    canned.DeleteCannedReply: canned.delete_canned_reply,
    canned.RestoreCannedReply: canned.restore_canned_reply,
    macro.CreateMacro: macro.create_macro,
    macro.ChangeMacro: macro.change_macro,
    macro.DeleteMacro: macro.delete_macro,
    macro.RestoreMacro: macro.restore_macro,
}
CONTACTS: dict[type[Any], Handler] = {
    contact.CreateContact: contact.create_contact,
    contact.RenameContact: contact.rename_contact,
    contact.SetContactOwner: contact.set_contact_owner,
    identities.AddIdentity: identities.add_identity,
    identities.ChangeIdentity: identities.change_identity,
    identities.RemoveIdentity: identities.remove_identity,
    identities.SetPrimaryIdentity: identities.set_primary_identity,
    merging.MergeContact: merging.merge_contact,
    merging.UnmergeContact: merging.unmerge_contact,
    erasure.RequestErasure: erasure.request_erasure,
    erasure.CertifyErasure: erasure.certify_erasure,
    erasure.MaskMentions: erasure.mask_mentions,
}

HANDLERS: dict[type[Any], Handler] = {
    **ACCOUNT, **PEOPLE, **PLACES, **TICKETS, **INBOUND, **CONVERSATIONS, **PREPARED, **CONTACTS, **VIEWS,
}  # fmt: skip

PREPARATIONS: dict[type[Any], Preparation] = {ingest.IngestMessage: ingest.read_ahead}
