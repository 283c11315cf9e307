//! Reading JSON bodies with errors that name the field.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::problem::{Code, Problem};
use crate::domain::object::Object;

/// Parses a body.
///
/// # Errors
/// 400 `malformed_json` when it is no JSON; 422 `validation` when a field is unknown,
/// missing, of a wrong type or out of range. Nothing of the body is repeated but names of fields.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let Object(value) = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        match inner.classify() {
            Category::Data => Problem::invalid(field(&path, &inner.to_string()), message(&inner)),
            _ => malformed(&inner),
        }
    })?;
    reader.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> Problem {
    let detail = format!(
        "No JSON at line {}, column {}.",
        error.line(),
        error.column()
    );
    Problem::new(Code::MalformedJson, detail)
}

/// The path, or for an unknown or missing field at the top its name.
fn field<'a>(path: &'a str, message: &'a str) -> &'a str {
    if path != "." {
        return path;
    }
    match message.split('`').nth(1) {
        Some(name) if message.contains("field") => name,
        _ => "body",
    }
}

fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    // serde_json appends its position, which the path says better.
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::wire::order::PlaceOrderRequest;
    use crate::wire::session::JoinRequest;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Probe {
        #[serde(rename = "quantity")]
        _quantity: u32,
    }

    fn check(body: &str, code: Code, field: Option<&str>) {
        let problem = parse::<Probe>(body.as_bytes()).unwrap_err();
        assert_eq!(problem.code, code, "{body}");
        assert_eq!(
            problem
                .extras
                .get("errors")
                .map(|e| e[0]["field"].as_str().unwrap()),
            field,
            "{body}"
        );
    }

    #[test]
    fn bad_bodies_are_told_apart() {
        check("", Code::MalformedJson, None);
        check("{", Code::MalformedJson, None);
        check("{} x", Code::Validation, Some("quantity"));
        check(r#"{"quantity":1} x"#, Code::MalformedJson, None);
        check("[1]", Code::Validation, Some("body"));
        check(r#"{"quantity":-1}"#, Code::Validation, Some("quantity"));
        check(r#"{"quantity":1.5}"#, Code::Validation, Some("quantity"));
        check(
            r#"{"quantity":99999999999}"#,
            Code::Validation,
            Some("quantity"),
        );
        check(
            r#"{"quantity":1,"price":5}"#,
            Code::Validation,
            Some("price"),
        );
    }

    #[test]
    fn no_array_stands_for_an_object() {
        let order = |total| format!(r#"{{"cart_version":1,"expected_total":{total}}}"#);
        let read = |total| serde_json::from_str::<PlaceOrderRequest>(&order(total));
        assert!(read(r#"{"minor":1,"currency":"INR"}"#).is_ok());
        assert!(read("null").unwrap().expected_total.is_none());
        assert!(read(r#"[1,"INR"]"#).is_err());

        let join =
            |guest| format!(r#"{{"table_code":"A","device_id":"12345678","guest":{guest}}}"#);
        let read = |guest| serde_json::from_str::<JoinRequest>(&join(guest));
        assert!(read(r#"{"name":"Meera"}"#).is_ok());
        assert!(read(r#"["Meera",null,2]"#).is_err());
    }
}
