//! A verifier that knows only the export and the documented layout of bytes, and the published test vector.

use crate::support::{OFFICE, On, both, command, commands, event, fresh};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vekha_event_log::{Append, Expected, Write};

both!(an_outsider_finds_the_same_head_from_the_export_alone, the_published_vector_holds,);

/// A leaf as the documentation says, from a line of the export.
pub fn leaf(line: &Value) -> [u8; 32] {
    let text = |name: &str| line[name].as_str().unwrap().as_bytes().to_vec();
    let id = |name: &str| line[name].as_str().map_or(vec![], |id| id.parse::<Uuid>().unwrap().as_bytes().to_vec());
    let number = |name: &str| line[name].as_i64().unwrap().to_be_bytes().to_vec();
    let fields = [
        id("log_id"),
        number("position"),
        id("event_id"),
        text("stream_id"),
        number("version"),
        text("type"),
        u32::try_from(line["schema_version"].as_u64().unwrap()).unwrap().to_be_bytes().to_vec(),
        text("occurred_on"),
        number("recorded_at"),
        id("actor_id"),
        id("command_id"),
        id("correlation_id"),
        id("causation_id"),
        text("payload"),
    ];
    let mut hash = Sha256::new();
    hash.update([0x00]);
    for field in fields {
        hash.update(u32::try_from(field.len()).unwrap().to_be_bytes());
        hash.update(field);
    }
    hash.finalize().into()
}

/// The link after `previous`.
pub fn link(previous: [u8; 32], leaf: [u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update([0x02]).chain_update(previous).chain_update(leaf).finalize().into()
}

pub fn hex(bytes: [u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn an_outsider_finds_the_same_head_from_the_export_alone(on: On) {
    let fresh = fresh(on).await;
    for n in 1..40 {
        let append = command(n, &format!("activity-{}", n % 3), Expected::Any, [n * 10, n * 10 + 1]);
        fresh.clock.advance(std::time::Duration::from_micros(1));
        fresh.log.append(Append { causation: Some(Uuid::from_u128(n)), ..append }).await.unwrap();
    }
    let mut export = Vec::new();
    assert_eq!(fresh.log.export(OFFICE, &mut export).await.unwrap(), 78);
    let mut chain = [0; 32];
    for line in String::from_utf8(export).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let leaf = leaf(&line);
        chain = link(chain, leaf);
        assert_eq!(
            (line["leaf_hash"].as_str().unwrap(), line["chain_hash"].as_str().unwrap()),
            (&*hex(leaf), &*hex(chain))
        );
    }
    assert_eq!(hex(chain), fresh.log.head(OFFICE).await.unwrap().chain_hash.to_string());
}

async fn the_published_vector_holds(on: On) {
    let fresh = fresh(on).await;
    let events = vec![event(0x0b, "{\"title\":\"Совещание\"}"), event(0x0c, "{}")];
    let writes = vec![Write { stream: "activity-1".into(), expected: Expected::New, events }];
    fresh.log.append(Append { correlation: Some(Uuid::from_u128(5)), ..commands(1, writes) }).await.unwrap();
    let mut export = Vec::new();
    fresh.log.export(OFFICE, &mut export).await.unwrap();
    assert_eq!(String::from_utf8(export).unwrap(), include_str!("../vectors/two-events.jsonl"));
    let head = fresh.log.head(OFFICE).await.unwrap().chain_hash.to_string();
    assert!(include_str!("../README.md").contains(&head), "the page says {head}");
}
