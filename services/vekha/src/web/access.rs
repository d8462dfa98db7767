//! Who may do what: one table of roles and actions, and the gate every route stands behind.

use super::{Site, fault::Fault, session};
use crate::accounts::{self, Account};
use axum::{
    extract::{RawPathParams, Request, State, rejection::RawPathParamsRejection},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use uuid::Uuid;
use vekha_domain::{
    activity::Activity,
    event::{Event, Executor, Party, Recorded, Role},
    ids::{OfficeId, OrganisationId, PersonId, RoadmapId},
    office::Office,
    reminder::Recipient,
    stream::Stream,
};
use vekha_projections::{OfficeState, Scope};

/// What a route lets people do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Action {
    /// Read the office's roadmaps, figures and history.
    Read,
    /// Read the summary of all offices.
    ReadRegion,
    /// Make, and take back, a mark of fulfilment.
    Mark,
    /// Enter the values of a monitoring's window, and say that a recommendation was followed.
    Enter,
    /// Publish the note of a window, recommend, decide, say which class a school is of.
    Conclude,
    /// Accept a mark or return it.
    Review,
    /// Adopt an order as a roadmap.
    Adopt,
    /// Change terms, words and executors with a basis.
    Amend,
    /// Read the letters of the whole office.
    ReadLetters,
    /// Change settings: how roadmaps are counted, days, school terms.
    Configure,
    /// Take the own due days into a calendar program.
    Subscribe,
    /// Make, close and open the office's accounts.
    ManageAccounts,
    /// Keep people, organisations and groups: who they are, what they may do, who stands in for whom.
    ManagePeople,
    /// Say how letters remind, remind by hand, lead meetings and monitorings.
    Remind,
    /// Issue reports and yearly analyses.
    Issue,
    /// Draw samples of confirming documents and record what was found in them.
    Examine,
    /// Read samples, and take kept copies of documents.
    ReadCopies,
    /// Take the whole log away.
    TakeLog,
    /// Take the auditor's package away.
    TakePackage,
    /// Move the clock of the demonstration.
    MoveClock,
}

/// Whom a route is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// Everybody.
    Nobody,
    /// Whoever is signed in.
    SignedIn,
    /// Whose role allows the action in the office of the path (or in the own one).
    May(Action),
}

/// The table: may this role do that?
pub fn allows(role: Role, action: Action) -> bool {
    match action {
        Action::Read | Action::Subscribe | Action::MoveClock => true,
        Action::ReadRegion => role == Role::Region,
        Action::Mark | Action::Enter => matches!(role, Role::Coordinator | Role::Responsible | Role::Head),
        Action::Review | Action::Adopt | Action::Amend | Action::Remind | Action::Issue | Action::Conclude => {
            role == Role::Coordinator
        }
        Action::Examine => matches!(role, Role::Coordinator | Role::Auditor),
        Action::ReadLetters | Action::ReadCopies => {
            matches!(role, Role::Coordinator | Role::Administrator | Role::Auditor)
        }
        Action::TakeLog => matches!(role, Role::Administrator | Role::Auditor),
        Action::TakePackage => matches!(role, Role::Coordinator | Role::Administrator | Role::Auditor),
        Action::Configure | Action::ManageAccounts | Action::ManagePeople => {
            matches!(role, Role::Coordinator | Role::Administrator)
        }
    }
}

/// Who is asking.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The account.
    pub account: Account,
    /// Roles the log knows today.
    pub roles: BTreeSet<Role>,
    /// Where the person works.
    pub organisation: Option<OrganisationId>,
    /// Came with a token instead of a cookie.
    pub program: bool,
}

impl Visitor {
    /// The person.
    pub fn person(&self) -> PersonId {
        self.account.person
    }

    /// May this visitor do it at all?
    pub fn may(&self, action: Action) -> bool {
        self.roles.iter().any(|role| allows(*role, action))
    }

    /// Is the office this visitor's to read? The region reads all.
    pub fn sees(&self, office: OfficeId) -> bool {
        self.account.office == office || self.roles.contains(&Role::Region)
    }

    /// A head without a wider role sees the rows of the own school only.
    pub fn only_school(&self) -> Option<OrganisationId> {
        let wider = self.roles.iter().any(|role| *role != Role::Head);
        if wider { None } else { self.organisation }
    }

