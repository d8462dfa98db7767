//! The scoring models that the demonstration lives by.

use std::{collections::BTreeMap, sync::LazyLock};
use vekha_domain::scoring::Model;

/// The scoring models of `seeds/scoring` by their codes; read once. One that cannot be read is named by the tests of the models.
pub fn models() -> &'static BTreeMap<String, Model> {
    macro_rules! texts {
        ($($name:literal),+) => { [$(include_str!(concat!("../../../../../seeds/scoring/", $name, ".toml"))),+] };
    }
    static MODELS: LazyLock<BTreeMap<String, Model>> = LazyLock::new(|| {
        let texts = texts!(
            "korenovsk-m1",
            "korenovsk-m2",
            "korenovsk-m3",
            "korenovsk-m4",
            "korenovsk-m5",
            "korenovsk-m6",
            "krasnodar-clusters",
            "krasnodar-zones",
            "seversky-table-2"
        );
        let models = texts.into_iter().filter_map(|text| toml::from_str(text).ok());
        models.map(|model: Model| (model.code.clone(), model)).collect()
    });
    &MODELS
}
