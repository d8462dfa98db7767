//! The statements that every page, letter or minute sends go by an index, on either database.

use crate::{
    accounts,
    app::{App, Options, people, summaries},
    feeds,
    inbox::kept,
    reminders::{links, queue},
    scheduler::lease,
    web::session,
};
use sqlx::{AssertSqlSafe, Row};
use vekha_event_log::{Clock, Ids};

/// Those that want most of a small table, and read it whole: [`queue::OFFICES`] and [`lease::RAN`].
const STATEMENTS: [&str; 31] = [
    session::FIND,
    session::RENEWED,
    session::SEEN,
    accounts::BY_LOGIN,
    accounts::BY_TOKEN,
    feeds::OWNER,
    people::KEY,
    people::KEYS,
    summaries::OF_DAYS,
    summaries::CLEAR,
    links::BEHIND,
    links::CLEAR,
    queue::ROWS_OF,
    queue::PUT_BACK,
    queue::BEGUN,
    queue::CLAIM,
    queue::BEGIN,
    queue::HOLD,
    queue::TRY_AGAIN,
    queue::RELEASE,
    queue::TAKE_AWAY,
    queue::WAITING,
    kept::FIND,
    kept::ANSWERED_BY,
    kept::RECEIPTS,
    kept::LIST,
    kept::UNREAD,
    kept::CLEAR,
    lease::TAKE,
    lease::HOLD,
    lease::DONE,
];

#[tokio::test]
async fn frequent_statements_go_by_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("vekha.db").display().to_string();
    let options = Options { database, create: true, clock: Clock::real(), ids: Ids::real(), demo: None };
    let app = App::open(options).await.unwrap();
    let whole = if app.log().engine().starts_with("PostgreSQL") {
        read_whole_on_postgres(&app).await
    } else {
        read_whole_on_sqlite(&app).await
    };
    assert_eq!(whole, []);
}

/// Statements with the plans of those that read a table whole.
async fn read_whole_on_sqlite(app: &App) -> Vec<(&'static str, Vec<String>)> {
    let mut whole = Vec::new();
    for sql in STATEMENTS {
        let mut asked = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")));
        for _ in 0..given(sql) {
            asked = asked.bind(1_i64);
        }
        let rows = asked.fetch_all(app.log().writer()).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
        if plan.iter().any(|step| step.starts_with("SCAN")) {
            whole.push((sql, plan));
        }
    }
    whole
}

/// The same. Tables that are empty are best read whole, so the server is told to do without where it can.
async fn read_whole_on_postgres(app: &App) -> Vec<(&'static str, Vec<String>)> {
    let mut db = app.log().writer().begin().await.unwrap();
    let told = "SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan";
    sqlx::raw_sql(told).execute(&mut *db).await.unwrap();
    let mut whole = Vec::new();
    for sql in STATEMENTS {
        let nothing = vec!["NULL"; given(sql)].join(", ");
        let asked = format!("PREPARE asked AS {sql}; EXPLAIN EXECUTE asked({nothing}); DEALLOCATE asked");
        let rows = sqlx::raw_sql(AssertSqlSafe(asked)).fetch_all(&mut *db).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        if reads_whole(&plan) {
            whole.push((sql, plan));
        }
    }
    whole
}

/// Does a plan read a table from end to end, or an index, which is entered by no condition then? An index that is entered by a later
/// column than its first is read whole too, and passes here: SQLite's plan says so of the same statement.
fn reads_whole(plan: &[String]) -> bool {
    let next = plan.iter().skip(1).map(String::as_str).chain([""]);
    let by_no_condition = |(step, next): (&String, &str)| {
        step.contains("Index") && step.contains(" Scan ") && !next.contains("Index Cond")
    };
    plan.iter().any(|step| step.contains("Seq Scan")) || plan.iter().zip(next).any(by_no_condition)
}

/// How many values a statement is given.
fn given(sql: &str) -> usize {
    (1..).find(|n| !sql.contains(&format!("${n}"))).unwrap_or(1) - 1
}
