//! An evening in which each item of the chart is written once, by the code that writes it.
//! Nothing in it depends on chance but the draw of an order's number.

use std::net::IpAddr;

use salver::domain::account::{Account, Membership, Person};
use salver::domain::audit::{Actor, AuditEntry, Deed, Origin, Record};
use salver::domain::call::{COOL_DOWN_SECONDS, Call, CallReason};
use salver::domain::cart::PutLine;
use salver::domain::check::{Check, Mode};
use salver::domain::claims::Claims;
use salver::domain::combo::{InCombo, Pick};
use salver::domain::credentials::Login;
use salver::domain::draft::{Draft, Edited};
use salver::domain::floor_plan::FloorPlan;
use salver::domain::guest::Guest;
use salver::domain::hours::{ClosedDay, OpeningHours, OpeningTime, Weekday};
use salver::domain::id::{CallId, CheckId};
use salver::domain::language::{Language, Text};
use salver::domain::looks::{DisplayFace, Looks};
use salver::domain::menu::Menu;
use salver::domain::name::Name;
use salver::domain::order::{Order, PaymentMethod};
use salver::domain::overrides::{Change, Overrides};
use salver::domain::photo::Photo;
use salver::domain::place::Place;
use salver::domain::price_list::{Channel, OwnPrices, Percent, PriceList};
use salver::domain::price_of::PriceOf;
use salver::domain::priced::PriceKind;
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::role::Role;
use salver::domain::serving_times::ServingTimes;
use salver::domain::set_up::{NewBrand, NewIds, SetUp};
use salver::domain::settings::ChangeSettings;
use salver::domain::sign_in::RefreshFamily;
use salver::domain::site_origin::SiteOrigin;
use salver::domain::staff_link::{NewLink, Purpose, StaffLink};
use salver::domain::stock::{DayPrice, Pause, Stock, Supply};
use salver::domain::table::{Table, TableRef};
use salver::domain::team::Post;
use salver::domain::text::{GuestName, Note, PauseWord, Phone, Reason};
use salver::domain::topic::Topic;
use salver::domain::transitions::{LineStatus, OrderStatus};
use salver::domain::variant::{ChosenVariant, Variant};
use salver::service::figures::{OrderChange, count_orders};
use salver::store::{
    Arrival, Calling, Connection, Drafting, Idempotent, Joining, Making, NewOrder, Placing, Saving,
    SettingUp, Ticket, Window,
};
use salver_demo::fixtures::{
    access, branch, check, combo_menu, guest, later, line, membership, menu, moment, now,
    order_for, pick, placement, profile, seated, stock, thali, waiter,
};

use super::by_row;
use crate::realtime::draw;
use crate::world::World;

/// Who owns the brand.
pub fn owner() -> Account {
    Account {
        id: "vera".parse().unwrap(),
        name: "Vera".to_owned(),
        login: "vera@lane.example".to_owned(),
        ..waiter()
    }
}

/// A phone that has said all that one may say.
pub fn meera() -> Guest {
    Guest {
        name: GuestName::parse(Some("Meera")).unwrap(),
        phone: Phone::parse(Some("+91 98 7654 3210")).unwrap(),
        ..guest(&check(), 1)
    }
}

/// A photo; what is in its pictures is no matter here.
pub fn photo() -> Photo {
    let jpeg = |end: u8| vec![0xFF, 0xD8, 0xFF, 0xE0, end];
    Photo {
        id: "00ff11ee22dd33cc44bb55aa6699f078".parse().unwrap(),
        list: jpeg(1),
        sheet: jpeg(2),
    }
}

pub fn call_id() -> CallId {
    CallId::new(&check().id, "call1").unwrap()
}

