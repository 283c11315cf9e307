//! Placing an order: the happy way and each refusal.

use jiff::SignedDuration;

use super::*;
use crate::check::Mode;
use crate::fixtures::{
    adder, cart, check, guest, inr, line, menu, moment, now, order_for, profile, seated, stock,
};
use crate::hours::{OpeningHours, OpeningTime, Weekday};
use crate::limits::OrderLimits;
use crate::{BadChoice, WhichLine};

/// What one case changes of the usual situation.
struct Case {
    check: Check,
    cart: Cart,
    menu: Menu,
    stock: Stock,
    profile: Profile,
    command: PlaceOrder,
}

impl Case {
    fn new(lines: &[crate::cart::PutLine]) -> Self {
        let cart = cart(lines);
        Self {
            command: order_for(&cart),
            check: check(),
            cart,
            menu: menu(),
            stock: stock(),
            profile: profile(),
        }
    }

    fn usual() -> Self {
        Self::new(&[line("a", "dosa", 2, &["large"]), line("b", "water", 1, &[])])
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn place(&self) -> Result<Order, DomainError> {
        let at = Situation {
            check: &self.check,
            guest: &guest(&self.check, 1),
            cart: &self.cart,
            menu: &self.menu,
            stock: &self.stock,
            profile: &self.profile,
        };
        let naming = Naming {
            id: "lane_check1_o1".parse().unwrap(),
            request_hash: None,
            number: 7,
            business_day: "2026-11-20".parse().unwrap(),
        };
        let placed = place(at, &self.command, naming, now())?;
        let taken = self
            .check
            .take_order(placed.order.lines.len(), placed.order.total, now())?;
        assert_eq!(placed.check, taken, "the order is on the account");
        Ok(placed.order)
    }
}

#[test]
fn an_order_is_what_the_cart_showed() {
    let case = Case::usual().with(|c| {
        c.command.note = Note::parse(Some("all together")).unwrap();
        c.command.payment_method = Some(PaymentMethod::Upi);
    });
    let order = case.place().unwrap();
    assert_eq!(
        (order.number, order.version, order.total),
        (7, 1, inr(36_000))
    );
    assert_eq!(order.status, OrderStatus::Placed);
    assert_eq!(
        (order.branch_id.as_str(), order.check_id),
        ("lane", case.check.id.clone())
    );
    assert_eq!(
        (order.place, order.placed_by),
        (case.check.place.clone(), adder())
    );
    assert_eq!(
        (order.placed_at, order.business_day.to_string()),
        (now(), "2026-11-20".to_owned())
    );
    assert_eq!(order.note.unwrap().as_str(), "all together");
    assert_eq!(order.payment_method, Some(PaymentMethod::Upi));
    let promised = (order.accepted_at, order.estimated_ready_at, order.ready_at);
    assert_eq!(promised, (None, None, None), "nobody has promised a time");
    assert_eq!(order.lines.len(), case.cart.lines.len());
    for (line, wanted) in order.lines.iter().zip(&case.cart.lines) {
        assert_eq!(
            (&line.id, &line.name, line.quantity),
            (&wanted.id, &wanted.name, wanted.quantity)
        );
        assert_eq!(
            (line.unit_price, line.total),
            (wanted.unit_price, wanted.total)
        );
        assert_eq!(
            (&line.options, &line.added_by),
            (&wanted.options, &wanted.added_by)
        );
        assert_eq!((line.voided, &line.reason), (0, &None));
    }
    let statuses: Vec<_> = order
        .lines
        .iter()
        .map(|l| (l.status, l.station.is_some()))
        .collect();
    assert_eq!(
        statuses,
        [(LineStatus::New, true), (LineStatus::Ready, false)]
    );
}

/// It is seven in the evening, a Friday.
fn opens_at_eight(case: &mut Case) {
    let evening = OpeningTime {
        day: Weekday::Friday,
        opens: "20:00".parse().unwrap(),
        closes: "23:00".parse().unwrap(),
    };
    case.profile.opening_hours = OpeningHours::parse(vec![evening], []).unwrap();
}

#[test]
fn refusals() {
    let check = |what: &str, case: Case, expected: &dyn Fn(&DomainError) -> bool| {
        let error = case.place().expect_err(what);
        assert!(expected(&error), "{what}: {error:?}");
    };
    let closed = |c: &mut Case| c.check = c.check.close(now()).unwrap();
    check("closed", Case::usual().with(closed), &|e| {
        *e == DomainError::SessionClosed
    });
    check(
        "paused",
        Case::usual().with(|c| c.stock.ordering_open = false),
        &|e| *e == DomainError::OrderingPaused(Box::default()),
    );
    let opens_at = now() + SignedDuration::from_hours(1);
    check(
        "closed by its hours",
        Case::usual().with(opens_at_eight),
        &|e| *e == DomainError::BranchClosed { opens_at },
    );
    check(
        "stale",
        Case::usual().with(|c| c.command.cart_version -= 1),
        &|e| *e == DomainError::CartChanged,
    );
    check(
        "ahead",
        Case::usual().with(|c| c.command.cart_version += 1),
        &|e| *e == DomainError::CartChanged,
    );
    check(
        "somebody else's",
        Case::usual().with(|c| c.command.cart_id = Some("g2".parse().unwrap())),
        &|e| {
            matches!(
                e,
                DomainError::Invalid {
                    field: "cart_id",
                    ..
                }
            )
        },
    );
    check("empty", Case::new(&[]), &|e| *e == DomainError::CartEmpty);
    check(
        "usd",
        Case::usual().with(|c| {
            let usd = "USD".to_owned().try_into().unwrap();
            c.command.expected_total = Some(Money::new(36_000, usd));
        }),
        &|e| *e == DomainError::PricesChanged,
    );
}

/// What is wrong with the first line that cannot be had, and what would mend it.
#[test]
fn a_line_that_cannot_be_had_says_why() {
    let check = |what: &str, change: fn(&mut Case), expected: DomainError| {
        let refused = Case::usual().with(change).place();
        assert_eq!(refused, Err(expected), "{what}");
    };
    let which = |line: &str, item: &str, name: &str| {
        Box::new(WhichLine {
            line_id: line.parse().unwrap(),
            item_id: item.parse().unwrap(),
            name: name.to_owned(),
        })
    };
    let dosa = || which("a", "dosa", "Masala Dosa");
    let water = || which("b", "water", "Water");
    let count = |group: &str, name: &str, min, max, chosen| {
        Box::new(BadChoice::Count {
            group_id: group.parse().unwrap(),
            group: name.to_owned(),
            min,
            max,
            chosen,
        })
    };
    check(
        "sold out",
        |c| c.stock.sold_out = ["dosa".parse().unwrap()].into(),
        DomainError::ItemSoldOut(dosa()),
    );
    check(
        "off the menu",
        |c| drop(c.menu.categories.remove(1)),
        DomainError::ItemGone(water()),
    );
    check(
        "off the menu while it was sold out",
        |c| {
            c.menu.categories.remove(1);
            c.stock.sold_out = ["water".parse().unwrap()].into();
        },
        DomainError::ItemGone(water()),
    );
    check(
        "a group that must be chosen from is new",
        |c| {
            c.menu.categories[1].items[0].option_groups =
                vec![serde_json::from_str("\"size\"").unwrap()]
        },
        DomainError::OptionsInvalid {
            line: water(),
            choice: count("size", "Size", 1, 1, 0),
        },
    );
    check(
        "fewer may be chosen",
        |c| {
            let size = &mut c.menu.option_groups[0];
            (size.min, size.max) = (0, 0);
        },
        DomainError::OptionsInvalid {
            line: dosa(),
            choice: count("size", "Size", 0, 0, 1),
        },
    );
    check(
        "an option is gone",
        |c| {
            c.menu.option_groups[0].options.remove(1);
            c.menu.option_groups[0].min = 0;
        },
        DomainError::OptionsInvalid {
            line: dosa(),
            choice: Box::new(BadChoice::NotOffered {
                item: "Masala Dosa".to_owned(),
                option_id: "large".parse().unwrap(),
            }),
        },
    );
}

#[test]
fn a_line_remembers_what_a_later_bill_needs() {
    let order = Case::usual()
        .with(|c| {
            c.menu.version = 9;
            c.menu.categories[1].items[0].tax_class = "bottled".parse().unwrap();
            c.menu.categories[0].items[0].kitchen_note = Some("With chutney".to_owned());
        })
        .place()
        .unwrap();
    let told: Vec<_> = order
        .lines
        .iter()
        .map(|l| l.kitchen_note.as_deref())
        .collect();
    assert_eq!(told, [Some("With chutney"), None]);
    let remembered: Vec<_> = order
        .lines
        .iter()
        .map(|l| {
            let (list, class) = (l.price_list.as_str(), l.tax_class.as_str());
            let category = l.category_id.as_str();
            (l.menu_version, category, class, list, l.list_price)
        })
        .collect();
    // The dosa is large, which its own price does not know.
    let expected = [
        (9, "food", "standard", "base", inr(12_000)),
        (9, "drinks", "bottled", "base", inr(4_000)),
    ];
    assert_eq!(remembered, expected);
}

#[test]
fn an_order_is_within_what_the_party_may_order() {
    let with = |change: fn(&mut OrderLimits)| {
        Case::usual()
            .with(|c| change(&mut c.check.terms.limits))
            .place()
    };
    assert!(with(|limits| limits.lines_per_order = 2).is_ok());
    assert!(matches!(
        with(|limits| limits.lines_per_order = 1),
        Err(DomainError::Invalid { field: "lines", .. })
    ));
    assert_eq!(
        with(|limits| limits.orders_per_session = 0),
        Err(DomainError::SessionOrderLimit { limit: 0 })
    );
    assert!(with(|limits| limits.lines_per_session = 2).is_ok());
    assert_eq!(
        with(|limits| limits.lines_per_session = 1),
        Err(DomainError::SessionLineLimit { limit: 1 })
    );
    let billed = Case::usual().with(|c| c.check.paid_at = Some(now()));
    assert_eq!(billed.place(), Err(DomainError::CheckBilled));
}

#[test]
fn prices_that_changed_are_shown_first() {
    let check = |by: i64, expected: Option<i64>| {
        let case = Case::usual().with(|c| {
            c.menu.categories[0].items[0].price += by;
            c.command.expected_total = expected.map(inr);
        });
        let today = inr(36_000 + 2 * by);
        match case.place() {
            Ok(order) => {
                assert_eq!(order.total, today, "{by} {expected:?}");
                assert_eq!(expected.unwrap_or(36_000), today.minor);
            }
            Err(DomainError::PricesChanged) => {
                assert_ne!(expected.unwrap_or(36_000), today.minor, "{by} {expected:?}");
                let cart = case
                    .cart
                    .repriced(&case.menu, &moment(&case.stock))
                    .unwrap();
                assert_eq!(cart.total, today);
                assert_eq!(
                    cart.version, case.cart.version,
                    "the same cart at new prices"
                );
            }
            Err(other) => panic!("{other}"),
        }
    };
    for by in [0, 100, -100] {
        // Agreed to what the cart showed, to today's price, to something else, to nothing.
        for expected in [Some(36_000), Some(36_000 + 2 * by), Some(1), Some(0), None] {
            check(by, expected);
        }
    }
}

#[test]
fn a_branch_may_accept_by_itself() {
    let check = |lines: &[crate::cart::PutLine], expected| {
        let order = Case::new(lines)
            .with(|c| c.profile.auto_accept = true)
            .place()
            .unwrap();
        assert_eq!(order.status, expected);
    };
    check(&[line("a", "tikka", 1, &[])], OrderStatus::Accepted);
    check(
        &[line("a", "tikka", 1, &[]), line("b", "water", 1, &[])],
        OrderStatus::Accepted,
    );
    check(&[line("b", "water", 1, &[])], OrderStatus::Ready);
}

#[test]
fn what_needs_no_kitchen_is_ready_at_once() {
    let order = Case::new(&[line("b", "water", 3, &[])]).place().unwrap();
    assert_eq!(
        (order.status, order.estimated_ready_at),
        (OrderStatus::Placed, None)
    );
    assert!(!order.needs_kitchen());
}

#[test]
fn everybody_has_their_own_cart_where_they_pay_alone() {
    let (_, alone) = seated(2, Mode::Individual);
    let id = |check: &Check, n| check.cart_id(&guest(check, n).id);
    assert_eq!([id(&alone, 1), id(&alone, 2)], ["g1", "g2"]);
    assert_eq!([id(&check(), 1), id(&check(), 2)], ["family", "family"]);
}

#[test]
fn what_the_party_owes_in_all_stays_countable() {
    let owing = |minor| Case::usual().with(|c| c.check.total = inr(minor)).place();
    let last = crate::money::MAX_MINOR - 36_000;
    assert_eq!(owing(last).unwrap().total, inr(36_000));
    assert_eq!(owing(last + 1), Err(DomainError::AmountTooLarge));
}
