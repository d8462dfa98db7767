//! What the databases do by themselves: the rows of an append and nothing else, without judging, hashing, queue or lock taken before;
//! and the bytes of all events, understood by nobody.

use super::{COMMANDS, OFFICE, payload};
use futures_util::TryStreamExt;
use sqlx::{Connection, Database, Encode, PgConnection, QueryBuilder, Sqlite, SqliteConnection, Type};
use std::path::Path;
use vekha_event_log::Ids;

/// Commits `together` commands by one statement of PostgreSQL, until a round is over.
pub async fn statements(db: &mut PgConnection, together: usize, round: usize) {
    for batch in 0..COMMANDS / together {
        let mut sql = QueryBuilder::new("WITH event AS (");
        rows(&mut sql, together, round * COMMANDS + batch * together, ["), command AS (", ") "]);
        sql.build().execute(&mut *db).await.expect("commits");
    }
}

/// Commits `together` commands by one trip to SQLite's thread, until a round is over.
pub async fn commits(db: &mut SqliteConnection, together: usize, round: usize) {
    for batch in 0..COMMANDS / together {
        let mut sql = QueryBuilder::<Sqlite>::new("BEGIN IMMEDIATE; ");
        rows(&mut sql, together, round * COMMANDS + batch * together, ["; ", "; "]);
        sql.push("; COMMIT");
        sql.build().execute(&mut *db).await.expect("commits");
    }
}

/// Events and commands after the position `before`, and the head; `between` stands between the three statements.
fn rows<DB: Database>(sql: &mut QueryBuilder<DB>, together: usize, before: usize, between: [&str; 2])
where
    for<'q> Vec<u8>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<Vec<u8>>: Encode<'q, DB> + Type<DB>,
    for<'q> String: Encode<'q, DB> + Type<DB>,
    for<'q> &'q str: Encode<'q, DB> + Type<DB>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    let (ids, payload, office) = (Ids::real(), payload(0), OFFICE.0.as_bytes().to_vec());
    let (first, last) = (before as i64 + 1, (before + together) as i64);
    sql.push("INSERT INTO events ");
    sql.push_values(first..=last, |mut row, position| {
        row.push_bind(office.clone())
            .push_bind(position)
            .push_bind(ids.next().as_bytes().to_vec())
            .push_bind(format!("activity-{}", ids.next()))
            .push_bind(1_i64)
            .push_bind("CompletionReported")
            .push_bind(1_i64)
            .push_bind("2023-07-05")
            .push_bind(1_688_500_000_000_000_i64)
            .push_bind(vec![7_u8; 16])
            .push_bind(ids.next().as_bytes().to_vec())
            .push_bind(None::<Vec<u8>>)
            .push_bind(None::<Vec<u8>>)
            .push_bind(payload.clone())
            .push_bind(vec![7_u8; 32])
            .push_bind(vec![7_u8; 32]);
    });
    sql.push(between[0]).push("INSERT INTO commands ");
    sql.push_values(first..=last, |mut row, position| {
        row.push_bind(office.clone())
            .push_bind(ids.next().as_bytes().to_vec())
            .push_bind(position)
            .push_bind(position)
            .push_bind("");
    });
    sql.push(between[1]).push("INSERT INTO log_head ");
    sql.push_values([last], |mut row, last| {
        row.push_bind(office.clone()).push_bind(last).push_bind(vec![7_u8; 32]).push_bind(0_i64);
    });
    sql.push(" ON CONFLICT (log_id) DO UPDATE SET position = excluded.position");
}

/// Every row of a file, read by SQLite itself on this thread.
pub fn read(file: &Path) -> usize {
    let db = rusqlite::Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).expect("opens");
    let mut all =
        db.prepare("SELECT stream_id, type, payload FROM events ORDER BY log_id, position").expect("prepares");
    let (mut rows, mut bytes) = (all.query([]).expect("asks"), 0);
    while let Some(row) = rows.next().expect("reads") {
        for column in 0..3 {
            bytes += row.get_ref(column).expect("a column").as_bytes().map_or(0, <[u8]>::len);
        }
    }
    bytes
}

/// Every row of a server, as it copies them out.
pub async fn copied_out(address: &str) -> usize {
    let mut db = PgConnection::connect(address).await.expect("a connection");
    let all = "COPY (SELECT stream_id, type, payload FROM events ORDER BY log_id, position) TO STDOUT";
    let copied = db.copy_out_raw(all).await.expect("copies");
    copied.try_fold(0, async |bytes, chunk| Ok(bytes + chunk.len())).await.expect("reads")
}
