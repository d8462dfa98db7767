//! An erasure that stopped after any of its steps is finished at the next start, and no office but its own is folded for it.

mod coordinators;

use super::*;
use crate::app::{Contact, Options};
use chrono::NaiveDate;
use uuid::Uuid;
use vekha_domain::{event::OfficeRegistered, person::Person};
use vekha_event_log::{Clock, Ids};

const OURS: OfficeId = OfficeId(Uuid::from_u128(1));
const OTHER: OfficeId = OfficeId(Uuid::from_u128(2));
const GROUND: ErasureGround = ErasureGround::ConsentWithdrawn;

fn day() -> NaiveDate {
    "2022-11-08".parse().unwrap()
}

fn command(app: &App, office: OfficeId) -> Command {
    Command { office, actor: PersonId::PROGRAM, id: app.ids().next() }
}

/// Two offices in one database.
struct Region {
    folder: tempfile::TempDir,
    app: App,
}

impl Region {
    async fn new() -> Region {
        let folder = tempfile::tempdir().unwrap();
        let app = open(&folder, "2023-04-03T09:00:00Z").await;
        for office in [OURS, OTHER] {
            let registered = OfficeRegistered {
                name: "Управление образования".to_owned(),
                territory: format!("Район {office}"),
                time_zone: "Europe/Moscow".to_owned(),
                demonstration: false,
            };
            app.register_office(command(&app, office), registered, day()).await.unwrap();
        }
        Region { folder, app }
    }

    /// The program as it is when started anew at a moment: no office is in memory.
    async fn started_at(&self, moment: &str) -> App {
        open(&self.folder, moment).await
    }

    async fn started(&self) -> App {
        self.started_at("2023-04-03T09:00:00Z").await
    }

    /// Somebody with a name and a key.
    async fn person(&self, office: OfficeId) -> PersonId {
        let id = PersonId(self.app.ids().next());
        let contact = Contact { name: "Кочнева С.А.".to_owned(), ..Contact::default() };
        let sealed = self.app.seal(office, id, &contact).await.unwrap();
        let registered = Person::register(id, sealed, None, None, day()).unwrap();
        self.app.change(command(&self.app, office), |_, _| Ok(registered.clone())).await.unwrap();
        id
    }

    /// What the first step writes.
    async fn ask(&self, person: PersonId) {
        let ask = |state: &OfficeState| state.person(person).unwrap().request_erasure(GROUND, day());
        self.app.change(command(&self.app, OURS), |state, _| ask(state)).await.unwrap();
    }

    async fn sql(&self, sql: &'static str) {
        sqlx::raw_sql(sql).execute(self.app.log().writer()).await.unwrap();
    }
}

async fn open(folder: &tempfile::TempDir, now: &str) -> App {
    let (database, clock) = (folder.path().join("vekha.db").display().to_string(), Clock::manual(now.parse().unwrap()));
    App::open(Options { database, create: true, clock, ids: Ids::real(), demo: None }).await.unwrap()
}

async fn has_key(app: &App, person: PersonId) -> bool {
    crate::app::people::person_key(&app.inner, OURS, person).await.unwrap().is_some()
}

async fn rows(app: &App) -> usize {
    app.begun_erasures().await.unwrap().len()
}

async fn is_erased(app: &App, person: PersonId) -> bool {
    app.office(OURS).await.unwrap().person(person).unwrap().erased.is_some() && !has_key(app, person).await
}

#[tokio::test]
async fn a_start_with_nothing_left_to_erase_folds_no_office_and_one_with_something_its_own_alone() {
    let region = Region::new().await;
    let (gone, half) = (region.person(OURS).await, region.person(OURS).await);
    region.person(OTHER).await;
    region.app.erase(command(&region.app, OURS), gone, GROUND).await.unwrap();
    let app = region.started().await;
    assert_eq!((app.finish_erasures().await.unwrap(), app.occupied().await.offices), (0, 0));
    region.app.begin_erasure(OURS, half).await.unwrap();
    region.ask(half).await;
    let app = region.started().await;
    assert_eq!((app.finish_erasures().await.unwrap(), app.occupied().await.offices), (1, 1));
    assert!(is_erased(&app, half).await && app.in_memory(OTHER).await.is_none());
}

#[tokio::test]
async fn what_stopped_after_any_step_is_finished_at_the_next_start() {
    let region = Region::new().await;
    let [asked, destroyed, done] = [region.person(OURS).await, region.person(OURS).await, region.person(OURS).await];
    for person in [asked, destroyed, done] {
        region.app.begin_erasure(OURS, person).await.unwrap();
        region.ask(person).await;
    }
    region.app.destroy(OURS, destroyed).await.unwrap();
    region.app.finish_erasure(OURS, done, PersonId::PROGRAM).await.unwrap();
    region.app.begin_erasure(OURS, done).await.unwrap();
    let app = region.started().await;
    let before = app.office(OURS).await.unwrap().position();
    assert_eq!((rows(&app).await, app.finish_erasures().await.unwrap(), rows(&app).await), (3, 3, 0));
    for person in [asked, destroyed, done] {
        assert!(is_erased(&app, person).await);
    }
    assert_eq!(app.office(OURS).await.unwrap().position(), before + 2, "what the log had is not said again");
}

