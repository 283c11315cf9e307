//! What is sent to make a write.

use reqwest::{Method, RequestBuilder};
use salver::domain::role::Role;
use salver_tests::{Phone, picture};
use serde_json::{Value, json};

use super::{House, Scene, Write};

/// Of whoever sets the house up.
pub(super) const PASSWORD: &str = "four plain words";

impl Scene {
    /// A telephone number that no other scene has.
    pub(super) fn phone_number(&self) -> String {
        let digits = self.device.chars().filter(char::is_ascii_digit);
        let digits: String = digits.collect();
        format!("+91 9{digits:0>9}")
    }

    /// The request of a write; its repetitions are the same.
    pub(super) fn request(&self, house: &House, write: Write) -> RequestBuilder {
        let (floor, phone) = (&house.manager, &self.phone.caller);
        let session = |what: &str| floor.path(&format!("sessions/{}{what}", self.party.session));
        let table = |what: &str| floor.path(&format!("tables/{}{what}", self.party.table.id));
        let check = |what: &str| floor.path(&format!("checks/{}{what}", self.party.session));
        let post = |path: &str| floor.caller.request(Method::POST, path);
        let patch = |path: &str, body: Value| {
            let request = floor.caller.request(Method::PATCH, path);
            request.json(&body)
        };
        // The brand gets other branches, whose menu no manager of one of them changes.
        let to_menu = |what: &str| {
            let owner = &house.owner;
            owner.caller.request(Method::POST, &owner.path(what))
        };
        let nobody = |path: &str| house.stack.nobody().request(Method::POST, path);
        let join = |pin: &str| {
            let body = self.party.join_body(&self.device, pin);
            nobody("/sessions/join").json(&body)
        };
        let made = self.before["id"].as_str().unwrap_or_default();
        match write {
            Write::Open => post(&table("/open")).json(&json!({"mode": "family", "party_size": 2})),
            Write::ChangeParty => patch(&session(""), json!({"party_size": 5})),
            Write::RotatePin => post(&session("/pin/rotate")),
            Write::Close => post(&session("/close")),
            Write::Book => patch(&table(""), json!({"status": "booked"})),
            Write::Free => patch(&table(""), json!({"status": "free"})),
            Write::Ask => {
                let code = &self.party.table.code;
                nobody(&format!("/tables/{code}/opening-requests"))
            }
            Write::Join => join(&self.party.pin),
            Write::WrongPin => join(&self.party.wrong_pin()),
            Write::Resume => nobody("/sessions/resume").json(&json!({
                "table_code": self.party.table.code,
                "pin": self.party.pin,
                "device_id": self.device,
            })),
            Write::Rename => phone
                .request(Method::PATCH, "/session/me")
                .json(&json!({"name": "Meera"})),
            Write::Leave => phone.request(Method::POST, "/sessions/leave"),
            Write::PutLine => self.phone.putting(&self.device, &house.dish.line(1)),
            Write::RemoveLine => {
                let line = self.cart["lines"][0]["id"].as_str().unwrap();
                phone.request(Method::DELETE, &format!("/cart/lines/{line}"))
            }
            Write::ClearCart => phone.request(Method::DELETE, "/cart"),
            Write::Order | Write::Count | Write::Announce => {
                let body = Phone::order_body(&self.cart);
                self.phone.ordering(&self.key, &body)
            }
            Write::OpenCheck => post(&floor.path("checks"))
                .header("idempotency-key", &self.key)
                .json(&json!({"kind": "pickup", "customer": {"name": self.device}})),
            Write::TakeOrder => {
                let mut line = house.dish.line(2);
                line["id"] = json!(self.device);
                post(&check("/orders"))
                    .header("idempotency-key", &self.key)
                    .json(&json!({"action": "kot", "lines": [line]}))
            }
            Write::SaveLine => {
                let path = check(&format!("/lines/{}", self.device));
                let request = floor.caller.request(Method::PUT, &path);
                request.json(&house.dish.line(1))
            }
            Write::DropSaved => {
                let path = check(&format!("/lines/{}", self.device));
                floor.caller.request(Method::DELETE, &path)
            }
            Write::HoldCheck => post(&check("/hold")),
            Write::ResumeCheck => post(&check("/resume")),
            Write::MoveCheck => {
                let path = floor.path(&format!("checks/{made}"));
                patch(&path, json!({"rider_id": floor.id}))
            }
            Write::BillCheck
            | Write::CheckOut
            | Write::PayBill
            | Write::PayOnAccount
            | Write::SettleDues
            | Write::KeepCredit
            | Write::PayOut
            | Write::ChangeDues
            | Write::RefundBill
            | Write::VoidBill
            | Write::SendBill
            | Write::MoveMessage
            | Write::PrintBill
            | Write::OpenDay
            | Write::MoveCash
            | Write::PrintDay
            | Write::CloseDay => self.of_money(house, write),
            Write::Approve => {
                let who = house.stack.sign_in_of(Role::Manager);
                let (login, password) = (&who.login, &who.password);
                let path = house.waiter.path("approvals");
                let request = house.waiter.caller.request(Method::POST, &path);
                request.json(&json!({"login": login, "password": password}))
            }
            Write::Call => phone
                .request(Method::POST, "/calls")
                .header("idempotency-key", &self.key)
                .json(&json!({"reason": "water"})),
            Write::AskToPay => phone
                .request(Method::POST, "/session/payment")
                .header("idempotency-key", &self.key)
                .json(&json!({"part": "mine", "method": "upi"})),
            Write::TakeBackPayment => phone.request(Method::DELETE, "/session/payment"),
            Write::MoveCall => {
                let path = floor.path(&format!("calls/{made}"));
                patch(&path, json!({"status": "resolved"}))
            }
            Write::MoveOrder => {
                let body = json!({"status": "cancelled", "reason": "the guest left"});
                patch(&floor.path(&format!("orders/{made}")), body)
            }
            Write::VoidLine => {
                let line = self.before["lines"][0]["id"].as_str().unwrap();
                let path = floor.path(&format!("orders/{made}/lines/{line}"));
                patch(&path, json!({"status": "cancelled", "reason": "spilled"}))
            }
            Write::SetUp => nobody("/set-up").json(&json!({
                "code": house.stack.code_of_set_up(),
                "account": {"name": "Vera", "login": self.login(), "password": PASSWORD},
                "brand": {"name": "The Lanes"},
                "branch": {
                    "name": "Lake Road", "currency": "INR", "time_zone": "Asia/Kolkata",
                    "closing_hour": 4,
                },
            })),
            Write::OfferOwnerReset => nobody("/set-up/reset-links")
                .header("idempotency-key", &self.key)
                .json(&json!({
                    "code": house.stack.operator_code(),
                    "login": house.stack.sign_in_of(Role::Owner).login,
                })),
            Write::SignIn => {
                let who = house.stack.sign_in_of(Role::Waiter);
                nobody("/auth/sign-in").json(&json!({"login": who.login, "password": who.password}))
            }
            Write::Refresh => self.with_cookie(nobody("/auth/refresh")),
            Write::SignOut => self.with_cookie(nobody("/auth/sign-out")),
            Write::Invite
            | Write::LookUpLink
            | Write::JoinTeam
            | Write::JoinWithAccount
            | Write::Withdraw
            | Write::ChangeMember
            | Write::PartWith
            | Write::OfferReset
            | Write::ResetPassword => self.of_team(house, write),
            Write::Forbid => {
                let path = house.waiter.path("figures");
                house.waiter.caller.request(Method::GET, &path)
            }
            Write::ChangeBranch => {
                let body = json!({"urgent_minutes": self.other_minutes()});
                patch(&self.branch_path(house), body)
            }
            Write::PutTaxes => {
                let path = house.manager.path("taxes");
                let request = house.manager.caller.request(Method::PUT, &path);
                let tax = json!({"name": "VAT", "rate_bp": self.other_rate()});
                request.json(&json!({
                    "prices_include_tax": true,
                    "classes": [{"class": "standard", "taxes": [tax]}],
                }))
            }
            Write::ChangeScreen => {
                let path = house.manager.path("status-screen");
                let request = house.manager.caller.request(Method::PATCH, &path);
                request.json(&json!({"names": self.before["names"] != true}))
            }
            Write::MakeStatusLink => {
                let path = house.manager.path("status-screen/link");
                house.manager.caller.request(Method::PUT, &path)
            }
            Write::RemoveStatusLink => {
                let path = house.manager.path("status-screen/link");
                house.manager.caller.request(Method::DELETE, &path)
            }
            Write::PutLooks => {
                let path = house.owner.path("looks");
                let request = house.owner.caller.request(Method::PUT, &path);
                request.json(&json!({"colour": self.other_colour(), "face": "modern"}))
            }
            Write::PutSite => {
                let path = house.owner.path("site");
                let request = house.owner.caller.request(Method::PUT, &path);
                request.json(&json!({"origin": self.other_origin()}))
            }
            Write::RenameBrand => {
                let path = house.owner.path("brand");
                let request = house.owner.caller.request(Method::PATCH, &path);
                request.json(&json!({"name": self.device}))
            }
            // A card of before, which nobody has noted yet.
            Write::ConfirmCards => {
                let path = house.manager.path("cards/printed");
                let request = house.manager.caller.request(Method::PUT, &path);
                let mark = self.key.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
                let mark = format!("{mark:-<16}");
                let mark = &mark[mark.len() - 16..];
                let card = json!({"id": self.party.table.id, "mark": mark});
                request.json(&json!({"origin": "https://old.example", "cards": [card]}))
            }
            Write::MakeBranch => {
                let owner = &house.owner;
                let path = owner.path("brand/branches");
                let request = owner.caller.request(Method::POST, &path);
                request.header("idempotency-key", &self.key).json(&json!({
                    "name": self.device, "currency": "EUR", "time_zone": "Europe/Lisbon",
                    "closing_hour": 5}))
            }
            // Of a dish that nobody orders.
            Write::ChangeOwnMenu => {
                let dish = self.own_price();
                let brand = dish["brand"]["minor"].as_i64().unwrap();
                let before = dish["own"]["minor"].as_i64().unwrap_or(brand);
                let price = json!({"minor": before + 100, "currency": "INR"});
                let change = json!({"do": "set_price", "which": dish["which"], "price": price});
                patch(&floor.path("menu/own"), json!({"changes": [change]}))
            }
            // The same dish.
            Write::ChangeStations => {
                let add = json!({"do": "add_station", "id": "quay", "name": "Quay kitchen"});
                let dish = json!({"do": "make_item_at", "id": "hot-chocolate", "station": "quay"});
                patch(&floor.path("menu/own"), json!({"changes": [add, dish]}))
            }
            Write::EditMenu => to_menu("menu/draft/commands")
                .header("idempotency-key", &self.key)
                .json(&json!({"commands": [
                    {"do": "add_category", "id": self.device, "name": "Soups"}]})),
            Write::ImportMenu => to_menu("menu/imports").json(&json!([
                {"category": "Soups", "name": self.device, "price": "50.00", "diet": "veg"}])),
            Write::UploadPhoto => to_menu("photos").body(picture(&self.device)),
            Write::PutMenuRules => {
                let path = house.owner.path("menu/rules");
                let request = house.owner.caller.request(Method::PUT, &path);
                request.json(&json!({"stations": false}))
            }
            Write::PublishMenu => {
                to_menu("menu/publish").json(&json!({"draft_version": self.before["version"]}))
            }
            Write::RollBackMenu => to_menu("menu/rollback").json(&json!({"version": 1})),
            Write::MarkStock => {
                let last = self.before["items"].as_array().unwrap().last().unwrap();
                let path = floor.path(&format!("stock/{}", last["id"].as_str().unwrap()));
                let said = json!({"available": last["available"] == false});
                floor.caller.request(Method::PUT, &path).json(&said)
            }
            Write::PauseOrdering => {
                let said = json!({"open": true});
                let path = floor.path("ordering");
                floor.caller.request(Method::PUT, &path).json(&said)
            }
            Write::Recode => post(&table("/code")).header("idempotency-key", &self.key),
            Write::MakeTables => post(&floor.path("tables"))
                .header("idempotency-key", &self.key)
                .json(&json!({"section": self.device, "count": 2, "prefix": "Z"})),
            Write::ChangeTable => {
                let path = floor.path(&format!("tables/{made}/plan"));
                patch(&path, json!({"seats": 7}))
            }
            Write::RenameSection => {
                let section = self.before["section_id"].as_str().unwrap();
                let path = floor.path(&format!("sections/{section}"));
                patch(&path, json!({"name": format!("{} again", self.device)}))
            }
            Write::RemoveTable => {
                let path = floor.path(&format!("tables/{made}"));
                floor.caller.request(Method::DELETE, &path)
            }
            Write::PutPrinter
            | Write::RemovePrinter
            | Write::IssueSecret
            | Write::TestPrinter
            | Write::MovePrintJob
            | Write::Reprint
            | Write::PollStar
            | Write::ConfirmToStar
            | Write::AskEpson => self.of_printers(house, write),
            Write::Ticket => phone
                .request(Method::POST, "/realtime/tickets")
                .json(&json!({})),
            Write::PutOut => self.request(house, Write::Close),
            Write::Connect | Write::Overstay | Write::HangUp => {
                unreachable!("it is no request")
            }
        }
    }

