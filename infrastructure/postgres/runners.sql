-- Where each view and each reactor stands in the log, and what they had to set aside (RL-05).
CREATE TABLE IF NOT EXISTS views.positions (
    name text PRIMARY KEY,
    version integer NOT NULL,
    position bigint NOT NULL,
    tables text[] NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE IF NOT EXISTS views.set_aside (
    view text NOT NULL,
    position bigint NOT NULL,
    version integer NOT NULL,
    error text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (view, position)
);
CREATE TABLE IF NOT EXISTS public.reactor_positions (
    name text PRIMARY KEY,
    position bigint NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE IF NOT EXISTS public.dead_letters (
    reactor text NOT NULL,
    position bigint NOT NULL,
    command_index integer NOT NULL,
    error text NOT NULL,
    attempts integer NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (reactor, position, command_index)
);
