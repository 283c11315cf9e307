//! Every key, written out by hand.

use std::collections::BTreeMap;

use super::*;
use salver_domain::bill::number::InvoicePrefix;
use salver_domain::cart::FAMILY_CART;
use salver_domain::photo::PhotoSize;
use salver_domain::topic::Topic;

/// What the placeholders of `docs/table.md` stand for here.
const SAMPLES: [(&str, &str); 39] = [
    ("menu", "0000000012"),
    ("brand", "lanes"),
    ("photo", "00ff11ee"),
    ("width", "192"),
    ("branch", "lane"),
    ("section", "hall"),
    ("table", "t1"),
    ("station", "tandoor"),
    ("staff", "asha"),
    ("day", "2026-11-20"),
    ("code", "7KQ2"),
    ("login", "asha@lane.example"),
    ("family", "f1"),
    ("check", "lane_c1"),
    ("guest", "g1"),
    ("cart", "family"),
    ("order", "lane_c1_o1"),
    ("call", "lane_c1_k1"),
    ("year", "2026-27"),
    ("bill", "lane_c1_b1"),
    ("issue", "0002"),
    ("payment", "lane_c1_p1"),
    ("refund", "lane_c1_r1"),
    ("scope", "lane_c1.g1"),
    ("key", "key-0001"),
    ("what", "pin-device"),
    ("who", "abc"),
    ("hash", "00ff"),
    ("connection", "L0SM9cOFvHcCIhw="),
    ("entry", "01k8a"),
    ("hour", "09"),
    ("item", "dosa"),
    ("printer", "hot"),
    ("job", "lane_01j"),
    ("dues", "lane_d1"),
    ("message", "lane_01m"),
    ("shard", "5"),
    ("number", "0000000003"),
    ("phone", "+919845012345"),
];
const SCOPE: &str = "branch:lane";
pub(super) const TIME: &str = "2026-11-20T13:30:00.000000Z";

fn scope() -> Scope {
    Topic::kitchen(&id("branch")).scope()
}

pub(super) fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(placeholder: &str) -> T {
    sample(placeholder).parse().unwrap()
}

fn phone() -> PhoneNumber {
    sample("phone").to_owned().try_into().unwrap()
}

pub(super) fn sample(placeholder: &str) -> &'static str {
    match placeholder {
        "scope of topics" => SCOPE,
        "time" => TIME,
        _ => {
            SAMPLES
                .iter()
                .find(|(name, _)| *name == placeholder)
                .unwrap()
                .1
        }
    }
}

fn series(prefix: &str) -> Series {
    Series {
        year: id("year"),
        prefix: InvoicePrefix::parse(prefix).unwrap(),
    }
}

#[test]
fn bills_with_a_prefix_have_a_row_of_their_own() {
    let key = bill_counter(&id("branch"), &series("LR/"));
    assert_eq!(key.sk, "COUNT#BILL#2026-27#LR/");
    let expected = Row::BillCounter(id("branch"), series("LR/"));
    assert_eq!(Row::parse(&key.pk, &key.sk), Some(expected));
    assert_eq!(Row::parse(&key.pk, "COUNT#BILL#2026-27#20"), None);
}

