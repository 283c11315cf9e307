//! An evening in which each item of the chart is written once, by the code that writes it.
//! Nothing in it depends on chance but the draw of an order's number.

mod dues;
mod late;
mod message;
mod parts;
mod print;
mod till;

pub use dues::owed;
pub use late::late;
use late::{half, whole_menu};
pub use message::message_id;
pub use parts::{call_id, cool_down, family, link, owner, photo, record, records, topic};
use parts::{claims, entry, meera, new_brand, noted};
pub use print::{job_id, printer};
use salver::domain::account::{Membership, Person};
use salver::domain::audit::Deed;
use salver::domain::bill::number::Series;
use salver::domain::bill_fixtures::{ordered, settled};
use salver::domain::call::{Call, CallReason};
use salver::domain::cart::{AddedBy, PutLine};
use salver::domain::check::{Check, Mode};
use salver::domain::customer::Person as Wanting;
use salver::domain::draft::{Draft, Edited};
use salver::domain::floor_plan::FloorPlan;
use salver::domain::id::{CheckId, ItemId};
use salver::domain::order::{Order, PaymentMethod};
use salver::domain::overrides::{Change, Overrides};
use salver::domain::own_stations::StationChange;
use salver::domain::place::{Away, Place};
use salver::domain::price_of::{PriceOf, item_prices};
use salver::domain::priced::PriceKind;
use salver::domain::printed::{CardMark, PrintedCards};
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::role::Role;
use salver::domain::sign_in::RefreshFamily;
use salver::domain::site_origin::SiteOrigin;
use salver::domain::status_screen::{ChangeScreen, StatusScreen};
use salver::domain::stock::{DayPrice, Pause, Stock, Supply};
use salver::domain::table::Table;
use salver::domain::text::{Address, GuestName, Note, PauseWord, Phone, Reason};
use salver::domain::transitions::{LineStatus, OrderStatus};
use salver::service::figures::{OrderChange, count_orders};
use salver::store::{
    Approval, Arrival, Booked, Booking, Calling, Connection, Drafting, Joining, Making, NewCheck,
    NewOrder, OpeningCheck, Placing, Saving, SettingUp, Ticket,
};
use salver_demo::fixtures::{
    branch, check, combo_menu, later, line, membership, menu, moment, now, order_for, placement,
    profile, seated, stock, table, waiter,
};

use crate::realtime::draw;
use crate::world::World;

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
    delivery(world).await;
    money(world).await;
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
    printed(world).await;
    screen(world).await;
    print::print(world).await;
    message::message(world).await;
    till::till(world).await;
}

/// A manager has said what the screen on the wall shows, and made a link.
async fn screen(world: &World) {
    let wish = ChangeScreen {
        names: Some(true),
        dine_in: Some(true),
    };
    let first = StatusScreen::first(branch()).linked("00ff".to_owned(), now());
    let entry = noted("01k9y", Deed::StatusLinkMade);
    assert!(
        world
            .store
            .save_status_screen(&first, &entry)
            .await
            .unwrap()
    );
    let next = first.changed(wish).unwrap();
    let entry = noted("01k9z", Deed::StatusScreenChanged);
    assert!(world.store.save_status_screen(&next, &entry).await.unwrap());
}

