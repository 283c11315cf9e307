//! The OpenAPI document, made from the table of routes and the types' own schemas.

use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use super::problem::Code;
use super::routes::{Caller, ROUTES, Route};
use crate::domain::call::CallReason;
use crate::domain::cart::AddedBy;
use crate::domain::check::Mode;
use crate::domain::menu::{Allergen, ChosenOption, Diet, Station};
use crate::domain::money::Money;
use crate::domain::order::PaymentMethod;
use crate::domain::role::Role;
use crate::domain::transitions::{CallStatus, LineStatus, OrderStatus, TableStatus};
use crate::wire::*;

#[derive(OpenApi)]
#[openapi(components(schemas(
    CallReason,
    CallRequest,
    CallStatus,
    CallView,
    MoveCallRequest,
    AddedBy,
    AllDay,
    Allergen,
    BranchName,
    BranchSettings,
    CardSheet,
    ChangeBranchRequest,
    ChangeSessionRequest,
    Colleague,
    Comparison,
    DaySales,
    Figures,
    FiguresBranch,
    HourSales,
    ItemSales,
    ListedSection,
    ListedTable,
    MoveTableRequest,
    PartyView,
    QrPath,
    Sales,
    TableCard,
    TableList,
    BrandName,
    CartLineView,
    CartView,
    CategoryView,
    CheckSummary,
    ChosenOption,
    Code,
    CodedSession,
    CodedTable,
    Diet,
    Floor,
    FloorBranch,
    FloorSection,
    FloorSession,
    FloorTable,
    GuestRequest,
    GuestView,
    ItemView,
    JoinRequest,
    JoinWay,
    Joined,
    KitchenBoard,
    KitchenBranch,
    KitchenLine,
    KitchenOrder,
    LineStatus,
    MenuView,
    Mode,
    Money,
    MoveLineRequest,
    MoveOrderRequest,
    MovedOrder,
    OpenTableRequest,
    OpenedTable,
    OptionGroupView,
    OptionView,
    OrderLineView,
    OrderList,
    OrderStatus,
    OrderView,
    OwnBranch,
    OwnBranches,
    PaymentMethod,
    PinView,
    PlaceOrderRequest,
    PutLineRequest,
    RefreshRequest,
    ResumeRequest,
    Role,
    SessionStatus,
    SessionView,
    SignInRequest,
    SignedIn,
    Snapshot,
    StaffView,
    Station,
    TableLookup,
    TableName,
    TableStatus,
    TicketRequest,
    TicketView,
    Urgency,
)))]
struct Schemas;

/// The document.
///
/// # Errors
/// Never in practice: all of it can be written as JSON.
pub fn document() -> Result<Value, serde_json::Error> {
    let mut document = serde_json::to_value(Schemas::openapi())?;
    document["openapi"] = json!("3.1.0");
    document["info"] = json!({
        "title": "Salver",
        "version": "1",
        "description": "Table ordering for restaurants. Times are RFC 3339 UTC, money is in \
            integer minor units, IDs are opaque. Unknown fields in a request are refused.",
        "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
    });
    let mut paths = Map::new();
    for route in ROUTES {
        let methods = paths.entry(route.path).or_insert_with(|| json!({}));
        methods[route.method.to_lowercase()] = operation(route);
    }
    document["paths"] = Value::Object(paths);
    document["components"]["schemas"]["Problem"] = problem_schema();
    document["components"]["securitySchemes"] = json!({
        "guest": {"type": "http", "scheme": "bearer", "description": "A guest's opaque token"},
        "staff": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "refresh": {"type": "apiKey", "in": "cookie", "name": "salver_refresh"},
    });
    Ok(document)
}

fn reference(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "operationId": route.operation,
        "summary": route.summary,
        "tags": [route.function],
        "security": security(route.caller),
        "parameters": parameters(route),
        "responses": responses(route),
    });
    if let Some(body) = route.body {
        operation["requestBody"] = json!({
            "required": true,
            "content": {"application/json": {"schema": reference(body)}},
        });
    }
    operation
}

fn security(caller: Caller) -> Value {
    match caller {
        Caller::Anyone => json!([]),
        Caller::Guest => json!([{"guest": []}]),
        Caller::Staff(_) => json!([{"staff": []}]),
        Caller::GuestOrStaff => json!([{"guest": []}, {"staff": []}]),
        Caller::Cookie => json!([{"refresh": []}]),
    }
}

fn parameters(route: &Route) -> Value {
    let in_path = route.path.split('/').filter_map(|part| {
        let name = part.strip_prefix('{')?.strip_suffix('}')?;
        Some(json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
    });
    let in_query = route.query.iter().map(|(name, meaning)| {
        let kind = match *name {
            "limit" | "width" => "integer",
            _ => "string",
        };
        json!({"name": name, "in": "query", "description": meaning, "schema": {"type": kind}})
    });
    let key = route.idempotent.then(|| {
        json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "New for each intent; the same key and body get the same answer for 24 hours.",
            "schema": {"type": "string", "minLength": 8, "maxLength": 128},
        })
    });
    Value::Array(in_path.chain(in_query).chain(key).collect())
}

fn responses(route: &Route) -> Value {
    let (status, schema) = route.answer;
    let mut good = json!({"description": route.summary});
    if let Some(schema) = schema {
        good["content"] = json!({"application/json": {"schema": reference(schema)}});
    }
    for media in route.files {
        // The body is the file itself, which no schema describes.
        good["content"][media] = json!({});
    }
    if status == 201 {
        good["headers"] = json!({"Location": {"schema": {"type": "string"}}});
    }
    json!({
        status.to_string(): good,
        "default": {
            "description": "A problem (RFC 9457); `code` tells which",
            "content": {"application/problem+json": {"schema": reference("Problem")}},
        },
    })
}

fn problem_schema() -> Value {
    json!({
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
            "cart": reference("CartView"),
            "total": reference("Money"),
            "line_id": {"type": "string", "description": "With item_sold_out, item_gone and options_invalid: the line of the cart"},
            "item_id": {"type": "string", "description": "With item_sold_out, item_gone and options_invalid"},
            "group_id": {"type": "string", "description": "With options_invalid: the group that wants another choice"},
            "min": {"type": "integer", "description": "With options_invalid: at least so many of the group"},
            "max": {"type": "integer", "description": "With options_invalid: at most so many of the group"},
            "option_id": {"type": "string", "description": "With options_invalid: the option that is not offered"},
            "limit": {"type": "integer", "description": "With session_order_limit: orders of one session"},
            "current": {"type": "string", "description": "With illegal_transition: the state it is in"},
            "version": {"type": "integer", "description": "With version_conflict: the version there is"},
        },
    })
}
