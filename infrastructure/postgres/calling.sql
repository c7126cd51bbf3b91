-- When a line's token is looked at next. Working state: without a row a line is looked at soon.
CREATE TABLE IF NOT EXISTS public.calling_lines (
    channel_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    next_at timestamptz NOT NULL,
    letting_go boolean NOT NULL DEFAULT false
);
-- What is to be deleted at Twilio: recordings that are fetched or not kept, transcripts that are here. With a call: only once
-- it is settled what becomes of that call's recording; its id is kept here, for it cannot be read of who is forgotten.
CREATE TABLE IF NOT EXISTS public.calling_leftovers (
    channel_id uuid NOT NULL,
    sid text NOT NULL,
    kind text NOT NULL,
    account_id uuid NOT NULL,
    call_id uuid,
    next_at timestamptz NOT NULL,
    PRIMARY KEY (channel_id, sid)
);
