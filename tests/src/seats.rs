//! Tables for a full house.

use salver::auth::table_code;
use salver::domain::id::BranchId;
use salver::domain::table::Table;
use salver::domain::transitions::TableStatus;
use salver_demo::seed::Seed;

use crate::stack::{Coded, Stack};

impl Stack {
    /// So many free tables. When the branch has fewer, further ones are put up, straight into
    /// the table, as there is no endpoint for it yet; only before anything happens.
    pub async fn free_tables(&self, count: usize) -> Vec<Coded> {
        let (store, branch) = (self.store(), self.branch.parse::<BranchId>().unwrap());
        let mut tables = store.tables(&branch).await.unwrap();
        let model = tables.first().unwrap().clone();
        tables.retain(|table| table.status == TableStatus::Free);
        let missing = count.saturating_sub(tables.len());
        if missing > 0 {
            let further = (0..missing).map(|number| Table {
                id: format!("garden-{number}").parse().unwrap(),
                name: format!("G{number}"),
                code: table_code::fresh().unwrap(),
                status: TableStatus::Free,
                session: None,
                asked_at: None,
                ..model.clone()
            });
            let further: Vec<_> = further.collect();
            let stock = store.stock(&branch).await.unwrap().unwrap();
            let known = store.branch(&branch, &stock).await.unwrap().unwrap();
            let seed = Seed {
                profile: store.profile(&branch).await.unwrap().unwrap(),
                menu: (*known.menu).clone(),
                stock,
                tables: further.clone(),
                people: Vec::new(),
                photos: Vec::new(),
            };
            self.seeder().seed(&seed).await.unwrap();
            tables.extend(further);
        }
        tables.truncate(count);
        let coded = tables.iter().map(|table| Coded {
            id: table.id.to_string(),
            code: table.code.to_string(),
        });
        coded.collect()
    }
}
