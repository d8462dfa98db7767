//! Many writers and a reader that follows them: nothing is skipped, nothing is missing.

use crate::support::{OFFICE, On, both, command, fresh};
use std::collections::HashMap;
use vekha_event_log::{AppendError, Expected};

both!(a_reader_behind_eight_writers_skips_nothing_and_meets_no_gap; flavor = "multi_thread", worker_threads = 4);

const WRITERS: u128 = 8;
const COMMANDS: u128 = 40;

async fn a_reader_behind_eight_writers_skips_nothing_and_meets_no_gap(on: On) {
    let fresh = fresh(on).await;
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let log = fresh.log.clone();
        writers.spawn(async move {
            let mut written = 0;
            for n in 0..COMMANDS {
                let id = 10 * (writer * COMMANDS + n) + 1;
                // Every fifth command fights for one stream, so that some are refused in the middle of a batch.
                let (stream, expected) = match n % 5 {
                    0 => ("contested".to_owned(), Expected::Exact(u64::try_from(n).unwrap())),
                    _ => (format!("own-{writer}"), Expected::Any),
                };
                match log.append(command(id, &stream, expected, id..id + 1 + n % 3)).await {
                    Ok(done) => written += done.last - done.first + 1,
                    Err(AppendError::Conflict { .. }) => assert_eq!(stream, "contested"),
                    Err(other) => assert_eq!(other.to_string(), "", "no other failure"),
                }
            }
            written
        });
    }
    let log = fresh.log.clone();
    let (stop, mut stopped) = tokio::sync::oneshot::channel::<u64>();
    let reader = tokio::spawn(async move {
        let (mut seen, mut versions) = (0, HashMap::new());
        let mut total = None;
        while total.is_none_or(|total| seen < total) {
            total = total.or_else(|| stopped.try_recv().ok());
            let at = seen;
            log.read(OFFICE, at, None, |event| {
                assert_eq!(event.position, seen + 1, "no gap, nothing skipped");
                let version = versions.entry(event.stream.to_owned()).or_insert(0);
                assert_eq!(event.version, *version + 1, "streams have no gaps either");
                *version = event.version;
                seen = event.position;
            })
            .await
            .unwrap();
        }
        seen
    });
    let written: u64 = writers.join_all().await.into_iter().sum();
    stop.send(written).unwrap();
    assert_eq!(reader.await.unwrap(), written);
    assert_eq!(fresh.log.head(OFFICE).await.unwrap().position, written);
    assert!(fresh.log.verify(OFFICE, None).await.unwrap().is_whole());
}
