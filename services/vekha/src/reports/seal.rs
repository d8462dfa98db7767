//! What stands small at the end of a report: its number, the rules, and where the log ended, so that it can be checked.

use crate::{
    app::{App, AppError},
    integrity,
    web::pages::written,
    wording::Lang,
};
use chrono::NaiveDate;
use vekha_domain::{ids::OfficeId, roadmap::Report};
use vekha_projections::RULE_VERSION;

/// Where the log ended that a report rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seal {
    /// Whose log.
    pub office: OfficeId,
    /// Position of its last event.
    pub position: u64,
    /// The chain's hash there, in hexadecimal.
    pub chain: String,
    /// The public key that heads are signed with, to be compared with that of a package; none while the secret is lost.
    pub key: Option<String>,
    /// Number, day and rules of an issued report; none for a draft.
    pub issued: Option<(u32, NaiveDate, String)>,
}

impl Seal {
    /// The seal of an issued report.
    pub fn of(app: &App, office: OfficeId, report: &Report) -> Seal {
        let issued = &report.issued;
        let frozen = Some((issued.number, report.on, issued.rules.clone()));
        Seal { issued: frozen, ..Seal::at(app, office, issued.position, issued.chain.clone()) }
    }

    /// The seal of a draft.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn of_draft(app: &App, office: OfficeId, position: u64) -> Result<Seal, AppError> {
        let chain = app.chain_at(office, position).await?.to_string();
        Ok(Seal::at(app, office, position, chain))
    }

    fn at(app: &App, office: OfficeId, position: u64, chain: String) -> Seal {
        let key = integrity::signing_key(app).ok().map(|key| key.public());
        Seal { office, position, chain, key, issued: None }
    }

    /// The lines of the foot.
    pub fn foot(&self, lang: Lang) -> Vec<String> {
        let first = match &self.issued {
            Some((number, on, _)) => {
                lang.say_with("report-foot", [("number", (*number).into()), ("day", written::day(*on).into())])
            }
            None => lang.say("report-foot-draft"),
        };
        let rules = self.issued.as_ref().map_or(RULE_VERSION, |(_, _, rules)| rules.as_str());
        let rules = lang.say_with("foot-rules", [("version", rules.to_owned().into())]);
        let args = [("position", written::number(self.position).into()), ("chain", grouped(&self.chain).into())];
        let mut foot = vec![format!("{first} {rules}"), lang.say_with("report-foot-log", args)];
        foot.extend(self.key.clone().map(|key| lang.say_with("report-foot-key", [("key", key.into())])));
        foot.push(lang.say("report-foot-check"));
        foot
    }

    /// The line that the page of integrity and `vekha-verify` compare with.
    pub fn anchor(&self) -> String {
        format!("{} {} {}", self.office, self.position, self.chain)
    }
}

/// A hash in groups of four, as people compare it.
fn grouped(hash: &str) -> String {
    let signs: Vec<char> = hash.chars().collect();
    signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
