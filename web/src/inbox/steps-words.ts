/** The words of what happened to a conversation, by kind of event. */
export const WORDS: Record<"en" | "pl", Record<string, string>> = {
  en: { "conversation.started": "Conversation started", "conversation.message_received": "Message received", "conversation.message_posted": "Answer written", "conversation.message_sent": "Answer sent", "conversation.send_failed": "Sending failed",
    "conversation.assignment_decided": "Assigned", "conversation.closed": "Closed", "conversation.reopened": "Reopened", "conversation.ticket_skipped": "No ticket", "ticket.opened": "Ticket opened", "ticket.moved": "Ticket moved", "ticket.owner_set": "Ticket given" },
  pl: { "conversation.started": "Początek rozmowy", "conversation.message_received": "Przyszła wiadomość", "conversation.message_posted": "Napisano odpowiedź", "conversation.message_sent": "Wysłano odpowiedź", "conversation.send_failed": "Nie wysłano",
    "conversation.assignment_decided": "Przypisano", "conversation.closed": "Zamknięto", "conversation.reopened": "Otwarto ponownie", "conversation.ticket_skipped": "Bez zgłoszenia", "ticket.opened": "Otwarto zgłoszenie", "ticket.moved": "Przesunięto zgłoszenie", "ticket.owner_set": "Przekazano zgłoszenie" },
};
