//! Every operation that `docs/openapi.json` describes, to be called by anybody.

use reqwest::Method;
use salver::api::operation::Caller as Who;
use salver::api::operations;
use salver::domain::role::Permission;
use salver_tests::{Answer, Caller, key, picture};
use serde_json::{Value, json};

/// One operation of the document.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    pub(crate) id: String,
    method: Method,
    pub(crate) path: String,
    /// Who may call: `guest`, `staff`, `refresh`; nothing for anybody.
    pub(crate) callers: Vec<String>,
    /// The properties of its body, when it has one.
    pub(crate) fields: Option<Vec<String>>,
}

/// What stands for the parameters of paths.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    pub(crate) branch: String,
    pub(crate) table: String,
    pub(crate) section: String,
    pub(crate) session: String,
    pub(crate) bill: String,
    pub(crate) dues: String,
    pub(crate) order: String,
    pub(crate) call: String,
    pub(crate) line: String,
    pub(crate) code: String,
    pub(crate) person: String,
    pub(crate) invitation: String,
    pub(crate) printer: String,
    pub(crate) job: String,
    pub(crate) message: String,
    /// The running business day.
    pub(crate) day: String,
}

/// All of the document. That the template serves all of it, the flow's contract test says.
pub(crate) fn operations() -> Vec<Operation> {
    let root = salver_tests::root();
    let text = std::fs::read(root.join("docs/openapi.json")).unwrap();
    let document: Value = serde_json::from_slice(&text).unwrap();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            found.push(Operation::read(&document, method, path, operation));
        }
    }
    assert_eq!(found.len(), operations::ALL.len());
    found
}

impl Operation {
    fn read(document: &Value, method: Method, path: &str, operation: &Value) -> Self {
        let security = operation["security"].as_array();
        let schemes = security.into_iter().flatten();
        let callers = schemes.flat_map(|scheme| scheme.as_object().unwrap().keys().cloned());
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
        let fields = schema.as_str().map(|name| {
            let schema = document.pointer(&name[1..]).unwrap();
            let properties = schema["properties"].as_object().unwrap();
            properties.keys().cloned().collect()
        });
        Self {
            id: operation["operationId"].as_str().unwrap().to_owned(),
            method,
            path: path.to_owned(),
            callers: callers.collect(),
            fields,
        }
    }

    /// What staff need to be allowed it.
    pub(crate) fn permission(&self) -> Option<Permission> {
        match operations::named(&self.id).unwrap().caller {
            Who::Staff(permission) => Some(permission),
            _ => None,
        }
    }

    pub(crate) fn is_for(&self, caller: &str) -> bool {
        self.callers.iter().any(|its| its == caller)
    }

    /// Whether it is more than a look.
    pub(crate) fn writes(&self) -> bool {
        self.method != Method::GET
    }

