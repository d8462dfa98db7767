-- People whose erasure was begun and is not finished: the row is written before the first step and goes after the last, so that the next start knows
-- what a crash left half done and folds no other office. It names nobody.
CREATE TABLE erasures (
    log_id    BYTEA  NOT NULL, -- the office (16 bytes)
    person_id BYTEA  NOT NULL, -- the person (16 bytes)
    begun_at  BIGINT NOT NULL, -- microseconds since 1970, UTC
    ground    TEXT,            -- why, where a backup put back a person who was erased since: then it is asked for anew; otherwise the log says it
    PRIMARY KEY (log_id, person_id)
);

-- What is half done at the moment: asked for in the log, and not done in it or the key still there. Only streams of persons are read, by their index.
INSERT INTO erasures (log_id, person_id, begun_at)
SELECT asked.log_id, decode(replace(substr(asked.stream_id, 8), '-', ''), 'hex'), asked.recorded_at
FROM log_head
JOIN events AS asked ON asked.log_id = log_head.log_id AND asked.stream_id >= 'person-' AND asked.stream_id < 'person.'
WHERE asked.type = 'person_erasure_requested'
    AND asked.stream_id ~ '^person-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
    AND (NOT EXISTS (SELECT 1 FROM events AS done
                     WHERE done.log_id = asked.log_id AND done.stream_id = asked.stream_id AND done.type = 'person_erased')
         OR EXISTS (SELECT 1 FROM person_keys
                    WHERE person_keys.log_id = asked.log_id
                        AND encode(person_keys.person_id, 'hex') = replace(substr(asked.stream_id, 8), '-', '')))
ON CONFLICT (log_id, person_id) DO NOTHING;
