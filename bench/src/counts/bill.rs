//! What an order costs: an order of some 2 KB, with a phone, a kitchen and a floor that watch.

use salver::domain::role::Role;
use salver_tests::{
    Caller, Dish, Meter, Party, Phone, Socket, Stack, Staff, StoreProxy, changes, item_size, key,
};
use serde_json::{Value, json};

use crate::counter::{id, pickup, post, take};

use super::sheet::{Deed, Invoked, Sheet, Written};

/// What the party orders: an item of about 2 KB.
const DISHES: [&str; 3] = ["butter-chicken", "garlic-naan", "masala-dosa"];
/// Where it sits.
const TABLE: usize = 3;
/// The order's way to the table, and how many invocations of `fan-out` and `follow-up` each step
/// is: what is being cooked counts nowhere, and a fact is told of as well.
const STEPS: [(&str, u64, u64); 4] = [
    ("accepted", 2, 1),
    ("preparing", 1, 0),
    ("ready", 1, 0),
    ("served", 2, 1),
];

/// Counts a party's stay.
struct Stay<'a> {
    meter: Meter<'a>,
    stack: &'a Stack,
    manager: Staff,
    viewers: Vec<Socket>,
    deeds: Vec<Deed>,
}

/// Plays the stay of a party that orders once, and counts all of it.
pub(super) async fn measure(stack: &Stack, proxy: &StoreProxy) -> Sheet {
    let mut stay = Stay {
        meter: Meter::new(stack, proxy),
        manager: stack.staff(Role::Manager).await,
        stack,
        viewers: Vec::new(),
        deeds: Vec::new(),
    };
    // The processes learn the branch from a party whose stay is not counted.
    stay.party("warm-up").await;
    stay.deeds.clear();
    for page in ["kitchen", "floor"] {
        let topic = format!("branch:{}:{page}", stack.branch);
        let socket = open(&stay.manager.caller, Some(&[&topic])).await;
        stay.viewers.push(socket);
    }
    let written = stay.party("counted").await;
    let heartbeat = stay.heartbeat().await;
    let of_stay = std::mem::take(&mut stay.deeds);
    // What a process learns with its first bill is not counted.
    stay.money().await;
    stay.deeds.clear();
    stay.money().await;
    Sheet {
        lines: DISHES.len(),
        stay: of_stay,
        heartbeat,
        money: stay.deeds,
        written,
    }
}

/// Opens a connection as the pages do, which take what happened together in one message.
async fn open(caller: &Caller, topics: Option<&[&str]>) -> Socket {
    let mut asked = json!({"batches": true});
    if let Some(topics) = topics {
        asked["topics"] = json!(topics);
    }
    let ticket = caller.post("/realtime/tickets", &asked).await;
    let ticket = ticket.expect_status(201);
    let url = ticket["url"].as_str().unwrap();
    let opened = Socket::try_open(caller, url, Some(caller.origin())).await;
    opened.unwrap()
}

