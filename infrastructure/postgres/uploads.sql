-- Files that wait to be sent along, for a day: names and keys are sealed, the bytes are blobs sealed under those keys.
CREATE TABLE IF NOT EXISTS public.uploads (
    upload_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    whole boolean NOT NULL,
    size bigint NOT NULL,
    content_type text NOT NULL,
    master_id text NOT NULL,
    sealed bytea NOT NULL,
    contact_id uuid
);
CREATE INDEX IF NOT EXISTS uploads_of_actor ON public.uploads (account_id, actor);
CREATE INDEX IF NOT EXISTS uploads_at ON public.uploads (at);
CREATE INDEX IF NOT EXISTS uploads_of_contact ON public.uploads (contact_id) WHERE contact_id IS NOT NULL;
