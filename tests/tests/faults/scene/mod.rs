//! One of each write, in a state of its own, so that it can fail anywhere.

mod follow;
mod house;
mod money;
mod print;
mod proof;
mod request;
mod send;
mod team;
mod write;

use std::collections::BTreeSet;
use std::sync::Mutex;

use reqwest::Method;
use salver::domain::id::CheckId;
use salver::domain::topic::Topic;
use salver_tests::{Answer, Heard, History, Party, Phone, Sent, Socket, key, ticket};
use serde_json::{Value, json};

pub(crate) use house::{Blow, House};
pub(crate) use write::Write;

/// A party at which one write is about to happen.
pub(crate) struct Scene {
    pub(crate) write: Write,
    party: Party,
    witness: Phone,
    phone: Phone,
    device: String,
    key: String,
    /// What was in the cart.
    cart: Value,
    /// What the write changes, as it was.
    before: Value,
    refresh: String,
    /// The path of a connection's first try.
    ticket: Mutex<Option<String>>,
    /// The connection of the phone, and one of the floor.
    sockets: tokio::sync::Mutex<Option<(Socket, Socket)>>,
    /// The phone's connection in the table.
    connection: String,
    /// What became of its order, if it has one.
    history: History,
}

impl House {
    /// Sets the state before a write, at this table, which must be free.
    pub(crate) async fn set(&self, write: Write, table: usize) -> Scene {
        let number = self.next_scene();
        let table = self.table(table);
        let (party, witness) = if write.is_apart() {
            let (party, phone) = self.resident.clone();
            (Party { table, ..party }, phone)
        } else {
            let party = self.manager.open(&table, "family").await;
            let device = format!("witness-{number:04}");
            let witness = party.join(&self.stack, &device).await;
            (party, witness)
        };
        let mut scene = Scene {
            write,
            phone: witness.clone(),
            device: format!("device-{number:04}"),
            key: key(),
            cart: Value::Null,
            before: Value::Null,
            refresh: String::new(),
            ticket: Mutex::default(),
            sockets: tokio::sync::Mutex::default(),
            connection: String::new(),
            history: History::default(),
            party,
            witness,
        };
        if write.needs_cart() {
            let line = format!("line-{number}");
            scene.cart = scene.phone.put(&line, &self.dish, 2).await;
        }
        if write.needs_order() {
            scene.before = scene.phone.order(&scene.cart).await;
            scene.note(Heard::Ok(scene.before.clone()));
        }
        if write.needs_socket() {
            scene.listen(self).await;
        }
        scene.prepare(self).await;
        scene
    }
}

