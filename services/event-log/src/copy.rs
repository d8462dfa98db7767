//! Carries everything into another database, of the other kind too: the logs page by page with their chain checked, then the services'
//! tables. Stopped and run again it goes on where it was.

use crate::{
    EventLog,
    chain::{Hash, link},
    error::{CopyError, LogError},
    event::{Head, LogId},
    read::{Linked, Pages},
    tables::{Id, places},
    verify::{BreakKind, Verdict, leaf},
};
use sqlx::{
    Any, AnyConnection, AssertSqlSafe, Column, Row,
    any::{AnyArguments, AnyRow, AnyTypeInfoKind},
    query::Query,
};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Rows of one INSERT of events, and of other rows.
const EVENTS: usize = 500;
const ROWS: usize = 100;

/// The services' tables with their keys, each after those it refers to; `kept_copies` goes row by row for the size of its rows.
const TABLES: [(&str, &str); 14] = [
    ("accounts", "account_id"),
    ("sessions", "cookie"),
    ("person_keys", "log_id, person_id"),
    ("drafts", "draft_id"),
    ("calendar_feeds", "account_id"),
    ("sign_in_links", "token"),
    ("tick_links", "token"),
    ("letters", "reminder_id"),
    ("leases", "name"),
    ("replies", "reply_id"),
    ("summaries", "log_id, day, code"),
    ("secret_mark", "one"),
    ("begun_sign_ins", "cookie"),
    ("erasures", "log_id, person_id"),
];

/// An event on its way.
struct Carried {
    position: u64,
    event_id: Uuid,
    stream: String,
    version: u64,
    kind: String,
    schema_version: u16,
    occurred_on: String,
    recorded_at: i64,
    actor: Uuid,
    command_id: Uuid,
    correlation: Option<Uuid>,
    causation: Option<Uuid>,
    payload: String,
    leaf_hash: Hash,
    chain_hash: Hash,
}

impl Carried {
    fn of(linked: &Linked<'_>) -> Carried {
        let event = &linked.event;
        Carried {
            position: event.position,
            event_id: event.event_id,
            stream: event.stream.to_owned(),
            version: event.version,
            kind: event.kind.to_owned(),
            schema_version: event.schema_version,
            occurred_on: linked.occurred_on.to_owned(),
            recorded_at: event.recorded_at.timestamp_micros(),
            actor: event.actor,
            command_id: event.command_id,
            correlation: event.correlation,
            causation: event.causation,
            payload: event.payload.to_owned(),
            leaf_hash: linked.leaf_hash,
            chain_hash: linked.chain_hash,
        }
    }
}

type Statement<'q> = Query<'q, Any, AnyArguments>;

impl EventLog {
    /// Copies every log and the services' tables into another database, which is empty or holds an earlier copy, and says where the
    /// logs end: there as here. `told` hears after each page how far a log is.
    ///
    /// # Errors
    /// What is there is no earlier copy of this; an event here is not what its hash says; somebody writes here meanwhile; a fault of
    /// either database. What was copied stays, and the next run goes on from there.
    pub async fn copy_to(&self, to: &EventLog, mut told: impl FnMut(LogId, u64)) -> Result<Vec<Head>, CopyError> {
        let logs = self.logs().await?;
        self.fits(to, &logs).await?;
        for log in &logs {
            self.carry(to, *log, &mut told).await?;
        }
        self.carry_tables(to).await?;
        self.carry_documents(to).await?;
        let mut heads = Vec::new();
        for log in logs {
            let head = self.head(log).await?;
            match to.verify(log, [head.clone()]).await? {
                Verdict::Whole { head: copied, .. } if copied == head => heads.push(head),
                Verdict::Whole { .. } | Verdict::Broken { kind: BreakKind::Anchor, .. } => {
                    return Err(CopyError::Moving);
                }
                Verdict::Broken { position, kind } => return Err(CopyError::Damaged { log, position, kind }),
            }
        }
        Ok(heads)
    }

    /// Is what lies there empty, or the beginning of what is here?
    async fn fits(&self, to: &EventLog, logs: &[LogId]) -> Result<(), CopyError> {
        let there = to.logs().await?;
        for log in &there {
            let end = to.head(*log).await?;
            let position = end.position;
            let same = self.at(*log, position, |_, hashes| hashes.chain == end.chain_hash).await?;
            if !logs.contains(log) || same != Some(true) {
                return Err(CopyError::Other { log: *log, position });
            }
        }
        let inhabited = sqlx::query("SELECT 1 FROM accounts LIMIT 1").fetch_optional(to.reader()).await?.is_some();
        if there.is_empty() && inhabited { Err(CopyError::Inhabited) } else { Ok(()) }
    }

