//! One of each write, in a state of its own, so that it can fail anywhere.

use reqwest::{Method, RequestBuilder};
use salver::auth::Role;
use salver::store::Store;
use salver_tests::{
    Answer, Books, Dish, Heard, History, Party, Phone, Sent, Socket, Stack, Staff, StoreProxy, key,
    ticket,
};
use serde_json::{Value, json};

/// Everything that writes, by what somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    Open,
    RotatePin,
    Close,
    Join,
    Resume,
    Leave,
    PutLine,
    RemoveLine,
    Order,
    Call,
    MoveCall,
    MoveOrder,
    VoidLine,
    SignIn,
    Refresh,
    SignOut,
    Ticket,
    Connect,
}

impl Write {
    pub(crate) const ALL: [Self; 18] = [
        Self::Open,
        Self::RotatePin,
        Self::Close,
        Self::Join,
        Self::Resume,
        Self::Leave,
        Self::PutLine,
        Self::RemoveLine,
        Self::Order,
        Self::Call,
        Self::MoveCall,
        Self::MoveOrder,
        Self::VoidLine,
        Self::SignIn,
        Self::Refresh,
        Self::SignOut,
        Self::Ticket,
        Self::Connect,
    ];

    /// The function that does it.
    pub(crate) fn function(self) -> &'static str {
        match self {
            Self::Open | Self::RotatePin | Self::Close => "run-floor",
            Self::Join | Self::Resume | Self::Leave => "join-session",
            Self::PutLine | Self::RemoveLine => "edit-cart",
            Self::Order => "place-order",
            Self::Call | Self::MoveCall => "call-waiter",
            Self::MoveOrder | Self::VoidLine => "update-status",
            Self::SignIn | Self::Refresh | Self::SignOut => "sign-in",
            Self::Ticket => "realtime-ticket",
            Self::Connect => "ws-connect",
        }
    }

    /// The answer that says: done.
    pub(crate) fn done(self) -> u16 {
        match self {
            Self::Open | Self::Join | Self::Order | Self::Call | Self::Ticket => 201,
            Self::Leave | Self::SignOut => 204,
            _ => 200,
        }
    }

    /// The answer to a repetition of what was done already, where that is a refusal: what is
    /// asked for can be done once only, and has been.
    pub(crate) fn done_before(self) -> Option<(u16, &'static str)> {
        match self {
            Self::Open => Some((409, "table_not_free")),
            Self::Close => Some((409, "session_closed")),
            Self::MoveCall | Self::MoveOrder | Self::VoidLine => Some((409, "illegal_transition")),
            Self::Leave => Some((401, "unauthenticated")),
            _ => None,
        }
    }
}

/// The stack, its people, and what phones were told so far.
pub(crate) struct House {
    pub(crate) stack: Stack,
    pub(crate) proxy: StoreProxy,
    /// Every order of every scene.
    pub(crate) history: History,
    store: Store,
    waiter: Staff,
    dish: Dish,
    scenes: usize,
}

/// A party at which one write is about to happen.
pub(crate) struct Scene {
    pub(crate) write: Write,
    party: Party,
    witness: Phone,
    phone: Phone,
    device: String,
    key: String,
    cart: Value,
    made: Value,
    refresh: String,
    /// What became of its order, if it has one.
    history: History,
}

impl House {
    pub(crate) async fn open() -> Self {
        let proxy = StoreProxy::start();
        let stack = Stack::start_behind(&proxy).await;
        Self {
            waiter: stack.staff(Role::Manager).await,
            dish: stack.menu().await.dish(),
            history: History::default(),
            store: stack.store(),
            scenes: 0,
            stack,
            proxy,
        }
    }

    /// Sets the state before a write, at the table `table`, which must be free.
    pub(crate) async fn set(&mut self, write: Write, table: usize) -> Scene {
        self.scenes += 1;
        let device = format!("device-{:04}", self.scenes);
        let party = self.waiter.open(&self.stack.tables[table], "family").await;
        let witness = party
            .join(&self.stack, &format!("witness-{:04}", self.scenes))
            .await;
        let mut scene = Scene {
            write,
            phone: witness.clone(),
            cart: Value::Null,
            made: Value::Null,
            refresh: String::new(),
            history: History::default(),
            key: key(),
            party,
            witness,
            device,
        };
        match write {
            Write::Open => self.waiter.close(&scene.party).await.expect_status(200),
            Write::Resume | Write::Leave => {
                scene.phone = scene.party.join(&self.stack, &scene.device).await;
                Value::Null
            }
            Write::RemoveLine | Write::Order | Write::MoveOrder | Write::VoidLine => {
                let line = format!("line-{}", self.scenes);
                scene.cart = scene.phone.put(&line, &self.dish, 2).await;
                Value::Null
            }
            Write::MoveCall => {
                let made = Answer::to(scene.request(self, Write::Call)).await;
                scene.made = made.expect_status(201);
                Value::Null
            }
            Write::Refresh | Write::SignOut => {
                let somebody = self.stack.staff(Role::Waiter).await;
                scene.refresh = somebody.refresh;
                Value::Null
            }
            _ => Value::Null,
        };
        if matches!(write, Write::MoveOrder | Write::VoidLine) {
            scene.made = scene.phone.order(&scene.cart).await;
            scene.note(Heard::Ok(scene.made.clone()));
        }
        scene
    }

