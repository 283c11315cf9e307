//! What scripts and people need to know of the demo.

use salver::domain::account::Person;
use salver::domain::role::Role;
use salver_demo::seed::Seed;
use serde::{Deserialize, Serialize};

/// Somebody who can sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignIn {
    /// What they sign in with.
    pub login: String,
    pub password: String,
    /// What they may do.
    pub role: Role,
}

/// A table with its code.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CodedTable {
    pub id: String,
    pub name: String,
    /// The code in its QR link.
    pub code: String,
}

/// The demo restaurant from outside.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Facts {
    pub branch: String,
    pub name: String,
    /// All who can sign in.
    pub staff: Vec<SignIn>,
    /// All tables.
    pub tables: Vec<CodedTable>,
    /// The restaurant of a second owner, where tests have asked for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Box<Facts>>,
}

/// What scripts are told of the house beside its address.
#[derive(Debug)]
pub enum Ready {
    /// It is the demo restaurant.
    Demo(Facts),
    /// Nobody has set it up: this is the code for that.
    SetUpCode(String),
}

impl Facts {
    /// What is worth knowing of a seed.
    pub fn of(seed: &Seed, password: &str) -> Self {
        let sign_ins = |person: &Person| {
            let roles: Vec<Role> = person.memberships.iter().map(|m| m.role).collect();
            let login = person.account.login.clone();
            let sign_in = move |role| SignIn {
                login: login.clone(),
                password: password.to_owned(),
                role,
            };
            roles.into_iter().map(sign_in)
        };
        Self {
            branch: seed.profile.id.to_string(),
            name: format!("{}, {}", seed.profile.first_brand_name, seed.profile.name),
            staff: seed.people.iter().flat_map(sign_ins).collect(),
            tables: seed
                .tables
                .iter()
                .map(|table| CodedTable {
                    id: table.id.to_string(),
                    name: table.name.clone(),
                    code: table.code.to_string(),
                })
                .collect(),
            second: None,
        }
    }

    /// Somebody of a role.
    pub fn somebody(&self, role: Role) -> Option<&SignIn> {
        self.staff.iter().find(|person| person.role == role)
    }
}