#[tokio::test]
async fn an_erasure_that_never_reached_the_log_is_forgotten_when_nobody_can_be_at_it_any_more() {
    let region = Region::new().await;
    let person = region.person(OURS).await;
    region.app.begin_erasure(OURS, person).await.unwrap();
    for (moment, left) in [("2023-04-03T09:59:00Z", 1), ("2023-04-03T10:00:00Z", 0)] {
        let app = region.started_at(moment).await;
        assert_eq!((app.finish_erasures().await.unwrap(), rows(&app).await), (0, left), "{moment}");
        assert!(has_key(&app, person).await && app.occupied().await.offices == 0);
    }
}

#[tokio::test]
async fn a_refused_erasure_leaves_nothing_to_finish() {
    let region = Region::new().await;
    let unknown = PersonId(Uuid::from_u128(9));
    let refused = region.app.erase(command(&region.app, OURS), unknown, GROUND).await;
    assert!(matches!(refused, Err(AppError::Refused(Refusal::PersonUnknown))));
    assert_eq!(rows(&region.app).await, 0);
}

#[tokio::test]
async fn whom_a_backup_put_back_is_asked_for_anew_and_erased_even_the_only_coordinator() {
    let region = Region::new().await;
    let person = region.person(OURS).await;
    let coordinator = Person::granted(person, Role::Coordinator, day());
    region.app.change(command(&region.app, OURS), |_, _| Ok(coordinator.clone())).await.unwrap();
    let later = PersonId(Uuid::from_u128(9));
    for (office, person) in [(OURS, person), (OURS, later), (OfficeId(Uuid::from_u128(8)), later)] {
        sqlx::query("INSERT INTO erasures (log_id, person_id, begun_at, ground) VALUES ($1, $2, 0, 'purpose-reached')")
            .bind(Id(office.0))
            .bind(Id(person.0))
            .execute(region.app.log().writer())
            .await
            .unwrap();
    }
    let app = region.started().await;
    assert_eq!(
        (app.finish_erasures().await.unwrap(), rows(&app).await),
        (1, 0),
        "whom the log does not know is not there"
    );
    assert!(is_erased(&app, person).await);
    let known = app.office(OURS).await.unwrap();
    let erased = known.person(person).unwrap();
    assert_eq!(erased.erasure.map(|(_, ground)| ground), Some(ErasureGround::PurposeReached));
    assert!(erased.roles.is_empty());
}

#[tokio::test]
async fn whoever_is_erased_is_in_the_list_beside_the_database_without_a_name_and_a_lost_list_is_made_again() {
    use std::os::unix::fs::PermissionsExt;
    let region = Region::new().await;
    let (first, second) = (region.person(OURS).await, region.person(OURS).await);
    let file = region.folder.path().join("vekha.db.erased");
    for person in [first, second, second] {
        region.app.erase(command(&region.app, OURS), person, GROUND).await.unwrap();
    }
    let lines = format!("2023-04-03 {OURS} {first} consent-withdrawn\n2023-04-03 {OURS} {second} consent-withdrawn\n");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), lines);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::remove_file(&file).unwrap();
    let app = region.started().await;
    assert_eq!((app.finish_erasures().await.unwrap(), app.occupied().await.offices), (0, 0));
    let again = std::fs::read_to_string(&file).unwrap();
    assert!(lines.lines().all(|line| again.contains(line)) && again.lines().count() == 2, "{again}");
    // Half a line, as a power cut leaves it, spoils no other.
    let third = region.person(OURS).await;
    std::fs::write(&file, format!("{again}2023-04-03 {OURS}")).unwrap();
    region.app.erase(command(&region.app, OURS), third, GROUND).await.unwrap();
    assert!(
        std::fs::read_to_string(&file).unwrap().ends_with(&format!("\n2023-04-03 {OURS} {third} consent-withdrawn\n"))
    );
}

#[tokio::test]
async fn a_database_in_the_middle_of_an_erasure_is_upgraded_with_it() {
    let region = Region::new().await;
    let [asked, destroyed, kept, erased] =
        [region.person(OURS).await, region.person(OURS).await, region.person(OURS).await, region.person(OURS).await];
    region.app.erase(command(&region.app, OURS), erased, GROUND).await.unwrap();
    region.app.erase(command(&region.app, OURS), kept, GROUND).await.unwrap();
    sqlx::query("INSERT INTO person_keys (log_id, person_id, wrapped_key, created_at) VALUES ($1, $2, $3, 0)")
        .bind(Id(OURS.0))
        .bind(Id(kept.0))
        .bind(vec![1_u8; 72])
        .execute(region.app.log().writer())
        .await
        .unwrap();
    region.ask(asked).await;
    region.ask(destroyed).await;
    region.app.destroy(OURS, destroyed).await.unwrap();
    // As the release before left it.
    region.sql("DROP TABLE erasures; DELETE FROM _sqlx_migrations WHERE version = 14").await;
    let app = region.started().await;
    let mut begun: Vec<PersonId> = app.begun_erasures().await.unwrap().into_iter().map(|begun| begun.person).collect();
    begun.sort();
    let mut half = [asked, destroyed, kept];
    half.sort();
    assert_eq!(begun, half);
    assert_eq!((app.finish_erasures().await.unwrap(), rows(&app).await), (3, 0));
    for person in [asked, destroyed, kept, erased] {
        assert!(is_erased(&app, person).await);
    }
}
