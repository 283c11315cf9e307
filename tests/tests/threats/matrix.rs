//! Every operation against everybody who may not do it.

use std::collections::BTreeSet;

use reqwest::Method;
use salver::domain::role::{Permission, Role};
use salver_tests::{Caller, Dump, Scene, SignIn, Stack, Staff, Tenant, changes, code_of, key};
use serde_json::{Value, json};

use crate::operations::{Ids, Operation, operations};

/// Somebody who has no business at our table.
struct Outsider {
    who: &'static str,
    caller: Caller,
    /// The session that is their own, if they have one.
    own: Option<String>,
}

/// What they are told by an operation: the statuses that are right.
type Verdict = fn(&Operation) -> &'static [u16];

const ANY: &[u16] = &[];

/// Whoever shows nothing, or something that is over: 401. Signing out is no matter of
/// rights, and whoever is out already may do it again.
fn nobody(operation: &Operation) -> &'static [u16] {
    if operation.id == "signOut" {
        return &[204];
    }
    &[401]
}

/// A guest is let through to what is their own, and finds nothing of ours there.
fn guest(operation: &Operation) -> &'static [u16] {
    match (operation.is_for("guest"), operation.names_a_party()) {
        (true, true) => &[404],
        (true, false) => ANY,
        (false, _) => nobody(operation),
    }
}

/// Whoever works elsewhere, for another owner or at another branch of this one, does not even learn
/// that our branch is there.
fn of_elsewhere(operation: &Operation) -> &'static [u16] {
    match (operation.is_for("guest"), operation.is_for("staff")) {
        (true, true) => ANY,
        (false, true) => &[404],
        _ => nobody(operation),
    }
}

/// A rider finds their own deliveries, and nothing of ours: no check of a table is one.
fn rider(operation: &Operation) -> &'static [u16] {
    match operation.permission() {
        Some(needed) if !Role::Rider.may(needed) => &[403],
        Some(_) if operation.names_a_party() => &[404],
        Some(_) => ANY,
        None if operation.is_for("staff") => &[403],
        None => nobody(operation),
    }
}

fn cook(operation: &Operation) -> &'static [u16] {
    match operation.permission() {
        Some(needed) if !Role::Cook.may(needed) => &[403],
        // What a cook may do is no attack; it is left out.
        Some(_) => &[0],
        None if operation.is_for("staff") => &[0],
        None => nobody(operation),
    }
}

/// What a manager may do is no attack; it is left out. The brand is not theirs, nor its menu, as
/// it has a second branch.
fn manager(operation: &Operation) -> &'static [u16] {
    match operation.permission() {
        Some(needed) if !Role::Manager.may(needed) => &[403],
        Some(Permission::ManageMenu) if operation.writes() => &[403],
        Some(_) => &[0],
        None if operation.is_for("staff") => &[0],
        None => nobody(operation),
    }
}

/// A screen of another house reads its own numbers and hears of them, and is nobody to all else.
fn screen(operation: &Operation) -> &'static [u16] {
    match operation.id.as_str() {
        "readStatusBoard" => &[404],
        "createTicket" => ANY,
        _ => nobody(operation),
    }
}

/// What anybody may call. A new name here is a new door to the street: look at it twice.
const PUBLIC: [&str; 19] = [
    "acceptInvitation",
    "askForTable",
    "headMenuPage",
    "headPhoto",
    "joinSession",
    "joinWithAccount",
    "listTables",
    "lookUpLink",
    "lookUpTable",
    "offerOwnerReset",
    "readMenu",
    "readMenuPage",
    "readPhoto",
    "readSetUp",
    "readTableMenu",
    "resetPassword",
    "resumeSession",
    "setUp",
    "signIn",
];

/// All of the table that is not the outsider's own, nor the counting and recording of them.
/// Figures follow the orders a moment later, and the orders are in it.
fn ours(mut dump: Dump, own: Option<&str>) -> Dump {
    dump.retain(|key, _| {
        let noted = ["RATE#", "AUDIT#", "FIGURES#", "TOPIC#", "TICKET#"];
        // A number is drawn before the token is judged; gaps cost nothing.
        let counter = key.contains(" COUNT#ORDER#");
        let theirs = own.is_some_and(|session| key.contains(session));
        !counter && !theirs && !noted.iter().any(|prefix| key.starts_with(prefix))
    });
    dump
}

