//! A restaurant with a large menu, whose guests' phones listen.

use std::time::{Duration, Instant};

use reqwest::Method;
use salver::domain::draft::MAX_COMMANDS;
use salver::domain::role::Role;
use salver::domain::topic::Topic;
use salver_tests::{Answer, PATIENCE, Phone, Stack, Staff, key};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use super::tallies::{Published, SoldOut};
use crate::ears::Ears;

/// Items of the menu.
pub(super) const ITEMS: usize = 500;
pub(super) const PARTIES: usize = 20;
/// Phones of all parties.
pub(super) const PHONES: usize = 100;

/// A running restaurant.
pub(super) struct House {
    stack: Stack,
    /// Of several branches only the owner publishes the menu.
    owner: Staff,
    /// Who says what is sold out: the kitchen and the floor.
    tablets: [Staff; 2],
    phones: Vec<Phone>,
    /// The topic of each phone.
    topics: Vec<Topic>,
    ears: Ears,
    /// An item that has one price.
    item: Item,
    draft_version: Value,
    /// How often something has sold out.
    sold_out: usize,
}

/// What a commit of the draft says of an item whose price it sets.
struct Item {
    id: String,
    price: i64,
    currency: String,
}

/// What one publication took, from the moment when it was sent.
pub(super) struct Publication {
    answered: Duration,
    heard: Duration,
    read: Duration,
}

/// When it was answered and heard that a dish is sold out, from the moment when it was sent.
pub(super) struct Told {
    answered: Duration,
    /// At every phone, the first one first.
    receipts: Vec<Duration>,
}

impl House {
    /// Opens it as one of so many branches, and publishes the menu.
    pub(super) async fn open(branches: usize) -> Self {
        let stack = Stack::start().await;
        if branches > 1 {
            stack.give_neighbours(branches).await;
        }
        let owner = stack.staff(Role::Owner).await;
        let menu = stack.menu().await.0;
        let item = Item::of(&menu);
        let draft_version = fill(&owner, &menu).await;
        let tablets = [
            stack.staff(Role::Cook).await,
            stack.staff(Role::Waiter).await,
        ];
        let (mut phones, mut topics) = (Vec::new(), Vec::new());
        for table in stack.tables.iter().take(PARTIES) {
            let party = owner.open(table, "family").await;
            for number in 0..PHONES / PARTIES {
                phones.push(party.join(&stack, &format!("phone-of-{number}")).await);
                topics.push(Topic::session(&party.session.parse().unwrap()));
            }
        }
        let house = Self {
            stack,
            owner,
            tablets,
            phones,
            topics,
            ears: Ears::new(),
            item,
            draft_version,
            sold_out: 0,
        };
        house.publish_draft().await;
        let items = house.stack.menu().await.items().count();
        assert_eq!(items, ITEMS, "the menu has another number of items");
        house
    }

