//! Parts of an account, and what is taken off it, as a request names them.

use serde::{Deserialize, Deserializer};

use crate::domain::DomainError;
use crate::domain::bill::books::LineName;
use crate::domain::bill::discount::Cut;
use crate::domain::bill::issue::{DiscountWish, SplitWish};
use crate::domain::bill::settlement::SplitKind;
use crate::domain::id::{LineId, OrderId};
use crate::domain::money::{BasisPoints, Money};
use crate::domain::object::{Object, objects, optional};
use crate::wire::words::reason;
/// Pieces of a line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PiecesRequest {
    pub line_id: LineId,
    /// Needed where several orders of the check have a line of that ID.
    pub order_id: Option<OrderId>,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub quantity: u32,
}

impl From<PiecesRequest> for (LineName, u32) {
    fn from(pieces: PiecesRequest) -> Self {
        let name = LineName {
            order_id: pieces.order_id,
            line_id: pieces.line_id,
        };
        (name, pieces.quantity)
    }
}

/// What `shares` holds.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Shares {
    /// How many, of an equal split.
    Count(u32),
    /// Of a split by item: what each share takes.
    Lines(#[serde(deserialize_with = "lists")] Vec<Vec<PiecesRequest>>),
}

fn lists<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<PiecesRequest>>, D::Error> {
    let found = Vec::<Vec<Object<PiecesRequest>>>::deserialize(deserializer)?;
    let list = |list: Vec<Object<PiecesRequest>>| list.into_iter().map(|Object(one)| one);
    Ok(found.into_iter().map(|one| list(one).collect()).collect())
}

/// How a check is split.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SplitRequest {
    pub by: SplitKind,
    /// Of an equal split how many, of one by item what each takes: at most 50.
    pub shares: Option<Shares>,
    /// Of a split by amounts.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 50))]
    pub amounts: Vec<Money>,
}

impl TryFrom<SplitRequest> for SplitWish {
    type Error = DomainError;

    fn try_from(request: SplitRequest) -> Result<Self, DomainError> {
        let wrong = |field, message: &str| Err(DomainError::invalid(field, message));
        let is_amount = request.by == SplitKind::Amount;
        if !is_amount && !request.amounts.is_empty() {
            return wrong("split.amounts", "only of a split by amounts");
        }
        let takes_shares = matches!(request.by, SplitKind::Item | SplitKind::Equal);
        if !takes_shares && request.shares.is_some() {
            return wrong("split.shares", "only of an equal split or one by item");
        }
        match (request.by, request.shares) {
            (SplitKind::Guest, _) => Ok(Self::Guests),
            (SplitKind::Amount, _) if request.amounts.is_empty() => {
                wrong("split.amounts", "at least one")
            }
            (SplitKind::Amount, _) => Ok(Self::Amounts(request.amounts)),
            (SplitKind::Equal, Some(Shares::Count(count))) => Ok(Self::Equal(count)),
            (SplitKind::Equal, _) => wrong("split.shares", "how many, 1 to 50"),
            (SplitKind::Item, Some(Shares::Lines(shares))) => {
                let share = |share: Vec<PiecesRequest>| share.into_iter().map(Into::into).collect();
                Ok(Self::Items(shares.into_iter().map(share).collect()))
            }
            (SplitKind::Item, _) => wrong("split.shares", "lists of lines, one for each share"),
        }
    }
}

/// How something is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DiscountKind {
    /// An amount, or what is left where that is less.
    Flat,
    /// A part of what is left.
    Percent,
    /// So many pieces of a line are on the house.
    Comp,
}

/// Something that is taken off.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiscountRequest {
    pub kind: DiscountKind,
    /// Of a flat one.
    #[serde(default, deserialize_with = "optional")]
    pub amount: Option<Money>,
    /// Of a percentage, in hundredths of a percent: 10000 is all.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub rate_bp: Option<u32>,
    /// Of pieces on the house.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub quantity: Option<u32>,
    /// Of one line; of the whole check without.
    pub line_id: Option<LineId>,
    /// Needed where several orders of the check have a line of that ID.
    pub order_id: Option<OrderId>,
    /// Why, for the books.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::domain::text::Reason))]
    pub reason: String,
    /// A colleague's approval, where it is more than the caller's role may.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub approval: Option<String>,
}

impl TryFrom<DiscountRequest> for DiscountWish {
    type Error = DomainError;

    fn try_from(request: DiscountRequest) -> Result<Self, DomainError> {
        let needed = |field| DomainError::invalid(field, "needed for this kind");
        let not_of = |there: bool, field| match there {
            true => Err(DomainError::invalid(field, "not of this kind")),
            false => Ok(()),
        };
        let kind = request.kind;
        not_of(
            kind != DiscountKind::Flat && request.amount.is_some(),
            "discounts.amount",
        )?;
        not_of(
            kind != DiscountKind::Percent && request.rate_bp.is_some(),
            "discounts.rate_bp",
        )?;
        not_of(
            kind != DiscountKind::Comp && request.quantity.is_some(),
            "discounts.quantity",
        )?;
        not_of(
            request.line_id.is_none() && request.order_id.is_some(),
            "discounts.order_id",
        )?;
        let cut = match kind {
            DiscountKind::Flat => Cut::Flat {
                minor: request
                    .amount
                    .ok_or_else(|| needed("discounts.amount"))?
                    .minor,
            },
            DiscountKind::Percent => Cut::Percent {
                rate_bp: BasisPoints(request.rate_bp.ok_or_else(|| needed("discounts.rate_bp"))?),
            },
            DiscountKind::Comp => Cut::Comp {
                pieces: request
                    .quantity
                    .ok_or_else(|| needed("discounts.quantity"))?,
            },
        };
        let order_id = request.order_id;
        Ok(Self {
            line: request
                .line_id
                .map(|line_id| LineName { order_id, line_id }),
            cut,
            currency: request.amount.map(|amount| amount.currency),
            reason: reason("discounts.reason", &request.reason)?,
        })
    }
}