/// The names of all that our party has, a call with it.
async fn ids(scene: &Scene) -> Ids {
    let request = scene.phone.caller.request(Method::POST, "/calls");
    let call = request
        .header("idempotency-key", key())
        .json(&json!({"reason": "bill"}));
    let call = salver_tests::Answer::to(call).await.expect_status(201);
    let text = |value: &Value| value["id"].as_str().unwrap().to_owned();
    let owner = scene.stack.staff(Role::Owner).await;
    let invited = owner.invite("Omar", "cook", None).await.expect_status(201);
    let printer = json!({"name": "Kitchen", "kind": "star_cloudprnt", "columns": 48});
    let path = owner.path("printers/hot");
    let put = owner.caller.send(Method::PUT, &path, &printer).await;
    put.expect_status(200);
    let test = owner.path("printers/hot/test");
    let test = owner.caller.request(Method::POST, &test);
    let test = test.header("idempotency-key", key());
    let job = salver_tests::Answer::to(test).await.expect_status(201);
    let path = owner.path(&format!("checks/{}/bills", scene.party.session));
    let bill = owner.caller.request(Method::POST, &path);
    let bill = bill.header("idempotency-key", key()).json(&json!({}));
    let billed = salver_tests::Answer::to(bill).await.expect_status(201);
    let told = json!({"message_bill": true});
    let path = owner.path("");
    let path = path.trim_end_matches('/');
    let told = owner.caller.send(Method::PATCH, path, &told).await;
    told.expect_status(200);
    let path = format!("bills/{}/message", text(&billed["bills"][0]));
    let telling = owner.caller.request(Method::POST, &owner.path(&path));
    let telling = telling.header("idempotency-key", key());
    let telling = telling.json(&json!({"phone": "+91 98450 12345"}));
    let message = salver_tests::Answer::to(telling).await.expect_status(201);
    let path = format!("bills/{}/payments", text(&billed["bills"][0]));
    let paying = owner.caller.request(Method::POST, &owner.path(&path));
    let paying = paying.header("idempotency-key", key()).json(&json!({
        "method": "due", "amount": {"minor": 100, "currency": "INR"},
        "customer": {"name": "Meera", "phone": "+91 98450 12345"}}));
    let owed = salver_tests::Answer::to(paying).await.expect_status(201);
    let dues = owed["payment"]["account_id"].as_str().unwrap().to_owned();
    let day = owner.caller.get(&owner.path("day")).await;
    let day = day.expect_status(200)["day"].as_str().unwrap().to_owned();
    Ids {
        dues,
        day,
        printer: "hot".to_owned(),
        job: text(&job),
        message: text(&message),
        bill: text(&billed["bills"][0]),
        branch: scene.stack.branch.clone(),
        table: scene.party.table.id.clone(),
        section: "hall".to_owned(),
        session: scene.party.session.clone(),
        order: text(&scene.order),
        call: text(&call),
        line: "line-0".to_owned(),
        code: scene.party.table.code.clone(),
        person: scene.stack.staff(Role::Rider).await.id.to_string(),
        invitation: text(&invited),
    }
}

/// A manager of one of the brand's other branches.
async fn manager_of(stack: &Stack, owner: &Staff, branch: &str) -> Caller {
    let invited = owner.invite("Beryl", "manager", Some(&[branch])).await;
    let code = code_of(&invited.expect_status(201));
    let who = SignIn {
        login: "beryl@lane.example".to_owned(),
        password: "four plain words".to_owned(),
    };
    let nobody = stack.nobody();
    let joined = nobody.join_team(&code, &who).await;
    Staff::of(&nobody, branch, &who, joined).caller
}

