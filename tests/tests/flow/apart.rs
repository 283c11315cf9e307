//! Two branches of one brand that differ in all that a bill hangs on: each sells the same dish by
//! its own prices, taxes, coin, clock and policies, and what one of them changes leaves the other's
//! and every bill that was issued as they are.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Phone, Stack, Staff, key};
use serde_json::{Value, json};

use crate::branch::settings;
use crate::branches::{at, line, make_in, menu, own_menu, own_price, phone_at, plain_dish, say};

/// Somebody of the whole brand at one of its branches.
struct House {
    staff: Staff,
    currency: &'static str,
    dish: String,
}

/// A party's money, as staff see it.
struct Billed {
    check: String,
    bill: Value,
}

impl House {
    fn money(&self, minor: i64) -> Value {
        json!({"minor": minor, "currency": self.currency})
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.staff.caller.get(&self.staff.path(path)).await;
        answer.expect_status(200)
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self
            .staff
            .caller
            .request(Method::POST, &self.staff.path(path));
        let request = request.header("idempotency-key", key()).json(body);
        Answer::to(request).await.expect_status(201)
    }

    /// Says how the branch works and how it taxes.
    async fn works(&self, wish: &Value, taxes: &Value) {
        let path = format!("/branches/{}", self.staff.branch);
        let said = self.staff.caller.send(Method::PATCH, &path, wish).await;
        said.expect_status(200);
        let path = self.staff.path("taxes");
        let said = self.staff.caller.send(Method::PUT, &path, taxes).await;
        said.expect_status(200);
    }

    async fn asks(&self, minor: i64) {
        let price = own_price(&self.dish, minor, self.currency);
        say(&self.staff, json!([price])).await.expect_status(200);
    }

    /// Two pieces of the dish, that a guest has put into a cart and ordered.
    async fn ordered(&self, phone: &Phone, id: &str) -> Value {
        let cart = phone.put(id, &line(&self.dish), 2).await;
        phone.order(&cart).await
    }

    /// A guest at a table orders two pieces, and they are billed with a tenth for the service.
    async fn billed(&self, stack: &Stack) -> Billed {
        let (phone, check) = phone_at(stack, &self.staff).await;
        self.ordered(&phone, "line-1").await;
        let bills = format!("checks/{check}/bills");
        let mut told = self
            .post(&bills, &json!({"service_charge_bp": 1_000}))
            .await;
        let bill = told["bills"][0].take();
        Billed { check, bill }
    }

    /// What is said of the bill now.
    async fn read(&self, billed: &Billed) -> Value {
        let path = format!("checks/{}/bills", billed.check);
        self.get(&path).await["bills"][0].take()
    }

    async fn pay(&self, billed: &Billed, method: &str) -> Value {
        let path = format!("bills/{}/payments", billed.bill["id"].as_str().unwrap());
        let all = json!({"method": method, "amount": billed.bill["total"]});
        self.post(&path, &all).await
    }

    /// All that its manager says of it.
    async fn policies(&self, stack: &Stack) -> [Value; 5] {
        [
            settings(&self.staff).await,
            self.get("taxes").await,
            own_menu(&self.staff).await,
            menu(stack, &self.staff.branch).await,
            self.get("day").await,
        ]
    }
}

/// Prices without two taxes of 2.5 %, which are on the service too, and bills in whole rupees; cash
/// in tens of rupees, orders taken at once, long PINs.
fn of_lake_road() -> (Value, Value) {
    let works = json!({"smallest_coin": 1_000, "auto_accept": true, "pin_length": 6});
    let taxes = json!({
        "prices_include_tax": false,
        "classes": [{"class": "standard", "taxes": [
            {"name": "CGST", "rate_bp": 250}, {"name": "SGST", "rate_bp": 250}]}],
        "service_charge_taxed": true,
        "round_to": {"minor": 100, "currency": "INR"},
    });
    (works, taxes)
}

/// Prices with a tax of 13 %, none on the service, and no rounding; cash in five cents, one order of
/// each party, which a person takes.
fn of_harbour() -> (Value, Value) {
    let works = json!({"smallest_coin": 5, "auto_accept": false, "pin_length": 4,
        "orders_per_session": 1});
    let taxes = json!({
        "prices_include_tax": true,
        "classes": [{"class": "standard", "taxes": [{"name": "IVA", "rate_bp": 1_300}]}],
        "service_charge_taxed": false,
    });
    (works, taxes)
}