pub(super) fn all() -> BTreeMap<&'static str, Key> {
    let (branch, check) = (id("branch"), id("check"));
    let day = sample("day").parse().unwrap();
    BTreeMap::from([
        ("nothing", nothing()),
        ("claim", claim()),
        ("brand", brand(&id("brand"))),
        ("branch of brand", brand_branch(&id("brand"), &branch)),
        ("profile", profile(&branch)),
        ("floor plan", floor_plan(&branch)),
        ("printed cards", printed_cards(&branch)),
        ("status screen", status_screen(&branch)),
        ("section", section(&branch, &id("section"))),
        ("table", table(&branch, &id("table"))),
        ("station", station(&branch, &id("station"))),
        ("printer", printer(&branch, &id("printer"))),
        ("print job", print_job(&id("job"))),
        ("message", message(&id("message"))),
        ("staff", staff(&branch, &id("staff"))),
        ("staff of brand", brand_staff(&id("brand"), &id("staff"))),
        ("account", account(&id("staff"))),
        (
            "membership of branch",
            branch_membership(&id("staff"), &branch),
        ),
        (
            "membership of brand",
            brand_membership(&id("staff"), &id("brand")),
        ),
        ("menu", menu(&id("brand"), 12)),
        ("draft", draft(&id("brand"))),
        ("photo", photo(&id("photo"), PhotoSize::List)),
        ("stock", stock(&branch)),
        ("overrides", overrides(&branch)),
        ("order counter", order_counter(&branch, day)),
        ("away counter", away_counter(&branch, day)),
        ("bill counter", bill_counter(&branch, &series(""))),
        ("settlement", settlement(&check)),
        ("bill", bill(&id("bill"), 2)),
        ("payment", payment(&id("payment"))),
        ("refund", refund(&id("refund"))),
        ("dues account", dues_account(&id("dues"))),
        ("dues entry", dues_entry(&id("dues"), 3)),
        ("dues phone", dues_phone(&branch, &phone())),
        ("approval", approval(sample("hash"))),
        ("till day", till_day(&branch, day)),
        (
            "till entry",
            till_entry(&branch, day, TIME.parse().unwrap(), sample("entry")),
        ),
        ("table code", table_code(&id("code"))),
        ("login", login(sample("login"))),
        ("refresh family", refresh(&id("family"))),
        ("staff link", staff_link(&id("hash"))),
        ("check", super::check(&check)),
        ("guest", guest(&check, &id("guest"))),
        ("cart", cart(&check, FAMILY_CART)),
        ("customer", customer(&check)),
        ("order", order(&id("order"))),
        ("call", call(&id("call"))),
        (
            "idempotency record",
            idempotency(sample("scope"), sample("key")),
        ),
        ("rate window", rate(sample("what"), sample("who"))),
        ("ticket", ticket(sample("hash"))),
        ("connection", connection(sample("connection"))),
        ("listener", listener(&scope(), sample("connection"))),
        ("sequence", sequence(&scope())),
        (
            "audit entry",
            audit(&branch, sample("day"), sample("entry")),
        ),
        (
            "audit entry of brand",
            brand_audit(&id("brand"), sample("day"), sample("entry")),
        ),
        (
            "audit entry of nobody",
            nobodys_audit(sample("day"), sample("entry")),
        ),
        (
            "fact",
            fact(&branch, day, TIME.parse().unwrap(), &id("order")),
        ),
        ("day figures", day_figures(&branch, day)),
        ("quarters", quarters(&branch, day)),
    ])
}

