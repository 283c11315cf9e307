//! The OpenAPI document, made from the operations and the schemas of their types.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::described::{Described, Shape};
use super::operation::{Caller, Facts, Kind, Query};
use super::operations;
use super::problem::Code;
use super::request::KEY_LENGTH;
use crate::domain::business_day::BusinessDay;
use crate::domain::id::{
    BillId, BranchId, CallId, CheckId, DuesId, ID_LENGTH, ItemId, LineId, LinkId, MessageId,
    OrderId, PrintJobId, PrinterId, SectionId, StaffId, StationId, TableCode, TableId,
};
use crate::domain::money::Money;
use crate::domain::photo::PhotoName;
use crate::wire::cart::CartView;

/// The document.
///
/// # Errors
/// Never in practice: all of it can be written as JSON.
pub fn document() -> Result<Value, serde_json::Error> {
    let mut paths = Map::new();
    let mut schemas = BTreeMap::new();
    let mut gather = |shape: Shape| schemas.extend(shape.schemas);
    for facts in operations::ALL {
        let methods = paths.entry(facts.path()).or_insert_with(|| json!({}));
        methods[facts.method().to_lowercase()] = operation(facts);
        gather((facts.request)());
        gather((facts.answer)());
    }
    gather(Code::shape());
    gather(CartView::shape());
    gather(Money::shape());
    let mut schemas = serde_json::to_value(schemas)?;
    schemas["Problem"] = problem_schema();
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Salver",
            "version": "1",
            "description": "Table ordering for restaurants. Times are RFC 3339 UTC, money is in \
                integer minor units, IDs are opaque. Unknown fields in a request are refused.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "guest": {"type": "http", "scheme": "bearer", "description": "A guest's opaque token"},
                "staff": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "screen": {"type": "http", "scheme": "bearer", "description": "What stands behind the # of a branch's status link"},
                "receipt": {"type": "http", "scheme": "bearer", "description": "What stands behind the # of the link to a receipt"},
                "printer": {"type": "http", "scheme": "basic", "description": "A printer's secret as its password; one of Epson's has it as `key` in the query of its address"},
                "refresh": {"type": "apiKey", "in": "cookie", "name": "salver_refresh"},
            },
        },
    }))
}

fn reference(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

fn operation(facts: &Facts) -> Value {
    let mut operation = json!({
        "operationId": facts.name,
        "summary": facts.summary,
        "tags": [facts.function],
        "security": security(facts.caller),
        "parameters": parameters(facts),
        "responses": responses(facts),
    });
    if let Some(body) = (facts.request)().name {
        operation["requestBody"] = json!({
            "required": !facts.body_optional,
            "content": {"application/json": {"schema": reference(&body)}},
        });
    }
    if !facts.takes.is_empty() {
        let media = facts.takes.iter().map(|media| (*media, json!({})));
        let content: BTreeMap<&str, Value> = media.collect();
        operation["requestBody"] = json!({"required": true, "content": content});
    }
    operation
}

fn security(caller: Caller) -> Value {
    match caller {
        Caller::Anyone => json!([]),
        Caller::Guest => json!([{"guest": []}]),
        Caller::Staff(_) => json!([{"staff": []}]),
        Caller::Screen => json!([{"screen": []}]),
        Caller::ReceiptLink => json!([{"receipt": []}]),
        Caller::AnyIdentity => json!([{"guest": []}, {"staff": []}, {"screen": []}]),
        Caller::Cookie => json!([{"refresh": []}]),
        Caller::CookieOrNot => json!([{"refresh": []}, {}]),
        Caller::Printer => json!([{"printer": []}]),
    }
}

fn parameters(facts: &Facts) -> Value {
    let in_path = facts.parameters().map(|name| {
        let schema = match pattern_of(name) {
            Some(pattern) => id(pattern),
            None => json!({"type": "string"}),
        };
        json!({"name": name, "in": "path", "required": true, "schema": schema})
    });
    let in_query = facts.query.iter().map(|query| {
        json!({
            "name": query.name, "in": "query", "description": query.meaning,
            "schema": query_schema(query),
        })
    });
    let key = facts.idempotent.then(|| {
        json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "New for each intent; the same key and body get the same answer for 24 hours.",
            "schema": {
                "type": "string", "pattern": "^[!-~]+$",
                "minLength": KEY_LENGTH.start(), "maxLength": KEY_LENGTH.end(),
            },
        })
    });
    Value::Array(in_path.chain(in_query).chain(key).collect())
}