/// Both branches, each with all of its own.
async fn both(stack: &Stack) -> [House; 2] {
    let owner = stack.staff(Role::Owner).await;
    let made = make_in(&owner, &key(), "Harbour", "Europe/Lisbon").await;
    let branch = made.expect_status(201)["id"].as_str().unwrap().to_owned();
    let there = at(stack, &owner, Role::Owner, &branch).await;
    let dish = plain_dish(&menu(stack, &stack.branch).await);
    let here = House {
        staff: owner,
        currency: "INR",
        dish: dish.clone(),
    };
    let there = House {
        staff: there,
        currency: "EUR",
        dish,
    };
    for (house, price, (works, taxes)) in
        [(&here, 12_345, of_lake_road()), (&there, 473, of_harbour())]
    {
        house.works(&works, &taxes).await;
        house.asks(price).await;
    }
    [here, there]
}

/// All sums of a bill in minor units, of the branch's currency throughout.
fn sums(house: &House, bill: &Value) -> Value {
    let minor = |of: &Value| {
        assert_eq!(of["currency"], house.currency, "{bill}");
        of["minor"].clone()
    };
    let taxes = bill["taxes"].as_array().unwrap().iter();
    let taxes = taxes.map(|tax| {
        let (taxable, amount) = (minor(&tax["taxable"]), minor(&tax["amount"]));
        json!([tax["name"], tax["rate_bp"], taxable, amount])
    });
    json!({
        "subtotal": minor(&bill["subtotal"]),
        "service": minor(&bill["service_charge"]),
        "taxes": taxes.collect::<Vec<_>>(),
        "round_off": minor(&bill["round_off"]),
        "total": minor(&bill["total"]),
    })
}

/// Two pieces of 123.45, 10 % of service, 2.5 % twice on both of it, to whole rupees.
fn lake_road_sums() -> Value {
    json!({"subtotal": 24_690, "service": 2_469,
        "taxes": [["CGST", 250, 27_159, 679], ["SGST", 250, 27_159, 679]],
        "round_off": -17, "total": 28_500})
}

/// Two pieces of 4.73 with 13 % in them, 10 % of service.
fn harbour_sums() -> Value {
    json!({"subtotal": 946, "service": 95, "taxes": [["IVA", 1_300, 837, 109]],
        "round_off": 0, "total": 1_041})
}

/// What came at a day in cash, and what cash was rounded by.
fn cash(day: &Value) -> [i64; 2] {
    let mut rows = day["payments"].as_array().unwrap().iter();
    let row = rows.find(|row| row["method"] == "cash").unwrap();
    ["amount", "cash_rounding"].map(|name| row[name]["minor"].as_i64().unwrap())
}

#[tokio::test]
async fn each_branch_sells_the_same_dish_by_its_own_rules() {
    let stack = Stack::start().await;
    let houses = both(&stack).await;
    for (house, wanted, rounding, zone) in [
        (&houses[0], lake_road_sums(), 500, "Asia/Kolkata"),
        (&houses[1], harbour_sums(), -1, "Europe/Lisbon"),
    ] {
        let billed = house.billed(&stack).await;
        assert_eq!(sums(house, &billed.bill), wanted);
        let number = billed.bill["number"].as_str().unwrap();
        assert!(number.ends_with("/1"), "each counts its own: {number}");
        let paid = house.pay(&billed, "cash").await;
        let total = wanted["total"].as_i64().unwrap();
        assert_eq!(paid["payment"]["cash_rounding"], house.money(rounding));
        assert_eq!(paid["bill"]["due"], house.money(0));
        // The day has this bill and nothing of the other branch.
        let day = house.get("day").await;
        assert_eq!(day["time_zone"], zone);
        assert_eq!(day["net"]["total"], house.money(total));
        assert_eq!(cash(&day), [total, rounding]);
        assert_eq!(day["drawer"]["expected"], house.money(total + rounding));
        let taxes = day["billed"]["taxes"].as_array().unwrap().iter();
        let taxes: i64 = taxes
            .map(|tax| tax["amount"]["minor"].as_i64().unwrap())
            .sum();
        let of_bill = wanted["taxes"].as_array().unwrap().iter();
        assert_eq!(
            taxes,
            of_bill.map(|tax| tax[3].as_i64().unwrap()).sum::<i64>()
        );
    }

    // How long a PIN is, whether an order waits for a person, and how many a party may make.
    for (house, digits, status, may) in [
        (&houses[0], 6, "accepted", true),
        (&houses[1], 4, "placed", false),
    ] {
        let (phone, session) = phone_at(&stack, &house.staff).await;
        let pin = house.get(&format!("sessions/{session}/pin")).await;
        assert_eq!(pin["pin"].as_str().unwrap().len(), digits);
        assert_eq!(house.ordered(&phone, "line-1").await["status"], status);
        let cart = phone.put("line-2", &line(&house.dish), 1).await;
        let second = phone.try_order(&key(), &Phone::order_body(&cart)).await;
        match may {
            true => drop(second.expect_status(201)),
            false => drop(second.refused(409, "session_order_limit")),
        }
    }

    // One of them takes no orders for a while.
    let [here, there] = &houses;
    let (at_here, _) = phone_at(&stack, &here.staff).await;
    let (at_there, _) = phone_at(&stack, &there.staff).await;
    let cart = at_there.put("line-1", &line(&there.dish), 1).await;
    let path = there.staff.path("ordering");
    let pause = json!({"open": false, "word": "Back at eight"});
    let paused = there.staff.caller.send(Method::PUT, &path, &pause).await;
    paused.expect_status(200);
    let refused = at_there.try_order(&key(), &Phone::order_body(&cart)).await;
    refused.refused(409, "ordering_paused");
    assert_eq!(here.ordered(&at_here, "line-1").await["status"], "accepted");
}

