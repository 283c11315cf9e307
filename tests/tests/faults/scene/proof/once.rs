//! What must be there once.

use reqwest::Method;
use salver_tests::{Answer, Books};
use serde_json::{Value, json};

use super::super::money::CREDIT;
use super::super::request::PASSWORD;
use super::super::{House, Scene, Write};

impl Scene {
    /// One branch was made, whole; then it is out of the way of the others.
    pub(super) async fn has_one_branch(&self, house: &House, answer: &Answer) {
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
    pub(super) async fn is_set_up_once(&self, house: &House) {
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
    pub(super) async fn is_booked_once(&self, house: &House) {
        let books = house.store.books(&self.session()).await.unwrap().unwrap();
        let state = &books.settlement.bills[0];
        let total = state.total.minor;
        assert_eq!(books.settlement.bills.len(), 1);
        assert_eq!(books.bills.len(), 1, "it was issued once");
        let (paid, back) = match self.write {
            Write::PayBill | Write::CheckOut => (total, 0),
            owed if owed.is_owed() => (total, 0),
            Write::RefundBill => (total, total),
            credit if credit.is_credit() => (total + CREDIT, 0),
            _ => (0, 0),
        };
        assert_eq!((state.paid.minor, state.refunded.minor), (paid, back));
        assert_eq!(books.payments.len(), usize::from(paid > 0));
        let (went, is_credit) = (books.refunds.len(), self.write.is_credit());
        assert_eq!(went, usize::from(back > 0 || is_credit));
        assert_eq!(state.credit_back(), if is_credit { CREDIT } else { 0 });
        assert_eq!(state.void.is_some(), self.write == Write::VoidBill);
        assert_eq!(books.check.is_open(), self.write != Write::CheckOut);
        let partition = format!("PRINT#{} ", house.stack.branch);
        let jobs = house.stack.items(&partition).await.into_iter();
        let own = jobs.filter(|job| job["content"]["M"]["bill_id"]["S"] == state.id.as_str());
        let printed = self.write == Write::PrintBill;
        assert_eq!(own.count(), usize::from(printed), "it is printed once");
        assert_eq!(state.printed, printed.then_some(1));
    }

    /// One message about the bill waits for a person, or was moved by one, once.
    pub(super) async fn is_told_once(&self, house: &House) {
        let partition = format!("MESSAGES#{} ", house.stack.branch);
        let messages = house.stack.items(&partition).await.into_iter();
        let session = self.party.session.as_str();
        let own = messages.filter(|message| message["check_id"]["S"] == session);
        let own: Vec<_> = own.collect();
        let (status, version) = match self.write {
            Write::SendBill => ("by_hand", "1"),
            _ => ("sent", "2"),
        };
        assert_eq!(own.len(), 1, "{own:?}");
        assert_eq!(own[0]["status"]["S"], status);
        assert_eq!(own[0]["version"]["N"], version);
    }

    /// The till holds what was said, once; a day that was closed goes on for the others.
    pub(super) async fn is_entered_once(&self, house: &House) {
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
            Write::PrintDay => {
                let before = self.before["printed"].as_u64().unwrap();
                assert_eq!(house.days_printed().await, before + 1);
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
    pub(super) async fn is_owed_once(&self, house: &House) {
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

    /// What was paid too much is to the customer's credit, once, or went out to them, once.
    pub(super) async fn is_kept_once(&self, house: &House) {
        let books = house.store.books(&self.session()).await.unwrap().unwrap();
        let account = books.refunds[0].account_id.clone().unwrap();
        let entries = house.store.dues_entries(&account, None, 10).await.unwrap();
        let account = house.store.dues_account(&account).await.unwrap().unwrap();
        let amounts: Vec<i64> = entries.iter().map(|entry| entry.amount.minor).collect();
        assert_eq!(account.balance.minor, amounts.iter().sum::<i64>());
        let wanted: &[i64] = match self.write {
            Write::PayOut => &[CREDIT, -CREDIT],
            _ => &[-CREDIT],
        };
        assert_eq!(amounts, wanted, "the newest first");
    }

    /// One pickup or delivery was opened for whoever the scene is about; it ends with the scene.
    pub(super) async fn is_open_once(&self, house: &House, books: &Books) {
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
    pub(super) async fn seated(&self, house: &House) -> String {
        let table = house.manager.table(&self.party.table).await;
        table["session"]["id"].as_str().unwrap().to_owned()
    }

    pub(super) async fn has_status(&self, house: &House, status: &str) {
        let now = house.manager.table(&self.party.table).await;
        assert_eq!(now["status"], status);
    }

    /// A try is counted with its entry, or neither is.
    pub(super) async fn tries_are_on_record(&self, house: &House, pin: u32) {
        let session = &self.party.session;
        let window = format!("RATE#pin-session#{session}#{pin} ");
        let window = house.stack.items(&window).await;
        let tries = window[0]["tries"]["N"].as_str().unwrap();
        let noted = house.on_record("pin_wrong", Some(session)).await;
        assert!((1..=2).contains(&noted), "{noted}");
        assert_eq!(tries, noted.to_string());
    }

    /// The new code leads to the table, the old one nowhere, and it was issued once.
    pub(super) async fn has_one_code(&self, house: &House, answer: &Answer) {
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
    pub(super) async fn is_planned_once(&self, house: &House) {
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
    pub(super) async fn shown(&self, what: &str) -> Value {
        let snapshot = self.witness.snapshot().await;
        let all = snapshot[what].as_array().unwrap();
        assert_eq!(all.len(), 1, "{snapshot}");
        all[0].clone()
    }
}
