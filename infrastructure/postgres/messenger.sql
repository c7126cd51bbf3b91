-- Items of Facebook's webhooks that wait for their files to be fetched: sealed, and gone once the whole is accepted.
CREATE TABLE IF NOT EXISTS public.messenger_waiting (
    intake_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    sealed bytea NOT NULL,
    at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL
);
-- When a page's role and token are looked at next, and until when Facebook wants to hear nothing of it. Working state:
-- without a row a page is looked at soon.
CREATE TABLE IF NOT EXISTS public.messenger_pages (
    channel_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    next_at timestamptz NOT NULL,
    quiet_until timestamptz
);
-- Which parts of a message Facebook has, while others of it are still to be sent.
CREATE TABLE IF NOT EXISTS public.messenger_pieces (
    message_id uuid NOT NULL,
    number integer NOT NULL,
    mid text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (message_id, number)
);
