-- What the program's role may do in its database, and no more: it adds to the log and never changes it. Run as the owner of the tables, after they are
-- made and after each upgrade that brings new ones, with `vekha_program` replaced by the role's name: psql -f ops/postgres-grants.sql
GRANT SELECT ON _sqlx_migrations TO vekha_program;
GRANT SELECT, INSERT ON events, commands TO vekha_program;
GRANT SELECT, INSERT, UPDATE ON log_head TO vekha_program;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts, sessions, person_keys, drafts, calendar_feeds, sign_in_links, tick_links, letters, leases, replies,
    kept_copies, summaries, secret_mark, begun_sign_ins, erasures TO vekha_program;
