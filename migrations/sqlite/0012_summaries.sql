-- What the region is told of an office as of a day. Not facts: a row that is missing, or that another log position or other code made, is made anew.
CREATE TABLE summaries (
    log_id   BLOB    NOT NULL, -- whose log
    day      TEXT    NOT NULL, -- the day asked about
    code     TEXT    NOT NULL, -- which code counted it
    position INTEGER NOT NULL, -- place in the log up to which it counts
    made_at  INTEGER NOT NULL, -- microseconds since 1970, UTC
    told     TEXT    NOT NULL, -- figures and names of roadmaps, as JSON
    PRIMARY KEY (log_id, day, code)
) STRICT, WITHOUT ROWID;

-- Place in its log up to which a job found nothing left to do: until the log grows, or another day begins, it need not look again.
ALTER TABLE leases ADD COLUMN position INTEGER;
