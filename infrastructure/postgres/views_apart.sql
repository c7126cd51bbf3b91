-- Views that go at a pace of their own: nobody waits for them.
ALTER TABLE views.positions ADD COLUMN IF NOT EXISTS apart boolean NOT NULL DEFAULT false;
