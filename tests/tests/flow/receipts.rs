//! Invoices over HTTP: who sells, the rows of numbers, and links that open one bill.

use reqwest::Method;
use salver::api::clock;
use salver::auth::receipt_token::ReceiptToken;
use salver::auth::secret::Key;
use salver::domain::role::Role;
use salver_tests::{Answer, Caller, Dish, Stack, Staff, key};
use serde_json::{Value, json};

async fn post(staff: &Staff, path: &str, body: &Value) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    Answer::to(request.header("idempotency-key", key()).json(body)).await
}

async fn settings(staff: &Staff, body: &Value) -> Answer {
    let path = staff.path("");
    let path = path.trim_end_matches('/');
    staff.caller.send(Method::PATCH, path, body).await
}

fn id(of: &Value) -> &str {
    of["id"].as_str().unwrap()
}

/// A pickup on which a dish was ordered.
async fn ordered(staff: &Staff, dish: &Dish, customer: &Value) -> String {
    let wish = json!({"kind": "pickup", "customer": customer});
    let check = post(staff, "checks", &wish).await.expect_status(201);
    let check = id(&check).to_owned();
    let mut line = json!({"id": "w-1"});
    for (name, value) in dish.line(2).as_object().unwrap() {
        line[name] = value.clone();
    }
    let body = json!({"action": "kot", "lines": [line]});
    let taken = post(staff, &format!("checks/{check}/orders"), &body).await;
    taken.expect_status(201);
    check
}

async fn bill(staff: &Staff, check: &str, body: &Value) -> Value {
    let billed = post(staff, &format!("checks/{check}/bills"), body).await;
    billed.expect_status(201)["bills"][0].clone()
}

async fn link(staff: &Staff, bill: &Value, body: &Value) -> Value {
    let path = format!("bills/{}/link", id(bill));
    post(staff, &path, body).await.expect_status(200)
}

fn token(link: &Value) -> &str {
    let url = link["url"].as_str().unwrap();
    url.split_once("/receipt#").unwrap().1
}

/// Whoever has a link, by its token.
fn payer(stack: &Stack, token: &str) -> Caller {
    stack.nobody().with_token(token)
}

async fn receipt(stack: &Stack, link: &Value) -> Value {
    let payer = payer(stack, token(link));
    payer.get("/receipt").await.expect_status(200)
}

async fn gst(manager: &Staff) {
    let rules = json!({
        "prices_include_tax": false,
        "classes": [{"class": "standard", "taxes": [
            {"name": "CGST", "rate_bp": 250}, {"name": "SGST", "rate_bp": 250}]}],
        "registrations": [{"name": "GSTIN", "number": "29 abcde1234f1zw"},
            {"name": "FSSAI", "number": "12345678901234"}, {"name": "SAC", "number": "996331"}],
    });
    let path = manager.path("taxes");
    let put = manager.caller.send(Method::PUT, &path, &rules).await;
    let put = put.expect_status(200);
    // As registers write it.
    assert_eq!(put["registrations"][0]["number"], "29ABCDE1234F1ZW");
}

