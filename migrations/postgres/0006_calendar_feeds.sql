-- Calendars that people subscribed to, one for an account. A service's own table, not facts: a feed shows nothing that its owner could not read.
CREATE TABLE calendar_feeds (
    account_id BYTEA  NOT NULL PRIMARY KEY REFERENCES accounts (account_id) ON DELETE CASCADE, -- whose due days it shows
    token      BYTEA  NOT NULL UNIQUE, -- SHA-256 of the secret part of its address: a copy of this table opens no calendar
    created_at BIGINT NOT NULL         -- microseconds since 1970, UTC
);