/// The branch says otherwise of its brand's menu whatever a branch can say.
async fn own_menu(world: &World) {
    let own = |of, minor| {
        let own = Some(salver_demo::fixtures::inr(minor));
        Change::Price { of, own }
    };
    let dosa: ItemId = "dosa".parse().unwrap();
    let ghee = PriceOf::Option {
        group_id: "extras".parse().unwrap(),
        option_id: "ghee".parse().unwrap(),
    };
    let (tikka, half) = ("tikka".parse().unwrap(), "half".parse().unwrap());
    let half = PriceOf::Variant {
        item_id: tikka,
        variant_id: half,
    };
    let cheese = PriceOf::OptionOfItem {
        item_id: dosa.clone(),
        group_id: "extras".parse().unwrap(),
        option_id: "cheese".parse().unwrap(),
    };
    let menu = whole_menu();
    let combo = menu.item(&"water".parse().unwrap()).unwrap();
    let choices = item_prices(combo).filter(|(of, _)| matches!(of, PriceOf::Surcharge { .. }));
    let choices = choices.map(|(of, _)| own(of, 2_500));
    let changes = [
        own(PriceOf::Item { item_id: dosa }, 15_000),
        own(half, 20_000),
        own(cheese, 1_500),
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
    let kitchen = [
        StationChange::Add {
            id: "back".parse().unwrap(),
            name: "Back kitchen".to_owned().try_into().unwrap(),
        },
        StationChange::MadeAt {
            id: "tandoor".parse().unwrap(),
            at: Some("back".parse().unwrap()),
        },
        StationChange::Item {
            id: "dosa".parse().unwrap(),
            at: Some("back".parse().unwrap()),
        },
    ];
    let changes = changes.into_iter().chain(choices);
    let changes: Vec<_> = changes.chain(kitchen.map(Change::Station)).collect();
    let ours = Overrides::default().changed(&changes, &menu, profile().currency);
    let (ours, entry) = (ours.unwrap(), noted("01k8o", Deed::OverridesChanged));
    let saved = world.store.save_overrides(&branch(), &ours, &entry).await;
    assert!(saved.unwrap());
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
    let (mut order, entry) = (accepted.unwrap(), noted("01k8u", Deed::OrderMoved));
    let entry = order.take_step(entry.with("from", "placed").with("to", "accepted"));
    let saved = store.save_order(&placed, &order, entry.as_ref()).await;
    assert_eq!(saved.unwrap(), Saving::Saved);
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
    let saved = store.save_giving_back(&order, &voided, (&back, &[]), &entry);
    assert_eq!(saved.await.unwrap(), Saving::Saved);
    pause(world).await;
    let change = OrderChange {
        before: None,
        after: voided,
    };
    // In time, and again when the day is over, so that it is folded.
    for seconds in [0, 12 * 3_600] {
        let told = vec![change.clone()];
        count_orders(store, told, later(seconds)).await.unwrap();
    }
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
    let open = state.check.clone().unwrap();
    let cart = state.cart(&open, &guest.id);
    let mut menu = combo_menu();
    let tikka = &mut menu.categories[0].items[1];
    let halved = line.parts.iter().any(|pick| pick.variant.is_some());
    if line.variant_id.is_some() || halved {
        tikka.variants = vec![half("Half".into())];
        let thali = &mut menu.categories[0].items[2];
        thali.parts[0].choices[1].variant = Some("half".parse().unwrap());
    }
    let mut by = guest.as_adder();
    if line.weight.is_some() {
        menu.categories[1].items[0].priced = PriceKind::PerKg;
        by = AddedBy::staff();
    }
    let edit =
        |cart: &_| salver::domain::cart::Cart::put(cart, &menu, &moment(&stock()), line, &by);
    world.store.edit_cart(&open, cart, edit).await.unwrap();
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
    let new = NewOrder {
        order: &decided.order,
        before: &before,
        after: &decided.check,
        cart: &cart,
        stock,
        jobs: &[],
    };
    let placed = store.place(new).await;
    assert!(matches!(placed.unwrap(), Placing::Placed));
    decided.order
}

/// The check of the delivery.
pub fn delivery_id() -> CheckId {
    "lane_delivery1".parse().unwrap()
}

/// Somebody wants something brought.
async fn delivery(world: &World) {
    let store = &world.store;
    let day = "2026-11-20".parse().unwrap();
    let drawn = store.draw_away_number(&branch(), day).await.unwrap();
    let place = Place::Delivery(Away {
        number: drawn.number,
    });
    let terms = (profile().currency, profile().terms());
    let check = Check::open_away(delivery_id(), (place, None), terms, now());
    let customer = Wanting {
        name: GuestName::parse(Some("Meera")).unwrap(),
        phone: Phone::parse(Some("+91 98450 12345")).unwrap(),
        address: Address::parse(Some("12 Lake Road\nthird floor")).unwrap(),
    };
    let customer = customer.of_check(&check.id, now());
    let new = NewCheck {
        check: &check,
        table: None,
        customer: Some(&customer),
    };
    let (entry, answered) = (noted("01k9j", Deed::CheckOpened), record("key-0003"));
    let opened = store.open_check_once(new, &answered, &entry, now());
    assert!(matches!(opened.await.unwrap(), OpeningCheck::Opened));
}

/// A check is billed, paid, and a piece of it given back; somebody approves what comes next.
async fn money(world: &World) {
    let store = &world.store;
    let (before, after) = (ordered().check, settled());
    let new = NewCheck {
        check: &before,
        table: None,
        customer: None,
    };
    let (entry, answered) = (noted("01k9s", Deed::CheckOpened), record("key-0004"));
    let opened = store.open_check_once(new, &answered, &entry, now());
    assert!(matches!(opened.await.unwrap(), OpeningCheck::Opened));
    // The row of those without a prefix: the other one has another key.
    let series = Series {
        year: "2026-27".parse().unwrap(),
        prefix: None,
    };
    let booking = Booking {
        before: &before,
        after: Some(&after.check),
        settlement: &after.settlement,
        bills: &after.bills,
        payments: &after.payments,
        refund: after.refunds.first(),
        dues: Some(&owed()),
        numbers: Some((&series, 0, 2)),
        table: None,
        approval: None,
        entry: None,
        jobs: &[],
        call: None,
    };
    let (entry, answered) = (noted("01k9t", Deed::BillsIssued), record("key-0005"));
    let booked = store.book(booking, &answered, &entry, now()).await;
    assert!(matches!(booked.unwrap(), Booked::Stands));
    let approval = Approval {
        hash: "00ff".to_owned(),
        branch_id: branch(),
        for_whom: waiter().id,
        approved_by: owner().id,
        expires_at: later(120).as_second(),
    };
    let entry = noted("01k9u", Deed::ApprovalGiven);
    let given = store.give_approval(&approval, &[], &entry, now()).await;
    given.unwrap().unwrap();
}

/// A call that is on its way.
async fn call(world: &World) {
    let store = &world.store;
    let check = world.check(&check().id).await;
    let note = Note::parse(Some("two glasses")).unwrap();
    let open = Call::open(call_id(), &check, &meera(), CallReason::Water, note, now()).unwrap();
    let record = record("key-0001");
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

/// A card lies on the first table.
async fn printed(world: &World) {
    let origin = SiteOrigin::try_from("http://192.168.1.5:8080".to_owned()).unwrap();
    let mark = CardMark::of_hash("0123456789abcdef").unwrap();
    let cards = [(table(1).id, mark)];
    let there = [table(1).id].into();
    let printed = PrintedCards::default().with(&cards, &origin, &there, now());
    let printed = printed.unwrap().unwrap();
    let entry = noted("01k9h", Deed::CardsPrinted);
    let here = branch();
    let saved = world.store.save_printed_cards(&here, &printed, &entry);
    assert!(saved.await.unwrap());
}
