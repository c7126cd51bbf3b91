-- What was sent under each Idempotency-Key, for two days: keys and requests as digests only.
CREATE TABLE IF NOT EXISTS public.repeats (
    key uuid PRIMARY KEY,
    fingerprint bytea NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS repeats_at ON public.repeats (at);
