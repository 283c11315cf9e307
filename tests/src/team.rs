//! What an owner or manager does with the team.

use reqwest::Method;
use salver::domain::staff_link::{Purpose, StaffLink};
use serde_json::{Value, json};

use crate::client::{Answer, Caller};
use crate::staff::Staff;
use crate::{SignIn, key};

impl Staff {
    /// The team as they see it.
    pub async fn team(&self) -> Answer {
        self.caller.get(&self.path("team")).await
    }

    /// Somebody of the team.
    ///
    /// # Panics
    /// When nobody there is called so.
    pub async fn member(&self, name: &str) -> Value {
        let team = self.team().await.expect_status(200);
        let mut people = team["people"].as_array().unwrap().iter();
        people
            .find(|person| person["name"] == name)
            .unwrap()
            .clone()
    }

    /// Invites somebody, to their own branch when none is named.
    pub async fn invite(&self, name: &str, role: &str, branches: Option<&[&str]>) -> Answer {
        let own = [self.branch.as_str()];
        let branches = branches.unwrap_or(&own);
        let body = if role == "owner" {
            json!({"name": name, "role": role})
        } else {
            json!({"name": name, "role": role, "branches": branches})
        };
        self.making("team/invitations", &key()).json(&body).await
    }

    /// A link to a new password.
    pub async fn offer_reset(&self, person: &str) -> Answer {
        let path = format!("team/people/{person}/reset");
        Answer::to(self.making(&path, &key()).0).await
    }

    /// Makes something else of somebody.
    pub async fn change_member(&self, person: &str, to: &Value) -> Answer {
        let path = self.path(&format!("team/people/{person}"));
        self.caller.send(Method::PATCH, &path, to).await
    }

    /// Parts with somebody.
    pub async fn part_with(&self, person: &str) -> Answer {
        let path = self.path(&format!("team/people/{person}"));
        self.caller.delete(&path).await
    }

    /// Takes an invitation back.
    pub async fn withdraw(&self, invitation: &Value) -> Answer {
        let id = invitation["id"].as_str().unwrap();
        let path = self.path(&format!("team/invitations/{id}"));
        self.caller.delete(&path).await
    }

    fn making(&self, path: &str, key: &str) -> Making {
        let request = self.caller.request(Method::POST, &self.path(path));
        Making(request.header("idempotency-key", key))
    }
}

/// A request in the making.
struct Making(reqwest::RequestBuilder);

impl Making {
    async fn json(self, body: &Value) -> Answer {
        Answer::to(self.0.json(body)).await
    }
}

/// The code of a link that was made.
///
/// # Panics
/// When none was.
pub fn code_of(made: &Value) -> String {
    let link = made["link"].as_str().unwrap();
    link.strip_prefix("/invite#").unwrap().to_owned()
}

/// Whether a link invites somebody who is called so.
pub fn is_invited(link: &StaffLink, who: &str) -> bool {
    matches!(&link.purpose, Purpose::Invitation { name, .. } if name == who)
}

impl Caller {
    /// A link to a new password for an owner, by whoever has the operator's code.
    pub async fn offer_owner_reset(&self, code: &str, login: &str) -> Answer {
        let request = self.request(Method::POST, "/set-up/reset-links");
        let request = request.header("idempotency-key", key());
        Answer::to(request.json(&json!({"code": code, "login": login}))).await
    }

    /// What a one-time link is for.
    pub async fn look_up_link(&self, code: &str) -> Answer {
        self.post("/auth/links", &json!({"code": code})).await
    }

    /// Joins a team.
    pub async fn join_team(&self, code: &str, who: &SignIn) -> Answer {
        let body = json!({"code": code, "login": who.login, "password": who.password});
        self.post("/auth/links/join", &body).await
    }

    /// Joins a team with the account that somebody has.
    pub async fn join_with_account(&self, code: &str, who: &SignIn) -> Answer {
        let body = json!({"code": code, "login": who.login, "password": who.password});
        self.post("/auth/links/account", &body).await
    }

    /// Chooses a new password.
    pub async fn reset_password(&self, code: &str, password: &str) -> Answer {
        let body = json!({"code": code, "password": password});
        self.post("/auth/links/password", &body).await
    }
}
