//! Another owner's branch on the same table of the same stack.

use salver::domain::role::Role;

use crate::stack::{Coded, Stack};
use crate::staff::{SignIn, Staff};

/// A second branch.
#[derive(Debug)]
pub struct Tenant {
    /// Its ID.
    pub branch: String,
    pub tables: Vec<Coded>,
    /// What everybody there signs in with.
    password: String,
}

impl Tenant {
    /// Moves another owner in, with the demo's menu and tables of its own.
    pub async fn move_in(stack: &Stack, id: &str) -> Self {
        let password = salver_demo::fresh_password().unwrap();
        let seed = salver_demo::seed(&password).unwrap();
        let name = seed.profile.first_brand_name.clone();
        let seed = seed.of_another(id, &name).unwrap();
        let tables = seed.tables.iter();
        let tables = tables.map(|table| Coded {
            id: table.id.to_string(),
            code: table.code.to_string(),
        });
        let tables = tables.collect();
        stack.seeder().seed(&seed).await.unwrap();
        Self {
            branch: id.to_owned(),
            tables,
            password,
        }
    }

    /// Somebody with this role, signed in.
    pub async fn staff(&self, stack: &Stack, role: Role) -> Staff {
        let people = salver_demo::seed(&self.password).unwrap().people;
        let mut with = people.iter().filter(|p| p.memberships[0].role == role);
        let account = &with.next().unwrap().account;
        let sign_in = SignIn {
            login: format!("{}-{}", self.branch, account.login),
            password: self.password.clone(),
        };
        Staff::sign_in(&stack.nobody(), &self.branch, &sign_in).await
    }
}
