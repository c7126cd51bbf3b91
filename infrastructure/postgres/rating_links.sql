-- Links by which customers rate a conversation: the keyed hash of a token, and ids. Losing it makes those links dead.
CREATE TABLE IF NOT EXISTS public.rating_links (
    hash bytea PRIMARY KEY,
    account_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS rating_links_of ON public.rating_links (account_id, conversation_id);
CREATE INDEX IF NOT EXISTS rating_links_expire ON public.rating_links (expires_at);
