//! What stands in brackets: a further part, the day of the rhythm before it, or a remark.

use super::{Kind, Parsed, Parser, Part, Token, looks_dated, open_rhythm, speaks_of_time, weekday};

impl Parser<'_> {
    /// Reads up to the closing bracket; a remark that speaks of time in a way nobody understood is refused.
    pub(super) fn bracket(&mut self, parsed: &mut Parsed) -> Result<(), Vec<String>> {
        let from = self.at;
        let close = (from..self.tokens.len()).find(|at| self.kind(*at) == Some(Kind::Sign(')')));
        let Some(end) = close else { return Err(self.rest_from(from.saturating_sub(1))) };
        let inner = self.tokens.get(from..end).unwrap_or_default();
        self.at = end + 1;
        if inner.is_empty() {
            return Ok(());
        }
        if let Some(every) = open_rhythm(&mut parsed.parts) {
            let mut within = Parser::new(inner);
            if let Some(told) = within.attempt(|p| p.timed(every.clone()).filter(|_| p.at == inner.len())) {
                *every = told;
                self.doubts.extend(within.doubts);
                return Ok(());
            }
        }
        let within = Parser::new(inner);
        if let Ok(read) = within.phrase(true)
            && !read.parts.is_empty()
        {
            parsed.parts.extend(read.parts);
            parsed.remark(read.comment);
            self.doubts.extend(read.doubts);
            return Ok(());
        }
        self.remark_in(inner, parsed)
    }

    fn remark_in(&self, inner: &[Token], parsed: &mut Parsed) -> Result<(), Vec<String>> {
        let (yearly, inner): (Vec<&Token>, Vec<&Token>) = inner.iter().partition(|t| t.text == "ежегодно");
        let words: Vec<&str> = inner.iter().map(|t| t.raw.as_str()).collect();
        let within = Parser::new(self.tokens);
        let from = self.at.saturating_sub(inner.len() + yearly.len() + 1);
        let timely =
            |(at, token): (usize, &Token)| speaks_of_time(token) && !(looks_dated(token) && within.is_name(from + at));
        // «05.10.2022 (среда)»: the weekday of a written day.
        let of_a_day = match inner.as_slice() {
            [only] => weekday(&only.text).is_some() && parsed.ends_with_a_day(),
            _ => false,
        };
        let spoken = self.tokens.get(from..self.at.saturating_sub(1)).unwrap_or_default().iter().enumerate();
        // «(до особого распоряжения)»: a bound that nobody understood.
        let bound = inner.first().is_some_and(|t| matches!(t.text.as_str(), "до" | "не"));
        if bound {
            return Err(words.into_iter().map(str::to_owned).collect());
        }
        if !of_a_day && spoken.filter(|(_, t)| t.text != "ежегодно").any(timely) {
            return Err(words.into_iter().map(str::to_owned).collect());
        }
        if !yearly.is_empty() {
            parsed.parts.push(Part::Yearly);
        }
        let remark = words.join(" ").replace(" ,", ",").trim_end_matches(',').to_owned();
        parsed.remark(Some(remark));
        Ok(())
    }
}

impl Parsed {
    /// Adds to the comment.
    fn remark(&mut self, remark: Option<String>) {
        if let Some(remark) = remark.filter(|r| !r.is_empty()) {
            self.comment = Some(self.comment.take().map_or(remark.clone(), |earlier| format!("{earlier}; {remark}")));
        }
    }

    fn ends_with_a_day(&self) -> bool {
        match self.parts.last() {
            Some(Part::Items(items)) => items.last().is_some_and(super::Item::is_day),
            _ => false,
        }
    }
}
