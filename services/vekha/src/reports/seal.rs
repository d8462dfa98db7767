//! What stands small at the end of a report: its number, the rules, and where the log ended, so that it can be checked.

use crate::{web::pages::written, wording::Lang};
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
    /// Number, day and rules of an issued report; none for a draft.
    pub issued: Option<(u32, NaiveDate, String)>,
}

impl Seal {
    /// The seal of an issued report.
    pub fn of(office: OfficeId, report: &Report) -> Seal {
        let issued = &report.issued;
        Seal {
            office,
            position: issued.position,
            chain: issued.chain.clone(),
            issued: Some((issued.number, report.on, issued.rules.clone())),
        }
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
        vec![format!("{first} {rules}"), lang.say_with("report-foot-log", args), lang.say("report-foot-check")]
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