#[tokio::test]
async fn an_invoice_says_what_held_when_it_was_issued() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let dish = stack.menu().await.dish();
    gst(&manager).await;
    let form = json!({"legal_name": "Saffron Foods LLP", "invoice_prefix": "lr-",
        "invoice_footer": "Come again!", "calling_code": "+91", "address": "12 Lake Road"});
    let now = settings(&manager, &form).await.expect_status(200);
    assert_eq!(now["invoice_prefix"], "LR-");
    assert_eq!(now["calling_code"], "91");
    let meera = json!({"name": "Meera", "phone": "098300 12345"});
    let check = ordered(&manager, &dish, &meera).await;
    let to = json!({"recipient": {"name": "Acme Travels", "address": "4 Park Street",
        "tax_number": "27AAPFU0939F1ZV"}});
    let billed = bill(&manager, &check, &to).await;
    let number = billed["number"].as_str().unwrap();
    assert!(
        number.starts_with("LR-") && number.ends_with("/1"),
        "{number}"
    );
    assert!(number.len() <= 16);

    let made = link(&manager, &billed, &json!({})).await;
    let whatsapp = made["whatsapp"].as_str().unwrap();
    assert!(
        whatsapp.starts_with("https://wa.me/919830012345?text="),
        "{whatsapp}"
    );
    assert!(whatsapp.contains("%2Freceipt%23"), "{whatsapp}");
    // Nothing that anybody could guess from.
    assert!(!token(&made).contains(&check));
    let before = receipt(&stack, &made).await;
    assert_eq!(before["kind"], "tax_invoice");
    assert_eq!(before["status"], "open");
    assert_eq!(before["number"], number);
    assert_eq!(before["seller"]["legal_name"], "Saffron Foods LLP");
    assert_eq!(before["seller"]["address"], "12 Lake Road");
    assert_eq!(
        before["seller"]["registrations"][0]["number"],
        "29ABCDE1234F1ZW"
    );
    assert_eq!(before["recipient"]["registration"]["name"], "GSTIN");
    assert_eq!(before["taxes"][0]["name"], "CGST");
    assert_eq!(before["total"], billed["total"]);
    // Who did it is nobody's who paid.
    let told = before.to_string();
    for private in ["issued_by", "taken_by", "approved_by", "reason", "guest_id"] {
        assert!(!told.contains(private), "{private}");
    }

    let other = json!({"legal_name": "Other Foods", "invoice_prefix": "HB/", "address": "1 Quay",
        "invoice_footer": "", "name": "Harbour"});
    settings(&manager, &other).await.expect_status(200);
    assert_eq!(receipt(&stack, &made).await, before);
    // Rows go on where they were, whichever is in use.
    let mut numbers = Vec::new();
    for prefix in ["HB/", "HB/", "", "LR-", "HB/"] {
        let prefix = json!({"invoice_prefix": prefix});
        settings(&manager, &prefix).await.expect_status(200);
        let check = ordered(&manager, &dish, &meera).await;
        let billed = bill(&manager, &check, &json!({})).await;
        let number = billed["number"].as_str().unwrap().to_owned();
        let (row, n) = number.rsplit_once('/').unwrap();
        numbers.push((row.get(..2).unwrap().to_owned(), n.to_owned()));
    }
    let numbers: Vec<_> = numbers
        .iter()
        .map(|(row, n)| (row.as_str(), n.as_str()))
        .collect();
    let all = [
        ("HB", "1"),
        ("HB", "2"),
        ("20", "1"),
        ("LR", "2"),
        ("HB", "3"),
    ];
    assert_eq!(numbers, all);
}

#[tokio::test]
async fn a_receipt_tells_what_became_of_its_bill_and_is_a_file_too() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let dish = stack.menu().await.dish();
    let check = ordered(&manager, &dish, &json!({})).await;
    let first = bill(&manager, &check, &json!({})).await;
    let old = link(&manager, &first, &json!({})).await;
    // Nobody's number is known: they choose in WhatsApp.
    let chosen = old["whatsapp"].as_str().unwrap();
    assert!(chosen.starts_with("https://wa.me/?text="), "{chosen}");
    let said = link(&manager, &first, &json!({"phone": "+49 30 123456"})).await;
    assert_eq!(said["phone"], "4930123456");

    let again = bill(&manager, &check, &json!({"service_charge_bp": 500})).await;
    assert_eq!(receipt(&stack, &old).await["status"], "replaced");
    let cash = json!({"method": "cash", "amount": again["total"]});
    let paid = post(&manager, &format!("bills/{}/payments", id(&again)), &cash).await;
    paid.expect_status(201);
    let made = link(&manager, &again, &json!({})).await;
    let now = receipt(&stack, &made).await;
    assert_eq!(
        (&now["status"], &now["version"]),
        (&json!("paid"), &json!(2))
    );
    assert_eq!(now["payments"][0]["method"], "cash");
    assert_eq!(receipt(&stack, &old).await["payments"], json!([]));
    let back = json!({"method": "cash", "amount": again["total"], "reason": "cold"});
    let given = post(&manager, &format!("bills/{}/refunds", id(&again)), &back).await;
    given.expect_status(201);
    let now = receipt(&stack, &made).await;
    assert_eq!(
        (&now["status"], &now["refunded"]),
        (&json!("refunded"), &now["total"])
    );

    let payer = payer(&stack, token(&made));
    for path in [
        "/receipt/pdf",
        "/receipt/pdf?paper=a4",
        "/receipt/pdf?paper=80mm",
    ] {
        let answer = payer.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("x-robots-tag"), "noindex, nofollow");
        assert!(header("content-disposition").contains("receipt-20"));
        assert!(answer.bytes().await.unwrap().starts_with(b"%PDF-"));
    }
    let folio = payer.get("/receipt/pdf?paper=folio").await;
    folio.refused(422, "validation");
}

