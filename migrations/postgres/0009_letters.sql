-- Letters on their way. Not facts: what was queued and what became of it the log says, and a row that is missing is made anew from it.
CREATE TABLE letters (
    reminder_id BYTEA  NOT NULL PRIMARY KEY, -- which letter
    log_id      BYTEA  NOT NULL,             -- whose log
    state       TEXT   NOT NULL CHECK (state IN ('queued', 'claimed', 'in_data', 'unknown')),
                                             -- waits; somebody has it; its first byte may have gone; may have arrived and goes once more
    attempts    BIGINT NOT NULL,             -- how often it was tried
    run_at      BIGINT NOT NULL,             -- not before: microseconds since 1970, UTC
    holder      BYTEA,                       -- who has it, a random id; nobody while it waits
    lease_until BIGINT,                      -- until when: microseconds since 1970, UTC
    answer      TEXT   NOT NULL              -- what the server answered last, without addresses; may be empty
);

CREATE INDEX letters_by_time ON letters (log_id, state, run_at);

-- Who runs a job of the timetable, so that of several copies of the program one does.
CREATE TABLE leases (
    name   TEXT   NOT NULL PRIMARY KEY, -- job and office
    holder BYTEA  NOT NULL,             -- who has it or had it last, a random id
    epoch  BIGINT NOT NULL,             -- grows with every taking: whoever was replaced has an older one
    until  BIGINT NOT NULL,             -- free from then on: microseconds since 1970, UTC
    ran_at BIGINT                       -- when the job was last done to its end: microseconds since 1970, UTC
);
