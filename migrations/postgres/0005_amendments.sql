-- A draft may be of an amending order: then it names the roadmap it amends, and its id is that of the command that applies it.
ALTER TABLE drafts ADD COLUMN amends BYTEA; -- the roadmap (16 bytes); NULL for an order that makes a new one
