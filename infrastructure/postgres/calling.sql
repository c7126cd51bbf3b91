-- When a line's token is looked at next. Working state: without a row a line is looked at soon.
CREATE TABLE IF NOT EXISTS public.calling_lines (
    channel_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    next_at timestamptz NOT NULL
);
-- What is to be deleted at Twilio: recordings that are fetched or not kept, transcripts that are here.
CREATE TABLE IF NOT EXISTS public.calling_leftovers (
    sid text PRIMARY KEY,
    kind text NOT NULL,
    account_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    next_at timestamptz NOT NULL
);
