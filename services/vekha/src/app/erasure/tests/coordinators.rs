//! Two who erase two people at once, on two copies of the program: whatever comes first, the office keeps a coordinator.

use crate::{
    app::{App, AppError, Command, Contact},
    web::tests::{OFFICE, Town, day},
};
use vekha_domain::{
    event::{ErasureGround, Role},
    ids::PersonId,
    person::Person,
    refusal::Refusal,
};

const ROUNDS: usize = 12;

async fn coordinator(town: &Town) -> PersonId {
    let id = PersonId(town.app.ids().next());
    let sealed = town.app.seal(OFFICE, id, &Contact::default()).await.unwrap();
    let mut changes = Person::register(id, sealed, None, None, day("2022-11-08")).unwrap();
    changes.extend(Person::granted(id, Role::Coordinator, day("2022-11-08")));
    town.change(changes).await;
    id
}

async fn erased(app: &App, person: PersonId) -> Result<(), AppError> {
    let command = Command { office: OFFICE, actor: PersonId::PROGRAM, id: app.ids().next() };
    app.erase(command, person, ErasureGround::ConsentWithdrawn).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_erase_the_last_two_coordinators_at_once_one_is_refused() {
    let town = Town::new().await;
    let copy = town.copy().await.app;
    let mut stays = coordinator(&town).await;
    for _ in 0..ROUNDS {
        let another = coordinator(&town).await;
        let both = tokio::join!(erased(&town.app, stays), erased(&copy, another));
        let known = copy.office(OFFICE).await.unwrap();
        let left: Vec<PersonId> =
            known.people().filter(|p| p.roles.contains(&Role::Coordinator)).map(|p| p.id).collect();
        match both {
            (Ok(()), Err(AppError::Refused(Refusal::LastCoordinator))) => assert_eq!(left, [another]),
            (Err(AppError::Refused(Refusal::LastCoordinator)), Ok(())) => assert_eq!(left, [stays]),
            both => panic!("{both:?}, {left:?}"),
        }
        stays = left[0];
    }
}
