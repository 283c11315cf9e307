//! Evenings that the demo restaurant has behind it, so that its owner has something to
//! compare today with.
//!
//! Made by the rules that real orders are made by, and seeded by the date: the same day
//! always comes out the same, under the same IDs, so writing it again changes nothing.

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan};

use super::DemoError;
use super::past_till::Till;
use super::random::Random;
use crate::seed::{Past, PastParty, Seed};
use salver_domain::bill::books::Books;
use salver_domain::bill::settlement::Settlement;
use salver_domain::business_day::BusinessDay;
use salver_domain::cart::{Cart, FAMILY_CART, PutLine};
use salver_domain::check::{Check, Mode, OpenTable};
use salver_domain::combo::Pick;
use salver_domain::guest::Guest;
use salver_domain::id::{ItemId, OptionId, VariantId};
use salver_domain::menu::{Item, Menu};
use salver_domain::order::Order;
use salver_domain::placing::{Naming, PlaceOrder, Situation, place};
use salver_domain::price_list::Channel;
use salver_domain::progress::{MoveLine, MoveOrder};
use salver_domain::stock::Stock;
use salver_domain::text::{GuestName, Reason};
use salver_domain::transitions::{LineStatus, OrderStatus};

/// How often parties sit down in each hour of the clock, against each other.
const HOURS: [(i8, u64); 12] = [
    (12, 4),
    (13, 7),
    (14, 4),
    (15, 1),
    (16, 2),
    (17, 2),
    (18, 4),
    (19, 9),
    (20, 12),
    (21, 9),
    (22, 4),
    (23, 2),
];
/// On whose clock a day's float is counted, and the day after it what came.
const OPENS: i8 = 11;
const CLOSES: i8 = 3;
/// What people like, more or less: the first most.
pub(super) const POPULAR: [&str; 16] = [
    "butter-chicken",
    "garlic-naan",
    "hyderabadi-chicken-biryani",
    "masala-dosa",
    "paneer-butter-masala",
    "house-naan",
    "masala-chai",
    "paneer-tikka",
    "still-water-1-litre",
    "fresh-lime-soda",
    "samosa-chaat",
    "gulab-jamun",
    "tandoori-roti",
    "chilli-paneer",
    "idli-sambar",
    "kachumber-salad",
];
const NAMES: [&str; 8] = [
    "Ananya", "Rohan", "Zoya", "Kabir", "Meera", "Dev", "Tara", "Arjun",
];

/// Parties of the `days` business days before the one of `now`, all gone by then. Nothing
/// of it lies on the business day of `now`.
///
/// # Errors
/// When the seed's menu or places do not allow it.
pub fn past(seed: &Seed, now: Timestamp, days: u16) -> Result<Past, DemoError> {
    let today = seed.profile.business_day(now).date();
    let mut till = Till::of(seed)?;
    let mut parties = Vec::new();
    for back in (1..=i64::from(days)).rev() {
        parties.extend(evening(seed, &mut till, today.saturating_sub(back.days()))?);
    }
    Ok(Past {
        parties,
        takings: till.into_takings(),
    })
}

/// A party before its first order.
struct Plan {
    sits_down: Timestamp,
    people: u16,
    /// When each of its orders is sent.
    rounds: Vec<Timestamp>,
}

fn evening(seed: &Seed, till: &mut Till<'_>, date: Date) -> Result<Vec<PastParty>, DemoError> {
    let mut random = Random::of(date);
    let zone = seed.profile.time_zone.rules();
    let parties = match date.weekday() {
        Weekday::Monday => 8,
        Weekday::Tuesday | Weekday::Wednesday => 10,
        Weekday::Thursday => 12,
        Weekday::Friday => 17,
        Weekday::Saturday => 21,
        Weekday::Sunday => 16,
    } + random.below(4);
    let mut plans = Vec::new();
    for _ in 0..parties {
        let hour = random.weighted(&HOURS).unwrap_or_default();
        let [minute, second] = [0; 2].map(|_| i8::try_from(random.below(60)).unwrap_or_default());
        let sits_down = date.at(hour, minute, second, 0).to_zoned(zone.clone())?;
        let sits_down = sits_down.timestamp();
        let mut at = sits_down + random.minutes(4, 12);
        let mut rounds = vec![at];
        while rounds.len() < 3 && random.below(10) < 3 {
            at += random.minutes(20, 35);
            rounds.push(at);
        }
        plans.push(Plan {
            sits_down,
            people: u16::try_from(1 + random.below(5)).unwrap_or(1),
            rounds,
        });
    }
    let mut numbers: Vec<_> = plans.iter().flat_map(|p| p.rounds.clone()).collect();
    numbers.sort_unstable();
    let mut seated = Vec::new();
    for (place, plan) in plans.iter().enumerate() {
        seated.push(party(seed, date, place, plan, &numbers, &mut random)?);
    }
    // Bills are numbered as they are asked for, and that is not as parties sat down.
    seated.sort_by_key(|(_, leaves)| *leaves);
    let mut parties = Vec::new();
    for (books, leaves) in seated {
        let books = till.settle(books, leaves, &mut random)?;
        parties.push((books.check, books.orders));
    }
    let at = |date: Date, hour| Ok::<_, DemoError>(date.at(hour, 0, 0, 0).to_zoned(zone.clone())?);
    let opens = at(date, OPENS)?.timestamp();
    let closes = at(date.saturating_add(1.days()), CLOSES)?.timestamp();
    till.close((BusinessDay::of(date), opens, closes), &mut random)?;
    Ok(parties)
}

