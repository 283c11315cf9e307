//! What the screen on the wall is told, and when.

use super::*;
use crate::domain::status_screen::StatusScreen;
use crate::domain::transitions::CheckStatus;

const BOARD: &str = "branch:lane:board";

/// What the screen is told of: pickups and deliveries, or tables.
fn on_board(said: &Announcement) -> Vec<&str> {
    let events = said.events.iter();
    let events = events.filter(|event| event.topic.as_str() == BOARD);
    let told =
        events.inspect(|event| assert_eq!((event.kind, &event.data), ("board.changed", &None)));
    told.map(|event| event.entity.id.as_str()).collect()
}

fn of_pickup(status: OrderStatus) -> Order {
    let pickup = pickup();
    Order {
        status,
        place: pickup.place.clone(),
        ..order(&pickup, &cart(&[line("l1", "water", 1, &[])]), 7)
    }
}

#[test]
fn the_wall_is_told_when_an_order_changes_its_side_and_not_of_each_step() {
    use OrderStatus::{Accepted, Cancelled, Placed, Preparing, Ready, Served};
    for (before, after, told) in [
        (None, Placed, true),
        (Some(Placed), Accepted, false),
        (Some(Accepted), Preparing, false),
        (Some(Preparing), Ready, true),
        (Some(Ready), Preparing, true),
        (Some(Ready), Served, true),
        (Some(Preparing), Cancelled, true),
        (Some(Served), OrderStatus::Completed, false),
    ] {
        let now = of_pickup(after);
        let key = keys::order(&now.id);
        let before = before.map(|status| item(&key, &of_pickup(status)));
        let said = super::told(before, Some(item(&key, &now)));
        let expected: &[&str] = if told { &["away"] } else { &[] };
        assert_eq!(on_board(&said), expected, "{after:?}");
    }
}

#[test]
fn orders_of_tables_are_told_apart_for_walls_that_do_not_show_them() {
    let order = order(&party(), &cart(&[line("l1", "water", 1, &[])]), 7);
    let said = super::told(None, Some(item(&keys::order(&order.id), &order)));
    assert_eq!(on_board(&said), ["tables"]);
}

#[test]
fn the_wall_is_told_when_a_check_leaves_the_house_or_waits_at_the_counter() {
    for (before, after, told) in [
        (CheckStatus::Saved, CheckStatus::SentToKitchen, false),
        (
            CheckStatus::SentToKitchen,
            CheckStatus::ReadyForPickup,
            true,
        ),
        (CheckStatus::Preparing, CheckStatus::OutForDelivery, true),
        (CheckStatus::OutForDelivery, CheckStatus::Delivered, false),
    ] {
        let key = keys::check(&pickup().id);
        let at = |status| {
            let check = Check { status, ..pickup() };
            Some(item(&key, &check))
        };
        let said = super::told(at(before), at(after));
        let expected: &[&str] = if told { &["away"] } else { &[] };
        assert_eq!(on_board(&said), expected, "{after:?}");
    }
}

#[test]
fn screens_of_another_link_end_and_those_of_the_good_one_go_on() {
    let wall = |branch: BranchId, link: &str| Claims::Screen {
        branch_id: branch,
        link: link.to_owned(),
    };
    let key = keys::status_screen(&branch());
    let screen = StatusScreen::first(branch()).linked("new".to_owned(), now());
    let ends = |screen: &StatusScreen, link: &str| {
        let said = super::told(None, Some(item(&key, screen)));
        assert_eq!(on_board(&said), ["away"]);
        assert_eq!(said.endings[0].topic().as_str(), BOARD);
        said.endings[0].concerns(&wall(branch(), link))
    };
    assert!(ends(&screen, "old"));
    assert!(!ends(&screen, "new"));
    assert!(ends(&screen.unlinked(), "new"));
    let said = super::told(None, Some(item(&key, &screen)));
    assert!(!said.endings[0].concerns(&staff(1)), "nobody of the staff");
}
