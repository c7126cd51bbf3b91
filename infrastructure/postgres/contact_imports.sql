-- Files of contacts that the server works through: how far, and which rows were refused. No word of a row is here: the
-- file is an upload, sealed, for a day.
CREATE TABLE IF NOT EXISTS public.contact_imports (
    import_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    upload_id uuid NOT NULL,
    state text NOT NULL,
    run integer NOT NULL DEFAULT 0,
    fields text[] NOT NULL,
    known text NOT NULL DEFAULT 'skip',
    owner_id uuid,
    rehearse boolean NOT NULL DEFAULT false,
    total integer NOT NULL,
    done integer NOT NULL DEFAULT 0,
    created integer NOT NULL DEFAULT 0,
    updated integer NOT NULL DEFAULT 0,
    skipped integer NOT NULL DEFAULT 0,
    refused integer NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS contact_imports_of_actor ON public.contact_imports (account_id, actor, at DESC);
CREATE INDEX IF NOT EXISTS contact_imports_working ON public.contact_imports (at) WHERE state = 'working';
CREATE TABLE IF NOT EXISTS public.contact_imports_refused (
    import_id uuid NOT NULL REFERENCES public.contact_imports ON DELETE CASCADE,
    number integer NOT NULL,
    field text NOT NULL,
    code text NOT NULL,
    detail text NOT NULL,
    PRIMARY KEY (import_id, number)
);
