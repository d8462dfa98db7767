//! Does a document have the shape its schema promises? The part of JSON Schema that the description uses, and no more.

use chrono::{DateTime, NaiveDate};
use serde_json::Value;
use uuid::Uuid;

/// Keywords that describe and do not restrict.
const WORDS: [&str; 4] = ["description", "example", "examples", "title"];

/// What is wrong with `value`, if something is. `at` names the place for the message.
pub fn check(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let rules = schema.as_object().ok_or_else(|| format!("{at}: the schema is no object"))?;
    let wrong = |why: String| Err(format!("{at}: {why}: {}", value.to_string().chars().take(200).collect::<String>()));
    for (rule, with) in rules.iter().filter(|(rule, _)| !WORDS.contains(&rule.as_str())) {
        match rule.as_str() {
            "$ref" => check(document, referred(document, with)?, value, at)?,
            "oneOf" => {
                let fitting = list(with).filter(|s| check(document, s, value, at).is_ok()).count();
                if fitting != 1 {
                    return wrong(format!("{fitting} of oneOf fit"));
                }
            }
            "type" if !kinds(with).any(|kind| is(value, kind)) => return wrong(format!("not of type {with}")),
            "enum" if !list(with).any(|one| one == value) => return wrong(format!("not one of {with}")),
            "format" if !formatted(value, with) => return wrong(format!("not of format {with}")),
            "minimum" if value.as_f64() < with.as_f64() && value.is_number() => return wrong("too small".to_owned()),
            "maximum" if value.as_f64() > with.as_f64() && value.is_number() => return wrong("too big".to_owned()),
            "minLength" | "minItems" if size(value).is_some_and(|n| Some(n) < with.as_u64()) => {
                return wrong("too short".to_owned());
            }
            "maxLength" | "maxItems" if size(value).is_some_and(|n| Some(n) > with.as_u64()) => {
                return wrong("too long".to_owned());
            }
            "required" => {
                if let Some(missing) = list(with).filter_map(Value::as_str).find(|name| value.get(name).is_none()) {
                    return wrong(format!("{missing} is missing"));
                }
            }
            "properties" => {
                // Stricter than the standard: what is sent is described.
                for (name, inner) in value.as_object().into_iter().flatten() {
                    let schema = with.get(name).ok_or_else(|| format!("{at}: {name} is not described"))?;
                    check(document, schema, inner, &format!("{at}.{name}"))?;
                }
            }
            "items" => {
                for (n, inner) in value.as_array().into_iter().flatten().enumerate() {
                    check(document, with, inner, &format!("{at}[{n}]"))?;
                }
            }
            "type"
            | "enum"
            | "format"
            | "minimum"
            | "maximum"
            | "minLength"
            | "minItems"
            | "maxLength"
            | "maxItems"
            | "additionalProperties" => {}
            unknown => return Err(format!("{at}: the keyword {unknown} is not known to this check")),
        }
    }
    Ok(())
}

/// What a reference leads to.
pub fn referred<'a>(document: &'a Value, to: &Value) -> Result<&'a Value, String> {
    let path = to.as_str().and_then(|to| to.strip_prefix('#')).unwrap_or("?");
    document.pointer(path).ok_or_else(|| format!("{to} leads nowhere"))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn kinds(value: &Value) -> impl Iterator<Item = &str> {
    value.as_str().into_iter().chain(list(value).filter_map(Value::as_str))
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn size(value: &Value) -> Option<u64> {
    let size = value.as_str().map(|s| s.chars().count()).or_else(|| value.as_array().map(Vec::len));
    size.and_then(|n| u64::try_from(n).ok())
}

fn formatted(value: &Value, format: &Value) -> bool {
    match (value, format.as_str().unwrap_or_default()) {
        (Value::String(text), "uuid") => text.parse::<Uuid>().is_ok(),
        (Value::String(text), "date") => text.len() == 10 && text.parse::<NaiveDate>().is_ok(),
        (Value::String(text), "date-time") => DateTime::parse_from_rfc3339(text).is_ok(),
        (Value::Number(n), "int32") => n.as_i64().is_some_and(|n| i32::try_from(n).is_ok()),
        (Value::Number(n), "int64") => n.is_i64(),
        (Value::Number(_), "double") => true,
        (Value::Null, _) => true,
        _ => false,
    }
}

#[test]
fn what_does_not_fit_its_schema_is_seen() {
    let schema = serde_json::json!({"type": "object", "required": ["a"], "properties": {
        "a": {"type": ["integer", "null"], "format": "int32", "minimum": 0},
        "b": {"type": "array", "items": {"type": "string", "format": "date"}, "maxItems": 1},
        "c": {"oneOf": [{"type": "null"}, {"$ref": "#/c"}]}}});
    let document = serde_json::json!({"c": {"type": "string", "enum": ["x"]}});
    let fits = |text: &str| check(&document, &schema, &serde_json::from_str(text).unwrap(), "it");
    for good in [r#"{"a": 1}"#, r#"{"a": null, "b": ["2023-07-05"], "c": "x"}"#, r#"{"a": 0, "c": null}"#] {
        assert_eq!(fits(good), Ok(()), "{good}");
    }
    for bad in [
        "[]",
        "{}",
        r#"{"a": -1}"#,
        r#"{"a": "1"}"#,
        r#"{"a": 3000000000}"#,
        r#"{"a": 1, "b": ["5.7.2023"]}"#,
        r#"{"a": 1, "b": ["2023-07-05", "2023-07-05"]}"#,
        r#"{"a": 1, "c": "y"}"#,
        r#"{"a": 1, "d": 1}"#,
    ] {
        assert!(fits(bad).is_err(), "{bad}");
    }
}
