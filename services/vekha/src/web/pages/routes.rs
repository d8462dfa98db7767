//! Which page is at which address, and whom it is for.

use super::super::{
    Site,
    access::{Action, Need},
};
use super::*;
use axum::{
    extract::DefaultBodyLimit,
    routing::{MethodRouter, get, post},
};

/// Every page with whom it is for; the tests walk the same table.
pub(super) fn table() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let read = Need::May(Action::Read);
    let mut table = vec![
        ("/static/{name}", Need::Nobody, get(static_files::file)),
        ("/signin", Need::Nobody, get(signin::page).post(signin::submit)),
        ("/signin/link", Need::Nobody, get(signin::asked).post(signin::ask)),
        ("/signin/link/{token}", Need::Nobody, get(link::page).post(link::submit)),
        ("/first/{key}", Need::Nobody, get(first::page).post(first::submit)),
        ("/signout", Need::Nobody, get(signin::leaving).post(signin::leave)),
        ("/o/{token}", Need::Nobody, get(tick::page).post(tick::submit)),
        ("/help", Need::Nobody, get(help::contents)),
        ("/help/{topic}", Need::Nobody, get(help::topic)),
        ("/public", Need::Nobody, get(public::list)),
        ("/public/{roadmap}", Need::Nobody, get(public::page)),
        ("/demo/clock", Need::May(Action::MoveClock), post(clock::submit)),
        ("/", read, get(home::page)),
        (region::PATH, Need::May(Action::ReadRegion), get(region::page)),
        ("/region.xlsx", Need::May(Action::ReadRegion), get(region::excel)),
        ("/region.csv", Need::May(Action::ReadRegion), get(region::csv)),
        ("/offices/{office}/roadmaps/{roadmap}", read, get(overview::page)),
        ("/offices/{office}/roadmaps/{roadmap}/overdue", read, get(overdue::page)),
        ("/offices/{office}/roadmaps/{roadmap}/fulfilment", read, get(breakdown::page)),
        ("/offices/{office}/roadmaps/{roadmap}/calendar", read, get(calendar::page)),
        ("/offices/{office}/roadmaps/{roadmap}/charts", read, get(charts::page)),
        ("/offices/{office}/journal", read, get(journal::journal)),
        ("/offices/{office}/journal/{position}", read, get(journal::entry)),
        ("/offices/{office}/letters", Need::May(Action::ReadLetters), get(letters::list)),
        ("/offices/{office}/letters/{reminder}", Need::May(Action::ReadLetters), get(letters::one)),
    ];
    #[cfg(feature = "oidc")]
    table.extend(of_oidc());
    table.extend(
        [of_one_person(), of_activities(), of_changes(), of_settings(), of_reminders(), of_meetings()].concat(),
    );
    table.extend([of_monitorings(), of_orders(), of_accounts(), of_people(), of_groups(), of_mail()].concat());
    table.extend([of_files(), proofs::routes(), reports::routes(), integrity::table()].concat());
    table.extend([between::routes(), activity::steps::routes(), windows::routes()].concat());
    table
}

/// What one person answers for, here and in a calendar program.
fn of_one_person() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, subscribe) = (Need::May(Action::Read), Need::May(Action::Subscribe));
    vec![
        ("/offices/{office}/mine", read, get(mine::page)),
        ("/offices/{office}/mine.ics", read, get(mine::feed::download)),
        ("/offices/{office}/mine/calendar", subscribe, get(mine::feed::back).post(mine::feed::subscribe)),
        ("/offices/{office}/mine/calendar/revocation", subscribe, get(mine::feed::back).post(mine::feed::revoke)),
        ("/calendar/{file}", Need::Nobody, get(mine::feed::feed)),
    ]
}

/// One's own sign-in, and the accounts of the office.
fn of_accounts() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (own, keep) = (Need::SignedIn, Need::May(Action::ManageAccounts));
    vec![
        ("/account", own, get(account::page)),
        ("/account/password", own, get(account::page).post(account::password)),
        ("/account/sessions/end", own, post(account::end_sessions)),
        ("/account/sessions/{session}/end", own, post(account::end_session)),
        ("/account/token", own, get(account::page).post(account::issue_token)),
        ("/account/token/revocation", own, post(account::revoke_token)),
        ("/offices/{office}/accounts", keep, get(accounts::page).post(accounts::invite)),
        ("/offices/{office}/accounts/{account}/invitation", keep, post(accounts::again)),
        ("/offices/{office}/accounts/{account}/lock", keep, post(accounts::lock)),
        ("/offices/{office}/accounts/{account}/unlock", keep, post(accounts::unlock)),
        ("/offices/{office}/accounts/{account}/sessions/end", keep, post(accounts::end_sessions)),
        ("/demo/mail", own, get(mail::list)),
        ("/demo/mail/{letter}", own, get(mail::letter)),
    ]
}

