//! A town whose responsible person gets letters.

use crate::{
    app::{App, Contact},
    ending::Ending,
    mail::{Outbox, Relay, Sender},
    reminders::{
        Sending,
        queue::{self, Waiting},
        send,
    },
    web::{
        Outside, Site,
        tests::{ACTIVITY, OFFICE, ROADMAP, Town, command, day},
    },
};
use vekha_domain::{
    event::{Change, Executor, LetterKind, Party, ReminderQueued, ResponsibleAssigned},
    ids::{PersonId, ReminderId},
    person::Person,
    reminder::{Item, Recipient},
    stream::Stream,
};
use vekha_event_log::{Clock, Id};
use vekha_projections::Delivery;

pub(crate) struct Post {
    pub(crate) town: Town,
    responsible: PersonId,
    nobody: PersonId,
}

impl Post {
    pub(crate) async fn new() -> Post {
        let town = Town::new().await;
        let app = &town.app;
        let (responsible, nobody) = (PersonId(app.ids().next()), PersonId(app.ids().next()));
        for (person, email) in [(responsible, Some("kochneva@example.org".to_owned())), (nobody, None)] {
            let contact = Contact { name: "Кочнева Н.А.".to_owned(), email, ..Contact::default() };
            let sealed = app.seal(OFFICE, person, &contact).await.unwrap();
            town.change(Person::register(person, sealed, None, None, day("2022-11-08")).unwrap()).await;
        }
        let assigned = ResponsibleAssigned { party: Party::Person(responsible), basis: None };
        town.change(vec![Change::new(Stream::Activity(ACTIVITY), day("2022-11-08"), assigned)]).await;
        let (from, to) = (day("2022-11-08"), day("2024-12-31"));
        let adopt = |state: &vekha_projections::OfficeState| {
            state.roadmap(ROADMAP).unwrap().adopt(Some("1298".into()), Some(from), from, to, from)
        };
        app.change(command(app), |state, _| adopt(state)).await.unwrap();
        Post { town, responsible, nobody }
    }

    pub(crate) fn clock(&self) -> &Clock {
        self.town.app.clock()
    }

    /// So many letters about what is overdue.
    pub(crate) async fn queue(&self, many: usize) -> Vec<ReminderId> {
        let ids: Vec<ReminderId> = (0..many).map(|_| ReminderId(self.town.app.ids().next())).collect();
        self.town.change(ids.iter().map(|id| self.queued(*id, self.responsible)).collect()).await;
        ids
    }

    pub(crate) async fn queue_to_nobody(&self) -> ReminderId {
        let id = ReminderId(self.town.app.ids().next());
        self.town.change(vec![self.queued(id, self.nobody)]).await;
        id
    }

    fn queued(&self, id: ReminderId, to: PersonId) -> Change {
        let day = day("2023-04-03");
        let item = Item::Due { activity: ACTIVITY, occurrence: 1, executor: Executor::Joint, version: 0, days: 1 };
        let to = Recipient::Person(to);
        Change::new(Stream::Reminder(id), day, ReminderQueued { to, day, letter: LetterKind::Daily, items: vec![item] })
    }

    pub(crate) fn site(&self, relay: Relay) -> Site {
        self.site_of(&self.town.app, relay)
    }

    pub(crate) fn site_of(&self, app: &App, relay: Relay) -> Site {
        let outbox = Outbox::smtp(Sender::of_program("https://vekha.example.org"), relay);
        let base_url = Some("https://vekha.example.org".to_owned());
        Site::new(app.clone(), Outside { outbox: Some(outbox), base_url, ..Outside::default() })
    }

    pub(crate) async fn send(&self, relay: Relay) -> Sending {
        self.send_by(&self.site(relay)).await
    }

    pub(crate) async fn send_by(&self, site: &Site) -> Sending {
        send(site, OFFICE, &Ending::default()).await.unwrap()
    }

    pub(crate) async fn delivery(&self, id: ReminderId) -> Delivery {
        self.town.app.office(OFFICE).await.unwrap().mailbook().letter(id).unwrap().delivery.clone()
    }

    pub(crate) async fn rows(&self) -> Vec<Waiting> {
        queue::waiting(&self.town.app, OFFICE).await.unwrap()
    }

    pub(crate) async fn row(&self, id: ReminderId) -> Option<Waiting> {
        self.rows().await.into_iter().find(|row| row.reminder == id)
    }

    /// A row as it stands when the program ends between an event and the row.
    pub(crate) async fn leave_a_row(&self, id: ReminderId) {
        let sql = "INSERT INTO letters (reminder_id, log_id, state, attempts, run_at, answer) VALUES ($1, $2, 'queued', 0, 0, '')";
        sqlx::query(sql).bind(Id(id.0)).bind(Id(OFFICE.0)).execute(self.town.app.log().writer()).await.unwrap();
    }
}
