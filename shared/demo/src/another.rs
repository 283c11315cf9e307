//! The demo as the restaurant of another owner, beside the first one on the same table.

use salver_domain::id::{BadId, BranchId, BrandId};

use crate::seed::Seed;

impl Seed {
    /// The same restaurant as another owner's: brand and branch are called `id` in addresses and
    /// `name` by people, and nobody who works there is somebody of the first one. Logins begin
    /// with `id`.
    ///
    /// # Errors
    /// When `id` is no ID, or too long for one before another.
    pub fn of_another(mut self, id: &str, name: &str) -> Result<Self, BadId> {
        let (brand, branch): (BrandId, BranchId) = (id.parse()?, id.parse()?);
        name.clone_into(&mut self.profile.first_brand_name);
        self.profile.brand_id = brand.clone();
        self.profile.id = branch.clone();
        self.stock.brand_id = brand.clone();
        for table in &mut self.tables {
            table.branch_id = branch.clone();
        }
        for person in &mut self.people {
            let account = &mut person.account;
            account.id = format!("{id}-{}", account.id).parse()?;
            account.login = format!("{id}-{}", account.login);
            for membership in &mut person.memberships {
                membership.account_id = account.id.clone();
                membership.brand_id = brand.clone();
                let of_branch = membership.branch_id.is_some();
                membership.branch_id = of_branch.then(|| branch.clone());
            }
        }
        Ok(self)
    }
}
