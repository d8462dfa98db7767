//! People and groups as a browser has them: who sees what, and what each form does.

mod keeping;
mod list;
mod seeing;

use crate::{
    app::Contact,
    web::tests::{ACTIVITY, OFFICE, Town, day},
};
use vekha_domain::{
    event::{Party, Role},
    ids::PersonId,
    person::Person,
};

fn path(page: &str) -> String {
    format!("/offices/{OFFICE}{page}")
}

/// Somebody without an account, who answers for the activity.
async fn answering(town: &Town, name: &str, email: Option<&str>) -> PersonId {
    let id = PersonId(town.app.ids().next());
    let contact = Contact { name: name.to_owned(), email: email.map(str::to_owned), phone: None };
    let sealed = town.app.seal(OFFICE, id, &contact).await.unwrap();
    town.change(Person::register(id, sealed, Some("методист".into()), None, day("2022-11-08")).unwrap()).await;
    town.assign(Party::Person(id)).await;
    id
}

async fn coordinator(town: &Town) -> String {
    town.person("coordinator", Role::Coordinator).await.1
}

/// Who answers for the activity today.
async fn parties(town: &Town) -> Vec<Party> {
    let known = town.app.office(OFFICE).await.unwrap();
    let today = known.local_day(town.app.now());
    known.activity(ACTIVITY).unwrap().parties_on(today).cloned().collect()
}