    async fn carry(&self, to: &EventLog, log: LogId, told: &mut impl FnMut(LogId, u64)) -> Result<(), CopyError> {
        let mut end = to.head(log).await?;
        let last = self.head(log).await?.position;
        let mut pages = Pages::new(&self.store, log, None, end.position, Some(last));
        loop {
            let (mut page, mut chain, mut damaged) = (Vec::new(), end.chain_hash, None);
            let mut next = end.position + 1;
            let more = pages.next(|linked| {
                let kind = match () {
                    () if linked.event.position != next => Some(BreakKind::Gap),
                    () if leaf(log, &linked).hash() != linked.leaf_hash => Some(BreakKind::Leaf),
                    () if link(chain, linked.leaf_hash) != linked.chain_hash => Some(BreakKind::Link),
                    () => None,
                };
                damaged = damaged.or(kind.map(|kind| (next, kind)));
                (next, chain) = (next + 1, linked.chain_hash);
                page.push(Carried::of(&linked));
            });
            match more.await {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(LogError::Damaged { after }) => damaged = damaged.or(Some((after + 1, BreakKind::Leaf))),
                Err(e) => return Err(e.into()),
            }
            if let Some((position, kind)) = damaged {
                return Err(CopyError::Damaged { log, position, kind });
            }
            end = self.add(to, &end, &page).await?;
            told(log, end.position);
        }
    }

    /// Adds a page of events with their commands after a head that nobody may have moved; says the new head.
    async fn add(&self, to: &EventLog, end: &Head, page: &[Carried]) -> Result<Head, CopyError> {
        let Some(last) = page.last() else { return Ok(end.clone()) };
        let answers = self.answers(end.log, page, end.position, last.position).await?;
        let mut all = to.writer().begin().await?;
        for rows in page.chunks(EVENTS) {
            insert_events(&mut all, end.log, rows).await?;
        }
        for rows in answers.chunks(ROWS) {
            insert_rows(&mut all, "commands", rows).await?;
        }
        let moved = sqlx::query(
            "INSERT INTO log_head (log_id, position, chain_hash, recorded_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (log_id) DO UPDATE SET position = excluded.position, chain_hash = excluded.chain_hash, \
             recorded_at = excluded.recorded_at WHERE log_head.position = $5 AND log_head.chain_hash = $6",
        )
        .bind(Id(end.log.0))
        .bind(last.position.cast_signed())
        .bind(last.chain_hash.0.as_slice())
        .bind(last.recorded_at)
        .bind(end.position.cast_signed())
        .bind(end.chain_hash.0.as_slice())
        .execute(&mut *all)
        .await?;
        if moved.rows_affected() != 1 {
            return Err(CopyError::Other { log: end.log, position: end.position });
        }
        all.commit().await?;
        let recorded_at = chrono::DateTime::from_timestamp_micros(last.recorded_at).unwrap_or(end.recorded_at);
        Ok(Head { log: end.log, position: last.position, chain_hash: last.chain_hash, recorded_at })
    }

    /// The commands whose last event is after one position and not after another.
    async fn answers(&self, log: LogId, page: &[Carried], after: u64, up_to: u64) -> Result<Vec<AnyRow>, CopyError> {
        let ids: Vec<Uuid> = page.iter().map(|event| event.command_id).collect::<BTreeSet<_>>().into_iter().collect();
        let mut found = Vec::new();
        for ids in ids.chunks(ROWS) {
            let asked: Vec<String> = (4..).take(ids.len()).map(|n| format!("${n}")).collect();
            let sql = format!(
                "SELECT * FROM commands WHERE log_id = $1 AND last > $2 AND last <= $3 AND command_id IN ({})",
                asked.join(", ")
            );
            let query = sqlx::query(AssertSqlSafe(sql)).bind(Id(log.0)).bind(after.cast_signed());
            let query = ids.iter().fold(query.bind(up_to.cast_signed()), |query, id| query.bind(Id(*id)));
            found.extend(query.fetch_all(self.reader()).await?);
        }
        Ok(found)
    }

