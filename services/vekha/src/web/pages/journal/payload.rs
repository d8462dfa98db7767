//! A payload set out in lines, with nothing changed but the spaces between its signs.

/// JSON with an indent of two; signs stay in the order and spelling in which they were hashed.
pub fn set_out(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut signs = json.chars().peekable();
    while let Some(sign) = signs.next() {
        if quoted {
            out.push(sign);
            quoted = escaped || sign != '"';
            escaped = sign == '\\' && !escaped;
            continue;
        }
        match sign {
            '{' | '[' => {
                out.push(sign);
                while signs.next_if(|next| next.is_whitespace()).is_some() {}
                match signs.next_if(|next| matches!(next, '}' | ']')) {
                    Some(end) => out.push(end),
                    None => {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(sign);
            }
            ',' => {
                out.push(sign);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            space if space.is_whitespace() => {}
            other => {
                out.push(other);
                quoted = other == '"';
            }
        }
    }
    out
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_spaces_change() {
        let json = r#"{"note":"a: \"b\", {c} \\","links":["x","y"],"none":[ ],"n":1.50,"of":{"id":null}}"#;
        let shown = set_out(json);
        let tight = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(tight(&shown), tight(json));
        assert!(
            shown.starts_with("{\n  \"note\": \"a: \\\"b\\\", {c} \\\\\",\n  \"links\": [\n    \"x\",\n"),
            "{shown}"
        );
        assert!(shown.contains("\"none\": [],") && shown.contains("\"n\": 1.50,") && shown.ends_with("\n  }\n}"));
    }
}
