//! The stack with its people, where calls to the store fail as they are told to.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use salver::domain::role::Role;
use salver::store::Store;
use salver_tests::{
    Answer, Books, Coded, Dish, Fate, Heard, History, Party, Phone, Stack, Staff, StoreCall,
    StoreProxy, Today,
};

use super::{Scene, Write};
use crate::rounds::few_at_once;

/// What the store does to the calls of a function, from the `nth` on, `times` of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Blow {
    pub(crate) nth: usize,
    pub(crate) fate: Fate,
    pub(crate) times: usize,
}

/// A blow that is to fall, and how far it is.
#[derive(Debug)]
struct Aimed {
    blow: Blow,
    calls: usize,
    met: Vec<Instant>,
}

/// The table of who sits there all evening.
const RESIDENT: usize = 30;

/// So long people work with one sign-in, which lasts ten minutes: a slow machine needs longer for
/// all of a sweep.
const SHIFT: Duration = Duration::from_secs(240);

type Blows = Arc<Mutex<BTreeMap<&'static str, Aimed>>>;

/// The stack, its people, and what phones were told so far.
pub(crate) struct House {
    pub(crate) stack: Stack,
    pub(crate) store: Store,
    pub(crate) manager: Staff,
    pub(crate) owner: Staff,
    /// Somebody who may not see the figures.
    pub(crate) waiter: Staff,
    pub(crate) dish: Dish,
    /// Who sits there all evening, for what is nothing to any party.
    pub(super) resident: (Party, Phone),
    /// What is typed into the printers, by their IDs.
    pub(super) printers: BTreeMap<&'static str, serde_json::Value>,
    /// Every order of every scene.
    history: History,
    tables: Mutex<Vec<Coded>>,
    scenes: AtomicUsize,
    blows: Blows,
    /// When its people signed in last.
    signed_in: Instant,
    /// Ends with the house.
    _proxy: StoreProxy,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn judge(blows: &Blows, call: &StoreCall) -> Fate {
    let mut blows = lock(blows);
    let aimed = blows.get_mut(call.function.as_str());
    let Some(aimed) = aimed.filter(|_| !call.warm_up) else {
        return Fate::Pass;
    };
    aimed.calls += 1;
    let Blow { nth, fate, times } = aimed.blow;
    if aimed.calls < nth || aimed.calls >= nth.saturating_add(times) {
        return Fate::Pass;
    }
    aimed.met.push(Instant::now());
    fate
}

impl House {
    pub(crate) async fn open() -> Self {
        let proxy = StoreProxy::start();
        let stack = Stack::start_behind(&proxy).await;
        let blows = Blows::default();
        let aimed = Arc::clone(&blows);
        proxy.judge(move |call| judge(&aimed, call));
        let manager = stack.staff(Role::Manager).await;
        let party = manager.open(&stack.tables[RESIDENT], "family").await;
        let phone = party.join(&stack, "resident").await;
        let mut printers = BTreeMap::new();
        for (id, kind) in super::print::PRINTERS {
            printers.insert(id, super::print::set_up(&manager, id, kind).await);
        }
        let path = manager.path("");
        let told = serde_json::json!({"message_bill": true});
        let told = manager
            .caller
            .send(reqwest::Method::PATCH, path.trim_end_matches('/'), &told);
        told.await.expect_status(200);
        Self {
            printers,
            store: stack.store(),
            resident: (party, phone),
            manager,
            owner: stack.staff(Role::Owner).await,
            waiter: stack.staff(Role::Waiter).await,
            dish: stack.menu().await.dish(),
            history: History::default(),
            tables: Mutex::new(stack.tables.clone()),
            scenes: AtomicUsize::new(0),
            stack,
            blows,
            signed_in: Instant::now(),
            _proxy: proxy,
        }
    }

    /// Has the people sign in once more when they did long ago. While the store is well.
    pub(crate) async fn sign_in_again(&mut self) {
        if self.signed_in.elapsed() < SHIFT {
            return;
        }
        for staff in [&mut self.manager, &mut self.owner, &mut self.waiter] {
            staff.sign_in_again().await;
        }
        self.signed_in = Instant::now();
    }

    /// A number that no other scene has.
    pub(super) fn next_scene(&self) -> usize {
        1 + self.scenes.fetch_add(1, Ordering::Relaxed)
    }

    /// A table as its card is now.
    pub(super) fn table(&self, number: usize) -> Coded {
        lock(&self.tables)[number].clone()
    }

    /// Prints a table's card again.
    pub(super) fn recoded(&self, id: &str, code: &str) {
        let mut tables = lock(&self.tables);
        let table = tables.iter_mut().find(|table| table.id == id);
        code.clone_into(&mut table.unwrap().code);
    }

