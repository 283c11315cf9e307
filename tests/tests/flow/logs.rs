//! What stands in the log, and what never does.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Fate, Phone, Socket, Stack, StoreProxy, key, leave, ticket, until};
use serde_json::{Value, json};

/// Texts that people typed. Each is one of a kind, so that finding it means something.
const NAME: &str = "Ottoline Featherstonehaugh";
const PHONE: &str = "+91 98300 47115";
const NOTES: [&str; 4] = [
    "no coriander for the lady in green",
    "the cake comes as a surprise",
    "the chair wobbles badly",
    "dropped it on the floor, sorry",
];
const DEVICE: &str = "4c1d7a90-device-of-ottoline";
const WRONG_PASSWORD: &str = "was-it-sunflower-1987";

/// Everything that must not stand in the log.
struct Hidden(Vec<String>);

impl Hidden {
    fn add(&mut self, text: impl Into<String>) {
        self.0.push(text.into());
    }

    fn field(&mut self, body: &Value, name: &str) {
        self.add(body[name].as_str().unwrap());
    }
}

/// An evening in which all is typed that can be typed, and everything is tried that is refused.
async fn evening(stack: &Stack, hidden: &mut Hidden) -> Value {
    let nobody = stack.nobody();
    for role in Role::ALL {
        let person = stack.staff(role).await;
        hidden.add(person.caller.token());
        hidden.add(&person.refresh);
        let sign_in = stack.sign_in_of(role);
        hidden.add(&sign_in.password);
        hidden.add(&sign_in.login);
    }
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    let colleague = waiter.colleague("waiter").await;
    hidden.field(&colleague, "name");
    let wrong = json!({"login": stack.sign_in_of(Role::Owner).login, "password": WRONG_PASSWORD});
    let refused = nobody.post("/auth/sign-in", &wrong).await;
    refused.refused(401, "unauthenticated");
    let party = waiter.open(&stack.tables[0], "family").await;
    hidden.add(&party.pin);
    party
        .try_join(stack, "phone-bad", &party.wrong_pin())
        .await
        .refused(403, "pin_wrong");
    hidden.add(party.wrong_pin());
    // The form in which it is kept.
    hidden.add("9830047115");
    let mut joining = party.join_body(DEVICE, &party.pin);
    joining["guest"] = json!({"name": NAME, "phone": PHONE, "party_size": 2});
    let joined = nobody.post("/sessions/join", &joining).await;
    let joined = joined.expect_status(201);
    hidden.field(&joined, "token");
    let phone = Phone {
        caller: nobody.with_token(joined["token"].as_str().unwrap()),
        guest: joined["guest"]["id"].as_str().unwrap().to_owned(),
    };
    let ticket = ticket(&phone.caller, None).await.expect_status(201);
    hidden.field(&ticket, "ticket");
    let path = ticket["url"].as_str().unwrap();
    let foreign = Socket::try_open(&phone.caller, path, Some("https://elsewhere.example"));
    assert_eq!(foreign.await.err(), Some(403));
    let mut socket = Socket::open(&phone.caller).await;
    socket.say(NOTES[0]).await;
    assert!(socket.is_alive().await);
    let wishes = json!({"topics": [NAME]});
    let asked = phone.caller.post("/realtime/tickets", &wishes).await;
    asked.refused(403, "forbidden");

    let dish = stack.menu().await.dish();
    let mut line = dish.line(2);
    line["note"] = json!(NOTES[0]);
    let cart = phone.try_put("line-1", &line).await.expect_status(200);
    line["quantity"] = json!(NAME);
    phone
        .try_put("line-2", &line)
        .await
        .refused(422, "validation");
    let torn = phone.caller.request(Method::PUT, "/cart/lines/line-3");
    let torn = Answer::to(torn.body(format!("{{\"note\": \"{}\"", NOTES[1]))).await;
    torn.refused(400, "malformed_json");
    let mut body = Phone::order_body(&cart);
    body["note"] = json!(NOTES[1]);
    let intent = key();
    let order = phone.try_order(&intent, &body).await.expect_status(201);
    body["note"] = json!(NOTES[2]);
    let reused = phone.try_order(&intent, &body).await;
    reused.refused(422, "idempotency_key_reused");
    let calling = phone.caller.request(Method::POST, "/calls");
    let call = json!({"reason": "other", "note": NOTES[2]});
    let called = calling.header("idempotency-key", key()).json(&call);
    Answer::to(called).await.expect_status(201);
    cook.move_order(&order, "accepted").await.expect_status(200);
    let path = waiter.path(&format!(
        "orders/{}/lines/line-1",
        order["id"].as_str().unwrap()
    ));
    let void = json!({"status": "cancelled", "reason": NOTES[3], "quantity": 1});
    let voided = waiter.caller.send(Method::PATCH, &path, &void).await;
    voided.expect_status(200);
    let path = waiter.path(&format!("sessions/{}/pin/rotate", party.session));
    let rotated = waiter.caller.post(&path, &json!({})).await;
    hidden.field(&rotated.expect_status(200), "pin");
    owe(stack).await;
    leave(&phone.caller).await.expect_status(204);
    waiter.close(&party).await.expect_status(200);
    order
}