    /// The history check over all scenes.
    pub(crate) async fn check(&self) {
        let board = self.waiter.board().await;
        let branch = &self.stack.branch;
        self.history.check(&self.store, branch, &board).await;
    }
}

impl Scene {
    fn note(&mut self, heard: Heard) {
        let mut sent = Sent::new(&self.party.session, &self.phone.guest, &self.cart);
        sent.heard = heard;
        self.history.sent.push(sent);
    }

    /// The request of a write; its repetitions are the same.
    fn request(&self, house: &House, write: Write) -> RequestBuilder {
        let (floor, phone) = (&house.waiter, &self.phone.caller);
        let session = |what: &str| floor.path(&format!("sessions/{}/{what}", self.party.session));
        let post = |path: &str| floor.caller.request(Method::POST, path);
        let nobody = |path: &str| house.stack.nobody().request(Method::POST, path);
        let made = self.made["id"].as_str().unwrap_or_default();
        match write {
            Write::Open => post(&floor.path(&format!("tables/{}/open", self.party.table.id)))
                .json(&json!({"mode": "family", "party_size": 2})),
            Write::RotatePin => post(&session("pin/rotate")),
            Write::Close => post(&session("close")),
            Write::Join => {
                nobody("/sessions/join").json(&self.party.join_body(&self.device, &self.party.pin))
            }
            Write::Resume => nobody("/sessions/resume").json(&json!({
                "table_code": self.party.table.code,
                "pin": self.party.pin,
                "device_id": self.device,
            })),
            Write::Leave => phone.request(Method::POST, "/sessions/leave"),
            Write::PutLine => self.phone.putting(&self.device, &house.dish.line(1)),
            Write::RemoveLine => {
                let line = self.cart["lines"][0]["id"].as_str().unwrap();
                phone.request(Method::DELETE, &format!("/cart/lines/{line}"))
            }
            Write::Order => self
                .phone
                .ordering(&self.key, &Phone::order_body(&self.cart)),
            Write::Call => phone
                .request(Method::POST, "/calls")
                .header("idempotency-key", &self.key)
                .json(&json!({"reason": "water"})),
            Write::MoveCall => floor
                .caller
                .request(Method::PATCH, &floor.path(&format!("calls/{made}")))
                .json(&json!({"status": "resolved"})),
            Write::MoveOrder => floor
                .caller
                .request(Method::PATCH, &floor.path(&format!("orders/{made}")))
                .json(&json!({"status": "cancelled", "reason": "the guest left"})),
            Write::VoidLine => {
                let line = self.made["lines"][0]["id"].as_str().unwrap();
                let path = floor.path(&format!("orders/{made}/lines/{line}"));
                let void = json!({"status": "cancelled", "reason": "spilled"});
                floor.caller.request(Method::PATCH, &path).json(&void)
            }
            Write::SignIn => {
                let who = house.stack.sign_in_of(Role::Waiter);
                nobody("/auth/sign-in").json(&json!({"login": who.login, "password": who.password}))
            }
            Write::Refresh => {
                nobody("/auth/refresh").header("cookie", format!("salver_refresh={}", self.refresh))
            }
            Write::SignOut => nobody("/auth/sign-out")
                .header("cookie", format!("salver_refresh={}", self.refresh)),
            Write::Ticket => phone
                .request(Method::POST, "/realtime/tickets")
                .json(&json!({})),
            Write::Connect => unreachable!("it is no request"),
        }
    }

    /// One try, as a page makes it. A socket takes a new ticket for each.
    pub(crate) async fn send(&self, house: &House) -> Answer {
        if self.write != Write::Connect {
            return Answer::to(self.request(house, self.write)).await;
        }
        let caller = &self.phone.caller;
        let mut answer = ticket(caller, None).await;
        if answer.status == 201 {
            let path = answer.body["url"].as_str().unwrap();
            let socket = Socket::try_open(caller, path, Some(caller.origin())).await;
            answer.status = match socket {
                Ok(mut socket) => {
                    assert!(socket.is_alive().await);
                    200
                }
                Err(status) => status,
            };
        }
        answer
    }

