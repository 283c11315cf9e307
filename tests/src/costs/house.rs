//! What those who lead a house do: people, tables, the menu, settings.

use reqwest::Method;
use salver::domain::role::Role;
use serde_json::{Value, json};

use super::Meter;
use super::floor::STEPS;
use crate::client::Answer;
use crate::dishes::Dish;
use crate::stack::{Coded, Stack};
use crate::staff::{SignIn, Staff, refresh_cookie};
use crate::team::code_of;

/// Where an evening happens.
pub(super) struct House<'a> {
    pub(super) stack: &'a Stack,
    pub(super) manager: Staff,
    pub(super) dishes: Vec<Dish>,
    /// Which evening it is: devices are new every time.
    pub(super) number: usize,
}

impl House<'_> {
    /// Where the party sits.
    pub(super) fn table(&self) -> &Coded {
        &self.stack.tables[0]
    }

    /// A party does everything for which a process needs the branch, then leaves.
    pub(super) async fn warm_up(&self) {
        let path = self.manager.path("");
        let told = json!({"message_bill": true});
        self.send(Method::PATCH, path.trim_end_matches('/'), &told)
            .await;
        let party = self.manager.open(&self.stack.tables[1], "family").await;
        let phone = party
            .join(self.stack, &format!("warm-up-{}", self.number))
            .await;
        let cart = phone.put("line", &self.dishes[0], 1).await;
        let order = phone.order(&cart).await;
        self.manager.board().await;
        for status in STEPS {
            self.manager
                .move_order(&order, status)
                .await
                .expect_status(200);
        }
        self.manager.close(&party).await.expect_status(200);
    }

    /// The same, with somebody else of another role to run it.
    async fn run_by(&self, role: Role) -> Self {
        House {
            stack: self.stack,
            manager: self.stack.staff(role).await,
            dishes: self.dishes.clone(),
            number: self.number,
        }
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        self.manager.caller.get(path).await.expect_status(200)
    }

    pub(super) async fn send(&self, method: Method, path: &str, body: &Value) -> Value {
        let sent = self.manager.caller.send(method, path, body).await;
        sent.expect_status(200)
    }

    pub(super) fn posting(&self, path: &str) -> reqwest::RequestBuilder {
        self.manager.caller.request(Method::POST, path)
    }
}

