//! Writing a whole branch at once: the demo restaurant and the tests' fixtures.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use futures::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use salver_domain::account::Person;
use salver_domain::bill::books::Books;
use salver_domain::bill::number::Series;
use salver_domain::branch::Profile;
use salver_domain::check::Check;
use salver_domain::id::{BranchId, BrandId};
use salver_domain::menu::Menu;
use salver_domain::order::Order;
use salver_domain::photo::Photo;
use salver_domain::role::Role;
use salver_domain::set_up::Claim;
use salver_domain::stock::Stock;
use salver_domain::table::Table;
use salver_domain::till::close::ClosedDay;
use salver_domain::till::entry::TillEntry;
use salver_store::{Item, Store, StoreError, item, keys, write_item};
use serde::Serialize;

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
    /// Who works there, or for all of the brand.
    pub people: Vec<Person>,
    /// What its dishes look like.
    pub photos: Vec<Photo>,
}

/// A party that has left, with its orders.
pub type PastParty = (Check, Vec<Order>);

/// Evenings that a branch has behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    pub parties: Vec<PastParty>,
    /// What they brought in.
    pub takings: Takings,
}

/// What was billed, paid and given back, and the reports of the days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Takings {
    /// Of each party that had something to pay.
    pub books: Vec<Books>,
    /// What of it counts for its day, with the floats of the days.
    pub entries: Vec<TillEntry>,
    pub days: Vec<ClosedDay>,
    /// The last number of each row of bills.
    pub numbers: BTreeMap<Series, u32>,
}

/// Items of the past that are written side by side.
const SIDE_BY_SIDE: usize = 16;

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

/// The SDK's client of a store on this machine, whose endpoint asks for the access key of its
/// run and looks at nothing else of a signature.
pub fn client_at(url: &str, access_key: &str) -> Client {
    use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("local"))
        .credentials_provider(Credentials::new(access_key, "local", None, None, "local"))
        .endpoint_url(url)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

/// Account, login and memberships, and the lists that name the person.
fn person_items(person: &Person) -> Result<Vec<Item>, StoreError> {
    let account = &person.account;
    let mut items = vec![
        write_item(&keys::account(&account.id), account)?,
        item::login(account)?,
    ];
    for membership in &person.memberships {
        items.push(item::membership(membership)?);
        items.push(item::staff(account, membership)?);
    }
    Ok(items)
}

/// That the house is set up, by the first owner among its people. Nobody else can be first
/// then.
fn claim(seed: &Seed) -> Result<Option<Item>, StoreError> {
    let is_owner = |person: &&Person| person.memberships.iter().any(|m| m.role == Role::Owner);
    let Some(owner) = seed.people.iter().find(is_owner) else {
        return Ok(None);
    };
    let claim = Claim {
        brand_id: seed.profile.brand_id.clone(),
        branch_id: seed.profile.id.clone(),
        account_id: owner.account.id.clone(),
        origin: None,
        at: Timestamp::UNIX_EPOCH,
    };
    write_item(&keys::claim(), &claim).map(Some)
}

/// Writes without conditions, for a table that nobody else writes yet.
#[derive(Debug, Clone)]
pub struct Seeder {
    client: Client,
    table: String,
}

impl Seeder {
    /// A seeder of the table `table` through `client`.
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        let table = table.into();
        Self { client, table }
    }

    /// A seeder of the table `table` of a store on this machine, by the access key of its run.
    pub fn at_endpoint(url: &str, access_key: &str, table: impl Into<String>) -> Self {
        Self::new(client_at(url, access_key), table)
    }

    /// Writes a branch, the profile last: a branch with a profile is whole.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn seed(&self, seed: &Seed) -> Result<(), StoreError> {
        let branch = &seed.profile.id;
        self.keep_photos(&seed.photos).await?;
        self.publish_menu(&seed.profile.brand_id, &seed.menu)
            .await?;
        let mut items = vec![
            write_item(&keys::stock(branch), &seed.stock)?,
            write_item(
                &keys::brand(&seed.profile.brand_id),
                &Named {
                    id: seed.profile.brand_id.as_str(),
                    name: &seed.profile.first_brand_name,
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
            items.push(write_item(&keys::table(branch, &table.id), table)?);
            items.push(item::table_code(table)?);
            let section = Named {
                id: table.section_id.as_str(),
                name: &table.section,
            };
            items.push(write_item(
                &keys::section(branch, &table.section_id),
                &section,
            )?);
        }
        for person in &seed.people {
            items.extend(person_items(person)?);
        }
        items.extend(claim(seed)?);
        items.push(write_item(&keys::profile(branch), &seed.profile)?);
        for item in items {
            self.put_any(item).await?;
        }
        Ok(())
    }

    /// Keeps photos as those are kept that people bring; what is there already stays.
    ///
    /// # Errors
    /// When the store fails.
    async fn keep_photos(&self, photos: &[Photo]) -> Result<(), StoreError> {
        let store = Store::new(self.client.clone(), &self.table);
        futures::stream::iter(photos)
            .map(|photo| store.keep_photo(photo))
            .buffer_unordered(SIDE_BY_SIDE)
            .try_for_each(|_| std::future::ready(Ok(())))
            .await
    }

    /// Writes a person with all that they are, whatever was there before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn overwrite_person(&self, person: &Person) -> Result<(), StoreError> {
        for item in person_items(person)? {
            self.put_any(item).await?;
        }
        Ok(())
    }

    /// Adds a branch to its brand's list, without anything in it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn list_branch(
        &self,
        brand: &BrandId,
        branch: &BranchId,
        name: &str,
    ) -> Result<(), StoreError> {
        let id = branch.as_str();
        let item = write_item(&keys::brand_branch(brand, branch), &Named { id, name })?;
        self.put_any(item).await
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

    /// Puts a version of a brand's menu where there is none; one that is there stays.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn publish_menu(&self, brand: &BrandId, menu: &Menu) -> Result<(), StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item::menu(brand, menu)?))
            .condition_expression("attribute_not_exists(pk)")
            .send()
            .await;
        match put {
            Ok(_) => Ok(()),
            Err(error) => match error.as_service_error() {
                Some(PutItemError::ConditionalCheckFailedException(_)) => Ok(()),
                _ => Err(error.into()),
            },
        }
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
            items.push(item::check(check)?);
            for order in orders {
                items.push(item::order(order)?);
            }
        }
        self.put_all(items).await
    }

    /// Writes what parties of the past brought in to `branch`, as [`Self::seed_past`] does with
    /// them. It comes before them: whoever hears of their orders folds their days, with all that is
    /// in the till by then.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn seed_takings(
        &self,
        branch: &BranchId,
        takings: &Takings,
    ) -> Result<(), StoreError> {
        let mut items = Vec::new();
        for books in &takings.books {
            items.extend(item::money(books)?);
        }
        for entry in &takings.entries {
            items.push(item::till_entry(entry)?);
        }
        for day in &takings.days {
            items.push(item::closed_day(day)?);
        }
        for (series, last) in &takings.numbers {
            items.push(item::bill_counter(branch, series, *last)?);
        }
        self.put_all(items).await
    }

    async fn put_all(&self, items: Vec<Item>) -> Result<(), StoreError> {
        futures::stream::iter(items)
            .map(|item| self.put_any(item))
            .buffer_unordered(SIDE_BY_SIDE)
            .try_collect()
            .await
    }

    async fn put_any(&self, item: Item) -> Result<(), StoreError> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .send()
            .await?;
        Ok(())
    }
}