    /// The route as the record names it.
    pub(crate) fn route(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether its path names something of a session, or of what is printed or told for one.
    pub(crate) fn names_a_party(&self) -> bool {
        let parameters = [
            "{session}",
            "{order}",
            "{call}",
            "{check}",
            "{job}",
            "{message}",
            "{bill}",
            "{account}",
        ];
        parameters.iter().any(|name| self.path.contains(name))
    }

    /// Calls it, right in all but the caller.
    pub(crate) async fn call(&self, caller: &Caller, ids: &Ids) -> Answer {
        let mut body = self.body();
        if self.id == "closeDay" {
            body["day"] = ids.day.as_str().into();
        }
        self.send(caller, ids, &body).await
    }

    /// Calls it with a body.
    pub(crate) async fn send(&self, caller: &Caller, ids: &Ids, body: &Value) -> Answer {
        let path = [
            ("{branch}", &ids.branch),
            ("{table}", &ids.table),
            ("{section}", &ids.section),
            ("{session}", &ids.session),
            // The account of a party is a check, of its ID.
            ("{check}", &ids.session),
            ("{bill}", &ids.bill),
            ("{account}", &ids.dues),
            ("{order}", &ids.order),
            ("{call}", &ids.call),
            ("{line}", &ids.line),
            ("{code}", &ids.code),
            ("{item}", &"vada-pav".to_owned()),
            ("{person}", &ids.person),
            ("{invitation}", &ids.invitation),
            ("{printer}", &ids.printer),
            ("{job}", &ids.job),
            ("{message}", &ids.message),
            ("{photo}", &"00ff-192".to_owned()),
            ("{day}", &ids.day),
        ]
        .iter()
        .fold(self.path.clone(), |path, (name, id)| path.replace(name, id));
        assert!(
            !path.contains('{'),
            "{path} has a parameter that the matrix does not know"
        );
        let request = caller.to(self.method.clone(), &path);
        let request = request.header("idempotency-key", key());
        // A file has no fields, and is a body all the same.
        let has_body =
            self.fields.is_some() || ["importMenu", "uploadPhoto"].contains(&self.id.as_str());
        Answer::to(match (self.id.as_str(), has_body) {
            ("uploadPhoto", _) if body.is_string() => request.body(picture("a dish")),
            (_, true) => request.json(body),
            (_, false) => request,
        })
        .await
    }

    /// A body of the right form, for all that guests and staff send.
    pub(crate) fn body(&self) -> Value {
        match self.id.as_str() {
            "putCartLine" => json!({"item_id": "vada-pav", "quantity": 1}),
            "openCheck" => json!({"kind": "pickup"}),
            "takeOrder" => json!({"action": "save", "lines": [
                {"id": "line-9", "item_id": "vada-pav", "quantity": 1}]}),
            "putSavedLine" => json!({"item_id": "vada-pav", "quantity": 1}),
            "holdCheck" | "resumeCheck" => json!({}),
            "moveCheck" => json!({"status": "preparing"}),
            "billCheck" | "checkOut" => json!({}),
            "payBill" => json!({"method": "cash",
                "amount": {"minor": 100, "currency": "INR"}}),
            "refundBill" => json!({"method": "cash", "reason": "cold",
                "amount": {"minor": 1, "currency": "INR"}}),
            "settleDues" => json!({"method": "cash",
                "amount": {"minor": 1, "currency": "INR"}}),
            "changeDues" => json!({"limit": {"minor": 1, "currency": "INR"}}),
            "voidBill" => json!({"reason": "a slip"}),
            "openDay" => json!({"float": {"minor": 100, "currency": "INR"}}),
            "moveCash" => json!({"direction": "out", "reason": "milk",
                "amount": {"minor": 1, "currency": "INR"}}),
            "closeDay" => json!({"counted": {"minor": 0, "currency": "INR"}}),
            "makeReceiptLink" => json!({}),
            "sendBill" => json!({"phone": "+91 98300 12345"}),
            "moveMessage" => json!({"status": "sent"}),
            "approve" => json!({"login": "nobody@lane.example", "password": "four plain words"}),
            "placeOrder" => json!({"cart_version": 1}),
            "renameGuest" => json!({"name": "Meera"}),
            "callWaiter" => json!({"reason": "water"}),
            "askToPay" => json!({"part": "all", "method": "cash"}),
            "moveCall" => json!({"status": "resolved"}),
            "moveOrder" => json!({"status": "accepted"}),
            "moveLine" => json!({"status": "cancelled", "reason": "because"}),
            "openTable" => json!({"mode": "family"}),
            "changeParty" => json!({"party_size": 5}),
            "makeTables" => json!({"section": "Roof", "count": 2}),
            "changeTable" => json!({"seats": 5}),
            "renameSection" => json!({"name": "The hall"}),
            "moveTable" => json!({"status": "booked"}),
            "putTaxes" => json!({
                "prices_include_tax": true,
                "classes": [{"class": "standard", "taxes": [{"name": "VAT", "rate_bp": 2_000}]}]}),
            "changeStatusScreen" => json!({"names": true}),
            "putPrinter" => json!({"name": "Kitchen", "kind": "star_cloudprnt", "columns": 48}),
            "movePrintJob" => json!({"status": "dismissed"}),
            "reprint" | "printBill" | "printDay" => json!({}),
            "putLooks" => json!({"colour": "#1d6b3a", "face": "modern"}),
            "renameBrand" => json!({"name": "The Alleys"}),
            "putSite" => json!({"origin": "https://lanes.example"}),
            "confirmCards" => json!({
                "origin": "https://lanes.example",
                "cards": [{"id": "h1", "mark": "0123456789abcdef"}]}),
            "changeBranch" => json!({"auto_accept": true}),
            "makeBranch" => json!({
                "name": "Harbour", "currency": "EUR", "time_zone": "Europe/Lisbon",
                "closing_hour": 5}),
            "changeOwnMenu" => json!({"changes": [
                {"do": "hide_item", "id": "samosa-chaat"},
                {"do": "make_at", "id": "wok", "station": "griddle"}]}),
            "editDraft" => json!({"commands": [{"do": "discard_changes"}]}),
            "importMenu" => {
                json!([{"category": "Soups", "name": "Broth", "price": "50.00", "diet": "veg"}])
            }
            // What stands for a picture, which is no JSON.
            "uploadPhoto" => json!("a dish"),
            "publishMenu" => json!({"draft_version": 0}),
            "rollBackMenu" => json!({"version": 1}),
            "putMenuRules" => json!({"stations": true}),
            "setStock" => json!({"available": false}),
            "setOrdering" => json!({"open": false}),
            "invite" => json!({"name": "Omar", "role": "rider", "branches": ["lake-road"]}),
            "changeMember" => json!({"role": "rider", "branches": ["lake-road"]}),
            "createTicket" | "refreshSignIn" => json!({}),
            // What takes no body, and what somebody sends who is not known yet.
            id => {
                let plain = self.fields.is_none() || self.callers.is_empty();
                assert!(plain, "{id} needs a body here");
                json!({})
            }
        }
    }
}
