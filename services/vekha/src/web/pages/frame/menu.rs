//! The menu: the roadmap's pages in a row, and behind «Ещё» what the office needs now and then.

use super::super::{super::access::Action, asked::Asked, home, region};
use vekha_domain::roadmap::Roadmap;
use vekha_projections::{State, summary};

/// Both parts of the menu.
#[derive(Default)]
pub struct Menu {
    /// Pages that are opened every week.
    pub row: Vec<Item>,
    /// Pages that are opened now and then.
    pub more: Vec<Item>,
}

/// A line of the menu.
pub struct Item {
    /// What it is called.
    pub words: String,
    /// Where it leads.
    pub link: String,
    /// How many wait there; none to say nothing.
    pub count: Option<u64>,
    /// The page one is on.
    pub here: bool,
}

/// Pages that stand in the menu.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Here {
    /// The list of roadmaps.
    Home,
    /// The list of offices.
    Region,
    /// What the visitor answers for.
    Mine,
    /// The overview.
    Overview,
    /// The table, or one of its activities.
    Plan,
    /// The months and bars.
    Calendar,
    /// What waits to be accepted.
    Review,
    /// What is overdue.
    Overdue,
    /// What was changed after adoption.
    Changes,
    /// What changed between two days.
    Between,
    /// Rows led as meetings.
    Meetings,
    /// Windows in which schools answer.
    Monitorings,
    /// Documents that prove the work.
    Proofs,
    /// Reports to the working group and yearly analyses.
    Reports,
    /// How things are counted.
    Settings,
    /// Every event of the office.
    Journal,
    /// Whether the log is whole, and how to check it.
    Integrity,
    /// Letters of the office.
    Letters,
    /// An order on its way to a roadmap.
    Upload,
    /// Who can sign in to the office.
    Accounts,
    /// Answers to letters.
    Replies,
    /// Letters of the demonstration.
    Mail,
    /// One's own sign-in; reached by the name in the head.
    Account,
    /// People, organisations and groups.
    People,
    /// The help.
    Help,
}

impl Menu {
    /// The menu of a page of an office, or of one of its roadmaps.
    pub fn of(asked: &Asked, roadmap: Option<&Roadmap>, here: Here) -> Menu {
        let teller = Teller { asked, here };
        // The pages of the office keep those of its only roadmap at hand.
        let roadmap = roadmap.or_else(|| asked.known.roadmap(asked.only_roadmap()?));
        let mut row = Vec::new();
        if asked.visitor.may(Action::ReadRegion) {
            row.push(teller.item("menu-region", asked.link(region::PATH), Here::Region));
        } else if asked.known.roadmaps().count() > 1 {
            row.push(teller.item("menu-home", asked.link(home::LIST), Here::Home));
        }
        if teller.marks() {
            row.push(teller.mine());
        }
        row.extend(roadmap.map(|roadmap| teller.of_roadmap(roadmap)).into_iter().flatten());
        row.push(teller.of_office("menu-journal", "/journal", Here::Journal));
        Menu { row, more: teller.more(roadmap) }
    }

    /// Nobody is signed in: nothing to offer.
    pub fn is_empty(&self) -> bool {
        self.row.is_empty() && self.more.is_empty()
    }

    /// Is the page one is on behind «Ещё»?
    pub fn within(&self) -> bool {
        self.more.iter().any(|item| item.here)
    }
}

struct Teller<'a> {
    asked: &'a Asked,
    here: Here,
}

impl Teller<'_> {
    fn item(&self, key: &str, link: String, page: Here) -> Item {
        Item { words: self.asked.lang.say(key), link, count: None, here: self.here == page }
    }

    fn of_office(&self, key: &str, page: &str, here: Here) -> Item {
        self.item(key, self.asked.link(&format!("/offices/{}{page}", self.asked.office)), here)
    }

    fn mine(&self) -> Item {
        self.of_office("menu-mine", "/mine", Here::Mine)
    }

    fn at_home(&self) -> bool {
        self.asked.visitor.account.office == self.asked.office
    }

    fn marks(&self) -> bool {
        self.at_home() && self.asked.visitor.may(Action::Mark)
    }

    fn of_roadmap(&self, roadmap: &Roadmap) -> Vec<Item> {
        let asked = self.asked;
        let counts = summary(&asked.obligations(roadmap.id));
        // On a past day nothing waits for anybody.
        let count = |state: State| asked.live().then(|| counts.get(state.code()).copied().unwrap_or(0));
        let item = |key, page, here| self.item(key, asked.link(&asked.roadmap_path(roadmap.id, page)), here);
        let counted = |item: Item, state| Item { count: count(state).filter(|n| *n > 0), ..item };
        let mut items = vec![item("menu-overview", "", Here::Overview), item("menu-plan", "/plan", Here::Plan)];
        items.push(item("menu-calendar", "/calendar", Here::Calendar));
        if asked.visitor.may(Action::Review) {
            let waits = count(State::OnReview).map(|n| n + self.requests(roadmap));
            items.push(Item { count: waits.filter(|n| *n > 0), ..item("menu-review", "/review", Here::Review) });
        }
        items.push(counted(item("menu-overdue", "/overdue", Here::Overdue), State::Overdue { working_days: 0 }));
        items
    }

    /// How many ask for another term.
    fn requests(&self, roadmap: &Roadmap) -> u64 {
        let activities = self.asked.known.activities(roadmap.id).filter(|a| a.withdrawn.is_none());
        activities.map(|activity| activity.open_requests().count() as u64).sum()
    }

    fn more(&self, roadmap: Option<&Roadmap>) -> Vec<Item> {
        let asked = self.asked;
        let of = |r: &Roadmap| {
            let page = |key, page, here| self.item(key, asked.link(&asked.roadmap_path(r.id, page)), here);
            [
                page("menu-changes", "/changes", Here::Changes),
                page("menu-between", "/between", Here::Between),
                page("menu-meetings", "/meetings", Here::Meetings),
                page("menu-monitorings", "/monitorings", Here::Monitorings),
                page("menu-proofs", "/proofs", Here::Proofs),
                page("menu-reports", "/reports", Here::Reports),
            ]
        };
        let mut items: Vec<Item> = roadmap.map(of).into_iter().flatten().collect();
        items.push(self.of_office("menu-people", "/people", Here::People));
        // Who reads only is seldom answerable for anything.
        if self.at_home() && !self.marks() {
            items.push(self.mine());
        }
        if self.at_home() && asked.visitor.may(Action::ReadLetters) {
            items.push(self.of_office("menu-letters", "/letters", Here::Letters));
        }
        items.push(self.of_office("menu-integrity", "/integrity", Here::Integrity));
        items.push(self.of_office("menu-settings", "/settings", Here::Settings));
        if self.writes(Action::Adopt) {
            items.push(self.of_office("menu-upload", "/orders/new", Here::Upload));
        }
        if self.writes(Action::ManageAccounts) {
            items.push(self.of_office("menu-accounts", "/accounts", Here::Accounts));
        }
        if self.writes(Action::Review) {
            let replies = self.of_office("menu-replies", "/replies", Here::Replies);
            items.push(Item { count: Some(asked.replies).filter(|n| *n > 0), ..replies });
        }
        if self.asked.live() && self.asked.site.app.demo().is_some() {
            items.push(self.item("menu-mail", "/demo/mail".to_owned(), Here::Mail));
        }
        items.push(self.item("menu-help", asked.link("/help"), Here::Help));
        items
    }

    /// Is it today, in the own office, and may the visitor do it?
    fn writes(&self, action: Action) -> bool {
        self.asked.live() && self.asked.visitor.may(action) && self.at_home()
    }
}