    /// The services' tables as they are at one moment, in place of what is there.
    async fn carry_tables(&self, to: &EventLog) -> Result<(), CopyError> {
        let mut from = self.reader().begin_with(self.snapshot()).await?;
        let mut all = to.writer().begin().await?;
        for (table, _) in TABLES.iter().rev() {
            sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}"))).execute(&mut *all).await?;
        }
        for (table, key) in TABLES {
            for at in (0..).step_by(ROWS) {
                let sql = format!("SELECT * FROM {table} ORDER BY {key} LIMIT $1 OFFSET $2");
                let page = sqlx::query(AssertSqlSafe(sql)).bind(ROWS as i64).bind(at);
                let page = page.fetch_all(&mut *from).await?;
                insert_rows(&mut all, table, &page).await?;
                if page.len() < ROWS {
                    break;
                }
            }
        }
        all.commit().await?;
        Ok(from.rollback().await?)
    }

    /// The copies of documents that are not there yet.
    async fn carry_documents(&self, to: &EventLog) -> Result<(), CopyError> {
        let sql = "SELECT sha256 FROM kept_copies";
        let there: HashSet<Vec<u8>> = sqlx::query_scalar(sql).fetch_all(to.reader()).await?.into_iter().collect();
        let here: Vec<Vec<u8>> = sqlx::query_scalar(sql).fetch_all(self.reader()).await?;
        for sha256 in here.into_iter().filter(|sha256| !there.contains(sha256)) {
            let row = sqlx::query("SELECT * FROM kept_copies WHERE sha256 = $1").bind(sha256);
            let row = row.fetch_all(self.reader()).await?;
            insert_rows(&mut *to.writer().acquire().await?, "kept_copies", &row).await?;
        }
        Ok(())
    }
}

async fn insert_events(to: &mut AnyConnection, log: LogId, rows: &[Carried]) -> Result<(), sqlx::Error> {
    let sql = format!(
        "INSERT INTO events (log_id, position, event_id, stream_id, version, type, schema_version, occurred_on, recorded_at, \
         actor_id, command_id, correlation_id, causation_id, payload, leaf_hash, chain_hash) VALUES {}",
        places(rows.len(), 16)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(rows.len() == EVENTS);
    for event in rows {
        query = query
            .bind(Id(log.0))
            .bind(event.position.cast_signed())
            .bind(Id(event.event_id))
            .bind(&event.stream)
            .bind(event.version.cast_signed())
            .bind(&event.kind)
            .bind(i64::from(event.schema_version))
            .bind(&event.occurred_on)
            .bind(event.recorded_at)
            .bind(Id(event.actor))
            .bind(Id(event.command_id))
            .bind(event.correlation.map(Id))
            .bind(event.causation.map(Id))
            .bind(&event.payload)
            .bind(event.leaf_hash.0.as_slice())
            .bind(event.chain_hash.0.as_slice());
    }
    query.execute(to).await.map(drop)
}

/// Puts rows of a table into the table of the same name elsewhere; their columns have the same names there.
async fn insert_rows(to: &mut AnyConnection, table: &str, rows: &[AnyRow]) -> Result<(), sqlx::Error> {
    let Some(first) = rows.first() else { return Ok(()) };
    let names: Vec<&str> = first.columns().iter().map(|column| column.name()).collect();
    let sql = format!("INSERT INTO {table} ({}) VALUES {}", names.join(", "), places(rows.len(), names.len()));
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
    for row in rows {
        for column in 0..names.len() {
            query = bound(query, row, column)?;
        }
    }
    query.execute(to).await.map(drop)
}

/// Binds a value of a row as what its column is: an absent one too has to be of the right kind.
fn bound<'q>(query: Statement<'q>, row: &AnyRow, column: usize) -> Result<Statement<'q>, sqlx::Error> {
    Ok(match row.column(column).type_info().kind() {
        AnyTypeInfoKind::Blob => query.bind(row.try_get::<Option<Vec<u8>>, _>(column)?),
        AnyTypeInfoKind::Text => query.bind(row.try_get::<Option<String>, _>(column)?),
        _ => query.bind(row.try_get::<Option<i64>, _>(column)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OpenOptions;

    #[tokio::test]
    async fn every_table_is_carried() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vekha.db");
        let log = EventLog::open(OpenOptions::new(path.to_str().unwrap()).create(true)).await.unwrap();
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlx%'";
        let there: BTreeSet<String> =
            sqlx::query_scalar(sql).fetch_all(log.reader()).await.unwrap().into_iter().collect();
        let apart = ["events", "commands", "log_head", "kept_copies"];
        let carried = TABLES.iter().map(|(table, _)| *table).chain(apart).map(str::to_owned).collect();
        assert_eq!(there, carried, "a table that is not carried is lost when somebody moves");
    }
}
