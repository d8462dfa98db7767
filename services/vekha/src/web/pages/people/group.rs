//! A group: who belongs to it on the day, everybody who ever did, and the forms of joining and leaving.

use super::{
    super::{
        super::fault::{Fault, Worded},
        asked::Asked,
        frame::{Frame, Here},
        show, written,
    },
    desk::{self, Desk},
    fields::Typed,
    person::basis,
    told::{Choice, by_number},
};
use askama::Template;
use axum::{Form as Sent, extract::Path, http::StatusCode, response::Response};
use vekha_domain::{
    ids::{GroupId, OfficeId, OrganisationId},
    office::{Group, Membership},
    refusal::Refusal,
};

#[derive(Template)]
#[template(path = "group.html")]
struct Page {
    frame: Frame,
    name: String,
    summary: String,
    keeps: bool,
    path: String,
    people: String,
    receipt: Option<String>,
    members: Vec<Member>,
    history: Vec<Past>,
    form: Typed,
    joining: bool,
    leaving: bool,
    outside: Vec<Choice>,
    inside: Vec<Choice>,
}

struct Member {
    name: String,
    link: String,
    since: String,
    until: String,
    basis: String,
}

struct Past {
    name: String,
    from: String,
    until: String,
    basis: String,
}

fn found(asked: &Asked, id: GroupId) -> Result<&Group, Fault> {
    let own = |g: &&Group| {
        asked.visitor.only_school().is_none() || g.memberships().any(|m| asked.shows_organisation(m.organisation))
    };
    asked.state().office().group(id).filter(own).ok_or_else(|| asked.missing())
}

/// The page.
pub async fn page(asked: Asked, Path((_, id)): Path<(OfficeId, GroupId)>) -> Result<Response, Fault> {
    let group = found(&asked, id)?;
    let today = written::day(asked.today);
    let form = Typed::begun([("join-day", today.clone()), ("leave-day", today.clone()), ("leave-date", today)]);
    asked.show(&page_of(&asked, group, form))
}

/// Organisations join on a day, past or to come.
pub async fn join(
    desk: Desk,
    Path((_, id)): Path<(OfficeId, GroupId)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let lang = desk.lang;
    let who: Vec<OrganisationId> = typed.all("join-who").filter_map(|id| id.parse().ok()).collect();
    if who.is_empty() {
        typed.refuse("join-who", lang.say("people-choose"));
    }
    let day = typed.day("join-day", lang);
    // A membership may begin without a document; one that is named has its date.
    let grounded = !typed.value("join-basis").trim().is_empty();
    let ground = if grounded { typed.basis("join-basis", "join-date", lang).map(Some) } else { Some(None) };
    let (Some(day), Some(ground), false) = (day, ground, who.is_empty()) else {
        return refused(&desk, id, typed).await;
    };
    let joined = desk.change(desk.new_id(), |state, _| {
        let join = |who: &OrganisationId| state.office().join(id, *who, day, ground.clone());
        who.iter().map(join).collect::<Result<Vec<_>, _>>().map(|changes| changes.concat())
    });
    match joined.await? {
        Ok(_) => Ok(desk.done(&format!("/groups/{id}"), "joined")),
        Err(why) => {
            typed.refused(&why, &[("organisation", "join-who"), ("basis", "join-basis")], lang);
            refused(&desk, id, typed).await
        }
    }
}

/// An organisation leaves on a day, on a ground.
pub async fn leave(
    desk: Desk,
    Path((_, id)): Path<(OfficeId, GroupId)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let lang = desk.lang;
    let who = typed.chosen::<OrganisationId>("leave-who", lang);
    let (day, ground) = (typed.day("leave-day", lang), typed.basis("leave-basis", "leave-date", lang));
    let (Some(who), Some(day), Some(ground)) = (who, day, ground) else {
        return refused(&desk, id, typed).await;
    };
    match desk.change(desk.new_id(), |state, _| state.office().leave(id, who, day, ground.clone())).await? {
        Ok(_) => Ok(desk.done(&format!("/groups/{id}"), "left")),
        Err(why) => {
            let fields = [("day", "leave-day"), ("organisation", "leave-who"), ("basis", "leave-basis")];
            typed.refused(&why, &fields, lang);
            refused(&desk, id, typed).await
        }
    }
}