impl Stay<'_> {
    /// Everything from the seat to the door. Gives back what the order wrote.
    async fn party(&mut self, guest: &str) -> Vec<Written> {
        let (party, phone) = self.arrival(guest).await;
        let cart = self.cart(&phone).await;
        let before = self.stack.dump().await;
        let (key, body) = (key(), Phone::order_body(&cart));
        // The figures that it moves are told too.
        let placing = phone.try_order(&key, &body);
        let order = self
            .deed(Deed::ORDER, Invoked::by_http(2, 1), placing)
            .await;
        let order = order.expect_status(201);
        let after = self.stack.dump().await;
        let manager = self.manager.clone();
        for (status, told, followed) in STEPS {
            let moving = manager.move_order(&order, status);
            let name = "four steps to the table";
            let invoked = Invoked::by_http(told, followed);
            let moved = self.deed(name, invoked, moving).await;
            moved.expect_status(200);
        }
        self.departure(&party).await;
        let written = changes(&before, &after).into_iter();
        let written = written.map(|(key, (old, new))| Written {
            form: form(&key),
            before: item_size(&old),
            after: item_size(&new),
        });
        written.collect()
    }

    async fn arrival(&mut self, guest: &str) -> (Party, Phone) {
        const ARRIVAL: &str = "table opened; a phone looks it up, joins, reads and listens";
        let stack = self.stack;
        let (nobody, manager) = (stack.nobody(), self.manager.clone());
        let table = &stack.tables[TABLE];
        // The table is of one partition, the party of another.
        let opening = manager.open(table, "family");
        let party = self.deed(ARRIVAL, Invoked::by_http(2, 0), opening).await;
        let (code, reads) = (format!("/tables/{}", table.code), Invoked::by_http(0, 0));
        let looked = self.deed(ARRIVAL, reads, nobody.get(&code)).await;
        looked.expect_status(200);
        let by_code = format!("{code}/menu");
        let menu = nobody.get(&by_code);
        self.deed(ARRIVAL, reads, menu).await.expect_status(200);
        let device = format!("{guest}-phone");
        let joining = party.join(stack, &device);
        let phone = self.deed(ARRIVAL, Invoked::by_http(1, 0), joining).await;
        self.deed(ARRIVAL, reads, phone.snapshot()).await;
        let invoked = Invoked {
            sockets: 1,
            ..reads
        };
        let socket = self.deed(ARRIVAL, invoked, open(&phone.caller, None)).await;
        self.viewers.push(socket);
        (party, phone)
    }

    async fn cart(&mut self, phone: &Phone) -> Value {
        let mut cart = Value::Null;
        for dish in self.dishes().await {
            let (line, body) = (key(), dish.line(2));
            let putting = phone.try_put(&line, &body);
            let put = self
                .deed("three edits of the cart", Invoked::by_http(1, 0), putting)
                .await;
            cart = put.expect_status(200);
        }
        cart
    }

    async fn departure(&mut self, party: &Party) {
        // Its phone is ended, so it cannot be asked what it has heard as the others can.
        let mut phone = self.viewers.pop().unwrap();
        let heard = phone.messages().len();
        let manager = self.manager.clone();
        let closing = async {
            let closed = manager.close(party).await;
            phone.ends().await;
            closed
        };
        let invoked = Invoked {
            sockets: 1,
            // The order is completed after that, which is told and followed, and then its fact.
            ..Invoked::by_http(4, 2)
        };
        let closed = self.deed("the table is closed", invoked, closing).await;
        closed.expect_status(200);
        let last = self.deeds.last_mut().unwrap();
        last.messages += u64::try_from(phone.messages().len() - heard).unwrap();
    }

    /// A pickup is billed, paid in cash and settled, one request after the other; another one in one
    /// request.
    async fn money(&mut self) {
        let manager = self.manager.clone();
        let deed = Invoked::by_http(1, 0);
        let (check, nothing) = (self.pickup().await, json!({}));
        let path = format!("checks/{check}/bills");
        let billing = post(&manager, &path, &nothing);
        let billed = self.deed(Deed::BILLED[0], deed, billing).await;
        let billed = billed.expect_status(201);
        let bill = &billed["bills"][0];
        let cash = json!({"method": "cash", "amount": bill["total"]});
        let path = format!("bills/{}/payments", id(bill));
        let paying = post(&manager, &path, &cash);
        let paid = self.deed(Deed::BILLED[1], deed, paying).await;
        paid.expect_status(201);
        let path = format!("checks/{check}/checkout");
        let ending = post(&manager, &path, &nothing);
        let ended = self.deed(Deed::BILLED[2], deed, ending).await;
        ended.expect_status(201);
        let (check, card) = (self.pickup().await, json!({"method": "card"}));
        let path = format!("checks/{check}/checkout");
        let ending = post(&manager, &path, &card);
        let ended = self.deed(Deed::CHECKED_OUT, deed, ending).await;
        ended.expect_status(201);
    }

    /// A pickup with the dishes of the party, nothing of which is to be made any more.
    async fn pickup(&self) -> String {
        let check = pickup(&self.manager).await;
        let order = take(&self.manager, &check, "kot", (&self.dishes().await, 2)).await;
        for (status, ..) in &STEPS[1..] {
            let moved = self.manager.move_order(&order, status).await;
            moved.expect_status(200);
        }
        check
    }

    /// What a party orders.
    async fn dishes(&self) -> Vec<Dish> {
        let dishes = self.stack.menu().await.dishes();
        let named = |name: &&str| dishes.iter().find(|dish| dish.item_id == *name).unwrap();
        DISHES.iter().map(|name| named(name).clone()).collect()
    }

    /// A page asks whether it has missed something.
    async fn heartbeat(&mut self) -> Deed {
        let mut page = self.viewers.pop().unwrap();
        let invoked = Invoked {
            sockets: 1,
            ..Invoked::default()
        };
        self.deed("a heartbeat", invoked, page.is_alive()).await;
        let mut deed = self.deeds.pop().unwrap();
        deed.messages = 2;
        deed
    }

    /// Counts something that somebody does, under a name that others may share.
    async fn deed<T>(&mut self, name: &str, invoked: Invoked, deed: impl Future<Output = T>) -> T {
        let (heard, logged) = (self.heard().await, self.stack.function_log().len());
        let done = self.meter.count(name, deed).await;
        let costs = self.meter.take();
        let counted = Deed {
            name: name.to_owned(),
            invoked,
            messages: self.heard().await - heard,
            log_bytes: u64::try_from(self.stack.function_log().len() - logged).unwrap(),
            costs,
        };
        match self.deeds.iter_mut().find(|deed| deed.name == name) {
            Some(known) => known.add(counted),
            None => self.deeds.push(counted),
        }
        done
    }

    /// Messages that the viewers have got so far, but for the answers to their own.
    async fn heard(&mut self) -> u64 {
        let mut heard = 0;
        for viewer in &mut self.viewers {
            // What was sent before has come when the answer has.
            viewer.is_alive().await;
            let messages = viewer.messages();
            heard += messages.iter().filter(|m| m["type"] != "pong").count();
        }
        u64::try_from(heard).unwrap()
    }
}

/// `CHECK#.. ORDER#..`: a key without what is special in it.
fn form(key: &str) -> String {
    let parts = key.split(' ').map(|part| match part.split_once('#') {
        Some((kind, _)) => format!("{kind}#.."),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join(" ")
}
