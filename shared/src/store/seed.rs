//! Writing a whole branch at once: the demo restaurant and the tests' fixtures.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use futures::{StreamExt, TryStreamExt};
use serde::Serialize;

use super::branch::{CodeItem, MenuItem, Profile};
use super::check::check_item;
use super::client::Store;
use super::codec::{Item, write_item};
use super::error::StoreError;
use super::keys;
use super::order::order_item;
use super::staff::{LoginItem, Staff};
use crate::domain::check::Check;
use crate::domain::id::BranchId;
use crate::domain::menu::{Menu, Stock};
use crate::domain::order::Order;
use crate::domain::table::Table;

/// All that a branch needs to serve its first guest.
#[derive(Debug)]
pub struct Seed {
    /// How it works.
    pub profile: Profile,
    /// What it sells.
    pub menu: Menu,
    /// What is to be had.
    pub stock: Stock,
    /// Where guests sit.
    pub tables: Vec<Table>,
    /// Who works there.
    pub staff: Vec<Staff>,
}

/// A party that has left, with its orders.
pub type PastParty = (Check, Vec<Order>);

/// Items of the past that are written side by side.
const SIDE_BY_SIDE: usize = 16;

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

fn pack_menu(menu: &Menu) -> Result<MenuItem, StoreError> {
    let broken = |source: std::io::Error| StoreError::Corrupt {
        key: keys::MENU.to_owned(),
        source: Box::new(source),
    };
    let json = serde_json::to_vec(menu).map_err(|e| broken(e.into()))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&json).map_err(broken)?;
    let body = encoder.finish().map_err(broken)?;
    Ok(MenuItem {
        version: menu.version,
        body,
    })
}

impl Store {
    /// Writes a branch, the profile last: a branch with a profile is whole.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn seed(&self, seed: &Seed) -> Result<(), StoreError> {
        let branch = &seed.profile.id;
        let mut items = vec![
            write_item(&keys::menu(branch), &pack_menu(&seed.menu)?)?,
            write_item(&keys::stock(branch), &seed.stock)?,
            write_item(
                &keys::brand(&seed.profile.brand_id),
                &Named {
                    id: seed.profile.brand_id.as_str(),
                    name: &seed.profile.brand_name,
                },
            )?,
            write_item(
                &keys::brand_branch(&seed.profile.brand_id, branch),
                &Named {
                    id: branch.as_str(),
                    name: &seed.profile.name,
                },
            )?,
        ];
        for station in &seed.menu.stations {
            items.push(write_item(&keys::station(branch, &station.id), station)?);
        }
        for table in &seed.tables {
            let target = CodeItem {
                branch_id: branch.clone(),
                table_id: table.id.clone(),
            };
            items.push(write_item(&keys::table(branch, &table.id), table)?);
            items.push(write_item(&keys::table_code(&table.code), &target)?);
            let section = Named {
                id: table.section_id.as_str(),
                name: &table.section,
            };
            items.push(write_item(
                &keys::section(branch, &table.section_id),
                &section,
            )?);
        }
        for staff in &seed.staff {
            let target = LoginItem {
                branch_id: branch.clone(),
                staff_id: staff.id.clone(),
            };
            items.push(write_item(&keys::staff(branch, &staff.id), staff)?);
            items.push(write_item(&keys::login(&staff.login), &target)?);
        }
        items.push(write_item(&keys::profile(branch), &seed.profile)?);
        for item in items {
            self.put_any(item).await?;
        }
        Ok(())
    }

    /// Writes a branch's availability, whatever it was before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn overwrite_stock(
        &self,
        branch: &BranchId,
        stock: &Stock,
    ) -> Result<(), StoreError> {
        self.put_any(write_item(&keys::stock(branch), stock)?).await
    }

    /// Publishes a menu, whatever it was before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn overwrite_menu(&self, branch: &BranchId, menu: &Menu) -> Result<(), StoreError> {
        self.put_any(write_item(&keys::menu(branch), &pack_menu(menu)?)?)
            .await
    }

    /// Writes parties that have left, whatever was there before. Nobody wrote at them
    /// meanwhile, so neither conditions nor one commit are needed; the stream tells the
    /// rest.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn seed_past(&self, parties: &[PastParty]) -> Result<(), StoreError> {
        let mut items = Vec::new();
        for (check, orders) in parties {
            items.push(check_item(check)?);
            for order in orders {
                items.push(order_item(order)?);
            }
        }
        futures::stream::iter(items)
            .map(|item| self.put_any(item))
            .buffer_unordered(SIDE_BY_SIDE)
            .try_collect()
            .await
    }

    async fn put_any(&self, item: Item) -> Result<(), StoreError> {
        self.client()
            .put_item()
            .table_name(self.table())
            .set_item(Some(item))
            .send()
            .await?;
        Ok(())
    }
}