    /// Opens or closes sockets until so many phones listen, each from a party of its own as long
    /// as there are some.
    pub(super) async fn listen(&mut self, listeners: usize) {
        let (phones, topics) = (&self.phones, &self.topics);
        let each = PHONES / PARTIES;
        let of = |number: usize| {
            let at = number % PARTIES * each + number / PARTIES;
            (&phones[at].caller, topics[at].as_str())
        };
        self.ears.set(listeners, of).await;
        // Those that were closed are forgotten a moment later.
        let settled = async {
            while self.listeners().await != listeners {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(PATIENCE, settled).await.unwrap();
        self.ears.silence().await;
    }

    /// So many sockets the service knows of.
    async fn listeners(&self) -> usize {
        let (mut all, store) = (0, self.stack.store());
        for topic in self.topics.iter().step_by(PHONES / PARTIES) {
            all += store.listeners(topic).await.unwrap().len();
        }
        all
    }

    /// Edits a price and publishes the menu.
    pub(super) async fn publish(&mut self) -> Publication {
        let edit = self.item.dearer();
        self.draft_version = commit(&self.owner, &[edit]).await;
        self.ears.silence().await;
        let sent = Instant::now();
        self.publish_draft().await;
        let answered = sent.elapsed();
        let arrivals = self.ears.arrivals(|said| said.kind == "menu.changed").await;
        let code = &self.stack.tables[0].code;
        let caller = &self.phones[0].caller;
        let menu = caller.get(&format!("/tables/{code}/menu")).await;
        let read = sent.elapsed();
        let menu = menu.expect_status(200);
        let shown = found(&menu, &self.item.id)["price"]["minor"].clone();
        assert_eq!(shown, json!(self.item.price), "an older menu was read");
        Publication {
            answered,
            heard: arrivals[0] - sent,
            read,
        }
    }

    async fn publish_draft(&self) {
        let body = json!({"draft_version": self.draft_version});
        let path = self.owner.path("menu/publish");
        let answer = self.owner.caller.post(&path, &body).await;
        answer.expect_status(201);
    }

    /// A tablet says that a dish is sold out, and then that it is back.
    pub(super) async fn sell_out(&mut self) -> Told {
        let tablet = &self.tablets[self.sold_out % 2];
        self.sold_out += 1;
        let path = tablet.path(&format!("stock/{}", self.item.id));
        let say = |available: bool| {
            let request = tablet.caller.request(Method::PUT, &path);
            Answer::to(request.json(&json!({"available": available})))
        };
        let request = say(false);
        let sent = Instant::now();
        request.await.expect_status(200);
        let answered = sent.elapsed();
        let arrivals = self
            .ears
            .arrivals(|said| said.kind == "stock.changed")
            .await;
        let mut receipts: Vec<_> = arrivals.iter().map(|at| *at - sent).collect();
        receipts.sort_unstable();
        say(true).await.expect_status(200);
        self.ears
            .arrivals(|said| said.kind == "stock.changed")
            .await;
        Told { answered, receipts }
    }
}

impl Item {
    /// One that is to be had, has no variants and is not priced otherwise.
    fn of(menu: &Value) -> Self {
        let none = |list: &Value| list.as_array().is_none_or(Vec::is_empty);
        let plain = |item: &&Value| none(&item["variants"]) && item["available"] == true;
        let item = items(menu).find(plain).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            id: text(&item["id"]),
            price: item["price"]["minor"].as_i64().unwrap(),
            currency: text(&item["price"]["currency"]),
        }
    }

    fn money(&self) -> Value {
        json!({"minor": self.price, "currency": self.currency})
    }

    /// The command after which it costs a little more.
    fn dearer(&mut self) -> Value {
        let before = self.money();
        self.price += 100;
        json!({"do": "edit_item", "id": self.id,
            "set": {"price": self.money()}, "expected": {"price": before}})
    }
}

impl Publication {
    pub(super) fn note(self, of: &mut Published) {
        of.answers.push(self.answered);
        of.heard.push(self.heard);
        of.read.push(self.read);
    }
}

impl Told {
    pub(super) fn note(self, of: &mut SoldOut) {
        of.answers.push(self.answered);
        of.slowest.push(*self.receipts.last().unwrap());
        self.receipts.into_iter().for_each(|at| of.heard.push(at));
    }
}

fn items(menu: &Value) -> impl Iterator<Item = &Value> {
    let categories = menu["categories"].as_array().unwrap().iter();
    categories.flat_map(|category| category["items"].as_array().unwrap())
}

fn found<'a>(menu: &'a Value, id: &str) -> &'a Value {
    items(menu).find(|item| item["id"] == id).unwrap()
}

/// Adds items like those of the menu to its draft until it has [`ITEMS`]; gives the draft's
/// version.
async fn fill(owner: &Staff, menu: &Value) -> Value {
    let missing = ITEMS - items(menu).count();
    let categories = menu["categories"].as_array().unwrap().iter().cycle();
    let like = categories.flat_map(|category| {
        let items = category["items"].as_array().unwrap();
        items.iter().map(|item| (&category["id"], item))
    });
    let commands: Vec<_> = like
        .take(missing)
        .enumerate()
        .map(|(number, (category, item))| another(number, category, item))
        .collect();
    let mut version = Value::Null;
    for some in commands.chunks(MAX_COMMANDS) {
        version = commit(owner, some).await;
    }
    version
}

/// The command that adds an item like another one.
fn another(number: usize, category: &Value, like: &Value) -> Value {
    let groups = like["option_groups"].as_array().unwrap().iter();
    let groups: Vec<_> = groups.map(|group| &group["id"]).collect();
    let name = format!("{} {number}", like["name"].as_str().unwrap());
    let mut command = json!({
        "do": "add_item", "id": format!("item-{number}"), "category": category, "name": name,
        "price": like["price"], "diet": like["diet"], "option_groups": groups,
    });
    for field in ["description", "allergens", "station"] {
        if !like[field].is_null() {
            command[field] = like[field].clone();
        }
    }
    command
}

/// Does commands in the draft; gives its version.
async fn commit(owner: &Staff, commands: &[Value]) -> Value {
    let path = owner.path("menu/draft/commands");
    let request = owner.caller.request(Method::POST, &path);
    let request = request.header("idempotency-key", key());
    let edited = Answer::to(request.json(&json!({"commands": commands}))).await;
    edited.expect_status(201)["version"].clone()
}
