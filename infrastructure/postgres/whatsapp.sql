-- The tables that Messenger began are of all of Meta's platforms; `kind` says whose worker fetches an item's files.
ALTER TABLE public.messenger_waiting ADD COLUMN IF NOT EXISTS kind text NOT NULL DEFAULT 'messenger';
