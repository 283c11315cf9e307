//! Who works where, a page of branches at a time: an owner sees the brand, a manager their
//! branches.

use std::collections::BTreeMap;

use futures::future::try_join_all;

use super::leader;
use crate::domain::id::{BranchId, BrandId, StaffId};
use crate::domain::role::Role;
use crate::domain::staff::Staff;
use crate::domain::staff_link::{Purpose, StaffLink};
use crate::domain::team::Leader;
use crate::service::{By, Refusal};
use crate::store::{Store, StoreError};

/// Branches whose people one page holds.
const BRANCHES: usize = 10;

/// A page of the team.
#[derive(Debug)]
pub struct Page {
    /// By name. Whoever works at several branches may stand on several pages.
    pub people: Vec<Member>,
    /// Those that are open, the oldest first; on the first page.
    pub invitations: Vec<StaffLink>,
    /// The branches of this page by ID, each with its name.
    pub branches: Vec<(BranchId, String)>,
    /// What the caller may make of somebody.
    pub roles: Vec<Role>,
    /// Whether they may also say it for the whole brand.
    pub whole_brand: bool,
    /// After which branch the next page begins, if there is one.
    pub next: Option<BranchId>,
}

/// A colleague.
#[derive(Debug)]
pub struct Member {
    pub id: StaffId,
    pub name: String,
    /// What they sign in with: for themselves, and for whoever leads them.
    pub login: Option<String>,
    /// What they are where, of this page's branches; `None` is the whole brand.
    pub places: Vec<(Option<BranchId>, Role)>,
    /// Whether they may not sign in.
    pub blocked: bool,
    /// Whether the caller may change what they are.
    pub led: bool,
}

/// The team at the branches after `after`.
///
/// # Errors
/// `Expired` when the caller leads nobody any more; or when the store fails.
pub async fn list(
    store: &Store,
    brand: &BrandId,
    after: Option<&BranchId>,
    by: &By,
) -> Result<Page, Refusal> {
    let leader = leader(store, brand, by).await?;
    let mut branches = led_branches(store, &leader, brand, after).await?;
    let more = branches.len() > BRANCHES;
    branches.truncate(BRANCHES);
    let next = branches.last().filter(|_| more).cloned();
    let ids: Vec<&BranchId> = branches.iter().collect();
    let is_first = after.is_none();
    let of_brand = async {
        let staff = is_first.then(|| store.staff_of_brand(brand));
        futures::future::OptionFuture::from(staff).await.transpose()
    };
    let open = async {
        let links = is_first.then(|| store.open_invitations(brand));
        futures::future::OptionFuture::from(links).await.transpose()
    };
    let (names, of_brand, of_branches, open) = tokio::try_join!(
        store.names_of_brand(brand, &ids),
        of_brand,
        try_join_all(ids.iter().map(|branch| store.staff_of_branch(branch))),
        open,
    )?;
    let of_brand = of_brand.into_iter().flatten().map(|staff| (None, staff));
    let of_branches = branches.iter().zip(of_branches);
    let of_branches = of_branches.flat_map(|(branch, staff)| {
        staff
            .into_iter()
            .map(|person| (Some(branch.clone()), person))
    });
    let listed = of_brand.chain(of_branches).collect();
    let people = people(store, &leader, listed).await?;
    let seen = |link: &StaffLink| match &link.purpose {
        Purpose::Invitation { post, .. } => link.is_open(by.at) && leader.give(post).is_ok(),
        Purpose::Reset { .. } => false,
    };
    let open = open.into_iter().flatten();
    let names = names.1.into_iter().map(Option::unwrap_or_default);
    Ok(Page {
        people,
        invitations: open.filter(seen).collect(),
        roles: leader.gives(),
        whole_brand: leader.of_whole_brand(),
        branches: branches.into_iter().zip(names).collect(),
        next,
    })
}

/// The branches where they lead, one more than a page holds.
async fn led_branches(
    store: &Store,
    leader: &Leader,
    brand: &BrandId,
    after: Option<&BranchId>,
) -> Result<Vec<BranchId>, StoreError> {
    let limit = BRANCHES + 1;
    if leader.of_whole_brand() {
        return store.branches_of(brand, after, limit).await;
    }
    let own = leader.branches().into_iter();
    let own = own.filter(|branch| after.is_none_or(|after| *branch > after));
    Ok(own.take(limit).cloned().collect())
}

/// Each person once, with all that they are on this page.
async fn people(
    store: &Store,
    leader: &Leader,
    listed: Vec<(Option<BranchId>, Staff)>,
) -> Result<Vec<Member>, StoreError> {
    let mut places: BTreeMap<StaffId, Vec<(Option<BranchId>, Role)>> = BTreeMap::new();
    for (place, staff) in listed {
        places
            .entry(staff.id)
            .or_default()
            .push((place, staff.role));
    }
    let ids: Vec<&StaffId> = places.keys().collect();
    let accounts = store.accounts(&ids).await?;
    let members = accounts.into_iter().filter_map(|account| {
        let places = places.remove(&account.id)?;
        let mut all = places.iter();
        let led = all.all(|(place, role)| leader.leads(*role, place.as_ref()).is_some());
        Some(Member {
            login: Some(account.login).filter(|_| led || account.id == leader.id),
            id: account.id,
            name: account.name,
            places,
            blocked: account.disabled,
            led,
        })
    });
    let mut members: Vec<Member> = members.collect();
    members.sort_by_cached_key(|member| (member.name.to_lowercase(), member.id.clone()));
    Ok(members)
}
