//! The items of the chart, each read by the code that reads it.

use std::fmt::Debug;

use salver::domain::account::Access;
use salver::domain::bill::issued::{GivenRefund, IssuedBill, TakenPayment};
use salver::domain::bill::number::Series;
use salver::domain::bill::settlement::Settlement;
use salver::domain::dues::account::DuesAccount;
use salver::domain::dues::entry::DuesEntry;
use salver::domain::fold::Quarter;
use salver::domain::id::StaffId;
use salver::domain::menu::Station;
use salver::domain::order::Order;
use salver::domain::photo::{PhotoName, PhotoSize};
use salver::domain::sign_in::RefreshFamily;
use salver::store::{Store, keys, read_item};
use salver_demo::fixtures::{access, branch, check, now, profile, stock, table, waiter};
use serde::Deserialize;

use super::{by_row, written};
use crate::world::World;

/// What nothing reads yet but by its name.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is compared as text")]
struct Named {
    id: String,
    name: String,
}

/// All that is read of an item, field by field.
fn told(read: impl Debug) -> String {
    format!("{read:#?}")
}

/// A value that must be there.
fn there<T: Debug>(read: Option<T>) -> String {
    told(read.unwrap())
}

/// What is read of the sample of a row, to be compared.
pub async fn row(world: &World, row: &str) -> String {
    let (brand, check, staff) = (profile().brand_id, check().id, waiter().id);
    let store = &world.cold();
    match row {
        "brand" => there(store.brand(&brand).await.unwrap()),
        "section" => told(item::<Named>(world, row).await),
        "station" => told(item::<Station>(world, row).await),
        "claim" => there(store.claim().await.unwrap()),
        "branch of brand" => {
            let branches = store.branches_of(&brand, None, 10).await.unwrap();
            told((branches, store.branch_names(&[access()]).await.unwrap()))
        }
        "profile" => there(store.profile(&branch()).await.unwrap()),
        "printed cards" => told(store.printed_cards(&branch()).await.unwrap()),
        "status screen" => told(store.status_screen(&branch()).await.unwrap()),
        "floor plan" => told(store.floor_plan(&branch()).await.unwrap()),
        "table" => there(store.table_of(&branch(), &table(1).id).await.unwrap()),
        "table code" => there(store.table_by_code(&table(1).code).await.unwrap()),
        "printer" => {
            let id = written::printer().id;
            there(store.printer_state(&branch(), &id).await.unwrap())
        }
        "print job" => there(store.print_job(&written::job_id()).await.unwrap()),
        "message" => there(store.message(&written::message_id()).await.unwrap()),
        "staff" => there(store.colleague(&branch(), &staff).await.unwrap()),
        "staff of brand" => {
            let owner = written::owner().id;
            there(store.colleague(&branch(), &owner).await.unwrap())
        }
        "account" => there(store.person(&staff).await.unwrap().map(|p| p.account)),
        "membership of branch" => membership(store, &staff, access()).await,
        "membership of brand" => {
            let access = Access {
                whole_brand: true,
                ..access()
            };
            membership(store, &written::owner().id, access).await
        }
        "menu" => {
            let known = store.branch(&branch(), &stock()).await.unwrap();
            told(&known.unwrap().menu)
        }
        "photo" => {
            let photo = written::photo();
            let size = PhotoSize::List;
            let name = PhotoName {
                photo: photo.id,
                size,
            };
            told((
                store.has_photo(&name.photo).await.unwrap(),
                store.photo(&name).await.unwrap(),
            ))
        }
        "draft" => there(store.draft(&brand).await.unwrap()),
        "overrides" => told(store.overrides(&branch()).await.unwrap()),
        "stock" => there(store.stock(&branch()).await.unwrap()),
        "order counter" => {
            let day = "2026-11-20".parse().unwrap();
            told(store.draw_number(&branch(), day).await.unwrap().number)
        }
        "away counter" => {
            let day = "2026-11-20".parse().unwrap();
            told(store.draw_away_number(&branch(), day).await.unwrap().number)
        }
        "bill counter" => {
            let series = Series {
                year: "2026-27".parse().unwrap(),
                prefix: None,
            };
            told(store.last_bill_number(&branch(), &series).await.unwrap())
        }
        "settlement" => told(item::<Settlement>(world, row).await),
        "bill" => told(item::<IssuedBill>(world, row).await),
        "payment" => told(item::<TakenPayment>(world, row).await),
        "refund" => told(item::<GivenRefund>(world, row).await),
        "till day" => {
            let day = "2026-11-20".parse().unwrap();
            told(store.till_day(&branch(), day).await.unwrap())
        }
        "till entry" => {
            let day = "2026-11-20".parse().unwrap();
            there(store.till_entries(&branch(), day).await.unwrap().first())
        }
        "dues account" => told(item::<DuesAccount>(world, row).await),
        "dues entry" => told(item::<DuesEntry>(world, row).await),
        "dues phone" => {
            let phone = written::owed().account.phone;
            there(store.dues_of_phone(&branch(), &phone).await.unwrap())
        }
        "approval" => there(store.approval("00ff").await.unwrap()),
        "customer" => {
            let id = written::delivery_id();
            let mut customers = store.customers([&id], now()).await.unwrap();
            there(customers.remove(&id))
        }
        "login" => {
            let found = store.sign_in_state(&waiter().login, &[]).await.unwrap();
            there(found.0)
        }
        "refresh family" => {
            let family: Option<RefreshFamily> =
                store.refresh_family(&written::family().id).await.unwrap();
            there(family)
        }
        "staff link" => there(store.staff_link(&written::link().id).await.unwrap()),
        "check" => there(store.check(&check).await.unwrap()),
        "guest" => {
            let guests = store.guests_of(&check).await.unwrap();
            there(guests.first())
        }
        "cart" => there(store.party(&check).await.unwrap().unwrap().carts.first()),
        "order" => told(order(store).await),
        "call" => there(store.read_call(&written::call_id()).await.unwrap()),
        "idempotency record" => {
            let record = written::record("key-0001");
            there(
                store
                    .answered(&record.scope, &record.key, now())
                    .await
                    .unwrap(),
            )
        }
        "rate window" => {
            let login = &waiter().login;
            let windows = [written::cool_down()];
            told(store.sign_in_state(login, &windows).await.unwrap().1)
        }
        "ticket" => there(store.take_ticket("00ff", now()).await.unwrap()),
        "connection" => there(store.connection("L0SM9cOFvHcCIhw=").await.unwrap()),
        "listener" => {
            let listeners = store.listeners(&written::topic()).await.unwrap();
            there(listeners.first())
        }
        "sequence" => told(store.sequences(&[written::topic()]).await.unwrap()),
        "audit entry" => audit(world, 0).await,
        "audit entry of brand" => audit(world, 1).await,
        "audit entry of nobody" => audit(world, 2).await,
        "fact" => {
            let day = "2026-11-20".parse().unwrap();
            let facts = store.facts_since(&branch(), day, Quarter::FIRST).await;
            there(facts.unwrap().first())
        }
        "day figures" => {
            let day = "2026-11-20".parse().unwrap();
            let figures = store.day_figures(&branch(), (day, day)).await.unwrap();
            // A fold of before money was in it is none any more, and is made anew.
            there(figures.get(&day))
        }
        "quarters" => {
            let day = "2026-11-20".parse().unwrap();
            let kept = store.day_fold(&branch(), day).await.unwrap();
            there(Some(kept).filter(|kept| kept.version > 0))
        }
        row => panic!("nothing reads the item {row} here"),
    }
}

/// An item that no method of the store reads by itself.
async fn item<T: for<'de> Deserialize<'de>>(world: &World, row: &str) -> T {
    let mut items = by_row(world.items().await);
    read_item(items.remove(row).unwrap()).unwrap()
}

async fn membership(store: &Store, staff: &StaffId, access: Access) -> String {
    let family = written::family().id;
    let standing = store.standing(staff, &access, &family).await.unwrap();
    there(standing.membership)
}

async fn order(store: &Store) -> Order {
    let orders = store.orders_of(&check().id).await.unwrap();
    let order = orders.into_iter().next().unwrap();
    assert!(keys::order(&order.id).sk.ends_with(order.id.as_str()));
    order
}

/// The first entry of a record.
async fn audit(world: &World, number: usize) -> String {
    let (record, _) = &written::records()[number];
    let entries = world.record_of(record).await;
    there(entries.into_iter().next())
}
