//! What every back end of the log must do, as one suite over an open log.

use crate::support::{OFFICE, OTHER, On, TWICE, both, command, commands, contents, event, fresh, morning};
use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;
use vekha_event_log::{Append, AppendError, Clock, EventLog, Expected, Hash, Head, StoredEvent, Write};

both!(every_back_end_does_what_it_must);

async fn every_back_end_does_what_it_must(on: On) {
    let fresh = fresh(on).await;
    conforms(&fresh.log, &fresh.clock).await;
}

/// The suite; `clock` is the log's own, and manual.
async fn conforms(log: &EventLog, clock: &Clock) {
    an_unknown_log_is_empty(log).await;
    events_come_back_as_they_went_in(log, clock).await;
    expectations_are_kept(log).await;
    of_two_that_rest_on_each_other_at_once_one_goes_in(log).await;
    the_same_command_has_one_effect(log).await;
    time_never_falls(log, clock).await;
    positions_are_found_by_time(log).await;
    logs_are_apart(log).await;
    unfit_commands_are_refused(log).await;
    assert!(log.verify(OFFICE, None).await.unwrap().is_whole());
    assert!(log.verify(OTHER, None).await.unwrap().is_whole());
}

async fn an_unknown_log_is_empty(log: &EventLog) {
    assert_eq!(log.head(OFFICE).await.unwrap(), Head::empty(OFFICE));
    assert_eq!(contents(log, OFFICE).await, []);
    assert_eq!(log.logs().await.unwrap(), []);
    assert!(log.verify(OFFICE, None).await.unwrap().is_whole());
}

async fn events_come_back_as_they_went_in(log: &EventLog, clock: &Clock) {
    let mut all = event(11, "{\"title\":\"Совещание\u{1}\\n\"}");
    all.occurred_on = NaiveDate::from_ymd_opt(2022, 2, 28).unwrap();
    all.schema_version = 65_535;
    let plain = event(12, "");
    let append = Append {
        correlation: Some(Uuid::from_u128(5)),
        causation: Some(Uuid::from_u128(6)),
        ..commands(
            1,
            vec![Write { stream: "activity-ё".into(), expected: Expected::New, events: vec![all.clone(), plain] }],
        )
    };
    let done = log.append(append).await.unwrap();
    assert_eq!((done.first, done.last, done.recorded_at, done.repeated), (1, 2, clock.now(), false));
    let mut seen = 0;
    log.read(OFFICE, 0, Some(1), |e| {
        seen += 1;
        let expected = StoredEvent {
            position: 1,
            event_id: all.event_id,
            stream: "activity-ё",
            version: 1,
            kind: "ActivityPlanned",
            schema_version: 65_535,
            occurred_on: all.occurred_on,
            recorded_at: morning(),
            actor: Uuid::from_u128(77),
            command_id: Uuid::from_u128(1),
            correlation: Some(Uuid::from_u128(5)),
            causation: Some(Uuid::from_u128(6)),
            payload: &all.payload,
        };
        assert_eq!(e, expected);
    })
    .await
    .unwrap();
    assert_eq!(seen, 1);
    let head = log.head(OFFICE).await.unwrap();
    assert_eq!((head.position, head.chain_hash, head.recorded_at), (2, done.chain_hash, morning()));
    assert_ne!(head.chain_hash, Hash::GENESIS);
}

async fn expectations_are_kept(log: &EventLog) {
    let before = log.head(OFFICE).await.unwrap();
    for (expected, found) in [(Expected::New, 2), (Expected::Exact(1), 2), (Expected::Exact(3), 2)] {
        let refused = log.append(command(2, "activity-ё", expected, [21])).await;
        assert!(
            matches!(refused, Err(AppendError::Conflict { stream, expected: e, found: f }) if stream == "activity-ё" && e == expected && f == found)
        );
    }
    let guarded = |version| {
        let guard = Write { stream: "activity-ё".into(), expected: Expected::Exact(version), events: vec![] };
        commands(
            3,
            vec![Write { stream: "roadmap-1".into(), expected: Expected::New, events: vec![event(31, "r")] }, guard],
        )
    };
    assert!(matches!(log.append(guarded(1)).await, Err(AppendError::Conflict { .. })), "a guard that is not met");
    assert_eq!(log.head(OFFICE).await.unwrap(), before, "a refused command writes nothing");
    assert_eq!(log.append(guarded(2)).await.unwrap().last, 3);
    assert_eq!(log.append(command(4, "activity-ё", Expected::Exact(2), [41, 42])).await.unwrap().first, 4);
    assert_eq!(log.append(command(5, "roadmap-1", Expected::Any, [51])).await.unwrap().first, 6);
    let twice = |second| {
        let write = |expected, id| Write { stream: "twice".into(), expected, events: vec![event(id, "t")] };
        Append { log: TWICE, ..commands(9, vec![write(Expected::New, 91), write(second, 92)]) }
    };
    assert!(matches!(log.append(twice(Expected::New)).await, Err(AppendError::Conflict { found: 1, .. })));
    assert_eq!(log.append(twice(Expected::Exact(1))).await.unwrap().last, 2, "a later write sees the earlier one");
    let mut versions = Vec::new();
    log.read_stream(OFFICE, "activity-ё", Some(4), |e| versions.push((e.position, e.version))).await.unwrap();
    assert_eq!(versions, [(1, 1), (2, 2), (4, 3)]);
}