#[tokio::test]
async fn threat_15_every_operation_against_every_outsider() {
    let scene = Scene::set().await;
    let stack = &scene.stack;
    let ids = ids(&scene).await;
    let closed = scene.waiter.open(&stack.tables[2], "family").await;
    let closed_phone = closed.join(stack, "phone-late").await;
    scene.waiter.close(&closed).await.expect_status(200);
    let elsewhere = scene.waiter.open(&stack.tables[1], "family").await;
    let ours_owner = stack.staff(Role::Owner).await;
    let making = ours_owner.path("brand/branches");
    let making = ours_owner.caller.request(Method::POST, &making);
    let harbour = json!({"name": "The quay", "currency": "EUR", "time_zone": "Europe/Lisbon",
        "closing_hour": 5});
    let made = making.header("idempotency-key", key()).json(&harbour);
    let quay = salver_tests::Answer::to(made).await.expect_status(201);
    let beside = manager_of(stack, &ours_owner, quay["id"].as_str().unwrap()).await;
    let tenant = Tenant::move_in(stack, "hill-road").await;
    let owner = tenant.staff(stack, Role::Owner).await;
    let abroad = owner.open(&tenant.tables[0], "family").await;
    let outsider = |who, caller: &Caller, own: Option<&str>| Outsider {
        who,
        caller: caller.clone(),
        own: own.map(str::to_owned),
    };
    let near = elsewhere.join(stack, "phone-near").await;
    let far = abroad.join(stack, "phone-far").await;
    let made_up = stack
        .nobody()
        .with_token(&format!("{}.made.up", ids.session));
    let linking = owner
        .caller
        .request(Method::PUT, &owner.path("status-screen/link"));
    let linked = salver_tests::Answer::to(linking).await.expect_status(200);
    let token = linked["link"].as_str().unwrap().split('#').nth(1).unwrap();
    let on_the_wall = stack.nobody().with_token(token);
    let everybody: [(Outsider, Verdict); 12] = [
        (outsider("nobody", &stack.nobody(), None), nobody),
        (outsider("a made-up token", &made_up, None), nobody),
        (
            outsider("a closed session", &closed_phone.caller, None),
            nobody,
        ),
        (
            outsider("a guest", &scene.phone.caller, Some(&ids.session)),
            guest,
        ),
        (
            outsider("another table", &near.caller, Some(&elsewhere.session)),
            guest,
        ),
        (
            outsider("another tenant's table", &far.caller, Some(&abroad.session)),
            guest,
        ),
        (
            outsider("another tenant", &owner.caller, None),
            of_elsewhere,
        ),
        (
            outsider("a manager of another branch", &beside, None),
            of_elsewhere,
        ),
        (
            outsider("another tenant's screen", &on_the_wall, None),
            screen,
        ),
        (
            outsider("a rider", &stack.staff(Role::Rider).await.caller, None),
            rider,
        ),
        (
            outsider("a cook", &stack.staff(Role::Cook).await.caller, None),
            cook,
        ),
        (
            outsider("a manager", &stack.staff(Role::Manager).await.caller, None),
            manager,
        ),
    ];
    let operations = operations();
    let open: BTreeSet<&str> = operations
        .iter()
        .filter(|o| o.callers.is_empty())
        .map(|o| o.id.as_str())
        .collect();
    assert!(open.is_subset(&PUBLIC.into()), "{open:?}");

    let mut refusals = 0;
    for (outsider, verdict) in &everybody {
        let own = outsider.own.as_deref();
        let before = ours(stack.dump().await, own);
        for operation in operations.iter().filter(|o| !o.callers.is_empty()) {
            let (who, id) = (outsider.who, operation.id.as_str());
            let right = verdict(operation);
            // What is a guest's own is theirs to do, also to leave: at the very end.
            let leaves = id == "leaveSession" && right.is_empty();
            // A guest of ours reads their own order; the operations of staff are the matter.
            let own_party = own == Some(&ids.session) && operation.is_for("guest");
            if right == [0] || leaves || own_party {
                continue;
            }
            let answer = operation.call(&outsider.caller, &ids).await;
            let status = answer.status;
            if right.is_empty() {
                assert!(status < 500, "{who}, {id}: {}", answer.text);
                assert!(
                    !answer.text.contains(&ids.session),
                    "{who}, {id}: {}",
                    answer.text
                );
            } else {
                assert!(
                    right.contains(&status),
                    "{who}, {id}: {status} {}",
                    answer.text
                );
                refusals += 1;
            }
        }
        let after = ours(stack.dump().await, own);
        assert_eq!(
            changes(&before, &after).into_iter().next(),
            None,
            "{}",
            outsider.who
        );
    }
    assert!(refusals > 100, "{refusals}");

    // Their own branch in the path, our party behind it.
    let mixed = Ids {
        branch: tenant.branch.clone(),
        ..ids.clone()
    };
    let before = ours(stack.dump().await, None);
    let naming = |o: &&Operation| o.is_for("staff") && o.names_a_party();
    for operation in operations.iter().filter(naming) {
        let answer = operation.call(&owner.caller, &mixed).await;
        answer.refused(404, "not_found");
    }
    let after = ours(stack.dump().await, None);
    assert_eq!(changes(&before, &after).into_iter().next(), None, "mixed");
}

/// That outsiders are refused for who they are, and not for what they sent.
#[tokio::test]
async fn threat_15_the_same_calls_are_good_from_who_may_make_them() {
    let scene = Scene::set().await;
    let ids = ids(&scene).await;
    let owner = scene.stack.staff(Role::Owner).await;
    let branch = owner.path("");
    let tells = json!({"message_bill": true});
    let tells = owner
        .caller
        .send(Method::PATCH, branch.trim_end_matches('/'), &tells);
    tells.await.expect_status(200);
    let mut served = BTreeSet::new();
    for operation in operations() {
        let caller = match operation.permission() {
            Some(_) => &owner.caller,
            None if operation.is_for("guest") => &scene.phone.caller,
            None => continue,
        };
        // These end what the others need.
        let last =
            ["closeSession", "leaveSession", "partWithMember"].contains(&operation.id.as_str());
        if !last {
            served.insert((
                operation.id.clone(),
                operation.call(caller, &ids).await.status,
            ));
        }
    }
    // Nobody has paid all of the check, which nobody who closes the day has decided on, and somebody a part of its bill, of which nothing is left by the time a guest asks to pay. No table is brought anywhere, a party sits at it, the line went out with its order, the body of another order
    // names an older cart, and the draft that shall be published is older than the last edit.
    let state = [
        "askToPay",
        "checkOut",
        "closeDay",
        "moveCheck",
        "moveTable",
        "openTable",
        "placeOrder",
        "publishMenu",
        "putCartLine",
        "removeTable",
        "voidBill",
    ];
    let state = BTreeSet::from(state);
    let conflicts: BTreeSet<&str> = served
        .iter()
        .filter(|(_, status)| *status == 409)
        .map(|(id, _)| id.as_str())
        .collect();
    assert_eq!(conflicts, state, "{served:?}");
    // Nobody has the password that approves.
    assert!(served.remove(&("approve".to_owned(), 403)), "{served:?}");
    let good = |status: &u16| matches!(status, 200 | 201 | 204 | 409);
    assert!(served.iter().all(|(_, status)| good(status)), "{served:?}");
    assert!(served.len() > 25, "{served:?}");
}
