//! That a write stands exactly once.

use reqwest::Method;
use salver_tests::{Answer, Books, Party, Socket};
use serde_json::{Value, json};

use super::request::PASSWORD;
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
            Write::OpenDay | Write::MoveCash | Write::CloseDay => self.is_entered_once(house).await,
            Write::PayOnAccount | Write::SettleDues | Write::ChangeDues => {
                self.is_booked_once(house).await;
                self.is_owed_once(house).await;
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

    /// What can be done once only is on record once: with the deed, or neither is.
    async fn is_on_record(&self, house: &House, books: &Books) {
        let session = &self.party.session;
        let order = || books.party(session).orders[0].id.to_string();
        let (what, about, times) = match self.write {
            Write::Open => ("table_opened", self.seated(house).await, 1),
            // The witness joined as well; coming back is no second joining.
            Write::Join | Write::Resume => ("guest_joined", session.clone(), 2),
            Write::Close | Write::PutOut => ("session_closed", session.clone(), 1),
            Write::Rename => ("guest_renamed", session.clone(), 1),
            Write::Leave => ("guest_left", session.clone(), 1),
            Write::TakeOrder => ("order_taken", order(), 1),
            Write::HoldCheck => ("check_held", session.clone(), 1),
            Write::ResumeCheck => ("check_resumed", session.clone(), 1),
            Write::MoveOrder => ("order_moved", order(), 1),
            Write::VoidLine => ("line_moved", order(), 1),
            _ => return,
        };
        let noted = house.on_record(what, Some(&about)).await;
        assert_eq!(noted, times, "{:?} of {about} on record", self.write);
    }

    /// It is on record once more than before. The branch's version says less: printers are set up
    /// at the same time.
    async fn is_noted_more(&self, house: &House, deed: &str) {
        let before = usize::try_from(self.before["noted"].as_u64().unwrap()).unwrap();
        let noted = house.on_record(deed, None).await;
        assert!(noted > before, "{deed}: {noted} after {before}");
    }

    async fn is_noted_once_more(&self, house: &House, deed: &str) {
        let before = usize::try_from(self.before["noted"].as_u64().unwrap()).unwrap();
        let noted = house.on_record(deed, None).await;
        assert_eq!(noted, before + 1, "it was changed once");
    }

    /// The draft moved by one version, and by what was asked for.
    async fn menu_moved_once(&self, house: &House) {
        let now = house.draft().await;
        let versions = [&now, &self.before].map(|draft| draft["version"].as_u64().unwrap());
        assert_eq!(versions[0], versions[1] + 1, "it was changed once");
        let before = self.before["published_version"].as_u64().unwrap();
        let published = now["published_version"].as_u64().unwrap();
        match self.write {
            Write::PublishMenu => assert!(published > before, "{before} {published}"),
            Write::RollBackMenu => assert_eq!(published, 1),
            Write::ImportMenu => {
                let categories = now["categories"].as_array().unwrap().iter();
                let items = categories.flat_map(|c| c["items"].as_array().unwrap());
                let added = items.filter(|item| item["name"] == self.device.as_str());
                assert_eq!(added.count(), 1);
            }
            _ => {
                let categories = now["categories"].as_array().unwrap().iter();
                let added = categories.filter(|c| c["id"] == self.device.as_str());
                assert_eq!(added.count(), 1);
            }
        }
    }

    /// One branch was made, whole; then it is out of the way of the others.
    async fn has_one_branch(&self, house: &House, answer: &Answer) {
        let made = answer.body["id"].as_str().unwrap();
        let listed = house.stack.items("BRAND#").await;
        let of = |entry: &&Value| entry["name"]["S"] == self.device.as_str();
        let listed: Vec<_> = listed.iter().filter(of).collect();
        assert_eq!((listed.len(), &listed[0]["id"]["S"]), (1, &json!(made)));
        let parts = house.stack.items(&format!("BRANCH#{made} ")).await;
        assert_eq!(parts.len(), 2, "how it works, and what is to be had");
        let key = |name: &str| listed[0][name]["S"].as_str().unwrap();
        house.stack.remove(key("pk"), key("sk")).await;
    }

    /// One brand was made, its owner can sign in, and nobody else was let be one.
    async fn is_set_up_once(&self, house: &House) {
        let body = json!({"login": self.login(), "password": PASSWORD});
        let owner = house.stack.nobody().post("/auth/sign-in", &body).await;
        let staff = owner.expect_status(200)["staff"].clone();
        let account = format!("ACCOUNT#{} ", staff["id"].as_str().unwrap());
        let account = house.stack.items(&account).await;
        assert_eq!(
            (account.len(), staff["branches"].as_array().unwrap().len()),
            (2, 1)
        );
        let claim = house.stack.items("CLAIM ").await;
        assert_eq!(claim[0]["branch_id"]["S"], staff["branches"][0]);
        let brand = claim[0]["brand_id"]["S"].as_str().unwrap();
        let record = house.stack.items(&format!("AUDIT#BRAND#{brand}#")).await;
        let made = record.iter().filter(|entry| entry["what"]["S"] == "set_up");
        assert_eq!(made.count(), 1);
    }

    /// The money of the check is as it was asked for, once.
    async fn is_booked_once(&self, house: &House) {
        let books = house.store.books(&self.session()).await.unwrap().unwrap();
        let state = &books.settlement.bills[0];
        let total = state.total.minor;
        assert_eq!(books.settlement.bills.len(), 1);
        assert_eq!(books.bills.len(), 1, "it was issued once");
        let (paid, back) = match self.write {
            Write::PayBill | Write::CheckOut => (total, 0),
            owed if owed.is_owed() => (total, 0),
            Write::RefundBill => (total, total),
            _ => (0, 0),
        };
        assert_eq!((state.paid.minor, state.refunded.minor), (paid, back));
        assert_eq!(books.payments.len(), usize::from(paid > 0));
        assert_eq!(books.refunds.len(), usize::from(back > 0));
        assert_eq!(state.void.is_some(), self.write == Write::VoidBill);
        assert_eq!(books.check.is_open(), self.write != Write::CheckOut);
        let partition = format!("PRINT#{} ", house.stack.branch);
        let jobs = house.stack.items(&partition).await.into_iter();
        let own = jobs.filter(|job| job["content"]["M"]["bill_id"]["S"] == state.id.as_str());
        let printed = self.write == Write::PrintBill;
        assert_eq!(own.count(), usize::from(printed), "it is printed once");
        assert_eq!(state.printed, printed.then_some(1));
    }

    /// The till holds what was said, once; a day that was closed goes on for the others.
    async fn is_entered_once(&self, house: &House) {
        let floor = &house.manager;
        let day = floor.caller.get(&floor.path("day")).await;
        let day = day.expect_status(200);
        match self.write {
            Write::OpenDay => assert_eq!(day["drawer"]["float"]["minor"], 100_000),
            Write::MoveCash => {
                let noted = day["noted"].as_array().unwrap().iter();
                let said = noted.filter(|noted| noted["reason"] == self.device.as_str());
                assert_eq!(said.count(), 1, "{day}");
            }
            _ => {
                assert_eq!(day["status"], "closed", "{day}");
                self.is_noted_once_more(house, "day_closed").await;
                let branch = &house.stack.branch;
                let key = format!("DAY#{}", day["day"].as_str().unwrap());
                house.stack.remove(&format!("TILL#{branch}"), &key).await;
            }
        }
    }

    /// The account moved with the bill, once, and its balance is the sum of its ledger.
    async fn is_owed_once(&self, house: &House) {
        let books = house.store.books(&self.session()).await.unwrap().unwrap();
        let account = books.payments[0].account_id.clone().unwrap();
        let entries = house.store.dues_entries(&account, None, 10).await.unwrap();
        let account = house.store.dues_account(&account).await.unwrap().unwrap();
        let total = books.settlement.bills[0].total;
        let sum: i64 = entries.iter().map(|entry| entry.amount.minor).sum();
        assert_eq!(account.balance.minor, sum);
        let (count, owed) = match self.write {
            Write::SettleDues => (2, 0),
            _ => (1, total.minor),
        };
        assert_eq!((entries.len(), sum), (count, owed));
        let limit = (self.write == Write::ChangeDues).then_some(total);
        assert_eq!(account.limit, limit);
    }

    /// One pickup or delivery was opened for whoever the scene is about; it ends with the scene.
    async fn is_open_once(&self, house: &House, books: &Books) {
        let (open, now) = (books.parties.keys(), salver::api::clock::now());
        let customers = house.store.customers(open, now).await.unwrap();
        let named = customers.values().filter(|customer| {
            let name = customer.name.as_ref();
            name.is_some_and(|name| name.as_str() == self.device)
        });
        let [customer] = named.collect::<Vec<_>>()[..] else {
            panic!("it was not opened once: {customers:?}");
        };
        let party = &books.parties[&customer.check_id];
        let id = party.check.id.to_string();
        if self.write == Write::MoveCheck {
            assert_eq!(party.check.rider_id, Some(house.manager.id.clone()));
        } else {
            assert_eq!(house.on_record("check_opened", Some(&id)).await, 1);
        }
        let path = house.manager.path(&format!("sessions/{id}/close"));
        let closed = house.manager.caller.request(Method::POST, &path);
        Answer::to(closed).await.expect_status(200);
    }

    /// The session that is at the table.
    async fn seated(&self, house: &House) -> String {
        let table = house.manager.table(&self.party.table).await;
        table["session"]["id"].as_str().unwrap().to_owned()
    }

    async fn has_status(&self, house: &House, status: &str) {
        let now = house.manager.table(&self.party.table).await;
        assert_eq!(now["status"], status);
    }

    /// A try is counted with its entry, or neither is.
    async fn tries_are_on_record(&self, house: &House, pin: u32) {
        let session = &self.party.session;
        let window = format!("RATE#pin-session#{session}#{pin} ");
        let window = house.stack.items(&window).await;
        let tries = window[0]["tries"]["N"].as_str().unwrap();
        let noted = house.on_record("pin_wrong", Some(session)).await;
        assert!((1..=2).contains(&noted), "{noted}");
        assert_eq!(tries, noted.to_string());
    }

    /// The new code leads to the table, the old one nowhere, and it was issued once.
    async fn has_one_code(&self, house: &House, answer: &Answer) {
        let table = &self.party.table;
        let code = answer.body["code"].as_str().unwrap();
        let nobody = house.stack.nobody();
        let there = nobody.get(&format!("/tables/{code}")).await;
        assert_eq!(there.expect_status(200)["table"]["id"], table.id);
        let gone = nobody.get(&format!("/tables/{}", table.code)).await;
        gone.refused(404, "not_found");
        house.recoded(&table.id, code);
        let before = usize::try_from(self.before.as_u64().unwrap()).unwrap();
        let issued = house.on_record("code_reissued", Some(&table.id)).await;
        assert_eq!(issued, before + 1);
    }

    /// Of the two tables that were made in a section of the scene's own, each is as it shall be.
    async fn is_planned_once(&self, house: &House) {
        let cards = house.manager.caller.get(&house.manager.path("cards")).await;
        let cards = cards.expect_status(200)["cards"].take();
        let of = |card: &&Value| card["section"].as_str().unwrap().starts_with(&self.device);
        let own: Vec<_> = cards.as_array().unwrap().iter().filter(of).collect();
        let each = |name: &str| {
            own.iter()
                .map(|card| card[name].clone())
                .collect::<Vec<_>>()
        };
        let (versions, seats) = (each("version"), each("seats"));
        match self.write {
            Write::ChangeTable => {
                assert_eq!(
                    (versions, seats),
                    (vec![2.into(), 1.into()], vec![7.into(), 4.into()])
                );
            }
            Write::RenameSection => {
                assert_eq!(versions, [2, 2]);
                assert_eq!(own[0]["section"], format!("{} again", self.device));
            }
            Write::RemoveTable => {
                assert_eq!(versions, [1], "one of two is left");
                assert_ne!(own[0]["id"], self.before["id"]);
            }
            _ => assert_eq!(versions, [1, 1]),
        }
        let removed = own.iter().map(|card| {
            let id = card["id"].as_str().unwrap();
            let path = house.manager.path(&format!("tables/{id}"));
            async move { house.manager.caller.delete(&path).await }
        });
        for removed in futures::future::join_all(removed).await {
            removed.expect_status(204);
        }
    }

    /// The party's only order or call as its phones see it.
    async fn shown(&self, what: &str) -> Value {
        let snapshot = self.witness.snapshot().await;
        let all = snapshot[what].as_array().unwrap();
        assert_eq!(all.len(), 1, "{snapshot}");
        all[0].clone()
    }

    /// Empties the kitchen and frees the table. What is about the figures is served, so that
    /// it counts.
    pub(super) async fn leave(&self, house: &House, books: &Books) {
        let floor = &house.manager;
        // What is paid is not cancelled any more.
        let serves = matches!(
            self.write,
            Write::Order | Write::Count | Write::PayBill | Write::CheckOut | Write::RefundBill
        ) || self.write.is_owed();
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