    /// Tries again until an answer says what is.
    ///
    /// # Panics
    /// When none does.
    pub(crate) async fn settle(&self, house: &House) -> Answer {
        for _ in 0..100 {
            let answer = self.send(house).await;
            // A ticket whose use was not heard of is gone; the next try brings a new one.
            let again = self.write == Write::Connect && answer.status == 401;
            if answer.status < 500 && !again {
                return answer;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("{:?} stays broken", self.write);
    }

    /// Asserts that the write stands exactly once, and nothing beside it; then the party
    /// leaves.
    pub(crate) async fn stands(mut self, house: &mut House, answer: &Answer) {
        let right = answer.status == self.write.done();
        let code = answer.body["code"].as_str().unwrap_or_default();
        let before = Some((answer.status, code)) == self.write.done_before();
        assert!(right || before, "{:?}: {}", self.write, answer.text);
        if self.write == Write::Order {
            self.note(Heard::of(Some(answer)));
        }
        let (store, branch) = (&house.store, &house.stack.branch);
        let board = house.waiter.board().await;
        self.history.check(store, branch, &board).await;
        let session = [self.party.session.clone()];
        let books = Books::balanced(store, branch, &session).await;
        self.is_once(house, &books, answer).await;
        self.leave(house, &books).await;
        house.history.sent.append(&mut self.history.sent);
    }

    async fn is_once(&self, house: &House, books: &Books, answer: &Answer) {
        let party = books.party(&self.party.session);
        let guest = |id: &str| {
            party
                .guests
                .iter()
                .filter(|g| g.id.to_string() == id)
                .count()
        };
        match self.write {
            Write::Open => {
                let now = house.waiter.table(&self.party.table).await;
                assert_eq!(now["status"], "occupied");
            }
            Write::RotatePin => assert!(party.check.pin_rotation >= 1, "{:?}", party.check),
            Write::Close => assert!(!party.check.is_open()),
            Write::Join | Write::Resume => {
                assert_eq!(guest(answer.body["guest"]["id"].as_str().unwrap()), 1);
                let caller = house.stack.nobody();
                let caller = caller.with_token(answer.body["token"].as_str().unwrap());
                caller.get("/session").await.expect_status(200);
                assert_eq!(party.guests.len(), 2);
            }
            Write::Leave => {
                let answer = self.phone.caller.get("/session").await;
                answer.refused(401, "unauthenticated");
            }
            Write::PutLine | Write::RemoveLine => {
                let cart = self.witness.cart().await;
                let lines = usize::from(self.write == Write::PutLine);
                assert_eq!(cart["lines"].as_array().unwrap().len(), lines, "{cart}");
            }
            Write::Order => {
                assert_eq!(party.orders.len(), 1);
                let cart = self.witness.cart().await;
                assert_eq!(cart["lines"], json!([]));
            }
            Write::Call => assert_eq!(party.calls.len(), 1),
            Write::MoveCall => assert!(self.shown("calls").await["status"] == "resolved"),
            Write::MoveOrder => {
                assert_eq!(self.shown("orders").await["status"], "cancelled");
                assert_eq!(party.check.total.minor, 0);
            }
            Write::VoidLine => {
                assert_eq!(
                    self.shown("orders").await["lines"][0]["status"],
                    "cancelled"
                );
                assert_eq!(party.check.total.minor, 0);
            }
            Write::SignIn | Write::Refresh => {
                let token = answer.body["access_token"].as_str().unwrap();
                let floor = house.stack.nobody().with_token(token);
                floor
                    .get(&house.waiter.path("floor"))
                    .await
                    .expect_status(200);
            }
            Write::SignOut => {
                let refresh = self.request(house, Write::Refresh);
                assert_eq!(Answer::to(refresh).await.status, 401);
            }
            Write::Ticket | Write::Connect => {
                let mut socket = Socket::open(&self.witness.caller).await;
                assert!(socket.is_alive().await);
            }
        }
    }

    /// The party's only order or call as its phones see it.
    async fn shown(&self, what: &str) -> Value {
        let snapshot = self.witness.snapshot().await;
        let all = snapshot[what].as_array().unwrap();
        assert_eq!(all.len(), 1, "{snapshot}");
        all[0].clone()
    }

    /// Empties the kitchen and frees the table.
    async fn leave(&self, house: &House, books: &Books) {
        let orders = books.party(&self.party.session).orders.iter();
        for order in orders.filter(|order| order.status.is_open()) {
            let path = house.waiter.path(&format!("orders/{}", order.id));
            let body = json!({"status": "cancelled", "reason": "the scene is over"});
            let cancelled = house.waiter.caller.send(Method::PATCH, &path, &body).await;
            cancelled.expect_status(200);
        }
        let session = house.waiter.table(&self.party.table).await;
        if let Some(session) = session["session"]["id"].as_str() {
            let party = Party {
                session: session.to_owned(),
                ..self.party.clone()
            };
            house.waiter.close(&party).await.expect_status(200);
        }
    }
}