async fn of_two_that_rest_on_each_other_at_once_one_goes_in(log: &EventLog) {
    let write = |stream: &str, version, events| Write {
        stream: stream.into(),
        expected: if version == 0 { Expected::New } else { Expected::Exact(version) },
        events,
    };
    let begun = vec![write("left", 0, vec![event(101, "l")]), write("right", 0, vec![event(102, "r")])];
    log.append(Append { log: TWICE, ..commands(100, begun) }).await.unwrap();
    for round in 1..=5 {
        let id = 100 + 10 * u128::from(round);
        let moved = |id, one, other, versions: (u64, u64)| {
            let writes = vec![write(one, versions.0, vec![event(id, "m")]), write(other, versions.1, Vec::new())];
            log.append(Append { log: TWICE, ..commands(id, writes) })
        };
        let (left, right) =
            tokio::join!(moved(id + 1, "left", "right", (round, 1)), moved(id + 2, "right", "left", (1, round)));
        assert!(left.is_ok(), "{left:?}");
        assert!(
            matches!(right, Err(AppendError::Conflict { stream, found, .. }) if stream == "left" && found == round + 1)
        );
    }
}

async fn the_same_command_has_one_effect(log: &EventLog) {
    let first = log.append(command(6, "meeting-1", Expected::New, [61, 62])).await.unwrap();
    let again = log.append(command(6, "meeting-1", Expected::New, [63])).await.unwrap();
    assert_eq!(again, vekha_event_log::Appended { repeated: true, ..first.clone() });
    assert_eq!(again.result, "answer 6");
    assert_eq!(log.head(OFFICE).await.unwrap().position, first.last);
}

async fn time_never_falls(log: &EventLog, clock: &Clock) {
    clock.advance(std::time::Duration::from_secs(3600));
    clock.set(morning());
    assert_eq!(clock.now(), morning() + TimeDelta::hours(1), "a manual clock only goes on");
    let done = log.append(command(7, "meeting-1", Expected::Any, [71])).await.unwrap();
    assert_eq!(done.recorded_at, morning() + TimeDelta::hours(1));
}

async fn positions_are_found_by_time(log: &EventLog) {
    let at = |moment| log.position_at(OFFICE, moment);
    assert_eq!(at(morning() - TimeDelta::microseconds(1)).await.unwrap(), 0);
    assert_eq!(at(morning()).await.unwrap(), 8);
    assert_eq!(at(morning() + TimeDelta::minutes(59)).await.unwrap(), 8);
    assert_eq!(at(morning() + TimeDelta::hours(1)).await.unwrap(), 9);
}

async fn logs_are_apart(log: &EventLog) {
    let append = Append { log: OTHER, ..command(6, "meeting-1", Expected::New, [2_061]) };
    let done = log.append(append).await.unwrap();
    assert_eq!((done.first, done.repeated), (1, false), "the same command id in another log is another command");
    assert_eq!(log.logs().await.unwrap(), [OFFICE, OTHER, TWICE]);
    let heads = [log.head(OFFICE).await.unwrap(), log.head(OTHER).await.unwrap(), log.head(TWICE).await.unwrap()];
    assert_eq!(log.heads().await.unwrap(), heads);
    assert!(log.has_stream(OTHER, "meeting-1").await.unwrap() && !log.has_stream(OTHER, "meeting-2").await.unwrap());
    assert_eq!(contents(log, OTHER).await, [(1, "meeting-1".into(), 1, "{\"n\":2061}".into())]);
}

async fn unfit_commands_are_refused(log: &EventLog) {
    let unnamed = log.append(command(8, "", Expected::Any, [81])).await;
    let empty = log.append(command(8, "meeting-1", Expected::Any, [])).await;
    let long = commands(
        8,
        vec![Write {
            stream: "s".into(),
            expected: Expected::Any,
            events: vec![event(81, &"x".repeat((1 << 20) + 1))],
        }],
    );
    let zero = |stream: &str, payload: &str, result: &str| {
        let writes = vec![Write { stream: stream.into(), expected: Expected::Any, events: vec![event(81, payload)] }];
        Append { result: result.into(), ..commands(8, writes) }
    };
    for zero in [zero("a\0", "{}", ""), zero("a", "\0", ""), zero("a", "{}", "\0")] {
        assert!(matches!(log.append(zero).await, Err(AppendError::Invalid(_))), "PostgreSQL keeps no such text");
    }
    for refused in [unnamed, empty, log.append(long).await] {
        assert!(matches!(refused, Err(AppendError::Invalid(_))));
    }
    let taken = log.append(command(8, "meeting-1", Expected::Any, [11])).await;
    assert!(matches!(taken, Err(AppendError::Broken(_))), "an event id that is taken");
    assert!(!log.append(command(8, "meeting-1", Expected::Any, [81])).await.unwrap().repeated);
}