#[tokio::test]
async fn what_one_branch_changes_leaves_the_other_and_issued_bills_alone() {
    let stack = Stack::start().await;
    let [here, there] = both(&stack).await;
    let mut issued = Vec::new();
    for house in [&here, &there] {
        let (paid, open) = (house.billed(&stack).await, house.billed(&stack).await);
        house.pay(&paid, "card").await;
        let said = [house.read(&paid).await, house.read(&open).await];
        issued.push((house, [paid, open], said));
    }
    let stays = async || {
        for (house, bills, said) in &issued {
            for (billed, said) in bills.iter().zip(said) {
                assert_eq!(house.read(billed).await, *said, "to the letter");
            }
        }
    };

    // Here all of it is said anew; there nothing moves.
    let before = there.policies(&stack).await;
    let works = json!({"smallest_coin": 1, "auto_accept": false, "pin_length": 5,
        "orders_per_session": 1, "time_zone": "Asia/Colombo"});
    let taxes = json!({
        "prices_include_tax": true,
        "classes": [{"class": "standard", "taxes": [{"name": "VAT", "rate_bp": 2_000}]}],
        "service_charge_taxed": false,
    });
    here.works(&works, &taxes).await;
    here.asks(20_001).await;
    assert_eq!(there.policies(&stack).await, before);
    stays().await;
    let anew = here.billed(&stack).await;
    // Two pieces of 200.01 with 20 % in them, 10 % of service.
    let wanted = json!({"subtotal": 40_002, "service": 4_000,
        "taxes": [["VAT", 2_000, 33_335, 6_667]], "round_off": 0, "total": 44_002});
    assert_eq!(sums(&here, &anew.bill), wanted);
    let other = there.billed(&stack).await;
    assert_eq!(sums(&there, &other.bill), harbour_sums());

    // The other way round.
    let before = here.policies(&stack).await;
    let (works, mut taxes) = (
        json!({"smallest_coin": 100, "pin_length": 6}),
        of_lake_road().1,
    );
    taxes["round_to"] = there.money(10);
    there.works(&works, &taxes).await;
    there.asks(900).await;
    assert_eq!(here.policies(&stack).await, before);
    stays().await;
    let anew = there.billed(&stack).await;
    // Two pieces of 9.00, 10 % of service, 2.5 % twice on both of it, to ten cents.
    let wanted = json!({"subtotal": 1_800, "service": 180,
        "taxes": [["CGST", 250, 1_980, 50], ["SGST", 250, 1_980, 50]],
        "round_off": 0, "total": 2_080});
    assert_eq!(sums(&there, &anew.bill), wanted);

    // What was issued by the old rules is paid, and given back, by them.
    for ((house, [paid, open], _), (total, method)) in
        issued.iter().zip([(28_500, "upi"), (1_041, "card")])
    {
        let taken = house.pay(open, method).await;
        assert_eq!(taken["bill"]["status"], "paid");
        assert_eq!(taken["payment"]["cash_rounding"], house.money(0));
        let line = &paid.bill["lines"][0]["line_id"];
        let back = json!({"method": "card", "reason": "cold",
            "lines": [{"line_id": line, "quantity": 2}]});
        let path = format!("bills/{}/refunds", paid.bill["id"].as_str().unwrap());
        let given = house.post(&path, &back).await;
        assert_eq!(given["refund"]["amount"], house.money(total), "{given}");
        assert_eq!(given["bill"]["refunded"], house.money(total));
    }
    for (house, billed, back) in [
        (&here, 2 * 28_500 + 44_002, 28_500),
        (&there, 3 * 1_041 + 2_080, 1_041),
    ] {
        let day = house.get("day").await;
        assert_eq!(day["billed"]["total"], house.money(billed));
        assert_eq!(day["refunded"]["total"], house.money(back));
        assert_eq!(day["net"]["total"], house.money(billed - back));
    }
}
