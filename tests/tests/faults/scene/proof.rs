//! That a write stands exactly once.

mod once;
mod record;

use reqwest::Method;
use salver_tests::{Answer, Books, Party, Socket};
use serde_json::{Value, json};

use super::{House, Scene, Write};

impl Scene {
    pub(super) async fn is_once(&self, house: &House, books: &Books, answer: &Answer) {
        let party = books.party(&self.party.session);
        self.is_on_record(house, books).await;
        match self.write {
            Write::Open => self.has_status(house, "occupied").await,
            Write::Book => self.has_status(house, "booked").await,
            Write::Free => self.has_status(house, "free").await,
            Write::Ask => {
                let now = house.manager.table(&self.party.table).await;
                assert!(now["asked_at"].is_string(), "{now}");
                let table = Some(&*self.party.table.id);
                let before = usize::try_from(self.before.as_u64().unwrap()).unwrap();
                let noted = house.on_record("opening_asked", table).await;
                assert_eq!(noted, before + 1);
            }
            Write::ChangeParty => assert_eq!(party.check.party_size, Some(5)),
            Write::RotatePin => assert!(party.check.pin_rotation > 1, "{:?}", party.check),
            Write::Close => assert!(!party.check.is_open()),
            Write::Join | Write::Resume => {
                let id = answer.body["guest"]["id"].as_str().unwrap();
                let same = party.guests.iter().filter(|g| g.id.to_string() == id);
                assert_eq!((same.count(), party.guests.len()), (1, 2));
                let caller = house.stack.nobody();
                let caller = caller.with_token(answer.body["token"].as_str().unwrap());
                caller.get("/session").await.expect_status(200);
            }
            Write::WrongPin => {
                let pin = party.check.pin_rotation;
                self.tries_are_on_record(house, pin).await;
            }
            Write::Rename => {
                let mut guests = party.guests.iter();
                let guest = guests.find(|g| g.id.to_string() == self.phone.guest);
                assert_eq!(guest.unwrap().display_name(), "Meera");
            }
            Write::Leave => {
                let answer = self.phone.caller.get("/session").await;
                answer.refused(401, "unauthenticated");
            }
            Write::PutLine | Write::RemoveLine | Write::ClearCart => {
                let cart = self.witness.cart().await;
                let lines = usize::from(self.write == Write::PutLine);
                assert_eq!(cart["lines"].as_array().unwrap().len(), lines, "{cart}");
            }
            Write::Order | Write::Announce | Write::Count => {
                assert_eq!(party.orders.len(), 1);
                let cart = self.witness.cart().await;
                assert_eq!(cart["lines"], json!([]));
                if self.write == Write::Count {
                    house.is_counted().await;
                }
            }
            Write::OpenCheck | Write::MoveCheck => self.is_open_once(house, books).await,
            Write::TakeOrder => {
                assert_eq!(party.orders.len(), 1);
                assert_eq!(party.check.total, party.orders[0].total);
            }
            Write::SaveLine | Write::DropSaved => {
                let saved = party.carts.iter().find(|cart| cart.id == "staff").unwrap();
                let lines = usize::from(self.write == Write::SaveLine);
                assert_eq!(saved.lines.len(), lines, "{saved:?}");
            }
            Write::HoldCheck => assert!(party.check.on_hold),
            Write::ResumeCheck => assert!(!party.check.on_hold),
            Write::BillCheck
            | Write::PayBill
            | Write::CheckOut
            | Write::RefundBill
            | Write::VoidBill
            | Write::PrintBill => self.is_booked_once(house).await,
            Write::SendBill | Write::MoveMessage => {
                self.is_booked_once(house).await;
                self.is_told_once(house).await;
            }
            Write::OpenDay | Write::MoveCash | Write::PrintDay | Write::CloseDay => {
                self.is_entered_once(house).await;
            }
            Write::PayOnAccount | Write::SettleDues | Write::ChangeDues => {
                self.is_booked_once(house).await;
                self.is_owed_once(house).await;
            }
            Write::KeepCredit | Write::PayOut => {
                self.is_booked_once(house).await;
                self.is_kept_once(house).await;
            }
            // Its secret is in the answer alone; one that nobody got is of no use to anybody.
            Write::Approve => assert!(answer.body["approval"].is_string()),
            Write::Call => assert_eq!(party.calls.len(), 1),
            Write::AskToPay => {
                assert_eq!(party.calls.len(), 1);
                let shown = self.witness.caller.get("/session/bills").await;
                let shown = shown.expect_status(200);
                assert_eq!(shown["asked"].as_array().unwrap().len(), 1);
                assert_eq!(shown["asked"][0]["state"], "asked");
            }
            Write::TakeBackPayment => {
                assert!(self.shown("calls").await["status"] == "resolved");
                let shown = self.witness.caller.get("/session/bills").await;
                assert_eq!(shown.expect_status(200)["asked"], json!([]));
            }
            Write::MoveCall => assert!(self.shown("calls").await["status"] == "resolved"),
            Write::MoveOrder => {
                assert_eq!(self.shown("orders").await["status"], "cancelled");
                assert_eq!(party.check.total.minor, 0);
            }
            Write::VoidLine => {
                let order = self.shown("orders").await;
                assert_eq!(order["lines"][0]["status"], "cancelled");
                assert_eq!(party.check.total.minor, 0);
            }
            Write::SetUp => self.is_set_up_once(house).await,
            Write::OfferOwnerReset => self.is_offered_once(house, answer).await,
            Write::SignIn | Write::Refresh => {
                let token = answer.body["access_token"].as_str().unwrap();
                let floor = house.stack.nobody().with_token(token);
                let floor = floor.get(&house.manager.path("floor")).await;
                floor.expect_status(200);
            }
            Write::SignOut => {
                let refresh = self.request(house, Write::Refresh);
                assert_eq!(Answer::to(refresh).await.status, 401);
            }
            Write::Invite
            | Write::LookUpLink
            | Write::JoinTeam
            | Write::JoinWithAccount
            | Write::Withdraw
            | Write::ChangeMember
            | Write::PartWith
            | Write::OfferReset
            | Write::ResetPassword => self.team_moved_once(house).await,
            // Whoever was killed before it was told may have written it down already.
            Write::Forbid => {
                let before = usize::try_from(self.before.as_u64().unwrap()).unwrap();
                let now = house.on_record("permission_refused", None).await;
                assert!((before + 1..=before + 2).contains(&now), "{before} {now}");
            }
            Write::ChangeBranch => {
                let now = house.manager.caller.get(&self.branch_path(house)).await;
                let now = now.expect_status(200);
                assert_eq!(now["urgent_minutes"], self.other_minutes());
                self.is_noted_once_more(house, "settings_changed").await;
            }
            Write::PutTaxes => {
                let now = house.manager.caller.get(&house.manager.path("taxes")).await;
                let now = now.expect_status(200);
                let rules = now["rules"].as_array().unwrap().last().unwrap();
                let rate = &rules["classes"][0]["taxes"][0]["rate_bp"];
                assert_eq!(*rate, self.other_rate());
                self.is_noted_once_more(house, "taxes_changed").await;
            }
            Write::ChangeScreen => {
                let path = house.manager.path("status-screen");
                let now = house.manager.caller.get(&path).await.expect_status(200);
                assert_eq!(now["names"], self.before["names"] != true);
                self.is_noted_once_more(house, "status_screen_changed")
                    .await;
            }
            // Whoever got no answer makes another link, and a scene beside this one makes some too.
            Write::MakeStatusLink => self.is_noted_more(house, "status_link_made").await,
            Write::RemoveStatusLink => self.is_noted_more(house, "status_link_removed").await,
            Write::PutLooks => {
                let now = house.looks().await;
                assert_eq!(now["colour"], self.other_colour());
                let versions = [&now, &self.before].map(|s| s["version"].as_u64().unwrap());
                assert_eq!(versions[0], versions[1] + 1, "it was changed once");
            }
            Write::PutSite => {
                let now = house.cards().await["site"].clone();
                assert_eq!(now["origin"], self.other_origin());
                let versions = [&now, &self.before].map(|s| s["version"].as_u64().unwrap());
                assert_eq!(versions[0], versions[1] + 1, "it was changed once");
            }
            Write::RenameBrand => {
                let now = house.cards().await["brand"].clone();
                assert_eq!(now["name"], self.device);
                let versions = [&now, &self.before].map(|s| s["version"].as_u64().unwrap());
                assert_eq!(versions[0], versions[1] + 1, "it was changed once");
            }
            Write::ConfirmCards => {
                let now = house.card_of(&self.party.table.id).await;
                assert_eq!(now["printed"]["standing"], "outdated");
                let at = &now["printed"]["at"];
                assert!(at.is_string() && *at != self.before["printed"]["at"]);
            }
            Write::MakeBranch => self.has_one_branch(house, answer).await,
            Write::ChangeOwnMenu | Write::ChangeStations => {
                let now = house.own_menu().await;
                let versions = [&now, &self.before].map(|m| m["version"].as_u64().unwrap());
                assert_eq!(versions[0], versions[1] + 1, "it was changed once");
                if self.write == Write::ChangeStations {
                    let stations = now["stations"].as_array().unwrap().iter();
                    let own: Vec<_> = stations.filter(|station| station["own"] == true).collect();
                    assert!(matches!(own[..], [one] if one["id"] == "quay"), "{own:?}");
                    let here = now.to_string().matches(r#""own_station":"quay""#).count();
                    assert_eq!(here, 1, "the dish is made there");
                }
            }
            Write::PutMenuRules => {
                assert_eq!(house.draft().await["rules"], json!({"stations": false}));
            }
            Write::EditMenu | Write::ImportMenu | Write::PublishMenu | Write::RollBackMenu => {
                self.menu_moved_once(house).await;
            }
            Write::UploadPhoto => {
                let photo = answer.body["photo"].as_str().unwrap();
                let kept = house.stack.items(&format!("PHOTO#{photo} ")).await;
                assert_eq!(kept.len(), 2, "all its pictures, or none");
            }
            Write::MarkStock | Write::PauseOrdering => {
                let now = house.stock().await;
                let noted = house.on_record(self.write.deed(), None).await;
                let before = usize::try_from(self.before["noted"].as_u64().unwrap()).unwrap();
                assert_eq!(noted, before + 1, "it was changed once");
                assert_eq!(now["ordering"]["open"], true);
                let last = |stock: &Value| {
                    let items = stock["items"].as_array().unwrap();
                    items.last().unwrap()["available"].as_bool().unwrap()
                };
                let moved = last(&now) != last(&self.before);
                assert_eq!(moved, self.write == Write::MarkStock);
            }
            Write::Recode => self.has_one_code(house, answer).await,
            Write::MakeTables | Write::ChangeTable | Write::RenameSection | Write::RemoveTable => {
                self.is_planned_once(house).await;
            }
            Write::PutPrinter
            | Write::RemovePrinter
            | Write::IssueSecret
            | Write::TestPrinter
            | Write::MovePrintJob
            | Write::Reprint
            | Write::PollStar
            | Write::ConfirmToStar
            | Write::AskEpson => self.printed_once(house, answer).await,
            Write::Ticket | Write::Connect => {
                let mut socket = Socket::open(&self.witness.caller).await;
                assert!(socket.is_alive().await);
            }
            Write::Overstay | Write::HangUp => self.swept(house).await,
            Write::PutOut => assert!(!party.check.is_open()),
        }
    }

    /// Empties the kitchen and frees the table. What is about the figures is served, so that
    /// it counts.
    pub(super) async fn leave(&self, house: &House, books: &Books) {
        let floor = &house.manager;
        // What is paid is not cancelled any more.
        let serves = matches!(
            self.write,
            Write::Order | Write::Count | Write::PayBill | Write::CheckOut | Write::RefundBill
        ) || self.write.is_owed()
            || self.write.is_credit();
        let steps: &[&str] = match serves {
            true => &["accepted", "preparing", "ready", "served"],
            false => &["cancelled"],
        };
        let orders = books.party(&self.party.session).orders.iter();
        for order in orders.filter(|order| order.status.is_open()) {
            for status in steps {
                let path = floor.path(&format!("orders/{}", order.id));
                let body = json!({"status": status, "reason": "the scene is over"});
                let moved = floor.caller.send(Method::PATCH, &path, &body).await;
                moved.expect_status(200);
            }
        }
        let table = floor.table(&self.party.table).await;
        if let Some(session) = table["session"]["id"].as_str() {
            let party = Party {
                session: session.to_owned(),
                ..self.party.clone()
            };
            floor.close(&party).await.expect_status(200);
        } else if table["status"] == "booked" {
            let free = json!({"status": "free"});
            let freed = floor.move_table(&self.party.table, &free).await;
            freed.expect_status(200);
        }
    }
}
