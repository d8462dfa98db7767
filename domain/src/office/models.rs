//! Scoring models of an office: every version that was ever in use, so that old windows keep theirs.

use super::Office;
use crate::{
    event::{Change, ScoringModelAdopted},
    refusal::Refusal,
    scoring::Model,
};
use chrono::NaiveDate;
use std::{collections::BTreeMap, sync::Arc};

/// Versions by the model's code, the oldest first, each with the day since which it is in use.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Models(BTreeMap<String, Vec<(NaiveDate, Arc<Model>)>>);

impl Models {
    pub(super) fn adopted(&mut self, model: &Model, since: NaiveDate) {
        self.0.entry(model.code.clone()).or_default().push((since, Arc::new(model.clone())));
    }
}

impl Office {
    /// The office scores by a model from now on, or by a newer version of it.
    ///
    /// # Errors
    /// The version is not newer than the one in use, and not the same model either.
    pub fn adopt_model(&self, model: Model, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let newest = self.models.0.get(&model.code).and_then(|versions| versions.last());
        match newest {
            Some((_, known)) if **known == model => Ok(Vec::new()),
            Some((_, known)) if known.version >= model.version => Err(Refusal::ModelOlder),
            Some(_) | None => self.say(today, ScoringModelAdopted { model: Box::new(model) }),
        }
    }

    /// The version of a model in use on a day; before the first one, the first.
    pub fn model(&self, code: &str, day: NaiveDate) -> Option<&Model> {
        let versions = self.models.0.get(code)?;
        let (_, model) = versions.iter().rfind(|(since, _)| *since <= day).or(versions.first())?;
        Some(model)
    }

    /// The models in use on a day, by their code.
    pub fn models(&self, day: NaiveDate) -> impl Iterator<Item = &Model> {
        let in_use =
            move |versions: &'_ Vec<(NaiveDate, Arc<Model>)>| versions.iter().rposition(|(since, _)| *since <= day);
        self.models.0.values().filter_map(move |versions| Some(&*versions.get(in_use(versions)?)?.1))
    }
}