/// The record that an entry of each kind goes into, and the entry's ID.
pub fn records() -> [(Record, &'static str); 3] {
    [
        (Record::from(&branch()), "01k8b"),
        (Record::Brand(profile().brand_id), "01k8c"),
        (Record::Nobody, "01k8d"),
    ]
}

pub fn cool_down() -> Window {
    Window {
        what: "call",
        who: "lane_check1-water".to_owned(),
        limit: 1,
        seconds: COOL_DOWN_SECONDS,
    }
}

pub fn family() -> RefreshFamily {
    let staff = waiter();
    let id = "f1".parse().unwrap();
    RefreshFamily::begin(id, staff.id, staff.session_version, access(), now())
}

/// An invitation of a branch's waiter.
pub fn link() -> StaffLink {
    let new = NewLink {
        id: "00ff".parse().unwrap(),
        brand: profile().brand_id,
        by: owner().id,
        request_hash: "00ff".to_owned(),
    };
    let purpose = Purpose::Invitation {
        name: "Asha".to_owned(),
        post: Post::of(Role::Waiter, Some(vec![branch()])).unwrap(),
    };
    StaffLink::make(new, purpose, now())
}

pub fn record(key: &str) -> Idempotent {
    Idempotent {
        scope: "lane_check1.g1".to_owned(),
        key: key.to_owned(),
        request_hash: "00ff".to_owned(),
        location: "/api/v1/orders/lane_check1_order1".to_owned(),
        body: r#"{"id":"lane_check1_order1","number":1}"#.to_owned(),
        expires_at: later(24 * 3600).as_second(),
    }
}

fn claims() -> Claims {
    let access = access();
    Claims::Staff {
        staff_id: waiter().id,
        access,
        family_id: family().id,
        session_version: 1,
    }
}

pub fn topic() -> Topic {
    Topic::kitchen(&branch())
}

fn entry(id: &str, record: Record, what: Deed) -> AuditEntry {
    let who = Actor::Staff {
        id: waiter().id,
        role: Some(Role::Waiter),
    };
    let origin = Origin {
        address: Some(IpAddr::from([203, 0, 113, 77])),
        request_id: "request-1".to_owned(),
    };
    let entry = AuditEntry::new(id.to_owned(), record, who, what, &origin, now());
    entry.about("lane_check1").with("from", "free")
}

/// What the evening's commits put on record.
fn noted(id: &str, what: Deed) -> AuditEntry {
    entry(id, Record::from(&branch()), what)
}

fn with_note(line: PutLine) -> PutLine {
    let note = Note::parse(Some("no onion")).unwrap();
    PutLine { note, ..line }
}

/// Writes all of it.
pub async fn all(world: &World) {
    let brand_wide = Membership {
        account_id: owner().id,
        branch_id: None,
        role: Role::Owner,
        ..membership()
    };
    let person = Person {
        account: owner(),
        memberships: vec![brand_wide],
    };
    world.seeder.overwrite_person(&person).await.unwrap();
    set_up(world).await;
    assert!(world.store.keep_photo(&photo()).await.unwrap());
    party(world).await;
    call(world).await;
    staff(world).await;
    let there = world.store.tables(&branch()).await.unwrap();
    let moved = Table {
        seats: 6,
        version: there[1].version + 1,
        ..there[1].clone()
    };
    let (changing, here) = (noted("01k8p", Deed::TableChanged), branch());
    let plan = (&here, FloorPlan::default());
    let changed = world.store.change_tables(plan, &[moved], &changing).await;
    assert!(changed.unwrap());
    let edited = Edited {
        by: owner().id,
        name: owner().name,
        at: now(),
        branch: branch(),
    };
    let draft = Draft::of(&menu()).apply(&[], &menu(), edited).unwrap();
    let brand = profile().brand_id;
    let saved = world.store.save_draft(&brand, &draft, None, now());
    assert!(matches!(saved.await.unwrap(), Drafting::Saved));
    for (record, id) in records() {
        let entry = entry(id, record, Deed::PermissionRefused);
        world.store.note(&entry).await.unwrap();
    }
    own_menu(world).await;
}

/// The branch says otherwise of its brand's menu whatever a branch can say.
async fn own_menu(world: &World) {
    let own = |of, minor| {
        let own = Some(salver_demo::fixtures::inr(minor));
        Change::Price { of, own }
    };
    let dosa = "dosa".parse().unwrap();
    let ghee = PriceOf::Option {
        group_id: "extras".parse().unwrap(),
        option_id: "ghee".parse().unwrap(),
    };
    let changes = [
        own(PriceOf::Item { item_id: dosa }, 15_000),
        own(ghee, 500),
        Change::Item {
            id: "tikka".parse().unwrap(),
            hidden: true,
        },
        Change::Category {
            id: "drinks".parse().unwrap(),
            hidden: true,
        },
    ];
    let ours = Overrides::default().changed(&changes, &menu(), profile().currency);
    let (ours, entry) = (ours.unwrap(), noted("01k8o", Deed::OverridesChanged));
    let saved = world.store.save_overrides(&branch(), &ours, &entry).await;
    assert!(saved.unwrap());
}

/// The end of the evening, when all that an item may say has been said: parties have left
/// and paid, the menu is in two languages, guests did what staff did before.
pub async fn late(world: &World) {
    let allergy = PutLine {
        allergy: Some(true),
        variant_id: Some("half".parse().unwrap()),
        ..with_note(line("d", "tikka", 1, &[]))
    };
    put(world, &check().id, &allergy).await;
    let half = Pick {
        variant: Some("half".parse().unwrap()),
        ..pick("main", "tikka", &[])
    };
    let parts = [half, pick("drink", "water", &[])];
    put(world, &check().id, &thali("e", 1, &parts)).await;
    late_order(world).await;
    late_call(world).await;
    late_session(world).await;
    late_menu(world).await;
    late_phone(world).await;
    late_hours(world).await;
    late_looks(world).await;
    let guest = Actor::Guest {
        id: meera().id,
        session: check().id,
    };
    let staff = Actor::Staff {
        id: waiter().id,
        role: None,
    };
    let actors = [guest, staff, Actor::Nobody];
    for ((record, _), who) in records().into_iter().zip(actors) {
        let entry = entry("01k8a", record, Deed::GuestJoined);
        let entry = AuditEntry { who, ..entry };
        world.store.note(&entry).await.unwrap();
    }
}

/// At a table that shares its name with another one.
fn there(place: Place) -> Place {
    match place {
        Place::Table(table) => Place::Table(TableRef {
            name_shared: true,
            ..table
        }),
        place => place,
    }
}

async fn late_order(world: &World) {
    let before = world.store.orders_of(&check().id).await.unwrap().remove(0);
    let mut order = before.clone();
    order.place = there(order.place);
    order.reason = Reason::parse(Some("no gas")).unwrap();
    order.ready_at = Some(later(900));
    order.party_left_at = Some(later(1200));
    for line in &mut order.lines {
        line.allergy = true;
        line.kitchen_note = Some("In a clay cup".to_owned());
        line.variant = Some(ChosenVariant {
            id: "half".parse().unwrap(),
            name: "Half".to_owned(),
        });
        line.reason = Reason::parse(Some("burnt")).unwrap();
        line.combo = Some(InCombo {
            line: "a".parse().unwrap(),
            item_id: "thali".parse().unwrap(),
            name: "Thali for One".to_owned(),
            part_id: "main".parse().unwrap(),
            part: "Main".to_owned(),
        });
    }
    order.version += 1;
    let saved = world.store.save_order(&before, &order, None).await.unwrap();
    assert_eq!(saved, Saving::Saved);
}

async fn late_call(world: &World) {
    let mut call = world.store.read_call(&call_id()).await.unwrap().unwrap();
    call.place = there(call.place);
    call.status = salver::domain::transitions::CallStatus::Resolved;
    call.resolved_at = Some(later(120));
    call.version += 1;
    assert!(world.store.save_call(&call).await.unwrap());
}

async fn late_session(world: &World) {
    let store = &world.store;
    let known = store.guests_of(&check().id).await.unwrap().remove(0);
    let alike = Guest {
        look_alike: true,
        ..known
    };
    let entry = noted("01k9a", Deed::GuestLeft);
    assert!(store.leave(&alike.leave(), &entry).await.unwrap());
    let check = world.check(&check().id).await;
    let check = Check {
        place: there(check.place),
        pin_locked_until: Some(later(3600)),
        closed_at: Some(later(3600)),
        billed_at: Some(later(3500)),
        version: check.version + 1,
        ..check
    };
    let entry = noted("01k9b", Deed::SessionClosed);
    assert!(store.save_check(&check, &entry).await.unwrap());
    let table = store
        .table_of(&branch(), &seated(1, Mode::Family).0.id)
        .await;
    let free = table.unwrap().unwrap().vacate().unwrap();
    let entry = noted("01k9c", Deed::TableMoved);
    assert!(store.save_table(&free, &entry).await.unwrap());
    // The next guests stand there.
    let asked = free.ask(later(3700)).unwrap().unwrap();
    let entry = noted("01k9d", Deed::OpeningAsked);
    assert!(store.save_table(&asked, &entry).await.unwrap());
}

/// The menu with all that one may hold.
fn whole_menu() -> Menu {
    let both = |english: &str, hindi: &str| {
        let texts = [("en", english), ("hi", hindi)];
        let texts = texts.map(|(tag, text)| {
            let language = Language::try_from(tag.to_owned()).unwrap();
            (language, text.to_owned())
        });
        Text::Translated(texts.into())
    };
    let mut menu = menu();
    for category in &mut menu.categories {
        category.name = both("Food", "\u{916}\u{93e}\u{928}\u{93e}");
        category.description = Some(both("All day", "\u{926}\u{93f}\u{928} \u{92d}\u{930}"));
        for item in &mut category.items {
            item.description = Some("With chutney".into());
            item.tax_class = "reduced".parse().unwrap();
            item.kitchen_note = Some("In a clay cup".to_owned());
            item.photo = Some(photo().id);
        }
    }
    let tikka = &mut menu.categories[0].items[1];
    tikka.variants = vec![half(both("Half", "\u{906}\u{927}\u{93e}"))];
    let dosa = &mut menu.categories[0].items[0];
    let extras = &mut dosa.option_groups[1];
    (extras.min, extras.max, extras.free) = (Some(1), Some(2), Some(1));
    extras.prices = [("cheese".parse().unwrap(), 2_500)].into();
    extras.without = ["podi".parse().unwrap()].into();
    let days = [Weekday::Friday, Weekday::Saturday];
    let evening: Vec<_> = days.map(evening).into();
    let evening = ServingTimes::try_from(evening).unwrap();
    menu.categories[0].times = evening.clone();
    menu.categories[0].items[0].times = evening.clone();
    menu.categories[1].items[0].priced = PriceKind::Market;
    menu.price_lists = vec![PriceList {
        id: "happy".parse().unwrap(),
        name: both("Happy hour", "\u{938}\u{938}\u{94d}\u{924}\u{93e}"),
        channels: [Channel::DineIn, Channel::Pickup, Channel::Delivery].into(),
        times: evening,
        percent: Some(Percent {
            basis_points: -2_000,
            round_to: 100,
            categories: Some(["food".parse().unwrap()].into()),
        }),
        prices: [
            (
                "dosa".parse().unwrap(),
                OwnPrices {
                    price: Some(9_000),
                    ..OwnPrices::default()
                },
            ),
            (
                "tikka".parse().unwrap(),
                OwnPrices {
                    price: None,
                    variants: [("half".parse().unwrap(), 15_000)].into(),
                },
            ),
        ]
        .into(),
    }];
    for group in &mut menu.option_groups {
        group.free = group.max.min(1);
    }
    let main = serde_json::json!([{"id": "main", "name": both("Main", "\u{916}\u{93e}\u{928}\u{93e}"),
        "count": 2, "choices": [{"item": "tikka", "variant": "half", "surcharge": 5_000}]}]);
    menu.categories[1].items[0].parts = serde_json::from_value(main).unwrap();
    menu
}

fn evening(day: Weekday) -> OpeningTime {
    OpeningTime {
        day,
        opens: "18:00".parse().unwrap(),
        closes: "02:00".parse().unwrap(),
    }
}

fn half(name: Text) -> Variant {
    Variant {
        id: "half".parse().unwrap(),
        name,
        price: 18_000,
    }
}

async fn late_menu(world: &World) {
    let brand = profile().brand_id;
    let items = by_row(world.items().await);
    world.remove(&items["menu"]).await;
    world
        .seeder
        .publish_menu(&brand, &whole_menu())
        .await
        .unwrap();
    let edited = Edited {
        by: owner().id,
        name: owner().name,
        at: later(60),
        branch: branch(),
    };
    let draft = Draft::of(&whole_menu());
    let draft = draft.apply(&[], &whole_menu(), edited).unwrap();
    world.remove(&items["draft"]).await;
    let saved = world.store.save_draft(&brand, &draft, None, now());
    assert!(matches!(saved.await.unwrap(), Drafting::Saved));
}

/// The branch has opening hours by now, and a holiday.
async fn late_hours(world: &World) {
    let evening = evening(Weekday::Friday);
    let holiday = ClosedDay::try_from("2026-12-25".to_owned()).unwrap();
    let change = ChangeSettings {
        opening_hours: Some(OpeningHours::parse(vec![evening], [holiday]).unwrap()),
        ..ChangeSettings::default()
    };
    let known = world.store.profile(&branch()).await.unwrap().unwrap();
    let settings = known.settings().change(&change).unwrap();
    let entry = noted("01k9e", Deed::SettingsChanged);
    let next = known.with(settings);
    assert!(world.store.save_profile(&next, &entry).await.unwrap());
}

/// The owner has chosen how the brand looks.
async fn late_looks(world: &World) {
    let known = world.store.brand(&profile().brand_id).await;
    let known = known.unwrap().unwrap();
    let next = known.clone().with(Looks {
        colour: Some("#9c3d1b".parse().unwrap()),
        face: DisplayFace::Classic,
        logo: Some("00ff".parse().unwrap()),
        cover: Some("0123".parse().unwrap()),
    });
    let entry = noted("01k9f", Deed::LooksChanged);
    let saved = world.store.save_brand(&known, &next, &entry).await;
    assert!(saved.unwrap());
}

/// A guest's phone has the ticket and the connection that somebody of the staff had.
async fn late_phone(world: &World) {
    let store = &world.store;
    let claims = Claims::Guest {
        check_id: check().id,
        guest_id: meera().id,
    };
    let ticket = Ticket {
        claims: claims.clone(),
        topics: vec![topic()],
        batches: true,
        identity_expires_at: later(600).as_second(),
        expires_at: later(30).as_second(),
    };
    store.put_ticket("00ff", &ticket).await.unwrap();
    let before = store.connection("L0SM9cOFvHcCIhw=").await.unwrap().unwrap();
    store.disconnect(&before).await.unwrap();
    let connection = Connection { claims, ..before };
    store.connect(&connection).await.unwrap();
}

/// Another brand than the others', which stands behind theirs.
pub fn new_brand() -> NewBrand {
    let name = |text: &str| Name::try_from(text.to_owned()).unwrap();
    let wish = SetUp {
        owner: name("Zoya"),
        login: Login::try_from("zoya@yard.example".to_owned()).unwrap(),
        brand: name("The Yards"),
        branch: name("Mill Yard"),
        currency: profile().currency,
        time_zone: profile().time_zone,
        closing_hour: profile().closing_hour,
        origin: SiteOrigin::try_from("https://yard.example".to_owned()).ok(),
    };
    let ids = NewIds {
        brand: "yards".parse().unwrap(),
        branch: "yard".parse().unwrap(),
        owner: "zoya".parse().unwrap(),
    };
    wish.make(ids, "$argon2id$".to_owned(), now())
}

async fn set_up(world: &World) {
    let new = new_brand();
    let (id, owner) = ("z1".parse().unwrap(), &new.owner.account);
    let family = RefreshFamily::begin(id, owner.id.clone(), 1, new.access(), now());
    let entry = entry("01k8z", new.access().record(), Deed::SetUp);
    let window = cool_down();
    let set_up = world.store.set_up(&new, &family, &window, &entry, now());
    assert!(matches!(set_up.await.unwrap(), SettingUp::Done));
}

/// A party sits down, joins and orders, and fills its cart again.
async fn party(world: &World) {
    let store = &world.store;
    let (table, mut check) = seated(1, Mode::Family);
    check.waiter_id = Some(waiter().id);
    let entry = noted("01k8x", Deed::TableOpened);
    assert!(store.open_check(&table, &check, &entry).await.unwrap());
    let (meera, entry) = (meera(), noted("01k8y", Deed::GuestJoined));
    let arrival = Arrival {
        guest: &meera,
        was_here: false,
        instead_of: None,
        takes_name: false,
    };
    let joined = store.join(&check, arrival, &[], &entry).await.unwrap();
    assert_eq!(joined, Joining::Joined);
    let dosas = with_note(line("a", "dosa", 2, &["large", "cheese"]));
    for line in [dosas, line("b", "tikka", 1, &[])] {
        put(world, &check.id, &line).await;
    }
    let stock = counted(world).await;
    let placed = place(world, &check.id, &stock).await;
    let accepted = placed.move_to(&MoveOrder {
        to: OrderStatus::Accepted,
        reason: None,
        version: None,
        at: now(),
    });
    let (order, entry) = (accepted.unwrap(), noted("01k8u", Deed::OrderMoved));
    let saved = store.save_order(&placed, &order, &entry).await.unwrap();
    assert_eq!(saved, Saving::Saved);
    let voided = order.move_line(&MoveLine {
        line: "a".parse().unwrap(),
        to: LineStatus::Cancelled,
        quantity: Some(1),
        reason: Reason::parse(Some("no more rice")).unwrap(),
        version: None,
        at: now(),
    });
    let (voided, entry) = (voided.unwrap(), noted("01k8w", Deed::LineMoved));
    let back = stock.counted(order.unmade(&voided));
    let saved = store.save_giving_back(&order, &voided, &back, &entry);
    assert_eq!(saved.await.unwrap(), Saving::Saved);
    pause(world).await;
    let change = OrderChange {
        before: None,
        after: voided,
    };
    count_orders(store, vec![change], now()).await.unwrap();
    put(
        world,
        &check.id,
        &with_note(line("c", "dosa", 1, &["regular"])),
    )
    .await;
}

async fn put(world: &World, check: &CheckId, line: &PutLine) {
    let guest = meera();
    let mut state = world
        .store
        .ordering_state(check, &guest.id, None)
        .await
        .unwrap();
    let cart = state.cart(&state.check.clone().unwrap(), &guest.id);
    let mut menu = combo_menu();
    let tikka = &mut menu.categories[0].items[1];
    let halved = line.parts.iter().any(|pick| pick.variant.is_some());
    if line.variant_id.is_some() || halved {
        tikka.variants = vec![half("Half".into())];
        let thali = &mut menu.categories[0].items[2];
        thali.parts[0].choices[1].variant = Some("half".parse().unwrap());
    }
    let edit = |cart: &_| {
        salver::domain::cart::Cart::put(cart, &menu, &moment(&stock()), line, &guest.as_adder())
    };
    world.store.edit_cart(check, cart, edit).await.unwrap();
}

/// Somebody counts the dosas, and other items are sold out.
async fn counted(world: &World) -> Stock {
    let item = |id: &str| id.parse().unwrap();
    let thali = DayPrice {
        price: 45_000,
        until: later(36_000),
    };
    let counted = stock()
        .with(&item("dosa"), Supply::Left(40), now())
        .with(&item("water"), Supply::SoldOut(None), now())
        .with_price(&item("thali"), Some(Supply::Plenty), Some(thali), now())
        .with(&item("chai"), Supply::SoldOut(Some(later(3600))), now());
    save_stock(world, &stock(), &counted, "01k8t").await;
    counted
}

/// Guests may not order for a while.
async fn pause(world: &World) {
    let before = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!((before.taken, before.left.values().sum::<u32>()), (2, 39));
    let word = PauseWord::parse(Some("Back at eight")).unwrap();
    let pause = Pause::parse(word, Some(later(1200)), now()).unwrap();
    let after = before.with_ordering(Some(pause), now());
    save_stock(world, &before, &after, "01k8s").await;
}

async fn save_stock(world: &World, before: &Stock, after: &Stock, entry: &str) {
    let entry = noted(entry, Deed::StockChanged);
    let branch = branch();
    let saved = world.store.save_stock(&branch, before, after, &entry);
    assert!(saved.await.unwrap());
}

async fn place(world: &World, check: &CheckId, stock: &Stock) -> Order {
    let store = &world.store;
    let day = "2026-11-20".parse().unwrap();
    assert_eq!(store.draw_number(&branch(), day).await.unwrap().number, 1);
    let mut state = store
        .ordering_state(check, &meera().id, None)
        .await
        .unwrap();
    let before: Check = state.check.clone().unwrap();
    let cart = state.cart(&before, &meera().id);
    assert_eq!(order_for(&cart).expected_total, Some(cart.total));
    let mut decided = placement(&before, &cart, 1);
    decided.order.placed_by = meera().as_adder();
    decided.order.note = Note::parse(Some("all at once")).unwrap();
    decided.order.payment_method = Some(PaymentMethod::Upi);
    let entry = noted("01k8z", Deed::OrderPlaced);
    let new = NewOrder {
        order: &decided.order,
        before: &before,
        after: &decided.check,
        cart: &cart,
        stock,
    };
    let placed = store.place(new, &record("key-0001"), &entry, now()).await;
    assert!(matches!(placed.unwrap(), Placing::Placed));
    decided.order
}

/// A call that is on its way.
async fn call(world: &World) {
    let store = &world.store;
    let check = world.check(&check().id).await;
    let note = Note::parse(Some("two glasses")).unwrap();
    let open = Call::open(call_id(), &check, &meera(), CallReason::Water, note, now()).unwrap();
    let record = record("key-0002");
    let called = store.call(&open, &cool_down(), &record, now()).await;
    assert!(matches!(called.unwrap(), Calling::Called));
    let mut taken = open;
    taken.status = salver::domain::transitions::CallStatus::Acknowledged;
    taken.acknowledged_at = Some(later(60));
    taken.staff_id = Some(waiter().id);
    taken.version += 1;
    assert!(store.save_call(&taken).await.unwrap());
}

/// A waiter signs in, gets a ticket and a connection, and an event is numbered.
async fn staff(world: &World) {
    let store = &world.store;
    let entry = noted("01k8v", Deed::SignedIn);
    let begun = store.begin_sign_in(&family(), &[], &entry, now()).await;
    assert_eq!(begun.unwrap(), Ok(()));
    let ticket = Ticket {
        claims: claims(),
        topics: vec![topic()],
        batches: true,
        identity_expires_at: later(600).as_second(),
        expires_at: later(30).as_second(),
    };
    store.put_ticket("00ff", &ticket).await.unwrap();
    let entry = noted("01k8r", Deed::ColleagueInvited);
    let made = store.make_link(&link(), &[], &entry).await.unwrap();
    assert!(matches!(made, Making::Made));
    let connection = Connection {
        connection_id: "L0SM9cOFvHcCIhw=".to_owned(),
        claims: claims(),
        topics: vec![topic()],
        batches: true,
        identity_expires_at: later(600).as_second(),
        connected_at: now().as_second(),
        expires_at: later(7800).as_second(),
    };
    store.connect(&connection).await.unwrap();
    draw(store, &topic(), 3).await;
}
