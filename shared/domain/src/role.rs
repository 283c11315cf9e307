//! What somebody may do at a branch.

use serde::{Deserialize, Serialize};

use crate::money::BasisPoints;

/// What somebody is at a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Owns the brand.
    Owner,
    /// Runs the branch.
    Manager,
    /// Takes the money.
    Cashier,
    /// Serves tables.
    Waiter,
    /// Cooks.
    Cook,
    /// Delivers.
    Rider,
}

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See the floor, its sessions and PINs.
    SeeFloor,
    /// Open and close tables, show and rotate PINs.
    RunFloor,
    /// Open checks and take orders without a guest's phone: at a table, for pickups and deliveries.
    TakeOrders,
    /// See checks and move them along. Whoever may not take orders sees and moves the deliveries
    /// that they bring, and no others.
    MoveChecks,
    /// See the kitchen's board.
    SeeKitchen,
    /// Move orders and lines along.
    MoveOrders,
    /// Refuse orders that nobody has accepted yet.
    RejectOrders,
    /// Cancel orders and lines, also of what is being made or was served.
    VoidOrders,
    /// Issue bills, with discounts up to [`Role::discount_limit`], and see them.
    IssueBills,
    /// Take payments and end a check by that; give money back and take bills away as far as somebody
    /// approves it. Keep the till: its cash, and the end of its day.
    TakePayments,
    /// Give money back, take bills away, take off as much as one likes; and approve that of others.
    ApproveMoney,
    /// Say what is sold out, and how much is left.
    MarkStock,
    /// See the owner's figures.
    SeeFigures,
    /// Change how the branch works, its tables and their codes.
    ManageBranch,
    /// Make branches of the brand, choose what it is called and how it looks to its guests.
    ManageBrand,
    /// Edit, publish and roll back the menu of the brand; who is at one of several branches reads it
    /// alone.
    ManageMenu,
    /// Invite colleagues, change what they are, let them choose a new password, part with them:
    /// those that one leads, see [`Role::leads`].
    ManageTeam,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] = [
        Self::Owner,
        Self::Manager,
        Self::Cashier,
        Self::Waiter,
        Self::Cook,
        Self::Rider,
    ];

    /// Its name, as it is stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Cashier => "cashier",
            Self::Waiter => "waiter",
            Self::Cook => "cook",
            Self::Rider => "rider",
        }
    }

    /// The table of what each role may do.
    pub fn may(self, permission: Permission) -> bool {
        use Permission::{
            IssueBills, ManageBrand, MarkStock, MoveChecks, MoveOrders, RejectOrders, RunFloor,
            SeeFloor, SeeKitchen, TakeOrders, TakePayments, VoidOrders,
        };
        match self {
            Self::Owner => true,
            // A manager's say ends where the branch does.
            Self::Manager => permission != ManageBrand,
            Self::Cashier | Self::Waiter => {
                let is_money = permission == TakePayments;
                (is_money && self == Self::Cashier)
                    || matches!(
                        permission,
                        SeeFloor
                            | RunFloor
                            | TakeOrders
                            | MoveChecks
                            | SeeKitchen
                            | MoveOrders
                            | RejectOrders
                            | VoidOrders
                            | IssueBills
                            | MarkStock
                    )
            }
            Self::Cook => matches!(
                permission,
                SeeKitchen | MoveOrders | RejectOrders | MarkStock
            ),
            Self::Rider => permission == MoveChecks,
        }
    }

    /// The most of a bill that whoever is this takes off without anybody's approval: 5 % for a
    /// waiter, 10 % for a cashier.
    pub fn discount_limit(self) -> BasisPoints {
        match self {
            _ if self.may(Permission::ApproveMoney) => BasisPoints::WHOLE,
            Self::Cashier => BasisPoints(1_000),
            Self::Waiter => BasisPoints(500),
            _ => BasisPoints(0),
        }
    }

    /// Whether whoever is this says who becomes that, and who is it no more.
    pub fn leads(self, other: Self) -> bool {
        match self {
            Self::Owner => true,
            Self::Manager => !matches!(other, Self::Owner | Self::Manager),
            Self::Cashier | Self::Waiter | Self::Cook | Self::Rider => false,
        }
    }
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 17] = [
        Self::SeeFloor,
        Self::RunFloor,
        Self::TakeOrders,
        Self::MoveChecks,
        Self::SeeKitchen,
        Self::MoveOrders,
        Self::RejectOrders,
        Self::VoidOrders,
        Self::IssueBills,
        Self::TakePayments,
        Self::ApproveMoney,
        Self::MarkStock,
        Self::SeeFigures,
        Self::ManageBranch,
        Self::ManageBrand,
        Self::ManageMenu,
        Self::ManageTeam,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_called_as_it_is_stored() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
    }

    #[test]
    fn only_those_who_manage_the_team_lead_somebody_and_nobody_leads_upwards() {
        for role in Role::ALL {
            let led = Role::ALL.iter().filter(|other| role.leads(**other));
            assert_eq!(
                led.count() > 0,
                role.may(Permission::ManageTeam),
                "{role:?}"
            );
        }
        assert!(Role::ALL.iter().all(|other| Role::Owner.leads(*other)));
        let led = Role::ALL.map(|other| Role::Manager.leads(other));
        assert_eq!(led, [false, false, true, true, true, true]);
    }

    #[test]
    fn nobody_may_more_than_the_manager_but_the_owner_who_makes_branches() {
        for role in Role::ALL {
            for permission in Permission::ALL {
                let owns = role == Role::Owner && permission == Permission::ManageBrand;
                assert!(!role.may(permission) || Role::Manager.may(permission) || owns);
            }
        }
        assert!(Permission::ALL.iter().all(|p| Role::Owner.may(*p)));
        assert!(!Role::Manager.may(Permission::ManageBrand));
        assert!(!Role::Cook.may(Permission::VoidOrders));
        let may_reject = Role::ALL.map(|role| role.may(Permission::RejectOrders));
        assert_eq!(may_reject, [true, true, true, true, true, false]);
        assert_eq!(
            Role::ALL.map(|role| role.may(Permission::MarkStock)),
            may_reject
        );
        assert!(!Role::Cook.may(Permission::SeeFloor));
        assert!(!Role::Waiter.may(Permission::SeeFigures));
        assert!(!Role::Cashier.may(Permission::ManageBranch));
        assert!(!Role::Cashier.may(Permission::ManageMenu));
        assert!(!Role::Cashier.may(Permission::ManageTeam));
        assert!(!Role::Waiter.may(Permission::ManageMenu));
        let of_rider = Permission::ALL.iter().filter(|p| Role::Rider.may(**p));
        assert_eq!(of_rider.collect::<Vec<_>>(), [&Permission::MoveChecks]);
        assert!(!Role::Cook.may(Permission::MoveChecks));
    }

    #[test]
    fn waiters_bill_cashiers_take_the_money_and_managers_give_it_back() {
        use Permission::{ApproveMoney, IssueBills, TakePayments};
        let may = |permission| Role::ALL.map(|role| role.may(permission));
        assert_eq!(may(IssueBills), [true, true, true, true, false, false]);
        assert_eq!(may(TakePayments), [true, true, true, false, false, false]);
        assert_eq!(may(ApproveMoney), [true, true, false, false, false, false]);
        let limits = Role::ALL.map(|role| role.discount_limit().0);
        assert_eq!(limits, [10_000, 10_000, 1_000, 500, 0, 0]);
    }
}