    /// From now on the store fails for `function`.
    pub(crate) fn aim(&self, function: &'static str, blow: Blow) {
        let aimed = Aimed {
            blow,
            calls: 0,
            met: Vec::new(),
        };
        lock(&self.blows).insert(function, aimed);
    }

    /// When calls of a function were hit.
    pub(crate) fn met(&self, function: &str) -> Vec<Instant> {
        let blows = lock(&self.blows);
        let aimed = blows.get(function);
        aimed.map(|aimed| aimed.met.clone()).unwrap_or_default()
    }

    /// The store is well again.
    pub(crate) fn heal(&self) {
        lock(&self.blows).clear();
    }

    /// Entries of the record of this kind.
    pub(super) async fn on_record(&self, what: &str, about: Option<&str>) -> usize {
        let record = self.stack.recent_record().await;
        let of = |entry: &&serde_json::Value| {
            entry["what"] == what && about.is_none_or(|about| entry["entity"] == about)
        };
        record.iter().filter(of).count()
    }

    /// Papers of business days, whoever has them by now.
    pub(super) async fn days_printed(&self) -> u64 {
        let partition = format!("PRINT#{} ", self.stack.branch);
        let jobs = self.stack.items(&partition).await.into_iter();
        let days = jobs.filter(|job| job["content"]["M"]["is"]["S"] == "day_report");
        days.count().try_into().unwrap()
    }

    /// How the brand looks, as its owner reads it.
    pub(super) async fn looks(&self) -> serde_json::Value {
        self.cards().await["looks"].clone()
    }

    /// The cards of the branch, with the address that they carry.
    pub(super) async fn cards(&self) -> serde_json::Value {
        let cards = self.owner.caller.get(&self.owner.path("cards")).await;
        cards.expect_status(200)
    }

    /// The card of a table.
    pub(super) async fn card_of(&self, table: &str) -> serde_json::Value {
        let cards = self.cards().await;
        let mut cards = cards["cards"].as_array().unwrap().iter();
        cards.find(|card| card["id"] == table).unwrap().clone()
    }

    /// Asserts that every write stands exactly once, and nothing beside it; then the parties
    /// leave.
    pub(crate) async fn stand(&mut self, mut scenes: Vec<(Scene, Answer)>) {
        let mut history = History::default();
        for (scene, answer) in &mut scenes {
            let write = scene.write;
            let right = answer.status == write.done();
            let code = answer.body["code"].as_str().unwrap_or_default();
            let before = Some((answer.status, code)) == write.done_before();
            assert!(right || before, "{write:?}: {}", answer.text);
            if write.orders() {
                scene.note(Heard::of(Some(answer)));
            }
            if write == Write::TakeOrder {
                scene.note_taken(answer);
            }
            history.sent.append(&mut scene.history.sent);
        }
        let sessions = scenes.iter().map(|(scene, _)| scene.party.session.clone());
        let sessions: Vec<_> = sessions.collect();
        // What a party leaves behind is tidied up by whoever follows the stream.
        self.stack.caught_up().await;
        let books = Books::balanced(&self.store, &self.stack.branch, &sessions).await;
        history.account(&books, &self.manager.board().await);
        self.history.sent.append(&mut history.sent);
        let house = &*self;
        let proofs = scenes
            .iter()
            .map(|(scene, answer)| scene.is_once(house, &books, answer));
        few_at_once(proofs).await;
        few_at_once(scenes.iter().map(|(scene, _)| scene.leave(house, &books))).await;
    }

    /// The owner reads a recount of all orders so far.
    pub(super) async fn is_counted(&self) {
        let sessions = self.history.sent.iter().map(|sent| sent.session.as_str());
        let sessions: std::collections::BTreeSet<_> = sessions.collect();
        let sessions: Vec<_> = sessions.into_iter().collect();
        let orders = self.stack.raw_orders(&sessions).await;
        let wanted = Today::recounted(&self.stack, &orders).await;
        self.owner.figures_of(&wanted).await;
    }

    /// The history check over all scenes, in all three books.
    pub(crate) async fn check(&self) {
        let history = &self.history;
        history.check_with_figures(&self.stack, &self.owner).await;
    }
}

impl House {
    /// What is to be had.
    pub(crate) async fn stock(&self) -> serde_json::Value {
        let path = self.manager.path("stock");
        self.manager.caller.get(&path).await.expect_status(200)
    }

    /// The menu in the making.
    pub(crate) async fn draft(&self) -> serde_json::Value {
        let path = self.manager.path("menu/draft");
        self.manager.caller.get(&path).await.expect_status(200)
    }

    /// The brand's menu with what the branch says otherwise.
    pub(crate) async fn own_menu(&self) -> serde_json::Value {
        let path = self.manager.path("menu/own");
        self.manager.caller.get(&path).await.expect_status(200)
    }
}
