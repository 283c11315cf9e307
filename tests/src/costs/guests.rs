//! What phones do.

use reqwest::Method;
use serde_json::{Value, json};

use super::Meter;
use super::house::House;
use crate::client::Answer;
use crate::party::{Party, Phone};

/// Lines of the order.
const LINES: usize = 3;

impl Meter<'_> {
    /// Phones come to the table, and one leaves again.
    pub(super) async fn joining(&mut self, house: &House<'_>, party: &Party) -> Phone {
        let (stack, nobody) = (house.stack, house.stack.nobody());
        let branch = &stack.branch;
        let code = format!("/tables/{}", party.table.code);
        let looked = self.count("lookUpTable", nobody.get(&code)).await;
        looked.expect_status(200);
        let tables = format!("/branches/{branch}/tables");
        let listed = self.count("listTables", nobody.get(&tables)).await;
        listed.expect_status(200);
        // How the branch works is read once a minute.
        stack.menu().await;
        self.count("readMenu", stack.menu()).await;
        let page = nobody.to(Method::GET, &format!("/m/{branch}"));
        let page = self.count("readMenuPage", Answer::to(page)).await;
        assert_eq!(page.status, 200);
        let head = nobody.to(Method::HEAD, &format!("/m/{branch}"));
        let head = self.count("headMenuPage", Answer::to(head)).await;
        assert_eq!(head.status, 200);
        let by_code = format!("{code}/menu");
        let menu = nobody.get(&by_code);
        self.count("readTableMenu", menu).await.expect_status(200);
        let device = |name: &str| format!("{name}-phone-{}", house.number);
        let (first, second) = (device("first"), device("second"));
        let wrong = party.wrong_pin();
        let guessing = party.try_join(stack, &second, &wrong);
        let refused = self.count("joinSession, a wrong PIN", guessing).await;
        refused.refused(403, "pin_wrong");
        let phone = self.count("joinSession", party.join(stack, &first)).await;
        let other = party.join(stack, &second).await;
        let name = json!({"name": "Meera"});
        let renaming = other.caller.send(Method::PATCH, "/session/me", &name);
        let renamed = self.count("renameGuest", renaming).await;
        renamed.expect_status(200);
        let leaving = crate::socket::leave(&other.caller);
        self.count("leaveSession", leaving).await.expect_status(204);
        let body = json!({"table_code": party.table.code, "pin": party.pin, "device_id": first});
        let coming = nobody.post("/sessions/resume", &body);
        let joined = self.count("resumeSession", coming).await.expect_status(200);
        Phone {
            caller: nobody.with_token(joined["token"].as_str().unwrap()),
            ..phone
        }
    }

    /// A cart is filled and sent.
    pub(super) async fn ordering(&mut self, house: &House<'_>, phone: &Phone) -> Value {
        self.count("readCart", phone.cart()).await;
        for (number, dish) in house.dishes.iter().take(LINES).enumerate() {
            let name = format!("putCartLine, line {}", number + 1);
            let line = format!("line-{number}");
            let putting = phone.put(&line, dish, 2);
            self.count(&name, putting).await;
        }
        let more = phone.put("line-more", &house.dishes[LINES], 1).await;
        assert_eq!(more["lines"].as_array().unwrap().len(), LINES + 1);
        let removing = phone.caller.delete("/cart/lines/line-more");
        let cart = self.count("removeCartLine", removing).await;
        let cart = cart.expect_status(200);
        let (key, body) = (crate::key(), Phone::order_body(&cart));
        let placed = self.count("placeOrder", phone.try_order(&key, &body)).await;
        let order = placed.expect_status(201);
        let again = phone.try_order(&key, &body);
        let again = self.count("placeOrder, the same again", again).await;
        assert_eq!(again.expect_status(201), order);
        let key = crate::key();
        let late = phone.try_order(&key, &body);
        let late = self.count("placeOrder, of an old cart", late).await;
        late.refused(409, "cart_changed");
        phone.put("line-left", &house.dishes[0], 1).await;
        let clearing = phone.caller.request(Method::DELETE, "/cart");
        let cleared = self.count("clearCart", Answer::to(clearing)).await;
        cleared.expect_status(200);
        order
    }

    /// What phones read.
    pub(super) async fn guest_reads(&mut self, phone: &Phone, order: &Value) {
        // What is to be paid is said by how the branch works, which is read once a minute.
        phone.snapshot().await;
        self.count("readSession", phone.snapshot()).await;
        self.count("listOrders", phone.orders()).await;
        let path = format!("/orders/{}", order["id"].as_str().unwrap());
        let read = self.count("readOrder", phone.caller.get(&path)).await;
        read.expect_status(200);
    }
}