/// Signing in through a provider of OpenID Connect.
#[cfg(feature = "oidc")]
fn of_oidc() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    vec![("/signin/oidc", Need::Nobody, get(oidc::there)), (crate::oidc::CALLBACK, Need::Nobody, get(oidc::back))]
}

/// The plan, its activities, and what is done with them.
fn of_activities() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, mark, check) = (Need::May(Action::Read), Need::May(Action::Mark), Need::May(Action::Review));
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/plan", read, get(plan::plan)),
        ("/offices/{office}/roadmaps/{roadmap}/review", check, get(review::list)),
        ("/offices/{office}/activities/{activity}", read, get(activity::activity)),
        ("/offices/{office}/activities/{activity}/completion", mark, get(completion::form).post(completion::submit)),
        ("/offices/{office}/activities/{activity}/marks/{mark}/acceptance", check, post(review::accept)),
        ("/offices/{office}/activities/{activity}/marks/{mark}/return", check, post(review::send_back)),
        ("/offices/{office}/activities/{activity}/marks/{mark}/retraction", mark, post(review::retract)),
        ("/offices/{office}/activities/{activity}/requests/{request}/refusal", check, post(review::decline)),
    ]
}

/// Answers to letters that people have to read.
fn of_mail() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let check = Need::May(Action::Review);
    vec![
        ("/offices/{office}/replies", check, get(replies::list)),
        ("/offices/{office}/replies/{reply}", check, post(replies::read)),
    ]
}

/// Tables of pages as files.
fn of_files() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let read = Need::May(Action::Read);
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/plan.xlsx", read, get(export::plan_excel)),
        ("/offices/{office}/roadmaps/{roadmap}/plan.docx", read, get(export::plan_word)),
        ("/offices/{office}/roadmaps/{roadmap}/plan.csv", read, get(export::plan_csv)),
        ("/offices/{office}/roadmaps/{roadmap}/overdue.xlsx", read, get(export::overdue_excel)),
        ("/offices/{office}/roadmaps/{roadmap}/fulfilment.xlsx", read, get(export::fulfilment_excel)),
        ("/offices/{office}/roadmaps/{roadmap}/overdue.csv", read, get(export::overdue_csv)),
    ]
}

/// What is changed after adoption, each with its basis.
fn of_changes() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, amend) = (Need::May(Action::Read), Need::May(Action::Amend));
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/changes", read, get(changes::list)),
        (
            "/offices/{office}/roadmaps/{roadmap}/amendments/new",
            amend,
            get(amendment::form).post(amendment::submit).layer(DefaultBodyLimit::max(upload::LARGEST)),
        ),
        ("/offices/{office}/roadmaps/{roadmap}/amendments/{draft}", amend, get(amendment::page).post(amendment::apply)),
        ("/offices/{office}/roadmaps/{roadmap}/amendments/{draft}/discard", amend, post(amendment::discard)),
        ("/offices/{office}/roadmaps/{roadmap}/changes/new", amend, get(changes::form).post(changes::submit)),
    ]
}

/// How things are counted.
fn of_settings() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, configure) = (Need::May(Action::Read), Need::May(Action::Configure));
    vec![
        ("/offices/{office}/settings", read, get(settings::page)),
        ("/offices/{office}/roadmaps/{roadmap}/settings", read, get(settings::of_roadmap)),
        ("/offices/{office}/roadmaps/{roadmap}/settings", configure, post(settings::set_roadmap)),
        ("/offices/{office}/link-checking", configure, post(settings::set_links)),
        ("/offices/{office}/calendar-days", configure, post(settings::set_day)),
        ("/offices/{office}/school-terms/{year}", configure, post(settings::set_terms)),
    ]
}

/// How a roadmap reminds, and the letters a person sends by hand.
fn of_reminders() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, remind) = (Need::May(Action::Read), Need::May(Action::Remind));
    let by_hand = get(overdue::by_hand::form).post(overdue::by_hand::submit);
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/reminders", read, get(reminders::page)),
        ("/offices/{office}/roadmaps/{roadmap}/reminders", remind, post(reminders::submit)),
        ("/offices/{office}/roadmaps/{roadmap}/overdue/letters", remind, by_hand),
    ]
}