/// The names of the chart, of what a key is taken for.
fn name(row: &Row) -> &'static str {
    match row {
        Row::Nothing => "nothing",
        Row::Claim => "claim",
        Row::Brand(_) => "brand",
        Row::BranchOfBrand(..) => "branch of brand",
        Row::StaffOfBrand(..) => "staff of brand",
        Row::Menu(..) => "menu",
        Row::Draft(_) => "draft",
        Row::Photo(..) => "photo",
        Row::Profile(_) => "profile",
        Row::FloorPlan(_) => "floor plan",
        Row::PrintedCards(_) => "printed cards",
        Row::StatusScreen(_) => "status screen",
        Row::Section(..) => "section",
        Row::Table(..) => "table",
        Row::Station(..) => "station",
        Row::Printer(..) => "printer",
        Row::PrintJob(_) => "print job",
        Row::Message(_) => "message",
        Row::Staff(..) => "staff",
        Row::Stock(_) => "stock",
        Row::Overrides(_) => "overrides",
        Row::OrderCounter(..) => "order counter",
        Row::AwayCounter(..) => "away counter",
        Row::BillCounter(..) => "bill counter",
        Row::Settlement(_) => "settlement",
        Row::Bill(..) => "bill",
        Row::Payment(_) => "payment",
        Row::Refund(_) => "refund",
        Row::DuesAccount(_) => "dues account",
        Row::DuesEntry(..) => "dues entry",
        Row::DuesPhone(..) => "dues phone",
        Row::Approval => "approval",
        Row::TillDay(..) => "till day",
        Row::TillEntry(..) => "till entry",
        Row::Account(_) => "account",
        Row::MembershipOfBranch(..) => "membership of branch",
        Row::MembershipOfBrand(..) => "membership of brand",
        Row::TableCode(_) => "table code",
        Row::Login(_) => "login",
        Row::RefreshFamily(_) => "refresh family",
        Row::StaffLink(_) => "staff link",
        Row::Check(_) => "check",
        Row::Guest(..) => "guest",
        Row::Cart(..) => "cart",
        Row::Customer(_) => "customer",
        Row::Order(_) => "order",
        Row::Call(_) => "call",
        Row::IdempotencyRecord => "idempotency record",
        Row::RateWindow => "rate window",
        Row::Ticket => "ticket",
        Row::Connection(_) => "connection",
        Row::Listener { .. } => "listener",
        Row::Sequence(_) => "sequence",
        // Three keys, one kind of item.
        Row::AuditEntry => "audit entry",
        Row::Fact(..) => "fact",
        Row::DayFigures(..) => "day figures",
        Row::Quarters(..) => "quarters",
    }
}

#[test]
fn every_key_is_taken_for_what_it_is() {
    for (item, key) in all() {
        let row = Row::parse(&key.pk, &key.sk);
        let row = row.unwrap_or_else(|| panic!("{item} is not known"));
        assert!(item.starts_with(name(&row)), "{item} is taken for {row:?}");
        if name(&row) != "audit entry" {
            assert_eq!(name(&row), item);
        }
    }
    for (pk, sk) in [
        ("", ""),
        ("CHECK", "CHECK"),
        ("CHECK#lane_c1", "BILL#1"),
        ("CHECK#lane c1", "CHECK"),
        ("BRANCH#lane", "COUNT#INVOICE#2026"),
        ("FIGURES#lane", "DAY#someday"),
        ("TILL#lane", "ENTRY#1"),
        ("TILL#lane#2026-11-20", "DAY#2026-11-20"),
        ("PHOTO#00ff", "WIDTH#191"),
        ("DUES#lane_d1", "LEDGER"),
        ("OWING#lane", "PHONE#meera"),
        ("NEW#1", "NEW"),
    ] {
        assert_eq!(Row::parse(pk, sk), None, "{pk} {sk}");
    }
}