#[tokio::test]
async fn a_void_bill_says_so_and_no_other_link_opens_anything() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let dish = stack.menu().await.dish();
    let check = ordered(&manager, &dish, &json!({})).await;
    let first = bill(&manager, &check, &json!({})).await;
    let made = link(&manager, &first, &json!({})).await;
    let why = json!({"reason": "a slip"});
    let void = post(&manager, &format!("bills/{}/void", id(&first)), &why).await;
    void.expect_status(201);
    assert_eq!(receipt(&stack, &made).await["status"], "void");

    let mut said = Vec::new();
    let now = clock::now().as_second();
    let signed = |bill: &str, issue: u32, expires_at: i64, key: &Key| {
        let bill = bill.parse().unwrap();
        let token = ReceiptToken {
            bill,
            issue,
            expires_at,
        };
        token.text(key).unwrap()
    };
    let (ours, theirs) = (stack.receipt_key(), Key::new("x".repeat(40)).unwrap());
    let bill = id(&first);
    let good = signed(bill, 1, now + 60, &ours);
    payer(&stack, &good)
        .get("/receipt")
        .await
        .expect_status(200);
    let staff = manager.caller.clone();
    for (what, token) in [
        ("over", signed(bill, 1, now - 1, &ours)),
        ("an issue that never was", signed(bill, 7, now + 60, &ours)),
        (
            "no such bill",
            signed(&format!("{bill}x"), 1, now + 60, &ours),
        ),
        (
            "no such branch",
            signed("nowhere_c1_b1", 1, now + 60, &ours),
        ),
        ("another house's key", signed(bill, 1, now + 60, &theirs)),
        ("cut", token(&made)[1..].to_owned()),
        ("made up", "x".repeat(80)),
    ] {
        for path in ["/receipt", "/receipt/pdf"] {
            let answer = payer(&stack, &token).get(path).await;
            assert_eq!(answer.status, 401, "{what}: {}", answer.text);
            let mut problem: Value = serde_json::from_str(&answer.text).unwrap();
            problem.as_object_mut().unwrap().remove("request_id");
            said.push(problem.to_string());
        }
    }
    // Nothing tells them apart.
    assert!(said.windows(2).all(|two| two[0] == two[1]), "{said:?}");
    staff.get("/receipt").await.refused(401, "unauthenticated");
    let nobody = stack.nobody().get("/receipt").await;
    assert_eq!(nobody.status, 401);
    // No token stands in a log.
    assert!(!stack.log().contains(token(&made)));
}

#[tokio::test]
async fn what_cannot_stand_on_an_invoice_is_refused_at_its_field() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let dish = stack.menu().await.dish();
    for (field, bad) in [
        ("invoice_prefix", "LONGER"),
        ("invoice_prefix", "20"),
        ("invoice_prefix", "a_b"),
        ("legal_name", &"x".repeat(101)),
        ("invoice_footer", &"x".repeat(201)),
        ("calling_code", "0"),
        ("calling_code", "call"),
    ] {
        let refused = settings(&manager, &json!({field: bad})).await;
        let problem = refused.refused(422, "validation");
        assert!(problem.to_string().contains(field), "{field}: {problem}");
    }
    let taxes = |number: &str| {
        json!({"prices_include_tax": true, "classes": [],
        "registrations": [{"name": "GSTIN", "number": number}]})
    };
    let path = manager.path("taxes");
    let wrong = taxes("29ABCDE1234F1Z5");
    let put = manager.caller.send(Method::PUT, &path, &wrong).await;
    let problem = put.refused(422, "validation");
    assert!(problem.to_string().contains("registrations"), "{problem}");
    let right = taxes("29ABCDE1234F1ZW");
    let put = manager.caller.send(Method::PUT, &path, &right).await;
    put.expect_status(200);
    let check = ordered(&manager, &dish, &json!({})).await;
    for (field, bad) in [
        ("tax_number", "27AAPFU0939F1ZX".to_owned()),
        ("name", "x".repeat(101)),
        ("address", "x".repeat(301)),
        ("tax_number", "x".repeat(41)),
    ] {
        let body = json!({"recipient": {field: bad}});
        let refused = post(&manager, &format!("checks/{check}/bills"), &body).await;
        let problem = refused.refused(422, "validation");
        let at = format!("recipient.{field}");
        assert!(problem.to_string().contains(&at), "{at}: {problem}");
    }
    let billed = bill(&manager, &check, &json!({})).await;
    let path = format!("bills/{}/link", id(&billed));
    let long = json!({"phone": "1".repeat(25)});
    post(&manager, &path, &long)
        .await
        .refused(422, "validation");
    let rider = stack.staff(Role::Rider).await;
    post(&rider, &path, &json!({}))
        .await
        .refused(403, "forbidden");
}
