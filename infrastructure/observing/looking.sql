-- One trip for everything; nothing here counts the rows of a table that grows with the mail.
WITH consumer AS (
    SELECT name, 'view' AS kind, position FROM views.positions
    UNION ALL
    SELECT name, 'reactor', position FROM public.reactor_positions
), channel AS (
    SELECT CASE WHEN disconnected THEN 'disconnected' WHEN NOT connected THEN 'connecting' WHEN paused THEN 'paused'
                WHEN cause <> '' THEN 'degraded' ELSE 'connected' END AS state, count(*) AS n
    FROM views.channel_list GROUP BY 1
), pending AS (
    (SELECT state, since FROM views.thread_deliveries
    WHERE state IN ('queued', 'sending', 'deferred') ORDER BY since LIMIT %(most)s)
    UNION ALL
    (SELECT state, not_before FROM views.thread_deliveries
    WHERE state = 'scheduled' AND not_before <= now() ORDER BY not_before LIMIT %(most)s)
), intake AS (
    SELECT state, since FROM views.channel_list_intake
    WHERE state IN ('waiting', 'failed') ORDER BY since LIMIT %(most)s
)
SELECT
    (SELECT coalesce(max(notification_id), 0) FROM public.stored_events),
    (SELECT coalesce(jsonb_agg(jsonb_build_array(c.name, c.kind, c.position, coalesce(extract(epoch FROM now() - (
        -- each stored event begins with its time: {"t":"...", in ASCII
        SELECT split_part(convert_from(substring(e.state FROM 1 FOR 40), 'UTF8'), '"', 4)::timestamptz
        FROM public.stored_events AS e WHERE e.notification_id > c.position ORDER BY e.notification_id LIMIT 1
    )), 0)) ORDER BY c.kind, c.name), '[]') FROM consumer AS c),
    (SELECT coalesce(jsonb_agg(jsonb_build_array(classid::bigint, objid::bigint)), '[]') FROM pg_locks
        WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())),
    (SELECT count(*) FROM (SELECT FROM public.dead_letters LIMIT %(most)s) AS a),
    (SELECT count(*) FROM (SELECT FROM views.set_aside LIMIT %(most)s) AS a),
    (SELECT count(*) FROM pending),
    (SELECT coalesce(extract(epoch FROM now() - min(since)), 0) FROM pending WHERE state <> 'deferred'),
    (SELECT jsonb_build_object('waiting', count(*) FILTER (WHERE state = 'waiting'),
                               'failed', count(*) FILTER (WHERE state = 'failed')) FROM intake),
    (SELECT coalesce(extract(epoch FROM now() - min(since)), 0) FROM intake WHERE state = 'waiting'),
    (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM channel)
