//! Which indexes the log's statements go by, asked of a server whose tables are too large to be read whole: as the program connects,
//! and as a server plans by itself.

#[expect(dead_code, reason = "other tests ill-treat their server")]
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;

use super::{read, settings, write};
use crate::{Append, EventLog, Expected, LogId, NewEvent, OpenOptions, Write};
use chrono::NaiveDate;
use serde_json::Value;
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection, Row, postgres::PgConnectOptions};
use uuid::Uuid;

/// Logs with years behind them and logs that have just begun, and the commands of each: 24,000 events.
const LONG: (u128, u128) = (4, 450);
const SHORT: (u128, u128) = (600, 1);
/// Events of a command.
const EVENTS: u128 = 10;

/// A statement, what it may be given, and how it is to reach the tables' rows: by which index and which columns of it. All heads are
/// asked for together, and whether by an index or not is all the same.
const STATEMENTS: [(&str, &str, &[&str]); 10] = [
    (read::HEAD, "'\\x00'", &["log_head_pkey by log_id"]),
    (read::HEADS, "", &["log_head whole"]),
    (read::LOGS, "", &["events_pkey in order", "events_pkey by log_id", "log_head whole"]),
    (read::RECORDED_AT, "'\\x00', 7", &["events_pkey by log_id, position"]),
    (read::BY_POSITION, "'\\x00', 7, 4000, 1000", &["events_pkey by log_id, position"]),
    (read::BY_VERSION, "'\\x00', 7, 4000, 1000, 'activity-3'", &["events_by_stream by log_id, stream_id, version"]),
    (read::LEAVES, "'\\x00', 7, 4000, 1000", &["events_pkey by log_id, position"]),
    (write::HEADS, r"ARRAY['\x00'::bytea]", &["log_head_pkey by log_id"]),
    (
        write::SEEN,
        r"ARRAY['\x00'::bytea], ARRAY['\x00'::bytea], ARRAY['\x00'::bytea], ARRAY['activity-3']",
        &[
            "commands_pkey by log_id, command_id",
            "events_pkey by log_id, position",
            "events_by_stream by log_id, stream_id",
        ],
    ),
    (
        write::ALL,
        "'{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', \
         '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'",
        &["log_head_pkey by log_id"],
    ),
];

#[tokio::test]
async fn no_statement_reads_events_or_commands_from_end_to_end() {
    let Some(server) = postgres::shared() else { return };
    let address = server.database();
    let log = EventLog::open(OpenOptions::new(&address).create(true)).await.unwrap();
    fill(&log).await;
    log.close().await;
    server.sql(address.rsplit('/').next().unwrap(), "ANALYZE");
    let by_itself: PgConnectOptions = address.parse().unwrap();
    for (how, options) in [("as the program connects", settings(&address).unwrap()), ("by itself", by_itself)] {
        let mut db = options.connect().await.unwrap();
        for (sql, given, steps) in STATEMENTS {
            let mut found = Vec::new();
            reads(&plan(&mut db, sql, given).await, &mut found);
            assert_eq!(found, steps, "{how}: {sql}");
        }
    }
}

/// Commands of ten events, each on one of its log's forty streams.
async fn fill(log: &EventLog) {
    let of = |(logs, commands): (u128, u128), from| (from..from + logs).map(move |n| (n, commands));
    for (n, commands) in of(LONG, 0).chain(of(SHORT, LONG.0)) {
        let appends = (0..commands).map(|at| log.append(command(n, at)));
        futures_util::future::try_join_all(appends).await.unwrap();
    }
}

fn command(log: u128, at: u128) -> Append {
    let id = (log << 64) + at * EVENTS;
    let event = |n| NewEvent {
        event_id: Uuid::from_u128(id + n),
        kind: "activity_planned".into(),
        schema_version: 1,
        occurred_on: NaiveDate::from_ymd_opt(2022, 8, 31).unwrap(),
        payload: format!("{{\"title\":\"{}\"}}", "words ".repeat(30)),
    };
    let stream = format!("activity-{}", at % 40);
    Append {
        log: LogId(Uuid::from_u128(log)),
        command_id: Uuid::from_u128(id),
        actor: Uuid::nil(),
        correlation: None,
        causation: None,
        writes: vec![Write { stream, expected: Expected::Any, events: (0..EVENTS).map(event).collect() }],
        result: String::new(),
    }
}

/// The plan of a statement. It is run, for a recursive part shows its own reading only then.
async fn plan(db: &mut PgConnection, sql: &str, given: &str) -> Value {
    let given = if given.is_empty() { String::new() } else { format!("({given})") };
    let asked =
        format!("PREPARE asked AS {sql}; EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked{given}; DEALLOCATE asked");
    let row = sqlx::raw_sql(AssertSqlSafe(asked)).fetch_one(db).await.unwrap();
    serde_json::from_str(row.try_get_unchecked(0).unwrap()).unwrap()
}

/// How each step of a plan that touches a table finds its rows, in the plan's order.
fn reads(plan: &Value, found: &mut Vec<String>) {
    match plan {
        Value::Array(steps) => steps.iter().for_each(|step| reads(step, found)),
        Value::Object(step) => {
            let text = |key: &str| step.get(key).and_then(Value::as_str);
            let mut by: Vec<&str> = text("Index Cond").unwrap_or_default().split(" AND ").filter_map(column).collect();
            by.dedup();
            match (text("Relation Name"), text("Index Name")) {
                _ if text("Node Type") == Some("ModifyTable") => {}
                (None, _) => {}
                (Some(_), Some(index)) if !by.is_empty() => found.push(format!("{index} by {}", by.join(", "))),
                (Some("events" | "commands"), Some(index)) => found.push(format!("{index} in order")),
                (Some(table), _) => found.push(format!("{table} whole")),
            }
            step.values().for_each(|value| reads(value, found));
        }
        _ => {}
    }
}

/// The column of `(("position" > $2)`.
fn column(condition: &str) -> Option<&str> {
    condition
        .trim_matches(['(', ')'])
        .split(' ')
        .next()
        .map(|name| name.trim_matches('"'))
        .filter(|name| !name.is_empty())
}
