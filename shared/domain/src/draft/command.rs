//! The commands that edit a draft.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::after::After;
use super::combos::ComboFields;
use super::fields::{CategoryFields, StationFields};
use super::group_fields::GroupFields;
use super::item_fields::ItemFields;
use super::overrides::{GroupOverride, OptionOverride};
use super::price_lists::{ListPrice, PriceListFields};
use super::priced_fields::PricedFields;
use super::wording::{DescriptionWording, KitchenNote, MenuName, NameWording};
use crate::id::{
    CategoryId, GroupId, ItemId, OptionId, PhotoId, PriceListId, StationId, TaxClass, VariantId,
};
use crate::language::Language;
use crate::menu::{Allergen, Diet, is_zero};
use crate::money::Money;
use crate::object::{distinct, object, optional};
use crate::price_list::{Channel, Percent};
use crate::priced::PriceKind;
use crate::serving_times::ServingTimes;

/// "Change this of the draft." What is added gets its ID from who adds it. `after` names what
/// it shall stand behind: `null` is the first place, and without it the last.
/// `expected` names what the editor saw in the fields that they set; what is otherwise by now
/// refuses the command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Command {
    /// A new category.
    AddCategory {
        id: CategoryId,
        name: NameWording,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<DescriptionWording>,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<CategoryId>))]
        after: After<CategoryId>,
        /// When it is served, but for the items that say otherwise.
        #[serde(default, skip_serializing_if = "ServingTimes::is_always")]
        #[cfg_attr(feature = "openapi", schema(required = false, value_type = Vec<crate::hours::OpeningTime>, max_items = 14))]
        times: ServingTimes,
    },
    /// Other words for a category.
    EditCategory {
        id: CategoryId,
        #[serde(deserialize_with = "object")]
        set: CategoryFields,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<CategoryFields>,
    },
    /// Another place for a category.
    MoveCategory {
        id: CategoryId,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<CategoryId>))]
        after: After<CategoryId>,
    },
    /// No such category. `items` are those that go with it; while it holds another one, it is
    /// refused.
    RemoveCategory {
        id: CategoryId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
        items: Vec<ItemId>,
    },
    /// A new item.
    AddItem {
        id: ItemId,
        category: CategoryId,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<ItemId>))]
        after: After<ItemId>,
        name: NameWording,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<DescriptionWording>,
        /// One piece without options.
        price: Money,
        /// How it is taxed; `standard` when left out.
        #[serde(
            default = "TaxClass::standard",
            skip_serializing_if = "TaxClass::is_standard"
        )]
        #[cfg_attr(feature = "openapi", schema(required = false))]
        tax_class: TaxClass,
        diet: Diet,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        allergens: Vec<Allergen>,
        /// Who makes it; without one it needs no kitchen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        station: Option<StationId>,
        /// Minutes from start to ready.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(maximum = 600))]
        prep_minutes: u16,
        /// What the kitchen is told whenever it is ordered; guests never see it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kitchen_note: Option<KitchenNote>,
        /// What it looks like.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        photo: Option<PhotoId>,
        /// The groups to choose from, in this order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        option_groups: Vec<GroupId>,
        /// How it gets its price; by the menu when left out.
        #[serde(default, skip_serializing_if = "PriceKind::is_fixed")]
        #[cfg_attr(feature = "openapi", schema(required = false))]
        priced: PriceKind,
        /// Whether it, or one of its variants, may cost nothing.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(feature = "openapi", schema(required = false))]
        may_be_free: bool,
        /// When it is served; without them when its category is.
        #[serde(default, skip_serializing_if = "ServingTimes::is_always")]
        #[cfg_attr(feature = "openapi", schema(required = false, value_type = Vec<crate::hours::OpeningTime>, max_items = 14))]
        times: ServingTimes,
    },
    /// An item shall be otherwise.
    EditItem {
        id: ItemId,
        #[serde(deserialize_with = "object")]
        set: ItemFields,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<ItemFields>,
    },
    /// Another place for an item.
    MoveItem {
        id: ItemId,
        /// Where it shall stand then.
        category: CategoryId,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<ItemId>))]
        after: After<ItemId>,
    },
    /// No such item.
    RemoveItem { id: ItemId },
    /// An item offers a group, at this place among its groups; also moves it there.
    AttachGroup {
        item: ItemId,
        group: GroupId,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<GroupId>))]
        after: After<GroupId>,
    },
    /// An item does not offer a group; one that it does not offer is no error.
    DetachGroup { item: ItemId, group: GroupId },
    /// The limits of a group shall be otherwise with one item that offers it.
    OverrideGroup {
        item: ItemId,
        group: GroupId,
        #[serde(deserialize_with = "object")]
        set: GroupOverride,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<GroupOverride>,
    },
    /// An option of a group shall be otherwise with one item that offers the group.
    OverrideOption {
        item: ItemId,
        group: GroupId,
        option: OptionId,
        #[serde(deserialize_with = "object")]
        set: OptionOverride,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<OptionOverride>,
    },
    /// A new variant of an item. From the first one on the item costs what its variants cost.
    AddVariant {
        item: ItemId,
        id: VariantId,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<VariantId>))]
        after: After<VariantId>,
        name: NameWording,
        /// One piece of it without options.
        price: Money,
    },
    /// A variant shall be otherwise.
    EditVariant {
        item: ItemId,
        id: VariantId,
        #[serde(deserialize_with = "object")]
        set: PricedFields,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<PricedFields>,
    },
    /// Another place for a variant among those of its item.
    MoveVariant {
        item: ItemId,
        id: VariantId,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<VariantId>))]
        after: After<VariantId>,
    },
    /// No such variant. Without any the item has its own price again.
    RemoveVariant { item: ItemId, id: VariantId },
    /// An item is made of these parts, or, without any, of none; they take the place of those
    /// that it had.
    SetCombo {
        item: ItemId,
        #[serde(deserialize_with = "object")]
        set: ComboFields,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<ComboFields>,
    },
    /// A new group without options; items offer it when it is attached.
    AddGroup {
        id: GroupId,
        name: NameWording,
        /// At least so many must be chosen.
        #[cfg_attr(feature = "openapi", schema(maximum = 60))]
        min: u8,
        /// At most so many may be chosen.
        #[cfg_attr(feature = "openapi", schema(maximum = 60))]
        max: u8,
        /// So many of the chosen ones that have a price cost nothing: those that stand first in
        /// the group.
        #[serde(default, skip_serializing_if = "is_zero")]
        #[cfg_attr(feature = "openapi", schema(required = false, maximum = 60))]
        free: u8,
    },
    /// A group shall be otherwise, for each item that offers it.
    EditGroup {
        id: GroupId,
        #[serde(deserialize_with = "object")]
        set: GroupFields,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<GroupFields>,
    },
    /// No such group; no item offers it then.
    RemoveGroup { id: GroupId },
    /// A new option of a group.
    AddOption {
        group: GroupId,
        id: OptionId,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<OptionId>))]
        after: After<OptionId>,
        name: NameWording,
        /// What it adds to the price of one piece.
        price: Money,
    },
    /// An option shall be otherwise.
    EditOption {
        group: GroupId,
        id: OptionId,
        #[serde(deserialize_with = "object")]
        set: PricedFields,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<PricedFields>,
    },
    /// Another place for an option in its group.
    MoveOption {
        group: GroupId,
        id: OptionId,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<OptionId>))]
        after: After<OptionId>,
    },
    /// No such option.
    RemoveOption { group: GroupId, id: OptionId },
    /// A new station that items can name.
    AddStation {
        id: StationId,
        name: MenuName,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<StationId>))]
        after: After<StationId>,
    },
    /// Another name for a station.
    EditStation {
        id: StationId,
        #[serde(deserialize_with = "object")]
        set: StationFields,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<StationFields>,
    },
    /// Another place for a station.
    MoveStation {
        id: StationId,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<StationId>))]
        after: After<StationId>,
    },
    /// No such station; the items that named it name none then.
    RemoveStation { id: StationId },
    /// A new price list.
    AddPriceList {
        id: PriceListId,
        name: NameWording,
        /// For which ways of ordering it counts, each once.
        #[serde(deserialize_with = "distinct")]
        #[cfg_attr(feature = "openapi", schema(value_type = Vec<Channel>, max_items = 3))]
        channels: BTreeSet<Channel>,
        /// When it counts; always when left out.
        #[serde(default, skip_serializing_if = "ServingTimes::is_always")]
        #[cfg_attr(feature = "openapi", schema(required = false, value_type = Vec<crate::hours::OpeningTime>, max_items = 14))]
        times: ServingTimes,
        /// What it makes of the menu's prices.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        percent: Option<Percent>,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<PriceListId>))]
        after: After<PriceListId>,
    },
    /// A price list shall be otherwise.
    EditPriceList {
        id: PriceListId,
        #[serde(deserialize_with = "object")]
        set: PriceListFields,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<PriceListFields>,
    },
    /// Another place for a price list: one that stands before another comes before it.
    MovePriceList {
        id: PriceListId,
        #[serde(default, skip_serializing_if = "After::is_all")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<PriceListId>))]
        after: After<PriceListId>,
    },
    /// No such price list.
    RemovePriceList { id: PriceListId },
    /// What an item, or one of its variants, costs in a price list.
    SetListPrice {
        list: PriceListId,
        item: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        variant: Option<VariantId>,
        #[serde(deserialize_with = "object")]
        set: ListPrice,
        #[serde(
            default,
            deserialize_with = "optional",
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<ListPrice>,
    },
    /// What is said in the menu's own language is in this one: it was named wrongly. Nothing is
    /// translated. One that something is said in beside the menu's own is refused.
    SetLanguage {
        #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 35, example = "hi"))]
        language: Language,
    },
    /// The draft is what is published.
    DiscardChanges {},
}

impl Command {
    /// The photo that it puts on an item.
    pub fn photo(&self) -> Option<&PhotoId> {
        match self {
            Self::AddItem { photo, .. } => photo.as_ref(),
            Self::EditItem { set, .. } => set.photo.as_ref()?.as_ref(),
            _ => None,
        }
    }
}
