-- Links that sign in once: by letter on request, or with an invitation. Only the hash is kept: a copy of this table signs nobody in.
CREATE TABLE sign_in_links (
    token      BYTEA  NOT NULL PRIMARY KEY, -- SHA-256 of what the address ends with
    account_id BYTEA  NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    invitation BIGINT NOT NULL,             -- 1: the first sign-in of a new account, which then chooses its password
    created_at BIGINT NOT NULL,             -- microseconds since 1970, UTC
    expires_at BIGINT NOT NULL,             -- the same; a link that was used is gone
    CHECK (invitation IN (0, 1))
);

CREATE INDEX sign_in_links_by_account ON sign_in_links (account_id, expires_at);

-- An account that is closed cannot sign in; opened again it is the same one. An account without a password has an empty one, which nothing matches.
ALTER TABLE accounts ADD COLUMN locked_at BIGINT; -- microseconds since 1970, UTC
ALTER TABLE accounts ADD COLUMN seen_at BIGINT;   -- when its owner was last there; renewed with the session

-- Whoever has just come by a link may choose a password without the old one.
ALTER TABLE sessions ADD COLUMN by_link BIGINT NOT NULL DEFAULT 0; -- 1: signed in by a link