async fn refused(desk: &Desk, id: GroupId, typed: Typed) -> Result<Response, Fault> {
    let asked = desk.asked_at(&format!("/groups/{id}")).await?;
    let group = found(&asked, id)?;
    let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page_of(&asked, group, typed))?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

fn page_of(asked: &Asked, group: &Group, form: Typed) -> Page {
    let (lang, day) = (asked.lang, asked.as_of);
    let shown = |m: &&Membership| asked.shows_organisation(m.organisation);
    let mut now: Vec<&Membership> = group.memberships().filter(shown).filter(|m| m.holds_on(day)).collect();
    now.sort_by_cached_key(|m| by_number(&asked.organisation_name(m.organisation)));
    let mut ever: Vec<&Membership> = group.memberships().filter(shown).collect();
    ever.sort_by_cached_key(|m| {
        (
            std::cmp::Reverse(m.until.map_or(m.from, |until| until.max(m.from))),
            by_number(&asked.organisation_name(m.organisation)),
        )
    });
    let ids: Vec<OrganisationId> = now.iter().map(|m| m.organisation).collect();
    // Who has left, or belongs only later or earlier than the day: those who were there all along are in the list above.
    let past = ever.into_iter().filter(|m| m.until.is_some() || !m.holds_on(day));
    let coming =
        group.memberships().filter(|m| m.until != Some(m.from) && m.until.is_none_or(|until| until > asked.today));
    let choice = |id: OrganisationId| Choice { value: id.to_string(), words: asked.organisation_name(id) };
    let mut inside: Vec<Choice> = coming.map(|m| choice(m.organisation)).collect();
    inside.sort_by_cached_key(|c| by_number(&c.words));
    inside.dedup_by(|a, b| a.value == b.value);
    let count = [("n", group.members_on(day).count().into()), ("day", written::day(day).into())];
    Page {
        frame: asked.frame(None, Here::People),
        name: group.name.clone(),
        summary: lang.say_with("group-summary", count),
        keeps: asked.changes_people(),
        path: format!("/offices/{}/groups/{}", asked.office, group.id),
        people: asked.link(&format!("/offices/{}/people", asked.office)),
        receipt: desk::receipt(asked),
        members: now.iter().map(|m| member(asked, m)).collect(),
        history: past.map(|m| told(asked, m)).collect(),
        joining: form.wrong.iter().any(|w| w.field.as_deref().is_some_and(|f| f.starts_with("join"))),
        leaving: form.wrong.iter().any(|w| w.field.as_deref().is_some_and(|f| f.starts_with("leave"))),
        outside: asked
            .places_to_choose()
            .into_iter()
            .filter(|c| !ids.iter().any(|id| id.to_string() == c.value))
            .collect(),
        inside,
        form,
    }
}

fn member(asked: &Asked, m: &Membership) -> Member {
    Member {
        name: asked.organisation_name(m.organisation),
        link: asked.link(&format!("/offices/{}/organisations/{}", asked.office, m.organisation)),
        since: written::day(m.from),
        until: m.until.map(written::day).unwrap_or_default(),
        basis: m.joined.as_ref().map(|b| basis(asked, b)).unwrap_or_default(),
    }
}

fn told(asked: &Asked, m: &Membership) -> Past {
    let grounds = [m.joined.as_ref(), m.left.as_ref()].into_iter().flatten().map(|b| basis(asked, b));
    let until = match m.until {
        Some(until) if until == m.from => asked.lang.say("group-called-off"),
        Some(until) => until.pred_opt().map(written::day).unwrap_or_default(),
        None => String::new(),
    };
    Past {
        name: asked.organisation_name(m.organisation),
        from: written::day(m.from),
        until,
        basis: grounds.collect::<Vec<_>>().join("; "),
    }
}

/// What closing an organisation takes it out of: every group it belongs to on the day, or later.
pub fn left_by(
    state: &vekha_projections::OfficeState,
    organisation: OrganisationId,
    ground: &vekha_domain::event::Basis,
) -> Result<Vec<vekha_domain::event::Change>, Refusal> {
    let office = state.office();
    let mut changes = Vec::new();
    for group in office.groups() {
        let of_it = group.memberships().filter(|m| m.organisation == organisation && m.until != Some(m.from));
        for m in of_it.filter(|m| m.until.is_none_or(|until| until > ground.date)) {
            changes.extend(office.leave(group.id, organisation, m.from.max(ground.date), ground.clone())?);
        }
    }
    Ok(changes)
}