impl Scene {
    /// What only this write needs.
    async fn prepare(&mut self, house: &House) {
        let (floor, party) = (&house.manager, &self.party);
        match self.write {
            Write::Free => {
                let booked = json!({"status": "booked"});
                let booked = floor.move_table(&party.table, &booked).await;
                booked.expect_status(200);
            }
            // As if nobody had asked for it, nor often.
            Write::Ask => {
                for status in ["booked", "free"] {
                    let to = json!({"status": status});
                    let moved = floor.move_table(&party.table, &to).await;
                    moved.expect_status(200);
                }
                for window in house.stack.items("RATE#ask-").await {
                    house.stack.set(&window, "tries", json!({"N": "0"})).await;
                }
                let table = Some(&*self.party.table.id);
                self.before = house.on_record("opening_asked", table).await.into();
            }
            Write::Resume | Write::Rename | Write::Leave => {
                self.phone = party.join(&house.stack, &self.device).await;
            }
            Write::MoveCall => {
                let made = Answer::to(self.request(house, Write::Call)).await;
                self.before = made.expect_status(201);
            }
            Write::TakeBackPayment => {
                let asked = Answer::to(self.request(house, Write::AskToPay)).await;
                self.before = asked.expect_status(201);
            }
            Write::DropSaved => {
                let put = Answer::to(self.request(house, Write::SaveLine)).await;
                put.expect_status(200);
            }
            Write::ResumeCheck => {
                let held = Answer::to(self.request(house, Write::HoldCheck)).await;
                held.expect_status(200);
            }
            Write::MoveCheck => {
                let customer = json!({"name": self.device, "phone": "+91 98450 12345",
                    "address": "12 Lake Road"});
                let request = floor.caller.request(Method::POST, &floor.path("checks"));
                let request = request.header("idempotency-key", key());
                let body = json!({"kind": "delivery", "customer": customer});
                self.before = Answer::to(request.json(&body)).await.expect_status(201);
            }
            Write::PayBill
            | Write::PayOnAccount
            | Write::SettleDues
            | Write::ChangeDues
            | Write::KeepCredit
            | Write::PayOut
            | Write::RefundBill
            | Write::VoidBill
            | Write::PrintBill
            | Write::SendBill
            | Write::MoveMessage => self.prepare_money(house).await,
            // As if nobody had said its float, nor closed it.
            Write::OpenDay | Write::CloseDay => {
                let branch = &house.stack.branch;
                for item in house.stack.items(&format!("TILL#{branch}")).await {
                    let key = |name: &str| item[name]["S"].as_str().unwrap();
                    house.stack.remove(key("pk"), key("sk")).await;
                }
                let day = floor.caller.get(&floor.path("day")).await;
                self.before = day.expect_status(200);
                self.before["noted"] = house.on_record("day_closed", None).await.into();
            }
            Write::PrintDay => {
                let day = floor.caller.get(&floor.path("day")).await;
                let day = day.expect_status(200)["day"].clone();
                self.before = json!({"day": day, "printed": house.days_printed().await});
            }
            Write::Refresh | Write::SignOut => {
                let somebody = house.stack.staff(salver::domain::role::Role::Waiter).await;
                self.refresh = somebody.refresh;
            }
            // As if nobody had: it can be done again.
            Write::SetUp => house.stack.remove("CLAIM", "CLAIM").await,
            Write::Invite
            | Write::LookUpLink
            | Write::JoinTeam
            | Write::JoinWithAccount
            | Write::Withdraw
            | Write::ChangeMember
            | Write::PartWith
            | Write::OfferReset
            | Write::ResetPassword => self.prepare_team(house).await,
            Write::Forbid => {
                self.before = house.on_record("permission_refused", None).await.into();
            }
            Write::Recode => {
                let table = Some(&*self.party.table.id);
                self.before = house.on_record("code_reissued", table).await.into();
            }
            Write::ChangeTable | Write::RenameSection | Write::RemoveTable => {
                let made = Answer::to(self.request(house, Write::MakeTables)).await;
                self.before = made.expect_status(201)["tables"][0].clone();
            }
            Write::ChangeBranch => {
                let settings = floor.caller.get(&self.branch_path(house)).await;
                self.before = settings.expect_status(200);
                self.before["noted"] = house.on_record("settings_changed", None).await.into();
            }
            Write::PutTaxes => {
                let taxes = floor.caller.get(&floor.path("taxes")).await;
                self.before = taxes.expect_status(200);
                self.before["noted"] = house.on_record("taxes_changed", None).await.into();
            }
            Write::ChangeScreen => {
                let screen = floor.caller.get(&floor.path("status-screen")).await;
                self.before = screen.expect_status(200);
                let noted = house.on_record("status_screen_changed", None).await;
                self.before["noted"] = noted.into();
            }
            Write::MakeStatusLink => {
                let noted = house.on_record("status_link_made", None).await;
                self.before = json!({"noted": noted});
            }
            Write::RemoveStatusLink => {
                let path = floor.path("status-screen/link");
                let made = floor.caller.request(Method::PUT, &path);
                Answer::to(made).await.expect_status(200);
                let noted = house.on_record("status_link_removed", None).await;
                self.before = json!({"noted": noted});
            }
            Write::PutLooks => self.before = house.looks().await,
            Write::PutSite => self.before = house.cards().await["site"].clone(),
            Write::RenameBrand => self.before = house.cards().await["brand"].clone(),
            Write::ConfirmCards => self.before = house.card_of(&self.party.table.id).await,
            Write::ChangeOwnMenu => self.before = house.own_menu().await,
            // As if the branch had none of its own: it can be added again.
            Write::ChangeStations => {
                let gone = json!({"changes": [{"do": "remove_station", "id": "quay"}]});
                let path = floor.path("menu/own");
                let said = floor.caller.send(Method::PATCH, &path, &gone).await;
                said.expect_status(200);
                self.before = house.own_menu().await;
            }
            Write::MarkStock => {
                self.before = house.stock().await;
                self.before["noted"] = house.on_record(self.write.deed(), None).await.into();
            }
            // Guests may order again: a pause that stays would be in the way of the others.
            Write::PauseOrdering => {
                let closed = json!({"open": false, "word": "Back at eight"});
                let path = floor.path("ordering");
                let paused = floor.caller.send(Method::PUT, &path, &closed).await;
                paused.expect_status(200);
                self.before = house.stock().await;
                self.before["noted"] = house.on_record(self.write.deed(), None).await.into();
            }
            // They ask for less then: a rule that stays would be in the way of publications.
            Write::PutMenuRules => {
                let more = json!({"stations": true});
                let path = house.owner.path("menu/rules");
                let ruled = house.owner.caller.send(Method::PUT, &path, &more).await;
                ruled.expect_status(200);
            }
            Write::EditMenu | Write::ImportMenu | Write::PublishMenu | Write::RollBackMenu => {
                self.before = house.draft().await;
                if self.write == Write::RollBackMenu {
                    let version = json!({"draft_version": self.before["version"]});
                    let path = floor.path("menu/publish");
                    let published = floor.caller.post(&path, &version).await;
                    published.expect_status(201);
                    self.before = house.draft().await;
                }
            }
            Write::PutPrinter
            | Write::RemovePrinter
            | Write::IssueSecret
            | Write::TestPrinter
            | Write::MovePrintJob
            | Write::Reprint
            | Write::PollStar
            | Write::ConfirmToStar
            | Write::AskEpson => self.prepare_print(house).await,
            Write::Connect => {
                let ticket = ticket(&self.phone.caller, None).await.expect_status(201);
                let path = ticket["url"].as_str().unwrap().to_owned();
                *self.ticket.get_mut().unwrap() = Some(path);
            }
            Write::Overstay => self.end_identity(house).await,
            _ => {}
        }
    }