/// What the IDs in paths look like.
fn pattern_of(parameter: &str) -> Option<&'static str> {
    Some(match parameter {
        "branch" => BranchId::PATTERN,
        "table" => TableId::PATTERN,
        "code" => TableCode::PATTERN,
        "session" | "check" => CheckId::PATTERN,
        "order" => OrderId::PATTERN,
        "bill" => BillId::PATTERN,
        "account" => DuesId::PATTERN,
        "line" => LineId::PATTERN,
        "call" => CallId::PATTERN,
        "section" => SectionId::PATTERN,
        "item" => ItemId::PATTERN,
        "photo" => PhotoName::PATTERN,
        "invitation" => LinkId::PATTERN,
        "person" => StaffId::PATTERN,
        "printer" => PrinterId::PATTERN,
        "job" => PrintJobId::PATTERN,
        "message" => MessageId::PATTERN,
        "day" => BusinessDay::PATTERN,
        _ => return None,
    })
}

fn id(pattern: &str) -> Value {
    json!({
        "type": "string", "pattern": pattern,
        "minLength": ID_LENGTH.start(), "maxLength": ID_LENGTH.end(),
    })
}

fn query_schema(query: &Query) -> Value {
    match query.kind {
        Kind::Number { least, most } => {
            json!({"type": "integer", "minimum": least, "maximum": most})
        }
        Kind::Mark => json!({"type": "string", "pattern": Kind::MARK}),
        Kind::Rows => json!({"type": "string", "pattern": Kind::ROWS}),
        Kind::Word => id(StationId::PATTERN),
        Kind::Text { most } => json!({"type": "string", "maxLength": most}),
        Kind::OneOf(names) => json!({"type": "string", "enum": names}),
    }
}

fn responses(facts: &Facts) -> Value {
    let mut good = json!({"description": facts.summary});
    if let Some(schema) = (facts.answer)().name {
        good["content"] = json!({"application/json": {"schema": reference(&schema)}});
    }
    for media in facts.files {
        // The body is the file itself, which no schema describes.
        good["content"][media] = json!({});
    }
    let only_tried = facts.tried.then(|| {
        let mut tried = good.clone();
        tried["description"] = json!("With `dry_run=true`: what the answer would be");
        tried
    });
    if facts.status == 201 {
        good["headers"] = json!({"Location": {"schema": {"type": "string"}}});
    }
    let mut responses = json!({facts.status.to_string(): good});
    if let Some(tried) = only_tried {
        responses["200"] = tried;
    }
    if facts.kept {
        responses["304"] = json!({"description": "The caller has it: it sent its `ETag`"});
    }
    if facts.files.contains(&"text/html") {
        // The CDN's function says so, before anything of ours is asked.
        let said = "The address is written in another way, as in capitals: to the page's own";
        responses["302"] = json!({"description": said});
    }
    for (status, codes) in facts.refusals() {
        let codes: Vec<String> = codes.iter().map(|c| format!("`{}`", c.name())).collect();
        responses[status.to_string()] = json!({
            "description": codes.join(", "),
            "content": {"application/problem+json": {"schema": reference("Problem")}},
        });
    }
    responses
}

fn problem_schema() -> Value {
    let mut schema = json!({
        "type": "object",
        "description": "A problem as RFC 9457 describes it. Some codes bring more members.",
        "required": ["type", "title", "status", "code", "detail", "request_id"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": reference("Code"),
            "detail": {"type": "string"},
            "request_id": {"type": "string"},
            "retry_after": {"type": "integer", "description": "Seconds to wait"},
            "tries_left": {"type": "integer", "description": "With pin_wrong: tries that this device has"},
            "errors": {
                "type": "array",
                "description": "With validation",
                "items": {
                    "type": "object",
                    "required": ["field", "message"],
                    "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
                },
            },
            "import": reference("MenuImport"),
            "cart": reference("CartView"),
            "total": reference("Money"),
            "line_id": {"type": "string", "description": "With item_sold_out, item_gone, item_not_served, item_not_priced and options_invalid: the line of the cart"},
            "item_id": {"type": "string", "description": "With item_sold_out, item_gone, item_not_served, item_not_priced and options_invalid"},
            "left": {"type": "integer", "description": "With item_sold_out: so many are left, and more were asked for"},
            "word": {"type": "string", "description": "With ordering_paused: why"},
            "until": {"type": "string", "format": "date-time", "description": "With ordering_paused: how long"},
            "opens_at": {"type": "string", "format": "date-time", "description": "With branch_closed: when guests may order again"},
            "from": {"type": "string", "format": "date-time", "description": "With item_not_served: when it is served again"},
        },
    });
    if let Some(members) = schema["properties"].as_object_mut() {
        members.extend(problem_members());
    }
    schema
}