#[test]
fn every_key() {
    let keys = all();
    let check = |item: &str, pk: &str, sk: &str| {
        let expected = Key {
            pk: pk.to_owned(),
            sk: sk.to_owned(),
        };
        assert_eq!(keys[item], expected, "{item}");
    };
    check("nothing", "WARM", "WARM");
    check("claim", "CLAIM", "CLAIM");
    check("brand", "BRAND#lanes", "BRAND");
    check("branch of brand", "BRAND#lanes", "BRANCH#lane");
    check("profile", "BRANCH#lane", "PROFILE");
    check("floor plan", "BRANCH#lane", "PLAN");
    check("printed cards", "BRANCH#lane", "CARDS");
    check("status screen", "BRANCH#lane", "SCREEN");
    check("section", "BRANCH#lane", "SECTION#hall");
    check("table", "BRANCH#lane", "TABLE#t1");
    check("station", "BRANCH#lane", "STATION#tandoor");
    check("printer", "BRANCH#lane", "PRINTER#hot");
    check("print job", "PRINT#lane", "JOB#lane_01j");
    check("message", "MESSAGES#lane", "MESSAGE#lane_01m");
    check("staff", "BRANCH#lane", "STAFF#asha");
    check("staff of brand", "BRAND#lanes", "STAFF#asha");
    check("account", "ACCOUNT#asha", "ACCOUNT");
    check("membership of branch", "ACCOUNT#asha", "MEMBER#BRANCH#lane");
    check("membership of brand", "ACCOUNT#asha", "MEMBER#BRAND#lanes");
    check("menu", "BRAND#lanes", "MENU#0000000012");
    check("photo", "PHOTO#00ff11ee", "WIDTH#192");
    check("stock", "BRANCH#lane", "STOCK");
    check("overrides", "BRANCH#lane", "OVERRIDES");
    check("order counter", "BRANCH#lane", "COUNT#ORDER#2026-11-20");
    check("away counter", "BRANCH#lane", "COUNT#AWAY#2026-11-20");
    check("table code", "CODE#7KQ2", "CODE");
    check("login", "LOGIN#asha@lane.example", "LOGIN");
    check("refresh family", "REFRESH#f1", "REFRESH");
    check("check", "CHECK#lane_c1", "CHECK");
    check("guest", "CHECK#lane_c1", "GUEST#g1");
    check("cart", "CHECK#lane_c1", "CART#family");
    check("customer", "CUSTOMER#lane_c1", "CUSTOMER");
    check("dues account", "DUES#lane_d1", "DUES");
    check("dues entry", "DUES#lane_d1", "ENTRY#0000000003");
    check("dues phone", "OWING#lane", "PHONE#+919845012345");
    check("order", "CHECK#lane_c1", "ORDER#lane_c1_o1");
    check("call", "CHECK#lane_c1", "CALL#lane_c1_k1");
    check("idempotency record", "IDEM#lane_c1.g1#key-0001", "IDEM");
    check("rate window", "RATE#pin-device#abc", "RATE");
    check("ticket", "TICKET#00ff", "TICKET");
    check("connection", "CONN#L0SM9cOFvHcCIhw=", "CONN");
    check("listener", "TOPIC#branch:lane", "CONN#L0SM9cOFvHcCIhw=");
    check("sequence", "TOPIC#branch:lane", "SEQ");
    check("audit entry", "AUDIT#lane#2026-11-20", "01k8a");
    check(
        "audit entry of brand",
        "AUDIT#BRAND#lanes#2026-11-20",
        "01k8a",
    );
    check("audit entry of nobody", "AUDIT#NO_BODY#2026-11-20", "01k8a");
    check(
        "fact",
        "FIGURES#lane",
        "FACT#2026-11-20#2026-11-20T13:30:00.000000Z#lane_c1_o1",
    );
    check("till day", "TILL#lane", "DAY#2026-11-20");
    check(
        "till entry",
        "TILL#lane#2026-11-20",
        "ENTRY#2026-11-20T13:30:00.000000Z#01k8a",
    );
    check("day figures", "FIGURES#lane", "DAY#2026-11-20");
    check("quarters", "FIGURES#lane", "QUARTERS#2026-11-20");
}

#[test]
fn no_maker_of_keys_is_left_out() {
    let makers = include_str!("keys.rs").matches("-> Key {").count();
    assert_eq!(all().len(), makers);
}

#[test]
fn the_index_sorts_by_time() {
    let since = |at: &str, id| open_since(at.parse().unwrap(), id);
    assert_eq!(since("2026-11-20T13:30:00Z", "a"), format!("{TIME}#a"));
    // Whole seconds, fractions and other offsets: text order is time order.
    let times = [
        since("2026-11-20T13:29:59.999999999Z", "z"),
        since("2026-11-20T19:00:00+05:30", "y"),
        since("2026-11-20T13:30:00.000001Z", "x"),
        since("2026-11-20T13:30:00.1Z", "w"),
        since("2026-11-20T13:30:01Z", "v"),
    ];
    assert!(times.is_sorted(), "{times:?}");
}
