# Moving: from a file to a PostgreSQL server and back.
help-vekha-copy = Carries everything into another database: from a file to a PostgreSQL server or back
help-vekha-copy-to = Address of the other database: empty, or with an earlier copy of this one
copy-log = Log { $log }: { $events } events, head { $hash }
copy-done = Carried over; the logs are the same there and here. The key to people's names: { $secret }. On another machine put it beside the program.
copy-same = That is the same database. Name another one with --to.
copy-other = The other database has a log { $log } of { $position } events that is no copy of the one here. Nothing was changed. Name an empty database.
copy-inhabited = The other database has no logs but accounts: it is in use for something else. Nothing was changed. Name an empty database.
copy-moving = The database was written to while it was carried over. Stop the program and give the command again: it goes on where it stopped.
copy-other-secret = Another key to people's names lies beside the other database: { $secret }. Take it away if it is not needed, and give the command again.
copy-instead-of-backup = A database on a PostgreSQL server is copied by its own means (pg_dump) or by vekha copy --to sqlite://PATH.
