-- How far each user has seen each conversation: ids and positions only. Losing it makes conversations unread again.
CREATE TABLE IF NOT EXISTS public.reading_marks (
    account_id uuid NOT NULL,
    user_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, user_id, conversation_id)
);
CREATE INDEX IF NOT EXISTS reading_marks_of ON public.reading_marks (account_id, conversation_id);
