-- What somebody is writing and has not sent: sealed, and gone once it is sent, old, or about somebody who is forgotten.
CREATE TABLE IF NOT EXISTS public.drafts (
    account_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    kind text NOT NULL,
    -- the nil id for a new mail, which is in no conversation yet
    conversation_id uuid NOT NULL,
    -- whose key sealed it; null: the account's own secret
    subject_id uuid,
    sealed bytea NOT NULL,
    version bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, owner_id, kind, conversation_id)
);
CREATE INDEX IF NOT EXISTS drafts_updated_at ON public.drafts (updated_at);
CREATE INDEX IF NOT EXISTS drafts_subject ON public.drafts (subject_id) WHERE subject_id IS NOT NULL;