/// Meetings: everybody reads, the coordinator leads, whoever marks the work hands in the protocol.
fn of_meetings() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, lead, mark) = (Need::May(Action::Read), Need::May(Action::Remind), Need::May(Action::Mark));
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/meetings", read, get(meetings::page)),
        ("/offices/{office}/roadmaps/{roadmap}/meetings", lead, post(meetings::plan)),
        ("/offices/{office}/meetings/{series}/end", lead, post(meetings::end)),
        ("/offices/{office}/meetings/{series}/{occurrence}", read, get(meetings::one::page)),
        ("/offices/{office}/meetings/{series}/{occurrence}/date", lead, post(meetings::one::set_date)),
        ("/offices/{office}/meetings/{series}/{occurrence}/cancellation", lead, post(meetings::one::cancel)),
        ("/offices/{office}/meetings/{series}/{occurrence}/protocol", mark, post(meetings::one::hold)),
    ]
}

/// Monitorings: everybody reads, the coordinator leads, schools answer.
fn of_monitorings() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, lead, mark) = (Need::May(Action::Read), Need::May(Action::Remind), Need::May(Action::Mark));
    let new = get(monitorings::new::form).post(monitorings::new::submit);
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/monitorings", read, get(monitorings::page)),
        ("/offices/{office}/roadmaps/{roadmap}/monitorings/new", lead, new),
        ("/offices/{office}/monitorings/{monitoring}/end", lead, post(monitorings::end)),
        ("/offices/{office}/monitorings/{monitoring}/{window}", read, get(monitorings::window::page)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/days", lead, post(monitorings::window::move_days)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/answer", mark, post(monitorings::window::answer)),
    ]
}

/// An order on its way to a roadmap.
fn of_orders() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let adopt = Need::May(Action::Adopt);
    let new = get(upload::form).post(upload::submit).layer(DefaultBodyLimit::max(upload::LARGEST));
    vec![
        ("/offices/{office}/orders/new", adopt, new),
        ("/offices/{office}/orders/{draft}", adopt, get(upload::draft::page).post(upload::draft::save)),
        ("/offices/{office}/orders/{draft}/adoption", adopt, get(upload::draft::page).post(upload::draft::adopt)),
        ("/offices/{office}/orders/{draft}/discard", adopt, post(upload::draft::discard)),
    ]
}

/// People: reading is everybody's, keeping the coordinator's and the administrator's.
fn of_people() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, keep) = (Need::May(Action::Read), Need::May(Action::ManagePeople));
    let list = get(people::roster::form).post(people::roster::submit);
    let enter = post(people::roster::enter).layer(DefaultBodyLimit::max(people::roster::LARGEST_LIST));
    vec![
        ("/offices/{office}/people", read, get(people::page)),
        ("/offices/{office}/people/new", keep, get(people::new::form).post(people::new::submit)),
        ("/offices/{office}/people/list", keep, list.layer(DefaultBodyLimit::max(people::roster::LARGEST))),
        ("/offices/{office}/people/list/entry", keep, enter),
        ("/offices/{office}/people/list/sample", keep, get(people::roster::sample)),
        ("/offices/{office}/people/{person}", read, get(people::person::page)),
        ("/offices/{office}/people/{person}/contact", keep, post(people::change::contact)),
        ("/offices/{office}/people/{person}/work", keep, post(people::change::work)),
        ("/offices/{office}/people/{person}/roles", keep, post(people::change::roles)),
        ("/offices/{office}/people/{person}/substitution", keep, post(people::absence::substitute)),
        ("/offices/{office}/people/{person}/substitution/end", keep, post(people::absence::end_substitution)),
        ("/offices/{office}/people/{person}/leave", keep, post(people::absence::leave)),
        ("/offices/{office}/people/{person}/leave/end", keep, post(people::absence::end_leave)),
        (
            "/offices/{office}/people/{person}/handover",
            keep,
            get(people::handover::form).post(people::handover::submit),
        ),
        ("/offices/{office}/people/{person}/erasure", keep, get(people::erasure::form).post(people::erasure::submit)),
    ]
}

/// Groups and organisations.
fn of_groups() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, keep) = (Need::May(Action::Read), Need::May(Action::ManagePeople));
    vec![
        ("/offices/{office}/groups/new", keep, get(people::new::group_form).post(people::new::group)),
        ("/offices/{office}/groups/{group}", read, get(people::group::page)),
        ("/offices/{office}/groups/{group}/members", keep, post(people::group::join)),
        ("/offices/{office}/groups/{group}/departures", keep, post(people::group::leave)),
        (
            "/offices/{office}/organisations/new",
            keep,
            get(people::new::organisation_form).post(people::new::organisation),
        ),
        ("/offices/{office}/organisations/{organisation}", read, get(people::organisation::page)),
        ("/offices/{office}/organisations/{organisation}/name", keep, post(people::organisation::rename)),
        ("/offices/{office}/organisations/{organisation}/closure", keep, post(people::organisation::close)),
        ("/offices/{office}/organisations/{organisation}/mailbox", keep, post(people::organisation::mailbox)),
    ]
}