/// A pickup goes on somebody's account, who is looked for then and settles it.
async fn owe(stack: &Stack) {
    let cashier = stack.staff(Role::Cashier).await;
    let post = |path: String, body: Value| {
        let request = cashier.caller.request(Method::POST, &cashier.path(&path));
        Answer::to(request.header("idempotency-key", key()).json(&body))
    };
    let opened = post("checks".to_owned(), json!({"kind": "pickup"})).await;
    let check = opened.expect_status(201)["id"].as_str().unwrap().to_owned();
    let mut line = stack.menu().await.dish().line(1);
    line["id"] = json!("a");
    let taking = json!({"action": "kot", "lines": [line]});
    let taken = post(format!("checks/{check}/orders"), taking).await;
    taken.expect_status(201);
    let billed = post(format!("checks/{check}/bills"), json!({})).await;
    let bill = billed.expect_status(201)["bills"][0].clone();
    let path = format!("bills/{}/payments", bill["id"].as_str().unwrap());
    let due = |phone: &str| {
        json!({"method": "due", "amount": bill["total"],
            "customer": {"name": NAME, "phone": phone}})
    };
    let bad = post(path.clone(), due(&format!("{PHONE} {PHONE}"))).await;
    bad.refused(422, "validation");
    let owed = post(path, due(PHONE)).await.expect_status(201);
    let account = owed["payment"]["account_id"].as_str().unwrap();
    for search in [NAME, PHONE] {
        let search = search.replace('+', "%2B").replace(' ', "%20");
        let path = cashier.path(&format!("dues?search={search}"));
        let found = cashier.caller.get(&path).await;
        assert_eq!(found.expect_status(200)["accounts"][0]["id"], account);
    }
    let all = json!({"method": "upi", "amount": bill["total"], "reference": NOTES[1]});
    let settled = post(format!("dues/{account}/payments"), all).await;
    settled.expect_status(201);
}