/// Plays one party: sits down, orders, eats; with when it leaves.
fn party(
    seed: &Seed,
    date: Date,
    place: usize,
    plan: &Plan,
    numbers: &[Timestamp],
    random: &mut Random,
) -> Result<(Books, Timestamp), DemoError> {
    let branch = &seed.profile.id;
    let id: salver_domain::id::CheckId =
        format!("{branch}_past{}-{place:02}", date.strftime("%Y%m%d")).parse()?;
    let tables = &seed.tables;
    let table = random.of_list(tables).ok_or(DemoError::Empty("table"))?;
    let open = OpenTable {
        mode: Mode::Family,
        party_size: Some(plan.people),
        waiter_id: None,
    };
    let table = table.occupy(id.clone())?;
    let (currency, terms) = (seed.profile.currency, seed.profile.terms());
    let mut check = Check::open(id, &table, currency, terms, &open, plan.sits_down)?;
    check.guest_count = 1;
    check.joined_count = 1;
    check.version += 1;
    let guest = guest(&check, plan, random)?;
    let mut orders = Vec::new();
    for (round, at) in plan.rounds.iter().enumerate() {
        let number = numbers.partition_point(|other| other <= at);
        let naming = Naming {
            id: format!("{}_{round}", check.id).parse()?,
            request_hash: None,
            number: u32::try_from(number).unwrap_or(u32::MAX),
            business_day: seed.profile.business_day(*at),
        };
        let cart = cart(seed, &guest, (round, *at), random)?;
        let order = order(seed, &check, &guest, &cart, naming, *at, random)?;
        check = check.take_order(order.lines.len(), order.total, *at)?;
        orders.push(order);
    }
    let last = plan.rounds.last().copied().unwrap_or(plan.sits_down);
    let books = Books {
        settlement: Settlement::none(&check.id, currency),
        check,
        orders,
        bills: Vec::new(),
        payments: Vec::new(),
        refunds: Vec::new(),
        unsent: false,
    };
    Ok((books, last + random.minutes(25, 60)))
}

fn guest(check: &Check, plan: &Plan, random: &mut Random) -> Result<Guest, DemoError> {
    let name = random.of_list(&NAMES).copied();
    let guest = Guest {
        id: "past-guest".parse()?,
        check_id: check.id.clone(),
        branch_id: check.branch_id.clone(),
        name: GuestName::parse(name)?,
        look_alike: false,
        phone: None,
        token_hash: String::new(),
        joined_at: plan.sits_down,
        number: 1,
        token_expires_at: None,
        forgotten_at: 0,
        version: 1,
    };
    Ok(guest.with_token(String::new(), plan.sits_down))
}

/// All dishes were to be had then.
fn stock_of_then(seed: &Seed) -> Stock {
    Stock {
        sold_out: [].into(),
        ..seed.stock.clone()
    }
}

fn cart(
    seed: &Seed,
    guest: &Guest,
    (round, at): (usize, Timestamp),
    random: &mut Random,
) -> Result<Cart, DemoError> {
    let mut cart = Cart::empty(FAMILY_CART, seed.profile.currency);
    let stock = stock_of_then(seed);
    let moment = seed.profile.moment(Channel::DineIn, &stock, at);
    for line in 0..2 + random.below(3) {
        let item_id = dish(&seed.menu, random)?;
        let line = PutLine {
            id: format!("line-{round}-{line}").parse()?,
            options: fewest_options(&seed.menu, &item_id),
            variant_id: seed.menu.item(&item_id).and_then(first_variant),
            parts: picks(&seed.menu, &item_id, random)?,
            item_id,
            quantity: u32::try_from(1 + random.below(4) / 2).unwrap_or(1),
            note: None,
            allergy: None,
            weight: None,
        };
        cart = cart.put(&seed.menu, &moment, &line, &guest.as_adder())?;
    }
    Ok(cart)
}

