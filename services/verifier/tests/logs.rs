//! The tamper matrix of an exported log.

use crate::support::{Chance, LOG, events, export, head, rehashed};
use vekha_verifier::{Break, Checkpoint, Kind, Line, Place, hex, log};

fn found(lines: &[Line], notes: &[Checkpoint]) -> Option<(Kind, u64)> {
    match log(export(lines).as_slice(), notes).err()?.found()? {
        Break { kind, place: Place::Position(position) } => Some((*kind, *position)),
        Break { place: Place::File(file), .. } => panic!("{file}"),
    }
}

#[test]
fn an_honest_log_is_whole_and_meets_every_note_of_its_past() {
    let lines = events(20);
    let notes = [head(&lines[..1]), head(&lines[..8]), head(&lines)];
    let held = log(export(&lines).as_slice(), &notes).unwrap();
    assert_eq!((held[0].log.as_str(), held[0].position, held[0].notes), (LOG, 20, 3));
    assert_eq!(Some(hex(&held[0].chain)), lines[19].chain_hash);
}

#[test]
fn every_event_that_is_changed_is_found_and_named() {
    for at in 0..10 {
        let position = at as u64 + 1;
        let changes: [fn(&mut Line); 9] = [
            |line| line.payload.push(' '),
            |line| line.occurred_on = "2023-07-04".to_owned(),
            |line| line.recorded_at -= 1,
            |line| line.kind.push('x'),
            |line| line.stream_id.push('x'),
            |line| line.version += 1,
            |line| line.actor_id = line.event_id.clone(),
            |line| line.correlation_id = Some(line.actor_id.clone()),
            |line| line.leaf_hash = "0".repeat(64),
        ];
        for change in changes {
            let mut lines = events(10);
            change(&mut lines[at]);
            assert_eq!(found(&lines, &[]), Some((Kind::Leaf, position)));
        }
        let mut lines = events(10);
        lines[at].chain_hash = Some("0".repeat(64));
        assert_eq!(found(&lines, &[]), Some((Kind::Link, position)));
        lines.remove(at);
        if at < 9 {
            assert_eq!(found(&lines, &[]), Some((Kind::Gap, position)), "deleted");
        }
        let mut lines = events(10);
        lines.insert(at, lines[at].clone());
        assert_eq!(found(&lines, &[]), Some((Kind::Gap, if at == 0 { 2 } else { position + 1 })), "inserted");
        if at < 9 {
            let mut lines = events(10);
            lines.swap(at, at + 1);
            assert_eq!(found(&lines, &[]), Some((Kind::Gap, position)), "reordered");
        }
    }
}

#[test]
fn a_changed_link_in_the_middle_is_found_though_both_ends_are_as_they_were() {
    // What immudb's verification once missed: only the ends of the chain were compared.
    let mut lines = events(10);
    let forged = link_of(&mut lines, 4);
    assert_eq!(found(&lines, &[head(&events(10))]), Some((Kind::Link, 5)));
    assert_ne!(Some(forged), events(10)[4].chain_hash);
}

fn link_of(lines: &mut [Line], at: usize) -> String {
    let forged = hex(&vekha_verifier::sha256(b"forged"));
    lines[at].chain_hash = Some(forged.clone());
    forged
}

#[test]
fn a_tail_hashed_anew_leaves_no_trace_inside_and_is_found_by_a_note_from_before() {
    let honest = events(10);
    let mut forged = honest.clone();
    forged[5].payload = "{}".to_owned();
    let forged = rehashed(forged);
    assert_eq!(found(&forged, &[]), None);
    assert_eq!(found(&forged, &[head(&honest[..5])]), None, "up to the note nothing was changed");
    assert_eq!(found(&forged, &[head(&honest[..7])]), Some((Kind::Anchor, 7)));
}

#[test]
fn a_log_written_anew_and_signed_with_the_key_itself_is_found_by_an_earlier_note() {
    let honest = head(&events(10)[..6]);
    let mut forged = events(10);
    forged[0].payload = "{}".to_owned();
    let forged = rehashed(forged);
    // The forger signs its own heads: they are as good as any, but they are not the one that lies outside.
    assert_eq!(found(&forged, &[head(&forged)]), None);
    assert_eq!(found(&forged, &[head(&forged), honest]), Some((Kind::Anchor, 6)));
}

#[test]
fn a_tail_that_was_cut_off_is_found_by_an_earlier_note() {
    let honest = events(10);
    for left in 1..10 {
        assert_eq!(found(&honest[..left], &[]), None);
        assert_eq!(found(&honest[..left], &[head(&honest)]), Some((Kind::Anchor, 10)));
    }
    assert_eq!(found(&[], &[head(&honest)]), Some((Kind::Anchor, 10)), "a log that is gone");
}

#[test]
fn a_wrong_root_is_found_though_the_chain_is_right() {
    let lines = events(10);
    let note = Checkpoint { root: [0; 32], ..head(&lines) };
    assert_eq!(found(&lines, &[note]), Some((Kind::Anchor, 10)));
}

#[test]
fn a_forged_version_is_found_though_every_hash_is_right() {
    let mut lines = events(10);
    lines[6].version = 9;
    assert_eq!(found(&rehashed(lines), &[]), Some((Kind::Stream, 7)));
}

#[test]
fn logs_of_several_offices_lie_one_after_another_and_not_mixed() {
    let other = |mut line: Line| {
        line.log_id = "00000000-0000-0000-0000-000000000002".to_owned();
        line
    };
    let (first, second) = (events(3), rehashed(events(4).into_iter().map(other).collect()));
    let both = [first.clone(), second.clone()].concat();
    assert_eq!(log(export(&both).as_slice(), &[head(&first), head(&second)]).unwrap().len(), 2);
    let mixed = [first[..2].to_vec(), second.clone(), first[2..].to_vec()].concat();
    assert_eq!(found(&mixed, &[]), Some((Kind::Gap, 3)));
    assert_eq!(found(&both[..3], &[head(&second)]), Some((Kind::Anchor, 4)), "one log is missing");
}

#[test]
fn of_a_thousand_random_edits_of_an_export_a_thousand_are_found() {
    let (honest, mut chance) = (export(&events(40)), Chance(1));
    let caught = (0..1_000).filter(|_| log(chance.edited(&honest).as_slice(), &[head(&events(40))]).is_err()).count();
    assert_eq!(caught, 1_000);
}
