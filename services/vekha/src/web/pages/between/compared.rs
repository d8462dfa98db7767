//! What the page tells of two days as a whole: their figures, and the sentence above them.

use super::super::{super::comparing::Compared, asked::Asked, overview::six, written};
use crate::json::Fulfilment;
use chrono::{DateTime, Utc};
use vekha_domain::ids::RoadmapId;
use vekha_projections::View;

impl Compared {
    /// The first day, the same day as known on the second, and the second: each with its name and the moment its knowledge ends.
    pub fn days<'a>(&'a self, asked: &'a Asked) -> [(String, View<'a>, DateTime<Utc>); 3] {
        let (before, after) = (self.before(), self.after(asked.place()));
        let again = View::new(after.state(), self.ends.from);
        let (from, to) = (written::day(self.ends.from), written::day(self.ends.to));
        let known = [("day", from.clone().into()), ("known", to.clone().into())];
        let known = asked.lang.say_with("between-day-known", known);
        [(from, before, self.moments.0), (known, again, self.moments.1), (to, after, self.moments.1)]
    }

    /// The figures of these three, and indicator 6 of the first and the last: «Показатель № 6: было 0, стало 1».
    pub fn figures(&self, asked: &Asked, id: RoadmapId) -> (Fulfilment, String) {
        let of = |(name, view, at): (String, View<'_>, DateTime<Utc>)| {
            let figures = Fulfilment::of(&view, &asked.scope(id), None, at, &asked.names);
            Fulfilment { name: Some(name), ..figures }
        };
        let parts: Vec<Fulfilment> = self.days(asked).map(of).into();
        let value = |part: Option<&Fulfilment>| part.map(six).unwrap_or_default();
        let args = [("was", value(parts.first()).into()), ("is", value(parts.last()).into())];
        let six = asked.lang.say_with("between-six", args);
        (Fulfilment { parts, ..Fulfilment::total(Vec::new()) }, six)
    }

    /// Which two are compared, each with the moment its knowledge ends.
    pub fn lead(&self, asked: &Asked) -> String {
        let moment = |at: DateTime<Utc>| written::moment(at.min(asked.site.app.now()), asked.state().zone());
        let args = [
            ("from", written::day(self.ends.from).into()),
            ("known", moment(self.moments.0).into()),
            ("to", written::day(self.ends.to).into()),
            ("later", moment(self.moments.1).into()),
        ];
        asked.lang.say_with("between-lead", args)
    }
}
