//! A branch with a past, and a chain of branches.

use salver::api::clock;
use salver::auth::table_code;
use salver_demo::seed::{PastParty, Seed};

use crate::stack::Stack;

/// So many parties of the past are written at once; the streams follow meanwhile.
const AT_ONCE: usize = 500;
/// Tables of each further branch.
const TABLES: usize = 3;

impl Stack {
    /// Gives the demo's branch exactly `orders` closed orders, on the evenings before today's
    /// from the last backwards, and waits until its figures have followed. Given again, a longer
    /// past takes the place of a shorter one.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn give_past(&self, orders: usize) {
        let seed = salver_demo::seed("the staff is there already").unwrap();
        assert_eq!(seed.profile.id.as_str(), self.branch);
        self.write_past(&seed, orders).await;
        self.caught_up().await;
    }

    /// Opens branches beside the demo's until there are `branches`, each with a closed order.
    ///
    /// # Panics
    /// When one cannot be written.
    pub async fn give_neighbours(&self, branches: usize) {
        let mut seed = salver_demo::seed(&salver_demo::fresh_password().unwrap()).unwrap();
        seed.tables.truncate(TABLES);
        for number in 1..branches {
            move_to(&mut seed, &format!("neighbour-{number}"));
            // All of them worked there, since nobody approves what they give away themselves; the owner is there still.
            let crew = seed.people.split_off(1);
            self.seeder().seed(&seed).await.unwrap();
            seed.people.extend(crew);
            self.write_past(&seed, 1).await;
        }
        self.caught_up().await;
    }

    async fn write_past(&self, seed: &Seed, orders: usize) {
        let parties = last_orders(seed, orders);
        for some in parties.chunks(AT_ONCE) {
            self.seeder().seed_past(some).await.unwrap();
        }
    }
}

/// The newest parties of the past that have together exactly so many orders.
fn last_orders(seed: &Seed, orders: usize) -> Vec<PastParty> {
    // A week has more than 100 orders.
    let days = u16::try_from(orders / 14 + 4).unwrap();
    let mut left = orders;
    let mut parties = salver_demo::past(seed, clock::now(), days).unwrap().parties;
    parties.reverse();
    parties.retain(|(_, its)| {
        let fits = its.len() <= left;
        left -= if fits { its.len() } else { 0 };
        fits
    });
    assert_eq!(left, 0, "the past is too short");
    parties
}

/// Makes the same restaurant that of another branch.
fn move_to(seed: &mut Seed, id: &str) {
    let branch: salver::domain::id::BranchId = id.parse().unwrap();
    seed.profile.id = branch.clone();
    for table in &mut seed.tables {
        table.branch_id = branch.clone();
        table.code = table_code::fresh().unwrap();
    }
    for (at, person) in seed.people.iter_mut().enumerate() {
        let account = &mut person.account;
        account.id = format!("{id}-{at}").parse().unwrap();
        account.login = format!("person-{at}@{id}.example");
        for membership in &mut person.memberships {
            membership.account_id = account.id.clone();
            membership.branch_id = Some(branch.clone());
        }
    }
}