    /// What of a roadmap the visitor is answered for.
    pub fn scope(&self, roadmap: RoadmapId) -> Scope {
        let whole = Scope::roadmap(roadmap);
        self.only_school().map_or(whole, |school| whole.organisation(school))
    }

    /// Is the activity this visitor's to see on this day? A head sees what the own school has to do.
    pub fn shows(&self, activity: &Activity, office: &Office, day: NaiveDate) -> bool {
        let Some(school) = self.only_school() else { return true };
        activity.parties_on(day).any(|party| *party == Party::Organisation(school))
            || activity.executors_on(day, office).contains(&Executor::Member(school))
    }

    /// Are that executor's marks this visitor's to see? A head sees those of the own school and of the responsible together.
    pub fn sees_work_of(&self, executor: Executor) -> bool {
        match (self.only_school(), executor) {
            (None, _) | (Some(_), Executor::Joint) => true,
            (Some(school), Executor::Member(member)) => school == member,
        }
    }

    /// Is the event this visitor's to read?
    pub fn reads(&self, event: &Recorded, state: &OfficeState, day: NaiveDate) -> bool {
        match event.stream {
            _ if self.only_school().is_none() => true,
            Stream::Office(_) | Stream::Roadmap(_) => true,
            Stream::Person(id) => id == self.person(),
            Stream::Activity(id) => state.activity(id).is_some_and(|activity| {
                let mark = event.event.mark().and_then(|mark| activity.mark(mark));
                self.shows(activity, state.office(), day) && mark.is_none_or(|m| self.sees_work_of(m.executor))
            }),
            Stream::Meeting(id) => {
                let activity = state.series(id).and_then(|series| state.activity(series.activity));
                activity.is_some_and(|activity| self.shows(activity, state.office(), day))
            }
            Stream::Monitoring(monitoring) => match &event.event {
                Event::WindowAnswered(e) => self.only_school() == Some(e.organisation),
                Event::ValuesReported(e) => self.only_school() == Some(e.whose.organisation),
                Event::ValuesCorrected(e) => self.only_school() == Some(e.whose.organisation),
                Event::ValuesWithdrawn(e) => self.only_school() == Some(e.whose.organisation),
                Event::RecommendationIssued(e) => self.only_school() == Some(e.organisation),
                Event::RecommendationDone(e) => {
                    let window = state.monitoring(monitoring).and_then(|m| m.window(e.window));
                    let issued = window.and_then(|w| w.ledger.recommendation(e.number));
                    self.only_school() == issued.map(|issued| issued.organisation)
                }
                Event::ClassDecided(e) => self.only_school() == Some(e.organisation),
                Event::SelfAnalysisNoted(e) => self.only_school() == Some(e.organisation),
                Event::ObservationsNoted(e) => self.only_school() == Some(e.organisation),
                _ => true,
            },
            Stream::Reminder(id) => state.mailbook().letter(id).is_some_and(|letter| self.receives(letter.to)),
            Stream::Mornings(_) | Stream::Audit(_) => false,
        }
    }

    /// Is the letter this visitor's own, or the own school's?
    pub fn receives(&self, to: Recipient) -> bool {
        match to {
            Recipient::Person(id) => id == self.person(),
            Recipient::Organisation(id) => self.only_school() == Some(id),
        }
    }

    /// May this visitor mark that executor's work? The coordinator marks everything, others what they have to do.
    pub fn may_mark(&self, activity: &Activity, executor: Executor, day: NaiveDate) -> bool {
        if self.roles.contains(&Role::Coordinator) {
            return true;
        }
        if !self.may(Action::Mark) {
            return false;
        }
        match executor {
            Executor::Member(school) => self.organisation == Some(school),
            Executor::Joint => activity.parties_on(day).any(|party| match party {
                Party::Person(person) => *person == self.person(),
                Party::Organisation(organisation) => self.organisation == Some(*organisation),
                Party::Group(_) | Party::Post(_) => false,
            }),
        }
    }

    /// May this visitor enter values for that organisation? The coordinator for all, others for the one they work at.
    pub fn may_enter(&self, organisation: OrganisationId) -> bool {
        self.roles.contains(&Role::Coordinator) || (self.may(Action::Enter) && self.organisation == Some(organisation))
    }