    /// The price of a dish that each of the scenes' menus has, at the brand and at the branch, as
    /// it was before.
    pub(super) fn own_price(&self) -> &Value {
        let categories = self.before["categories"].as_array().unwrap().iter();
        let mut items = categories.flat_map(|category| category["items"].as_array().unwrap());
        let dish = items.find(|item| item["id"] == "hot-chocolate");
        &dish.unwrap()["prices"][0]
    }

    /// What the first owner signs in with, another one in each scene.
    pub(super) fn login(&self) -> String {
        format!("{}@lane.example", self.device)
    }

    fn with_cookie(&self, request: RequestBuilder) -> RequestBuilder {
        request.header("cookie", format!("salver_refresh={}", self.refresh))
    }

    /// When an order is urgent, otherwise than before.
    pub(super) fn other_minutes(&self) -> u64 {
        let before = self.before["urgent_minutes"].as_u64();
        if before == Some(5) { 6 } else { 5 }
    }

    /// How much tax there is, otherwise than before.
    pub(super) fn other_rate(&self) -> u64 {
        let rules = self.before["rules"].as_array();
        let rules = rules.and_then(|rules| rules.last());
        let before = rules.and_then(|of| of["classes"][0]["taxes"][0]["rate_bp"].as_u64());
        if before == Some(500) { 600 } else { 500 }
    }

    /// Which colour the brand shall have, another one than before.
    pub(super) fn other_colour(&self) -> &'static str {
        let before = self.before["colour"].as_str();
        if before == Some("#1d6b3a") {
            "#0a1f44"
        } else {
            "#1d6b3a"
        }
    }

    /// Where the brand shall be found, another address than before.
    pub(super) fn other_origin(&self) -> &'static str {
        let before = self.before["origin"].as_str();
        if before == Some("https://one.example") {
            "https://two.example"
        } else {
            "https://one.example"
        }
    }
}