impl Meter<'_> {
    /// Somebody comes to work and goes again.
    pub(super) async fn sign_ins(&mut self, house: &House<'_>) {
        let nobody = house.stack.nobody();
        let sign_in = house.stack.sign_in_of(Role::Waiter);
        let branch = &house.stack.branch;
        let signing = Staff::sign_in(&nobody, branch, sign_in);
        let waiter = self.count("signIn", signing).await;
        let with_cookie = |method: Method, path: &str, cookie: &str| {
            let request = nobody.request(method, path);
            Answer::to(request.header("cookie", format!("salver_refresh={cookie}")))
        };
        let refreshing = with_cookie(Method::POST, "/auth/refresh", &waiter.refresh);
        let answer = self.count("refreshSignIn", refreshing).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let cookie = refresh_cookie(&answer);
        let looking = with_cookie(Method::GET, "/auth/branches", &cookie);
        let listed = self.count("listOwnBranches", looking).await;
        listed.expect_status(200);
        let leaving = with_cookie(Method::POST, "/auth/sign-out", &cookie);
        self.count("signOut", leaving).await.expect_status(204);
    }

    /// Somebody makes the first brand, at a house where nobody has.
    pub(super) async fn set_up(&mut self, house: &House<'_>) {
        let nobody = house.stack.nobody();
        let state = self.count("readSetUp", nobody.get("/set-up")).await;
        state.expect_status(200);
        let wish = json!({
            "code": house.stack.code_of_set_up(),
            "account": {
                "name": "Vera",
                "login": format!("vera-{}@lane.example", house.number),
                "password": "four plain words",
            },
            "brand": {"name": "The Lanes"},
            "branch": {
                "name": "Lake Road", "currency": "INR", "time_zone": "Asia/Kolkata",
                "closing_hour": 4,
            },
        });
        house.stack.remove("CLAIM", "CLAIM").await;
        let made = self.count("setUp", nobody.post("/set-up", &wish)).await;
        made.expect_status(201);
    }

    /// Somebody is invited and joins, becomes something else, chooses a new password and goes.
    pub(super) async fn team(&mut self, house: &House<'_>) {
        let (nobody, manager) = (house.stack.nobody(), &house.manager);
        let inviting = manager.invite("Omar", "cook", None);
        let made = self.count("invite", inviting).await.expect_status(201);
        let taking = manager.withdraw(&made);
        self.count("withdrawInvitation", taking)
            .await
            .expect_status(204);
        let made = manager.invite("Omar", "waiter", None).await;
        let code = code_of(&made.expect_status(201));
        let looking = nobody.look_up_link(&code);
        self.count("lookUpLink", looking).await.expect_status(200);
        let team = self.count("readTeam", manager.team()).await;
        team.expect_status(200);
        let who = SignIn {
            login: format!("omar-{}@lane.example", house.number),
            password: "four plain words".to_owned(),
        };
        let joining = nobody.join_team(&code, &who);
        let joined = self.count("acceptInvitation", joining).await;
        let joined = joined.expect_status(200);
        let id = joined["staff"]["id"].as_str().unwrap();
        let to = json!({"role": "cashier", "branches": [house.stack.branch]});
        let changing = manager.change_member(id, &to);
        self.count("changeMember", changing)
            .await
            .expect_status(204);
        let offering = manager.offer_reset(id);
        let made = self.count("offerReset", offering).await;
        let code = code_of(&made.expect_status(201));
        let owner = &house.stack.sign_in_of(Role::Owner).login;
        let operator = house.stack.operator_code();
        let offering = nobody.offer_owner_reset(&operator, owner);
        let made_for_owner = self.count("offerOwnerReset", offering).await;
        made_for_owner.expect_status(201);
        let choosing = nobody.reset_password(&code, "other plain words");
        let chosen = self.count("resetPassword", choosing).await;
        chosen.expect_status(200);
        let parting = manager.part_with(id);
        self.count("partWithMember", parting)
            .await
            .expect_status(204);
        let made = manager.invite("Omar", "waiter", None).await;
        let code = code_of(&made.expect_status(201));
        let who = SignIn {
            password: "other plain words".to_owned(),
            ..who
        };
        let joining = nobody.join_with_account(&code, &who);
        let joined = self.count("joinWithAccount", joining).await;
        joined.expect_status(200);
        manager.part_with(id).await.expect_status(204);
    }

    /// The manager looks after the branch.
    pub(super) async fn branch(&mut self, house: &House<'_>) {
        let path = format!("/branches/{}", house.stack.branch);
        let table = &house.stack.tables[2];
        let of_table = |what: &str| house.manager.path(&format!("tables/{}/{what}", table.id));
        self.count("readBranch", house.get(&path)).await;
        self.count("readCards", house.get(&house.manager.path("cards")))
            .await;
        let qr = of_table("qr");
        let picture = self
            .count("readQrCode", house.manager.caller.get(&qr))
            .await;
        assert_eq!(picture.status, 200);
        let request = house
            .posting(&of_table("code"))
            .header("idempotency-key", crate::key());
        let issued = self.count("reissueCode", Answer::to(request)).await;
        issued.expect_status(201);
        self.tables(house).await;
        self.count("readFigures", house.manager.figures()).await;
    }

    /// A table is made and taken away again.
    async fn tables(&mut self, house: &House<'_>) {
        let wish = json!({"section": "Roof", "count": 1, "seats": 4});
        let making = house.posting(&house.manager.path("tables"));
        let making = making.header("idempotency-key", crate::key()).json(&wish);
        let made = self.count("makeTables", Answer::to(making)).await;
        let table = made.expect_status(201)["tables"][0].clone();
        let of = |what: &str, id: &str| {
            let id = table[id].as_str().unwrap();
            house.manager.path(&format!("{what}/{id}"))
        };
        let plan = format!("{}/plan", of("tables", "id"));
        let seats = json!({"seats": 6});
        let changing = house.send(Method::PATCH, &plan, &seats);
        self.count("changeTable", changing).await;
        let section = of("sections", "section_id");
        let name = json!({"name": "Sky"});
        let renaming = house.send(Method::PATCH, &section, &name);
        self.count("renameSection", renaming).await;
        let path = of("tables", "id");
        let removing = house.manager.caller.delete(&path);
        self.count("removeTable", removing).await.expect_status(204);
    }

    /// The menu is edited, published and taken back: by who leads the whole brand, which has other
    /// branches in a store that has grown.
    pub(super) async fn menu(&mut self, house: &House<'_>) {
        let house = &house.run_by(Role::Owner).await;
        let of_menu = |what: &str| house.manager.path(&format!("menu/{what}"));
        let changes = of_menu("draft/changes");
        // Before the first edit there is no draft to read: that is cheaper, once.
        let begin = house.posting(&of_menu("draft/commands"));
        let begin = begin.header("idempotency-key", crate::key());
        let begin = begin.json(&json!({"commands": [{"do": "discard_changes"}]}));
        Answer::to(begin).await.expect_status(201);
        let draft = self.count("readDraft", house.get(&of_menu("draft"))).await;
        let item = &draft["categories"][0]["items"][0];
        let price = json!({"minor": 1000 + house.number, "currency": draft["currency"]});
        let edit = json!({"do": "edit_item", "id": item["id"], "set": {"price": price}});
        let edit = house
            .posting(&of_menu("draft/commands"))
            .header("idempotency-key", crate::key())
            .json(&json!({"commands": [edit]}));
        let edited = self.count("editDraft", Answer::to(edit)).await;
        let edited = edited.expect_status(201);
        self.count("readDraftChanges", house.get(&changes)).await;
        // As it is in the draft already, so that no evening makes the menu longer.
        let dish = json!([{"category": draft["categories"][0]["name"], "name": item["name"]}]);
        let export = of_menu("export?format=csv");
        let export = || Answer::to(house.manager.caller.request(Method::GET, &export));
        // The function of the files reads a published menu once.
        export().await.expect_status(200);
        let import = house.posting(&of_menu("imports")).json(&dish);
        let import = self.count("importMenu", Answer::to(import)).await;
        import.expect_status(200);
        self.count("exportMenu", export()).await.expect_status(200);
        let photo = house.posting(&house.manager.path("photos"));
        let photo = photo.body(crate::picture(&format!("dish {}", house.number)));
        let kept = self.count("uploadPhoto", Answer::to(photo)).await;
        let address = kept.header("location").to_owned();
        let shown = house.manager.caller.to(Method::GET, &address);
        let shown = self.count("readPhoto", Answer::to(shown)).await;
        assert_eq!(shown.status, 200);
        let head = house.manager.caller.to(Method::HEAD, &address);
        let head = self.count("headPhoto", Answer::to(head)).await;
        assert_eq!(head.status, 200);
        let version = json!({"draft_version": edited["version"]});
        let publish = house.posting(&of_menu("publish")).json(&version);
        let published = self.count("publishMenu", Answer::to(publish)).await;
        published.expect_status(201);
        let (versions, rollback) = (of_menu("versions"), of_menu("rollback"));
        self.count("listMenuVersions", house.get(&versions)).await;
        let version = json!({"version": draft["published_version"]});
        let back = house.send(Method::POST, &rollback, &version);
        self.count("rollBackMenu", back).await;
        let (rules, stations) = (of_menu("rules"), |on: bool| json!({"stations": on}));
        let on = stations(true);
        let asked = house.send(Method::PUT, &rules, &on);
        self.count("putMenuRules", asked).await;
        house.send(Method::PUT, &rules, &stations(false)).await;
    }

    /// The branch works otherwise and its brand looks otherwise, and as before again.
    pub(super) async fn settings(&mut self, house: &House<'_>) {
        let path = format!("/branches/{}", house.stack.branch);
        let minutes = json!({"urgent_minutes": 9 - house.number % 2});
        let change = house.send(Method::PATCH, &path, &minutes);
        self.count("changeBranch", change).await;
        let at = format!("{path}/taxes");
        // What the function of the branch has not read yet since the menu was published is not of this call.
        house.get(&at).await;
        self.count("readTaxes", house.get(&at)).await;
        let rate = 500 + 100 * (house.number % 2);
        let taxes = json!({"prices_include_tax": true, "classes": [
            {"class": "standard", "taxes": [{"name": "VAT", "rate_bp": rate}]}]});
        let taxes = house.send(Method::PUT, &at, &taxes);
        self.count("putTaxes", taxes).await;
        let screen = format!("{path}/status-screen");
        let now = self.count("readStatusScreen", house.get(&screen)).await;
        let names = json!({"names": now["names"] != true});
        let changing = house.send(Method::PATCH, &screen, &names);
        self.count("changeStatusScreen", changing).await;
        let link = format!("{screen}/link");
        let nothing = json!({});
        let making = house.send(Method::PUT, &link, &nothing);
        let made = self.count("makeStatusLink", making).await;
        let token = made["link"].as_str().unwrap().split('#').nth(1).unwrap();
        let wall = house.stack.nobody().with_token(token);
        let board = format!("{path}/status-board");
        let board = self.count("readStatusBoard", wall.get(&board)).await;
        board.expect_status(200);
        let removing = house.manager.caller.delete(&link);
        let removed = self.count("removeStatusLink", removing).await;
        removed.expect_status(200);
        let owner = house.stack.staff(Role::Owner).await;
        let colour = ["#1d6b3a", "#0a1f44"][house.number % 2];
        let (path, looks) = (owner.path("looks"), json!({"colour": colour}));
        let looks = owner.caller.send(Method::PUT, &path, &looks);
        self.count("putLooks", looks).await.expect_status(200);
        let origin = format!("https://order-{}.example", house.number);
        let (path, site) = (owner.path("site"), json!({"origin": origin}));
        let site = owner.caller.send(Method::PUT, &path, &site);
        self.count("putSite", site).await.expect_status(200);
        let name = format!("House {}", house.number);
        let (path, name) = (owner.path("brand"), json!({"name": name}));
        let renamed = owner.caller.send(Method::PATCH, &path, &name);
        self.count("renameBrand", renamed).await.expect_status(200);
        let cards = owner.caller.get(&owner.path("cards")).await;
        let cards = cards.expect_status(200)["cards"].take();
        let mark = |card: &Value| json!({"id": card["id"], "mark": card["mark"]});
        let marks: Vec<_> = cards.as_array().unwrap().iter().map(mark).collect();
        let path = owner.path("cards/printed");
        let lie = json!({"origin": origin, "cards": marks});
        let lie = owner.caller.send(Method::PUT, &path, &lie);
        self.count("confirmCards", lie).await.expect_status(200);
    }

    /// A dish nobody orders is sold out and back, and ordering rests for a moment.
    pub(super) async fn stock(&mut self, house: &House<'_>) {
        let stock = house.manager.path("stock");
        // The function of the stock reads the branch once for each menu that is published.
        house.get(&stock).await;
        let stock = self.count("readStock", house.get(&stock)).await;
        let items = stock["items"].as_array().unwrap();
        let last = items.last().unwrap()["id"].as_str().unwrap();
        let item = house.manager.path(&format!("stock/{last}"));
        for (what, available) in [("back", true), ("sold out", false)] {
            let body = json!({"available": available});
            let said = house.send(Method::PUT, &item, &body);
            self.count(&format!("setStock, {what}"), said).await;
        }
        let ordering = house.manager.path("ordering");
        for (what, open) in [("closed", false), ("open", true)] {
            let body = json!({"open": open});
            let said = house.send(Method::PUT, &ordering, &body);
            self.count(&format!("setOrdering, {what}"), said).await;
        }
    }

    /// The branch asks its own price of a dish and the brand's again; the owner makes a branch.
    pub(super) async fn own_menu(&mut self, house: &House<'_>) {
        let path = house.manager.path("menu/own");
        // The function of the branches reads a published menu once.
        house.get(&path).await;
        let menu = self.count("readOwnMenu", house.get(&path)).await;
        let items = menu["categories"][0]["items"].as_array().unwrap();
        let dish = &items.last().unwrap()["prices"][0];
        let price = json!({"minor": 90_000, "currency": menu["currency"]});
        let set = json!({"do": "set_price", "which": dish["which"], "price": price});
        let remove = json!({"do": "remove_price", "which": dish["which"]});
        for (what, change) in [("an own price", set), ("the brand's again", remove)] {
            let body = json!({"changes": [change]});
            let changing = house.send(Method::PATCH, &path, &body);
            self.count(&format!("changeOwnMenu, {what}"), changing)
                .await;
        }
        let owner = house.stack.staff(Role::Owner).await;
        let wish = json!({
            "name": format!("Branch {}", house.number), "currency": "EUR",
            "time_zone": "Europe/Lisbon", "closing_hour": 5});
        let making = owner
            .caller
            .request(Method::POST, &owner.path("brand/branches"));
        let making = making.header("idempotency-key", crate::key()).json(&wish);
        let made = self.count("makeBranch", Answer::to(making)).await;
        let made = made.expect_status(201)["id"].clone();
        // As if it had not been made: each evening is of the same branches.
        for entry in house.stack.items("BRAND#").await {
            if entry["id"]["S"] == made {
                let key = |name: &str| entry[name]["S"].as_str().unwrap();
                house.stack.remove(key("pk"), key("sk")).await;
            }
        }
    }
}