/// Of a combo: something for each part.
fn picks(menu: &Menu, item: &ItemId, random: &mut Random) -> Result<Vec<Pick>, DemoError> {
    let parts = menu.item(item).into_iter().flat_map(|item| &item.parts);
    let wanted = parts.flat_map(|part| (0..part.count).map(move |_| part));
    let picked = wanted.map(|part| {
        let choice = random.of_list(&part.choices);
        let choice = choice.ok_or(DemoError::Empty("choice"))?;
        Ok(Pick {
            part: part.id.clone(),
            item: choice.item.clone(),
            variant: choice.variant.clone(),
            options: fewest_options(menu, &choice.item),
        })
    });
    picked.collect()
}

/// Mostly what is popular, now and then anything: a combo more often than any other single dish.
fn dish(menu: &Menu, random: &mut Random) -> Result<ItemId, DemoError> {
    if random.below(4) == 0 {
        let items = menu.categories.iter().flat_map(|c| &c.items);
        let is_combo = random.below(8) == 0;
        let items: Vec<_> = items.filter(|item| !is_combo || item.is_combo()).collect();
        let item = random.of_list(&items).ok_or(DemoError::Empty("dish"))?;
        return Ok(item.id.clone());
    }
    // The smaller of two draws: the first of the list are the most popular.
    let place = random.below(16).min(random.below(16));
    let place = usize::try_from(place).unwrap_or_default();
    let popular = POPULAR.get(place).ok_or(DemoError::Empty("dish"))?;
    Ok(popular.parse()?)
}

fn first_variant(item: &Item) -> Option<VariantId> {
    item.variants.first().map(|variant| variant.id.clone())
}

fn fewest_options(menu: &Menu, item: &ItemId) -> Vec<OptionId> {
    let groups = menu.item(item).into_iter().flat_map(|i| menu.groups_of(i));
    let wanted = groups.flat_map(|group| {
        let options = group.options.iter().take(usize::from(group.min));
        options.map(|option| option.id.clone()).collect::<Vec<_>>()
    });
    wanted.collect()
}

fn order(
    seed: &Seed,
    check: &Check,
    guest: &Guest,
    cart: &Cart,
    naming: Naming,
    at: Timestamp,
    random: &mut Random,
) -> Result<Order, DemoError> {
    use OrderStatus::{Accepted, Cancelled, Completed, Preparing, Ready, Rejected, Served};
    let situation = Situation {
        check,
        guest,
        cart,
        menu: &seed.menu,
        stock: &stock_of_then(seed),
        profile: &seed.profile,
    };
    let command = PlaceOrder {
        cart_id: None,
        cart_version: cart.version,
        expected_total: None,
        expected_to_pay: None,
        payment_method: None,
        note: None,
    };
    let mut order = place(situation, &command, naming, at)?.order;
    let (way, reason): (&[OrderStatus], _) = match random.below(100) {
        0..3 if order.status == OrderStatus::Placed => (&[Rejected], "The kitchen is closing"),
        3..5 => (&[Accepted, Cancelled], "Ordered twice by mistake"),
        5..11 => {
            order = without_a_piece(&order)?;
            (&[Accepted, Preparing, Ready, Served, Completed], "")
        }
        _ => (&[Accepted, Preparing, Ready, Served, Completed], ""),
    };
    for &to in way {
        // Drinks alone are ready as soon as they are accepted.
        if order.status < to {
            order = order.move_to(&MoveOrder {
                to,
                reason: Reason::parse(Some(reason).filter(|r| !r.is_empty()))?,
                version: None,
                at,
            })?;
        }
    }
    Ok(order)
}

/// A piece of the first line goes back; an order of one piece stays.
fn without_a_piece(order: &Order) -> Result<Order, DemoError> {
    let pieces: u32 = order.lines.iter().map(|line| line.quantity).sum();
    let Some(line) = order.lines.first().filter(|_| pieces > 1) else {
        return Ok(order.clone());
    };
    Ok(order.move_line(&MoveLine {
        line: line.id.clone(),
        to: LineStatus::Cancelled,
        quantity: Some(1),
        reason: Reason::parse(Some("Sent back"))?,
        version: None,
        at: order.placed_at,
    })?)
}

#[cfg(test)]
#[path = "past_tests.rs"]
mod tests;
