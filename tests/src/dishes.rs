//! What can be ordered.

use salver::domain::id::BranchId;
use serde_json::{Value, json};

use crate::client::Caller;
use crate::stack::Stack;

/// The menu as guests read it.
#[derive(Debug, Clone)]
pub struct Menu(pub Value);

/// An item with a valid choice of options.
#[derive(Debug, Clone, PartialEq)]
pub struct Dish {
    pub item_id: String,
    /// The first of its variants, where it has some.
    pub variant_id: Option<String>,
    /// As few options as the item asks for.
    pub options: Vec<String>,
    /// One piece with them, in minor units.
    pub price: i64,
}

impl Dish {
    /// The body that puts it into the cart.
    pub fn line(&self, quantity: u32) -> Value {
        let mut line =
            json!({"item_id": self.item_id, "quantity": quantity, "options": self.options});
        if let Some(variant) = &self.variant_id {
            line["variant_id"] = json!(variant);
        }
        line
    }

    fn of(item: &Value) -> Self {
        let mut options = Vec::new();
        let variant = list(&item["variants"]).first();
        let mut price = variant.unwrap_or(item)["price"]["minor"].as_i64().unwrap();
        for group in list(&item["option_groups"]) {
            let min = usize::try_from(group["min"].as_u64().unwrap()).unwrap();
            for option in list(&group["options"]).iter().take(min) {
                options.push(option["id"].as_str().unwrap().to_owned());
                price += option["price"]["minor"].as_i64().unwrap();
            }
        }
        Self {
            item_id: item["id"].as_str().unwrap().to_owned(),
            variant_id: variant.map(|v| v["id"].as_str().unwrap().to_owned()),
            options,
            price,
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

impl Menu {
    pub(crate) async fn read(caller: &Caller, branch: &str) -> Self {
        let path = format!("/branches/{branch}/menu");
        Self(caller.get(&path).await.expect_status(200))
    }

    /// All items.
    pub fn items(&self) -> impl Iterator<Item = &Value> {
        let categories = list(&self.0["categories"]).iter();
        categories.flat_map(|category| list(&category["items"]))
    }

    /// The dishes that the kitchen has and makes, in the menu's order.
    pub fn dishes(&self) -> Vec<Dish> {
        let had = self.items().filter(|i| i["available"] == true);
        had.filter(|i| i["station"].is_string())
            .map(Dish::of)
            .collect()
    }

    /// A dish that the kitchen makes.
    pub fn dish(&self) -> Dish {
        self.dishes().remove(0)
    }

    /// A dish that is sold out.
    pub fn sold_out(&self) -> Dish {
        let mut gone = self.items().filter(|i| i["available"] == false);
        Dish::of(gone.next().unwrap())
    }

    /// A dish with a group of which at least one option must be chosen and not all may be,
    /// and that group.
    pub fn with_choice(&self) -> (Dish, &Value) {
        let had = self.items().filter(|i| i["available"] == true);
        let choice = |item: &'_ Value| {
            list(&item["option_groups"]).iter().position(|group| {
                let options = list(&group["options"]).len() as u64;
                group["min"].as_u64() >= Some(1) && group["max"].as_u64() < Some(options)
            })
        };
        let mut found = had.filter_map(|item| choice(item).map(|at| (item, at)));
        let (item, at) = found.next().unwrap();
        (Dish::of(item), &item["option_groups"][at])
    }
}

impl Stack {
    /// Publishes the branch's menu with another price of a dish: so much for one piece with
    /// its options. Straight into the table, as there is no endpoint for it yet.
    ///
    /// # Panics
    /// When the menu does not hold the dish.
    pub async fn publish_price(&self, dish: &Dish, minor: i64) {
        let branch: BranchId = self.branch.parse().unwrap();
        let store = self.store();
        let mut stock = store.stock(&branch).await.unwrap().unwrap();
        let known = store.branch(&branch, &stock).await.unwrap().unwrap();
        let mut menu = (*known.menu).clone();
        menu.version += 1;
        let chosen = |id: &str| dish.options.iter().any(|its| its == id);
        let item = menu.item(&dish.item_id.parse().unwrap()).unwrap();
        let groups: Vec<_> = menu.groups_of(item).collect();
        let options = groups.iter().flat_map(|group| &group.options);
        let extra: i64 = options
            .filter(|option| chosen(option.id.as_str()))
            .map(|option| option.price)
            .sum();
        let items = menu.categories.iter_mut().flat_map(|c| &mut c.items);
        for item in items.filter(|item| item.id.as_str() == dish.item_id) {
            item.price = minor - extra;
            for variant in &mut item.variants {
                variant.price = minor - extra;
            }
        }
        stock.menu_version = menu.version;
        stock.version += 1;
        let seeder = self.seeder();
        seeder.publish_menu(&stock.brand_id, &menu).await.unwrap();
        seeder.overwrite_stock(&branch, &stock).await.unwrap();
    }
}
