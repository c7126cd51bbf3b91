-- How far each mailbox was read that its provider lets us into, and until when the provider tells of changes. Working state:
-- without a row, everything since the authorisation is asked for again, and what is known is not taken in twice.
CREATE TABLE IF NOT EXISTS public.mailboxes (
    channel_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    provider text NOT NULL,
    address_key uuid NOT NULL,
    begun_at timestamptz NOT NULL,
    cursor text NOT NULL,
    since timestamptz NOT NULL,
    watch_ref text NOT NULL DEFAULT '',
    watch_until timestamptz,
    watch_made_at timestamptz,
    next_at timestamptz NOT NULL,
    quiet_until timestamptz,
    failures integer NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS mailboxes_by_address ON public.mailboxes (address_key);
CREATE INDEX IF NOT EXISTS mailboxes_by_watch ON public.mailboxes (watch_ref);
