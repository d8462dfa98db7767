-- The mark of the secret that keys of persons and kept words are sealed with: a program with another secret is refused. It opens nothing.
CREATE TABLE secret_mark (
    one  BIGINT NOT NULL PRIMARY KEY CHECK (one = 1), -- there is one
    mark BYTEA  NOT NULL                              -- SHA-256 of a label and the secret
);

-- Sign-ins through a provider of OpenID Connect that were begun and not finished: people come back to any copy of the program. Only the hash of the cookie
-- is kept: a copy of this table signs nobody in.
CREATE TABLE begun_sign_ins (
    cookie   BYTEA  NOT NULL PRIMARY KEY, -- SHA-256 of the cookie's value
    begun    TEXT   NOT NULL,             -- JSON: what the provider has to give back, and where to go afterwards
    begun_at BIGINT NOT NULL              -- microseconds since 1970, UTC; good for ten minutes
);

CREATE INDEX begun_sign_ins_by_age ON begun_sign_ins (begun_at);
