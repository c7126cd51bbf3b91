-- How often somebody tried to sign in, under keyed hashes of addresses and peers.
CREATE TABLE IF NOT EXISTS public.sign_ins (
    key bytea PRIMARY KEY,
    since timestamptz NOT NULL,
    n integer NOT NULL
);
CREATE INDEX IF NOT EXISTS sign_ins_since ON public.sign_ins (since);