/// Lets the store fail for one function, and gives the refusal that comes of it.
async fn failure(stack: &Stack, proxy: &StoreProxy) -> Value {
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[1], "family").await;
    let phone = party.join(stack, "phone-two").await;
    let dish = stack.menu().await.dish();
    let cart = phone.put("line-1", &dish, 1).await;
    let mut body = Phone::order_body(&cart);
    body["note"] = json!(NOTES[1]);
    proxy.judge(|call| match call.function.as_str() {
        "place-order" if !call.warm_up => Fate::Break,
        _ => Fate::Pass,
    });
    let refusal = phone.try_order(&key(), &body).await;
    proxy.heal();
    refusal.refused(503, "unavailable")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_and_nothing_personal_is_logged_and_a_fault_once() {
    let proxy = StoreProxy::start();
    let stack = Stack::start_behind(&proxy).await;
    // Long enough to be nothing else by chance.
    let profiles = stack.items("BRANCH#").await;
    let profile = profiles.iter().find(|item| item["sk"]["S"] == "PROFILE");
    let length = json!({"N": "6"});
    stack.set(profile.unwrap(), "pin_length", length).await;
    let typed = [NAME, PHONE, DEVICE, WRONG_PASSWORD]
        .into_iter()
        .chain(NOTES);
    let mut hidden = Hidden(typed.map(str::to_owned).collect());
    let order = evening(&stack, &mut hidden).await;
    let problem = failure(&stack, &proxy).await;
    let id = problem["request_id"].as_str().unwrap();
    // A function's output is passed on after its answer.
    until("the fault is logged", || {
        of_request(&stack.log(), id).len() > 1
    })
    .await;
    let log = stack.log();

    let words: Vec<&str> = log.split(|c: char| !c.is_alphanumeric()).collect();
    for text in &hidden.0 {
        let is_pin = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        let found = if is_pin {
            words.contains(&text.as_str())
        } else {
            log.contains(text)
        };
        assert!(!found, "{text} stands in the log");
    }
    assert!(
        hidden.0.len() >= 8 + 4 * Role::ALL.len() + 6,
        "{}",
        hidden.0.len()
    );
    // The log is there, and it is this evening's.
    assert!(log.contains("POST /api/v1/sessions/join 201"), "{log}");
    let moved = format!("/orders/{} 200 ", order["id"].as_str().unwrap());
    assert!(log.contains(&moved), "{moved}");

    // The fault: the gateway's line, and the function's one with the whole chain.
    let lines = of_request(&log, id);
    let (by_function, by_gateway): (Vec<_>, Vec<_>) = lines
        .iter()
        .partition(|line| line.contains("function: local-place-order "));
    assert_eq!((by_function.len(), by_gateway.len()), (1, 1), "{lines:#?}");
    let line = format!("request: {id} POST /api/v1/orders 503 ");
    assert!(by_gateway[0].contains(&line), "{}", by_gateway[0]);
    for part in ["ERROR", "unavailable", "the store is not available: "] {
        assert!(by_function[0].contains(part), "{part}: {}", by_function[0]);
    }
    // A handshake is followed the same way: by the gateway's line, its answer and its function.
    let refused = log
        .lines()
        .find(|line| line.contains(" GET /realtime 403 "));
    let id = refused.unwrap().split(' ').find(|word| word.len() == 16);
    let lines = of_request(&log, id.unwrap());
    let of_connect = |line: &&String| line.contains("function: local-ws-connect ");
    assert_eq!(
        (lines.len(), lines.iter().filter(of_connect).count()),
        (3, 1),
        "{lines:#?}"
    );
}

/// A good invocation with a 500 would be seen by no alarm, so the gateway answers for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_of_ours_fails_its_invocation_and_is_logged_once() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let check = stack.items(&format!("CHECK#{} CHECK", party.session)).await;
    let no_time = json!({"S": "one evening"});
    stack.set(&check[0], "opened_at", no_time).await;
    let path = waiter.path(&format!("sessions/{}", party.session));
    let answer = waiter.caller.get(&path).await;
    let body = answer.expect_status(500);
    // What API Gateway says of a function that failed; the code is the one-machine gateway's.
    assert_eq!(body["message"], "Internal Server Error");
    assert_eq!(body["code"], "internal");
    let id = body["request_id"].as_str().unwrap();
    // The function and the gateway write by themselves, each in its time.
    until("the fault is logged", || {
        let lines = of_request(&stack.log(), id);
        let has = |part| lines.iter().any(|line| line.contains(part));
        has("cause=") && has(" no answer ")
    })
    .await;
    let lines = of_request(&stack.log(), id);
    let told: Vec<_> = lines.iter().filter(|it| it.contains("cause=")).collect();
    assert_eq!(
        told.len(),
        1,
        "the runtime and the gateway say less: {lines:#?}"
    );
    for part in [
        "function: local-run-floor ",
        "ERROR",
        "code=\"internal\"",
        "cannot be read",
    ] {
        assert!(told[0].contains(part), "{part}: {}", told[0]);
    }
    let failed = lines.iter().find(|line| line.contains(" no answer "));
    assert!(failed.unwrap().contains("\"errorType\":\"internal\""));
}

/// The lines that carry a request's ID.
fn of_request(log: &str, id: &str) -> Vec<String> {
    let lines = log.lines().filter(|line| line.contains(id));
    lines.map(str::to_owned).collect()
}