    /// Opens connections that hear of what happens.
    async fn listen(&mut self, house: &House) {
        let socket = Socket::open(&self.phone.caller).await;
        let floor = Socket::open(&house.manager.caller).await;
        let listeners = house.store.listeners(&self.topic()).await.unwrap();
        self.connection.clone_from(&listeners[0].connection_id);
        *self.sockets.get_mut() = Some((socket, floor));
    }

    fn session(&self) -> CheckId {
        self.party.session.parse().unwrap()
    }

    fn topic(&self) -> Topic {
        Topic::session(&self.session())
    }

    fn branch_path(&self, house: &House) -> String {
        format!("/branches/{}", house.stack.branch)
    }

    /// What staff were told of an order that they took.
    fn note_taken(&mut self, answer: &Answer) {
        let heard = match Heard::of(Some(answer)) {
            Heard::Ok(body) => Heard::Ok(body["order"].clone()),
            other => other,
        };
        self.history.sent.push(Sent {
            session: self.party.session.clone(),
            guest: "staff".to_owned(),
            lines: BTreeSet::from([self.device.clone()]),
            heard,
        });
    }

    fn note(&mut self, heard: Heard) {
        let mut sent = Sent::new(&self.party.session, &self.phone.guest, &self.cart);
        sent.heard = heard;
        self.history.sent.push(sent);
    }
}
