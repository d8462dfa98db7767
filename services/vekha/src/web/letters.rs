//! Letters with links to sign in: whom one typed, the words of the letter, and its way out.

use super::{Site, access::visitor_of, fault::Fault};
use crate::{
    accounts::{
        Account,
        links::{self, Link, Purpose},
        roll,
    },
    app::Contact,
    mail::{Letter, NotSent, Sent},
    wording::Lang,
};
use askama::Template;
use chrono_tz::Tz;
use std::{collections::BTreeSet, net::IpAddr, time::Instant};
use vekha_domain::ids::OfficeId;

/// Sends a link to whoever was typed, a login or an e-mail address, if there is such an account. It goes on after the answer:
/// neither its words nor its time say whether the account is known.
pub fn ask_for(site: &Site, lang: Lang, typed: &str, from: IpAddr) {
    let (site, typed) = (site.clone(), typed.trim().to_owned());
    tokio::spawn(async move {
        if let Err(fault) = sought(&site, lang, &typed, from).await {
            tracing::warn!(?fault, "a link could not be sent");
        }
    });
}

async fn sought(site: &Site, lang: Lang, typed: &str, from: IpAddr) -> Result<(), Fault> {
    let mut told = BTreeSet::new();
    let mut found: Vec<Account> = roll::by_login(&site.app, typed).await?.into_iter().collect();
    if typed.contains('@') {
        found.extend(by_address(site, typed).await?);
    }
    for account in found {
        // One account may be asked for under two names; from many addresses still few letters come.
        if !told.insert(account.id) || !site.letters.allows_account(&account.id.to_string(), Instant::now()) {
            continue;
        }
        let sent = send(site, lang, &account, Purpose::SignIn).await?;
        tracing::info!(account = %account.id, login = account.login, %from, sent = sent.is_some_and(|s| s.is_ok()), "a link to sign in was asked for");
    }
    Ok(())
}

/// The open accounts of all people with this e-mail address.
pub(super) async fn by_address(site: &Site, address: &str) -> Result<Vec<Account>, Fault> {
    let wanted = address.to_lowercase();
    let mut found = Vec::new();
    for account in roll::open(&site.app).await? {
        let email = site.app.contact(account.office, account.person).await?.and_then(|contact| contact.email);
        if email.is_some_and(|email| email.trim().to_lowercase() == wanted) {
            found.push(account);
        }
    }
    Ok(found)
}

/// Makes a link for an account and sends it to its person; none when the person has no address or may do nothing any more.
///
/// # Errors
/// A fault of the database; what became of the letter is inside.
pub async fn send(
    site: &Site,
    lang: Lang,
    account: &Account,
    purpose: Purpose,
) -> Result<Option<Result<Sent, NotSent>>, Fault> {
    let Some(contact) = site.app.names(account.office).await?.contact(account.person).cloned() else { return Ok(None) };
    let Some(to) = contact.email.clone() else { return Ok(None) };
    let known = site.app.office(account.office).await?;
    let (office, zone) = (known.office().name.clone(), known.zone());
    let welcome = visitor_of(account.clone(), &known, false).is_some();
    drop(known);
    if !welcome {
        return Ok(None);
    }
    let link = links::make(&site.app, account.id, purpose).await?;
    let words = Words::of(lang, site, account, &contact, purpose, (&link, zone), office);
    let letter = words.letter(site, lang, to, contact.name)?;
    let sent = site.outbox.send(&letter).await;
    if let Err(why) = &sent {
        tracing::warn!(letter = %letter.id, account = %account.id, ?why, "a letter was not sent");
    }
    Ok(Some(sent))
}

/// A letter with one button.
#[derive(Template)]
#[template(path = "letter.html")]
struct Words {
    lang: &'static str,
    subject: String,
    place: String,
    heading: String,
    lead: String,
    button: String,
    link: String,
    instead: String,
    foot: Vec<String>,
}

impl Words {
    fn of(
        lang: Lang,
        site: &Site,
        account: &Account,
        contact: &Contact,
        purpose: Purpose,
        (link, zone): (&Link, Tz),
        office: String,
    ) -> Words {
        let kind = match purpose {
            Purpose::SignIn => "asked",
            Purpose::Invitation => "invited",
        };
        let words = |part: &str| lang.say(&format!("signin-mail-{kind}-{part}"));
        let until = link.until.with_timezone(&zone).format("%d.%m.%Y %H:%M").to_string();
        let whose = [("name", contact.name.clone().into()), ("login", account.login.clone().into())];
        Words {
            lang: lang.tag(),
            subject: words("subject"),
            place: office,
            heading: words("heading"),
            lead: words("lead"),
            button: words("button"),
            link: format!("{}/signin/link/{}", site.base_url, link.token),
            instead: lang.say("signin-mail-instead"),
            foot: vec![
                lang.say_with("signin-mail-whose", whose),
                lang.say_with("signin-mail-until", [("until", until.into()), ("zone", zone.name().into())]),
                words("not-you"),
            ],
        }
    }

    fn text(&self) -> String {
        let foot = self.foot.join("\n");
        [&self.place, &self.heading, &self.lead, &format!("{}:\n{}", self.button, self.link), &foot]
            .map(String::as_str)
            .join("\n\n")
    }

    fn letter(&self, site: &Site, lang: Lang, to: String, name: String) -> Result<Letter, Fault> {
        let html = self.render().map_err(|e| {
            tracing::error!(error = %e, "a letter could not be rendered");
            Fault::Broken
        })?;
        Ok(Letter {
            id: site.app.ids().next(),
            at: site.app.now(),
            language: lang.tag(),
            to,
            name,
            subject: self.subject.clone(),
            text: self.text(),
            html,
            ..Letter::default()
        })
    }
}

/// Whose office an account belongs to, for pages that know nobody.
///
/// # Errors
/// A fault of the database.
pub async fn office_name(site: &Site, office: OfficeId) -> Result<String, Fault> {
    Ok(site.app.office(office).await?.office().name.clone())
}
