//! Whoever changes the file behind the program's back is found out, and by what they did.

use crate::{
    outsider::{hex, leaf, link},
    support::{Fresh, OFFICE, On, both, command, fresh},
};
use serde_json::Value;
use vekha_event_log::{BreakKind, Expected, Hash, Head, Verdict};

both!(
    every_change_is_found_and_named,
    a_tail_cut_off_with_its_head_is_found_by_an_anchor_only,
    a_past_written_anew_is_found_by_an_anchor_noted_after_it,
    a_forged_version_is_found_though_every_hash_is_right,
    an_anchor_of_the_present_or_the_past_is_met_by_an_honest_log,
    a_log_written_anew_agrees_with_its_new_head_and_not_with_an_earlier_one,
);

/// Six events, on two streams by turns.
async fn six(on: On) -> Fresh {
    let fresh = fresh(on).await;
    for n in 1..=6 {
        fresh.log.append(command(n, if n % 2 == 0 { "even" } else { "odd" }, Expected::Any, [n])).await.unwrap();
    }
    fresh
}

async fn tampered(fresh: &Fresh, sql: &str) {
    let free = match fresh.on {
        On::Sqlite => "DROP TRIGGER IF EXISTS events_are_not_edited; DROP TRIGGER IF EXISTS events_are_not_deleted;",
        On::Postgres => "ALTER TABLE events DISABLE TRIGGER USER;",
    };
    fresh.sql(&format!("{free} {sql}")).await;
}

async fn verdict(on: On, sql: &str) -> (u64, BreakKind) {
    let fresh = six(on).await;
    tampered(&fresh, sql).await;
    match fresh.log.verify(OFFICE, None).await.unwrap() {
        Verdict::Broken { position, kind } => (position, kind),
        Verdict::Whole { .. } => unreachable!("not found out: {sql}"),
    }
}

async fn every_change_is_found_and_named(on: On) {
    for (sql, position, kind) in [
        ("UPDATE events SET payload = '{}' WHERE position = 3", 3, BreakKind::Leaf),
        ("UPDATE events SET occurred_on = '2022-08-30' WHERE position = 1", 1, BreakKind::Leaf),
        ("UPDATE events SET recorded_at = recorded_at - 1 WHERE position = 6", 6, BreakKind::Leaf),
        ("UPDATE events SET actor_id = zeroblob(16) WHERE position = 2", 2, BreakKind::Leaf),
        ("UPDATE events SET correlation_id = zeroblob(16) WHERE position = 2", 2, BreakKind::Leaf),
        ("UPDATE events SET leaf_hash = zeroblob(32) WHERE position = 4", 4, BreakKind::Leaf),
        ("UPDATE events SET payload = CAST(x'ff' AS TEXT) WHERE position = 5", 5, BreakKind::Leaf),
        ("UPDATE events SET chain_hash = zeroblob(32) WHERE position = 3", 3, BreakKind::Link),
        ("DELETE FROM events WHERE position = 3", 3, BreakKind::Gap),
        ("DELETE FROM events WHERE position <= 2", 1, BreakKind::Gap),
        (
            "UPDATE events SET position = 99 WHERE position = 3; UPDATE events SET position = 3 WHERE position = 5; \
          UPDATE events SET position = 5 WHERE position = 99",
            3,
            BreakKind::Leaf,
        ),
        ("DELETE FROM events WHERE position = 6", 6, BreakKind::Head),
        ("DELETE FROM events", 1, BreakKind::Head),
        ("UPDATE log_head SET position = 5", 6, BreakKind::Head),
        ("UPDATE log_head SET chain_hash = zeroblob(32)", 7, BreakKind::Head),
        ("UPDATE log_head SET recorded_at = 0", 7, BreakKind::Head),
        ("DELETE FROM log_head", 1, BreakKind::Head),
        (
            "INSERT INTO events SELECT log_id, 7, zeroblob(16), 'new', 1, type, schema_version, occurred_on, recorded_at, actor_id, \
          command_id, NULL, NULL, payload, leaf_hash, chain_hash FROM events WHERE position = 6",
            7,
            BreakKind::Head,
        ),
    ] {
        // PostgreSQL takes no bytes that are not text.
        if on == On::Sqlite || !sql.contains("CAST") {
            assert_eq!(verdict(on, sql).await, (position, kind), "{sql}");
        }
    }
}

async fn a_tail_cut_off_with_its_head_is_found_by_an_anchor_only(on: On) {
    let fresh = six(on).await;
    let anchor = fresh.log.head(OFFICE).await.unwrap();
    tampered(
        &fresh,
        "DELETE FROM events WHERE position > 4; UPDATE log_head SET (position, chain_hash, recorded_at) = \
         (SELECT position, chain_hash, recorded_at FROM events WHERE position = 4)",
    )
    .await;
    assert!(fresh.log.verify(OFFICE, None).await.unwrap().is_whole());
    assert_eq!(found(&fresh, Some(anchor)).await, Some((6, BreakKind::Anchor)));
}

