-- Personal links of letters, one for a row. Not facts: that a link was opened or used the log says. Only the hash is kept: a copy of this table ticks nothing off.
CREATE TABLE tick_links (
    token       BYTEA  NOT NULL PRIMARY KEY, -- SHA-256 of what the address ends with
    log_id      BYTEA  NOT NULL,             -- whose log
    reminder_id BYTEA  NOT NULL,             -- which letter
    item        BIGINT NOT NULL,             -- which item of it, from 0
    expires_at  BIGINT NOT NULL              -- microseconds since 1970, UTC
);

CREATE INDEX tick_links_by_age ON tick_links (expires_at);