/// What problems bring that are about a choice, a version or the menu in the making.
fn problem_members() -> serde_json::Map<String, Value> {
    let members = json!({
        "group_id": {"type": "string", "description": "With options_invalid: the group that wants another choice"},
        "min": {"type": "integer", "description": "With options_invalid: at least so many of the group"},
        "max": {"type": "integer", "description": "With options_invalid: at most so many of the group"},
        "part_id": {"type": "string", "description": "With options_invalid: the part of a combo that wants another pick"},
        "option_id": {"type": "string", "description": "With options_invalid: the option that is not offered"},
        "day": {"type": "string", "description": "With day_closed: which"},
        "next_at": {"type": "string", "format": "date-time", "description": "With day_closed of the running day: when the next begins"},
        "open": {"type": "array", "items": {"type": "string"}, "description": "With day_undecided: what is open and was not named, by ID"},
        "limit": {"type": "integer", "description": "With session_order_limit: orders of one session"},
        "current": {"type": "string", "description": "With illegal_transition: the state it is in"},
        "version": {"type": "integer", "description": "With version_conflict: the version there is"},
        "published_version": {"type": "integer", "description": "With version_conflict of a menu's draft: the menu that counts now"},
        "edited": {"oneOf": [{"type": "null"}, reference("EditedView")], "description": "With version_conflict of a menu's draft: who edited it last"},
        "command": {"type": "integer", "description": "With draft_*, category_not_empty and validation of commands: which of them, from 0"},
        "change": {"type": "integer", "description": "With not_found and validation of a branch's own menu: which of the changes, from 0"},
        "thing": reference("Thing"),
        "id": {"type": "string", "description": "With draft_* and category_not_empty: what the command names"},
        "now": {"type": "object", "description": "With draft_field_changed: what the expected fields hold"},
        "items": {"type": "array", "items": {"type": "string"}, "description": "With category_not_empty: the items that were not named"},
        "problems": {"type": "array", "items": reference("MenuProblem"), "description": "With menu_not_ready: all reasons"},
    });
    match members {
        Value::Object(members) => members,
        _ => serde_json::Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_operation_is_named_once_and_its_paths_name_ids() {
        let names: BTreeSet<_> = operations::ALL.iter().map(|facts| facts.name).collect();
        assert_eq!(names.len(), operations::ALL.len());
        for facts in operations::ALL {
            assert!(!facts.name.is_empty() && !facts.summary.is_empty());
            for parameter in facts.parameters() {
                assert!(pattern_of(parameter).is_some(), "{parameter}");
            }
        }
    }

    #[test]
    fn no_text_of_a_request_is_free() {
        let document = document().unwrap();
        let mut free = Vec::new();
        for facts in operations::ALL {
            if let Some(name) = (facts.request)().name {
                let schema = &document["components"]["schemas"][name.as_str()];
                look(&document, &name, schema, &mut free);
            }
            let operation = &document["paths"][facts.path()][facts.method().to_lowercase()];
            for parameter in operation["parameters"].as_array().unwrap() {
                let name = format!("{} {}", facts.name, parameter["name"]);
                look(&document, &name, &parameter["schema"], &mut free);
            }
        }
        // What may be listened to follows from the caller; other topics are 403, not 422.
        assert_eq!(free, ["TicketRequest.topics[]"]);
    }

    /// Notes each text without a bound, and each number without one.
    fn look(document: &Value, path: &str, schema: &Value, free: &mut Vec<String>) {
        if let Some(name) = schema["$ref"].as_str() {
            return look(document, path, document.pointer(&name[1..]).unwrap(), free);
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            look(document, &format!("{path}.{name}"), property, free);
        }
        for one in schema["oneOf"].as_array().into_iter().flatten() {
            look(document, path, one, free);
        }
        if schema["items"].is_object() {
            look(document, &format!("{path}[]"), &schema["items"], free);
        }
        let is = |kind: &str| match &schema["type"] {
            Value::Array(kinds) => kinds.iter().any(|its| its == kind),
            its => its == kind,
        };
        let has = |name: &str| !schema[name].is_null();
        let is_time = schema["format"] == "date-time";
        let bound = has("enum") || has("maxLength") || has("pattern") || is_time;
        if is("string") && !bound || is("integer") && !has("minimum") && !has("format") {
            free.push(path.to_owned());
        }
    }
}