async fn a_past_written_anew_is_found_by_an_anchor_noted_after_it(on: On) {
    let fresh = six(on).await;
    let early = Head { position: 2, ..fresh.log.head(OFFICE).await.unwrap() };
    let early = Head { chain_hash: chain_at(&fresh, 2).await, ..early };
    let late = fresh.log.head(OFFICE).await.unwrap();
    forge(&fresh, |line| {
        if line["position"] == 3 {
            line["payload"] = "{}".into()
        }
    })
    .await;
    assert_eq!(found(&fresh, None).await, None, "a forger who hashes all anew leaves no trace inside");
    assert_eq!(found(&fresh, Some(early)).await, None, "before the anchor nothing changed");
    assert_eq!(found(&fresh, Some(late)).await, Some((6, BreakKind::Anchor)));
}

async fn a_forged_version_is_found_though_every_hash_is_right(on: On) {
    let fresh = six(on).await;
    forge(&fresh, |line| {
        if line["position"] == 5 {
            line["version"] = 4.into()
        }
    })
    .await;
    assert_eq!(found(&fresh, None).await, Some((5, BreakKind::Stream)));
}

async fn an_anchor_of_the_present_or_the_past_is_met_by_an_honest_log(on: On) {
    let fresh = six(on).await;
    let anchor = fresh.log.head(OFFICE).await.unwrap();
    assert_eq!(found(&fresh, Some(anchor.clone())).await, None);
    assert_eq!(found(&fresh, Some(Head::empty(OFFICE))).await, None);
    let elsewhere = Head { chain_hash: anchor.chain_hash, ..Head::empty(OFFICE) };
    assert_eq!(found(&fresh, Some(elsewhere)).await, Some((0, BreakKind::Anchor)), "a log that began otherwise");
    fresh.log.append(command(7, "odd", Expected::Exact(3), [7])).await.unwrap();
    assert_eq!(found(&fresh, Some(anchor.clone())).await, None);
    let text = serde_json::to_string(&anchor).unwrap();
    assert_eq!(serde_json::from_str::<Head>(&text).unwrap(), anchor, "an anchor can be kept as text");
}

async fn a_log_written_anew_agrees_with_its_new_head_and_not_with_an_earlier_one(on: On) {
    let fresh = six(on).await;
    let earlier = fresh.log.head(OFFICE).await.unwrap();
    forge(&fresh, |line| {
        if line["position"] == 2 {
            line["payload"] = "{}".into();
        }
    })
    .await;
    fresh.log.append(command(8, "odd", Expected::Exact(3), [8])).await.unwrap();
    let later = fresh.log.head(OFFICE).await.unwrap();
    assert_eq!(found(&fresh, Some(later.clone())).await, None);
    let verdict = fresh.log.verify(OFFICE, [later, earlier.clone()]).await.unwrap();
    assert_eq!(verdict, Verdict::Broken { position: earlier.position, kind: BreakKind::Anchor });
}

#[test]
fn breaks_have_stable_names() {
    let kinds =
        [BreakKind::Gap, BreakKind::Leaf, BreakKind::Link, BreakKind::Stream, BreakKind::Head, BreakKind::Anchor];
    assert_eq!(kinds.map(BreakKind::code), ["gap", "leaf", "link", "stream", "head", "anchor"]);
    let verdict = serde_json::to_string(&Verdict::Broken { position: 3, kind: BreakKind::Leaf }).unwrap();
    assert_eq!(verdict, r#"{"verdict":"broken","position":3,"kind":"leaf"}"#);
}

async fn found(fresh: &Fresh, anchor: Option<Head>) -> Option<(u64, BreakKind)> {
    match fresh.log.verify(OFFICE, anchor).await.unwrap() {
        Verdict::Broken { position, kind } => Some((position, kind)),
        Verdict::Whole { .. } => None,
    }
}

async fn lines(fresh: &Fresh) -> Vec<Value> {
    let mut export = Vec::new();
    fresh.log.export(OFFICE, &mut export).await.unwrap();
    String::from_utf8(export).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

async fn chain_at(fresh: &Fresh, position: usize) -> Hash {
    lines(fresh).await[position - 1]["chain_hash"].as_str().unwrap().parse().unwrap()
}

/// Changes events and hashes everything anew, the head too, as somebody with the file and this source could.
async fn forge(fresh: &Fresh, change: impl Fn(&mut Value)) {
    let mut chain = [0; 32];
    for mut line in lines(fresh).await {
        change(&mut line);
        let leaf = leaf(&line);
        chain = link(chain, leaf);
        let (payload, version, position) = (&line["payload"].as_str().unwrap(), &line["version"], &line["position"]);
        tampered(
            fresh,
            &format!(
                "UPDATE events SET payload = '{payload}', version = {version}, leaf_hash = x'{}', chain_hash = x'{}' \
                 WHERE position = {position}; UPDATE log_head SET chain_hash = x'{}'",
                hex(leaf),
                hex(chain),
                hex(chain)
            ),
        )
        .await;
    }
}
