//! Good and bad bodies: as the schema wants them, with values that mean something in the town, and spoiled in every way.

use super::{Chance, DAYS, NASTY};
use crate::web::api::tests::{fuzz::town::Peopled, schema};
use serde_json::{Map, Value, json};

type Sent = (Option<&'static str>, Vec<u8>);

pub fn body(chance: &mut Chance, town: &Peopled, document: &Value, of: &Value, bad: bool) -> Sent {
    let json = Some("application/json");
    let good = good_body(chance, town, document, of);
    if !bad {
        return (json, good.to_string().into_bytes());
    }
    let text = good.to_string();
    match chance.below(14) {
        0 => (json, Vec::new()),
        1 => (json, text.as_bytes()[..text.len() / 2].to_vec()),
        2 => (json, [b"[".repeat(20_000), b"]".repeat(20_000)].concat()),
        3 | 4 => (json, vec![b' '; 1 << 20]),
        5 => (json, [b"{\"reason\":\"".as_slice(), &[0xff, 0xfe], b"\"}"].concat()),
        6 | 7 => {
            (chance.pick(&[None, Some("text/plain"), Some("application/x-www-form-urlencoded")]), text.into_bytes())
        }
        _ => (json, spoiled(chance, good).to_string().into_bytes()),
    }
}

/// A body as the schema wants it, with values that mean something in the town.
fn good_body(chance: &mut Chance, town: &Peopled, document: &Value, of: &Value) -> Value {
    let schema = of.get("$ref").map_or(of, |to| schema::referred(document, to).unwrap());
    let required: Vec<&Value> = schema["required"].as_array().unwrap().iter().collect();
    let mut body = Map::new();
    for name in schema["properties"].as_object().unwrap().keys() {
        if !required.contains(&&json!(name)) && chance.of_100(50) {
            continue;
        }
        let value = match name.as_str() {
            "occurrence" => json!(1),
            "organisation" => chance.pick(&[json!(town.school), Value::Null]),
            "performed_on" => json!(chance.pick(&["2023-03-30", "2023-04-03"])),
            "links" => json!([format!("https://school.example.org/{}.pdf", chance.below(20))]),
            "values" => json!([entered(chance, town, required.len() > 1)]),
            "lines" => json!([card_line(chance)]),
            "observations" => json!([observation(chance)]),
            "confirm_fulfilment" => json!(chance.of_100(50)),
            "note" | "reason" => json!("Нет подписи"),
            other => panic!("a field of a body that the fuzzer does not know: {other}"),
        };
        body.insert(name.clone(), value);
    }
    Value::Object(body)
}

/// A value of the window that the town has; taken back, it is named only.
fn entered(chance: &mut Chance, town: &Peopled, taken_back: bool) -> Value {
    let value = chance.pick(&["1", "0", "2", "нет", ""]);
    let mut entered = json!({"organisation": town.school, "indicator": chance.pick(&["П1", "П3", "П9"])});
    if !taken_back {
        entered["value"] = json!(value);
    }
    entered
}

/// A line of the town's card of self-analysis.
fn card_line(chance: &mut Chance) -> Value {
    let (factor, period) = (chance.pick(&["Ф1", "Ф2", "Ф77"]), chance.pick(&["сентябрь", "год", " "]));
    json!({"factor": factor, "measures": "Договор с колледжем", "period": period})
}

/// A sign of the town's protocol.
fn observation(chance: &mut Chance) -> Value {
    let (group, sign) = (chance.pick(&["2", "6", "99"]), chance.pick(&["Нет логопеда", "Дефицит педагогов", ""]));
    json!({"group": group, "sign": sign, "diagnosed": chance.of_100(50), "confirmed": chance.of_100(50)})
}

/// One field taken away, added, or given a value it cannot have.
fn spoiled(chance: &mut Chance, mut good: Value) -> Value {
    let fields = good.as_object_mut().unwrap();
    let names: Vec<String> = fields.keys().cloned().collect();
    let name = chance.pick(&names);
    let mut deep = json!([]);
    for _ in 0..60 {
        deep = json!([deep]);
    }
    let nasty = chance.pick(&NASTY);
    let values = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(70_000),
        json!(1.5),
        json!(nasty),
        json!([nasty]),
        json!({"a": {"b": nasty}}),
        json!(chance.pick(&DAYS)),
        json!("щ".repeat(5_000)),
        json!(vec!["https://school.example.org/1"; 300]),
        json!([format!("https://school.example.org/{}", "a".repeat(3_000))]),
        deep,
    ];
    match chance.below(8) {
        0 => drop(fields.remove(&name)),
        1 => drop(fields.insert(format!("{name}{nasty}"), json!(1))),
        _ => drop(fields.insert(name, chance.pick(&values))),
    }
    good
}
