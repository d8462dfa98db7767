-- A key per person: what the log says of a person's name, e-mail and phone is sealed with it. Destroying the row erases the person.
CREATE TABLE person_keys (
    log_id      BYTEA  NOT NULL, -- the office (16 bytes)
    person_id   BYTEA  NOT NULL, -- the person (16 bytes)
    wrapped_key BYTEA  NOT NULL, -- the key, sealed with the installation's secret (nonce and ciphertext)
    created_at  BIGINT NOT NULL, -- microseconds since 1970, UTC
    PRIMARY KEY (log_id, person_id)
);
