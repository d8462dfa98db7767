-- Personal links of letters, one for a row. Not facts: that a link was opened or used the log says. Only the hash is kept: a copy of this table ticks nothing off.
CREATE TABLE tick_links (
    token       BLOB    NOT NULL PRIMARY KEY, -- SHA-256 of what the address ends with
    log_id      BLOB    NOT NULL,             -- whose log
    reminder_id BLOB    NOT NULL,             -- which letter
    item        INTEGER NOT NULL,             -- which item of it, from 0
    expires_at  INTEGER NOT NULL              -- microseconds since 1970, UTC
) STRICT, WITHOUT ROWID;

CREATE INDEX tick_links_by_age ON tick_links (expires_at);