    /// Are that organisation's values, and its teachers, this visitor's to see? A head sees those of the own school.
    pub fn sees_values_of(&self, organisation: OrganisationId) -> bool {
        self.only_school().is_none_or(|school| school == organisation)
    }

    /// The role shown beside the name: the widest one.
    pub fn role(&self) -> Option<Role> {
        self.roles.first().copied()
    }
}

/// Roles and workplace as the office's log knows them.
pub fn visitor_of(account: Account, known: &OfficeState, program: bool) -> Option<Visitor> {
    let person = known.person(account.person)?;
    let roles: BTreeSet<Role> = person.roles.iter().copied().collect();
    // Whose last role was revoked is nobody here any more: the leaver's sessions end with the role.
    if roles.is_empty() {
        return None;
    }
    // A head of no school has no rows to see, and must not see those of all.
    if person.organisation.is_none() && roles.iter().all(|role| *role == Role::Head) {
        return None;
    }
    Some(Visitor { organisation: person.organisation, account, roles, program })
}

/// The cookie's value in a request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name && !value.is_empty()).then_some(value)
        })
}

/// Finds out who asks, by token or cookie; leaves a [`Visitor`] in the request.
pub async fn recognise(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    match who(&site, request.headers()).await {
        Ok(Some(visitor)) => {
            request.extensions_mut().insert(visitor);
        }
        Ok(None) => {}
        Err(fault) => return fault.into_response(),
    }
    next.run(request).await
}

async fn who(site: &Site, headers: &HeaderMap) -> Result<Option<Visitor>, Fault> {
    let bearer =
        headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    let (account, program) = match (bearer, cookie(headers, site.transport.cookie())) {
        (Some(token), _) => (accounts::by_token(&site.app, token.trim()).await?, true),
        (None, Some(cookie)) => (session::find(&site.app, cookie).await?, false),
        (None, None) => (None, false),
    };
    let Some(account) = account else { return Ok(None) };
    let known = site.app.office(account.office).await?;
    Ok(visitor_of(account, &known, program))
}

/// Parameters of paths that are ids.
const IDS: &str = "office organisation roadmap activity mark draft reminder series monitoring sample report";

/// The gate of one route: nobody passes without what the route needs.
/// A foreign office answers exactly as one that does not exist.
pub async fn gate(
    State((site, need)): State<(Site, Need)>,
    params: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    let visitor = request.extensions().get::<Visitor>();
    let action = match (need, visitor) {
        (Need::Nobody, _) | (Need::SignedIn, Some(_)) => return next.run(request).await,
        (Need::SignedIn | Need::May(_), None) => return sign_in_first(&request),
        (Need::May(action), Some(_)) => action,
    };
    let Some(visitor) = visitor else { return sign_in_first(&request) };
    let Ok(params) = params else { return Fault::NotFound.into_response() };
    let office = params.iter().find(|(name, _)| *name == "office").map(|(_, value)| value);
    if let Some(office) = office {
        let known = office.parse::<OfficeId>().is_ok_and(|id| visitor.sees(id));
        if !known {
            return Fault::NotFound.into_response();
        }
    }
    // Only the own office is written to, whoever may read others.
    let elsewhere = action != Action::Read && office.is_some_and(|id| id.parse() != Ok(visitor.account.office));
    if !visitor.may(action) || elsewhere || (action == Action::MoveClock && site.app.demo().is_none()) {
        return Fault::Forbidden.into_response();
    }
    // What cannot be an id names nothing.
    if params.iter().any(|(name, value)| IDS.split(' ').any(|id| id == name) && value.parse::<Uuid>().is_err()) {
        return Fault::NotFound.into_response();
    }
    next.run(request).await
}

fn sign_in_first(request: &Request) -> Response {
    let page = request.method() == Method::GET && !request.uri().path().starts_with("/api/");
    if !page {
        return Fault::SignInFirst.into_response();
    }
    let to = request.uri().path_and_query().map_or("/", |p| p.as_str());
    if to == "/" {
        return Redirect::to("/signin").into_response();
    }
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("to", to).finish();
    Redirect::to(&format!("/signin?{query}")).into_response()
}

#[cfg(test)]
mod tests;
