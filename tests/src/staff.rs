//! Somebody who works there.

use reqwest::{Method, RequestBuilder};
use salver::domain::id::StaffId;
use serde_json::{Value, json};

use crate::client::{Answer, Caller};
use crate::party::Party;
use crate::stack::Coded;
use crate::wire::Wire;

/// How somebody signs in.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// What they sign in with.
    pub login: String,
    pub password: String,
}

impl SignIn {
    fn request(&self, caller: &Caller) -> RequestBuilder {
        let body = json!({"login": self.login, "password": self.password});
        caller.request(Method::POST, "/auth/sign-in").json(&body)
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// With the access token.
    pub caller: Caller,
    /// Where they work.
    pub branch: String,
    /// Whose branch that is.
    pub brand: String,
    /// The refresh cookie's value.
    pub refresh: String,
    /// How they sign in.
    sign_in: SignIn,
}

/// The refresh token that an answer sets.
///
/// # Panics
/// When it sets none, or not as safely as it should.
pub fn refresh_cookie(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie");
    for wanted in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth"] {
        assert!(cookie.contains(wanted), "{wanted} in {cookie}");
    }
    let value = cookie.strip_prefix("salver_refresh=").unwrap();
    value.split(';').next().unwrap().to_owned()
}

impl Staff {
    /// Signs in.
    pub async fn sign_in(nobody: &Caller, branch: &str, sign_in: &SignIn) -> Self {
        let answer = Answer::to(sign_in.request(nobody)).await;
        Self::of(nobody, branch, sign_in, answer)
    }

    /// Whoever an answer signs in.
    pub fn of(nobody: &Caller, branch: &str, sign_in: &SignIn, answer: Answer) -> Self {
        let refresh = refresh_cookie(&answer);
        let signed_in = answer.expect_status(200);
        let token = signed_in["access_token"].as_str().unwrap();
        Self {
            id: signed_in["staff"]["id"].as_str().unwrap().parse().unwrap(),
            caller: nobody.with_token(token),
            branch: branch.to_owned(),
            brand: signed_in["staff"]["brand"].as_str().unwrap().to_owned(),
            refresh,
            sign_in: sign_in.clone(),
        }
    }

    /// Signs in once more, as tokens end; stays as it is when no good answer comes.
    pub async fn sign_in_again(&mut self) {
        let answer = Answer::try_to(self.sign_in.request(&self.caller)).await;
        if let Ok(answer) = answer
            && answer.status == 200
        {
            *self = Self::of(&self.caller, &self.branch, &self.sign_in, answer);
        }
    }

    /// The same person on the other side of a network.
    #[must_use]
    pub fn behind(&self, wire: &Wire) -> Self {
        Self {
            caller: wire.reach(&self.caller),
            ..self.clone()
        }
    }

    /// How they sign in.
    pub fn credentials(&self) -> &SignIn {
        &self.sign_in
    }

    /// A path of their branch.
    pub fn path(&self, rest: &str) -> String {
        format!("/branches/{}/{rest}", self.branch)
    }

    /// Seats a party at a table.
    pub async fn open(&self, table: &Coded, mode: &str) -> Party {
        let path = self.path(&format!("tables/{}/open", table.id));
        let body = json!({"mode": mode, "party_size": 2});
        let opened = self.caller.post(&path, &body).await.expect_status(201);
        Party {
            table: table.clone(),
            session: opened["session"]["id"].as_str().unwrap().to_owned(),
            pin: opened["pin"].as_str().unwrap().to_owned(),
        }
    }

    /// Ends a session.
    pub async fn close(&self, party: &Party) -> Answer {
        let path = self.path(&format!("sessions/{}/close", party.session));
        Answer::to(self.caller.request(Method::POST, &path)).await
    }

    /// Changes a party.
    pub async fn change(&self, party: &Party, to: &Value) -> Answer {
        let path = self.path(&format!("sessions/{}", party.session));
        self.caller.send(Method::PATCH, &path, to).await
    }

    /// All that a party has.
    pub async fn party(&self, party: &Party) -> Answer {
        let path = self.path(&format!("sessions/{}", party.session));
        self.caller.get(&path).await
    }

    /// Books or frees a table.
    pub async fn move_table(&self, table: &Coded, to: &Value) -> Answer {
        let path = self.path(&format!("tables/{}", table.id));
        self.caller.send(Method::PATCH, &path, to).await
    }

    /// Who can have a table, with this role.
    ///
    /// # Panics
    /// When nobody has.
    pub async fn colleague(&self, role: &str) -> Value {
        let floor = self.caller.get(&self.path("floor")).await;
        let floor = floor.expect_status(200);
        let mut all = floor["waiters"].as_array().unwrap().iter();
        all.find(|person| person["role"] == role).unwrap().clone()
    }

    /// Moves an order on.
    pub async fn move_order(&self, order: &Value, status: &str) -> Answer {
        let path = self.path(&format!("orders/{}", order["id"].as_str().unwrap()));
        let body = json!({"status": status});
        self.caller.send(Method::PATCH, &path, &body).await
    }

    /// A table as the floor shows it.
    pub async fn table(&self, table: &Coded) -> Value {
        let floor = self
            .caller
            .get(&self.path("floor"))
            .await
            .expect_status(200);
        let sections = floor["sections"].as_array().unwrap().iter();
        let mut tables = sections.flat_map(|s| s["tables"].as_array().unwrap());
        tables.find(|t| t["id"] == table.id).unwrap().clone()
    }

    /// The orders on the kitchen's board.
    pub async fn board(&self) -> Vec<Value> {
        let path = self.path("kitchen");
        let board = self.caller.get(&path).await.expect_status(200);
        board["orders"].as_array().unwrap().clone()
    }
}
