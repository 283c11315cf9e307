//! What is done with the team: how it is prepared, sent, and shown to stand once.

use reqwest::{Method, RequestBuilder};
use salver::domain::role::Role;
use salver::domain::staff_link::LinkState;
use salver_tests::{Answer, SignIn, Staff, code_of};
use serde_json::json;

use super::request::PASSWORD;
use super::{House, Scene, Write};

/// What somebody chooses who has forgotten the first one.
const OTHER: &str = "other plain words";

impl Scene {
    /// Somebody is invited, or has joined, or has a link to a new password.
    pub(super) async fn prepare_team(&mut self, house: &House) {
        if self.write == Write::Invite {
            return;
        }
        let manager = &house.manager;
        let invited = manager.invite(&self.device, "waiter", None).await;
        let invited = invited.expect_status(201);
        let code = code_of(&invited);
        self.before = json!({"id": invited["id"], "code": code});
        if matches!(
            self.write,
            Write::LookUpLink | Write::JoinTeam | Write::Withdraw
        ) {
            return;
        }
        let nobody = house.stack.nobody();
        let joined = nobody.join_team(&code, &self.colleague()).await;
        let joined = Staff::of(&nobody, &house.stack.branch, &self.colleague(), joined);
        self.before = json!({"id": joined.id});
        // Somebody who left and comes back.
        if self.write == Write::JoinWithAccount {
            let parted = manager.part_with(joined.id.as_str()).await;
            parted.expect_status(204);
            let invited = manager.invite(&self.device, "waiter", None).await;
            let invited = invited.expect_status(201);
            self.before = json!({"id": invited["id"], "code": code_of(&invited)});
        }
        if self.write == Write::ResetPassword {
            let made = manager.offer_reset(joined.id.as_str()).await;
            let code = code_of(&made.expect_status(201));
            self.before = json!({"id": joined.id, "code": code});
        }
    }

    /// Who joins, another one in each scene.
    fn colleague(&self) -> SignIn {
        SignIn {
            login: self.login(),
            password: PASSWORD.to_owned(),
        }
    }

    pub(super) fn of_team(&self, house: &House, write: Write) -> RequestBuilder {
        let manager = &house.manager;
        let of = |method: Method, path: &str| {
            let path = manager.path(&format!("team/{path}"));
            let request = manager.caller.request(method, &path);
            request.header("idempotency-key", &self.key)
        };
        let link = |path: &str| {
            let path = format!("/auth/links{path}");
            house.stack.nobody().request(Method::POST, &path)
        };
        let id = self.before["id"].as_str().unwrap_or_default();
        let code = &self.before["code"];
        let branch = &house.stack.branch;
        match write {
            Write::Invite => of(Method::POST, "invitations").json(&json!({
                "name": self.device, "role": "waiter", "branches": [branch],
            })),
            Write::Withdraw => of(Method::DELETE, &format!("invitations/{id}")),
            Write::ChangeMember => of(Method::PATCH, &format!("people/{id}"))
                .json(&json!({"role": "cashier", "branches": [branch]})),
            Write::PartWith => of(Method::DELETE, &format!("people/{id}")),
            Write::OfferReset => of(Method::POST, &format!("people/{id}/reset")),
            Write::LookUpLink => link("").json(&json!({"code": code})),
            Write::JoinWithAccount => link("/account").json(&json!({
                "code": code, "login": self.login(), "password": PASSWORD,
            })),
            Write::JoinTeam => link("/join").json(&json!({
                "code": code, "login": self.login(), "password": PASSWORD,
            })),
            _ => link("/password").json(&json!({"code": code, "password": OTHER})),
        }
    }

    /// There is one link, and it is on record where the owner's own deeds are: with the brand.
    pub(super) async fn is_offered_once(&self, house: &House, answer: &Answer) {
        let id = answer.body["id"].as_str().unwrap();
        let link = house.store.staff_link(&id.parse().unwrap()).await;
        let link = link.unwrap().unwrap();
        assert_eq!((link.state, link.made_by), (LinkState::Open, None));
        let whose = format!("BRAND#{}", link.brand_id);
        let record = house.stack.recent_record_of(&whose).await;
        let noted = record
            .iter()
            .filter(|entry| entry["what"] == "reset_offered" && entry["details"]["link"] == id);
        let noted: Vec<_> = noted.collect();
        assert_eq!(noted.len(), 1, "{record:?}");
        assert_eq!(noted[0]["who"], json!({"kind": "operator"}));
        assert_eq!(noted[0]["entity"], house.owner.id.as_str());
    }

    pub(super) async fn team_moved_once(&self, house: &House) {
        let branch = house.stack.branch.parse().unwrap();
        let listed = house.store.staff_of_branch(&branch).await.unwrap();
        let listed = listed.iter().filter(|staff| staff.name == self.device);
        let roles: Vec<Role> = listed.map(|staff| staff.role).collect();
        let brand = house
            .store
            .profile(&branch)
            .await
            .unwrap()
            .unwrap()
            .brand_id;
        let open = house.store.open_invitations(&brand).await.unwrap();
        let named = |link: &&_| salver_tests::is_invited(link, &self.device);
        let open = open.iter().filter(named).count();
        let right = match self.write {
            Write::Invite | Write::LookUpLink => (vec![], 1),
            Write::Withdraw | Write::PartWith => (vec![], 0),
            Write::ChangeMember => (vec![Role::Cashier], 0),
            _ => (vec![Role::Waiter], 0),
        };
        assert_eq!((roles, open), right, "{:?}", self.write);
        let id = self.before["id"].as_str().unwrap_or_default();
        let (what, about) = match self.write {
            Write::Withdraw => ("invitation_withdrawn", id),
            Write::JoinTeam | Write::JoinWithAccount => ("colleague_joined", id),
            Write::ChangeMember => ("colleague_changed", id),
            Write::PartWith => ("colleague_left", id),
            Write::OfferReset => ("reset_offered", id),
            Write::ResetPassword => ("password_reset", id),
            _ => return,
        };
        assert_eq!(house.on_record(what, Some(about)).await, 1, "{what}");
        if self.write == Write::Withdraw {
            let link = house.store.staff_link(&id.parse().unwrap()).await;
            assert_eq!(link.unwrap().unwrap().state, LinkState::Withdrawn);
        }
        if matches!(
            self.write,
            Write::JoinTeam | Write::JoinWithAccount | Write::ResetPassword
        ) {
            let is_new = self.write == Write::ResetPassword;
            let password = if is_new { OTHER } else { PASSWORD };
            let body = json!({"login": self.login(), "password": password});
            let request = house.stack.nobody().request(Method::POST, "/auth/sign-in");
            Answer::to(request.json(&body)).await.expect_status(200);
        }
    }
}
